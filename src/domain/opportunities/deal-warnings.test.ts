import { describe, expect, test } from 'vitest'
import { dealWarnings } from './deal-warnings.ts'

const TODAY = '2026-11-20'
const sound = {
  stage: 'proposal',
  expectedCloseOn: '2026-11-20',
  nextAction: 'Send terms',
  amount: { minor: 1, currency: 'USD' },
  lastActivityAt: '2026-11-06T00:00:00.000Z',
  createdAt: '2026-01-05T09:00:00.000Z',
  closeDateMoves: 1,
} as const

describe('what a deal is warned of', () => {
  test('nothing on the close date itself, after 14 quiet days, and with one move', () => {
    expect(dealWarnings(sound, TODAY)).toEqual([])
  })

  test.each([
    ['past-close', { expectedCloseOn: '2026-11-19' }],
    ['no-next-step', { nextAction: '' }],
    ['no-next-step', { nextAction: null }],
    ['no-amount', { amount: null }],
    ['no-activity', { lastActivityAt: '2026-11-05T23:59:59.999Z' }],
    ['no-activity', { lastActivityAt: null }],
    ['pushed', { closeDateMoves: 2 }],
  ] as const)('%s for %j', (warning, change) => {
    expect(dealWarnings({ ...sound, ...change }, TODAY)).toEqual([warning])
  })

  test('a new deal without anything yet is not quiet', () => {
    expect(dealWarnings({ ...sound, lastActivityAt: null, createdAt: '2026-11-18T09:00:00.000Z' }, TODAY)).toEqual([])
  })

  test('a deal that is won or lost is past warning', () => {
    expect(dealWarnings({ ...sound, stage: 'closed_lost', nextAction: null, amount: null }, TODAY)).toEqual([])
  })
})
