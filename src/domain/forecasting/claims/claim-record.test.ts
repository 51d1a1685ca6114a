import { expect, test } from 'vitest'
import { claimRecords, LEAST_DEALS, verdictOn } from './claim-record.ts'
import type { PastClaim } from './past-claims.ts'
import { claimsOnLook, looksIn } from './past-looks.ts'

const MONDAY = Date.parse('2026-01-05')
const WEEK = 7 * 86_400_000

function said(n: number, came: number, more: Partial<PastClaim> = {}): PastClaim[] {
  return Array.from({ length: n }, (_, i) => ({
    claim: 'reason/engagement/for',
    deal: `D${i}`,
    at: MONDAY + i * WEEK,
    stage: 'Proposal',
    said: 0.6,
    without: 0.4,
    came: i < came,
    ...more,
  }))
}

test('a record counts deals, what came, and what had to come if every chance was right', () => {
  const [record] = claimRecords(said(20, 13))
  expect(record).toMatchObject({ claim: 'reason/engagement/for', n: 20, came: 13, expected: 12, from: '2026-01-05' })
  // 20 independent chances of .6: the square root of 20 × .6 × .4.
  expect(record!.deviation).toBeCloseTo(2.1909, 4)
  expect(record!.without).toMatchObject({ expected: 8 })
  expect(record!.deals.map(({ key }) => key)).toEqual(Array.from({ length: 12 }, (_, i) => `D${19 - i}`))
})

test('a deal of which the same was said many times counts once, where it was said first', () => {
  const first = { ...said(1, 1)[0]!, said: 0.3 }
  const again = { ...first, at: first.at + 4 * WEEK, said: 0.9 }
  expect(claimRecords([again, first])[0]).toMatchObject({ n: 1, expected: 0.3, from: '2026-01-05', to: '2026-01-05' })
})

test('the order in which looks come in changes nothing', () => {
  const rows = [...said(15, 9), ...said(12, 3, { claim: 'chance/6', without: null })]
  expect(claimRecords(rows.toReversed())).toEqual(claimRecords(rows))
})

test('nothing is told from fewer deals than ten', () => {
  expect(claimRecords(said(LEAST_DEALS - 1, 9))[0]!.verdict).toBe('too few')
  expect(claimRecords(said(LEAST_DEALS, 10))[0]!.verdict).not.toBe('too few')
})

test('a reason is borne out where more came than deals without it would have brought by chance', () => {
  expect(claimRecords(said(100, 60))[0]!.verdict).toBe('borne out')
  expect(claimRecords(said(100, 42))[0]!.verdict).toBe('not told apart')
  expect(claimRecords(said(100, 25))[0]!.verdict).toBe('the opposite came')
  // Against: fewer must come.
  const against = { said: 0.4, without: 0.6 }
  expect(claimRecords(said(100, 40, against))[0]!.verdict).toBe('borne out')
  expect(claimRecords(said(100, 75, against))[0]!.verdict).toBe('the opposite came')
})

test('a chance is held to the number that it promised', () => {
  const plain = { n: 100, expected: 60, deviation: Math.sqrt(24), without: null }
  expect(verdictOn({ ...plain, came: 66 })).toBe('as said')
  expect(verdictOn({ ...plain, came: 70 })).toBe('more than said')
  expect(verdictOn({ ...plain, came: 50 })).toBe('fewer than said')
})

test('a warning about people is borne out where fewer were won than of like deals, whatever chance was said', () => {
  const warned = { claim: 'person/silent', said: 0.42, without: 0.4 }
  expect(claimRecords(said(100, 25, warned))[0]!.verdict).toBe('borne out')
  expect(claimRecords(said(100, 38, warned))[0]!.verdict).toBe('not told apart')
  expect(claimRecords(said(100, 60, warned))[0]!.verdict).toBe('the opposite came')
})

test('what rules said of people is counted on the looks that the model was asked on, against deals of that stage and day', () => {
  const chances = said(4, 1, { claim: 'chance/6', at: MONDAY, without: null }).map((one, i) => ({ ...one, said: i / 10 }))
  const looks = looksIn([...chances, ...said(4, 1)])
  expect(looks).toHaveLength(4)
  expect(looks.map(({ usual }) => usual)).toEqual([0.15, 0.15, 0.15, 0.15].map((mean) => expect.closeTo(mean, 10)))
  const later = looksIn([...chances, ...chances.map((one) => ({ ...one, deal: `${one.deal}b`, stage: 'Discovery', said: 0.9 }))])
  expect(later.slice(0, 4)).toEqual(looks)
  const silent = { key: 'person/a/silent', contact: null, statement: '', counted: ['person/silent'] }
  // Two people of one deal are one deal.
  expect(claimsOnLook(looks[2]!, [silent, { ...silent, key: 'person/b/silent' }])).toEqual([
    {
      claim: 'person/silent',
      deal: 'D2',
      at: MONDAY,
      stage: 'Proposal',
      said: 0.2,
      came: false,
      without: expect.closeTo(0.15, 10),
    },
  ])
})
