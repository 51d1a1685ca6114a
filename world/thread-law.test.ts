import { expect, test } from 'vitest'
import { dossierAt, type DealHistory } from '../src/domain/opportunities/replay.ts'
import { threadsOf } from '../src/domain/stakeholders/threads.ts'
import { companyJournal } from './journal/company-journal.ts'
import { atStageEntry, threadLaw } from './thread-law.ts'

const SETTINGS = { minInteractions: 2, activeWithinDays: 30, needsBothDirections: true }
const COMPANY = { end: '2026-11-23', years: 3, deals: 350, sellers: 8, teams: 2, replicates: 0, breadth: 0.5 }

const look = atStageEntry((past, at) => {
  const dossier = dossierAt(past, at)
  return dossier ? threadsOf(dossier, SETTINGS).filter(({ active }) => active).length : 0
})
const law = threadLaw({ ...COMPANY, seed: 700 }, { companies: 4, look })
const cell = (stage: string, threads: number) => law.find((one) => one.stage === stage && one.threads === threads)

test('other companies win as often at each stage and number of threads as the law says', () => {
  const shares = new Map<string, { won: number; deals: number }>()
  for (const seed of [801, 802, 803])
    for (const { past } of companyJournal({ ...COMPANY, seed }).deals)
      for (const { at, stage, threads } of look(past)) {
        // By the end nearly all deals of the first half are closed, so that those that go fast are not favoured.
        if (at > Date.parse('2025-06-01')) continue
        const key = `${stage}|${Math.min(4, threads)}`
        const share = shares.get(key) ?? { won: 0, deals: 0 }
        shares.set(key, { won: share.won + (isWon(past) ? 1 : 0), deals: share.deals + 1 })
      }
  const known = law.flatMap(({ stage, threads, winChance, standardError }) => {
    const { won, deals } = shares.get(`${stage}|${threads}`) ?? { won: 0, deals: 0 }
    const spread = Math.hypot(standardError, Math.sqrt((winChance * (1 - winChance)) / deals))
    return deals < 40 ? [] : [{ stage, threads, off: (won / deals - winChance) / spread }]
  })
  expect(known.length).toBeGreaterThan(6)
  expect(known.filter(({ off }) => Math.abs(off) > 3.5)).toEqual([])
})

test('where breadth helps, deals with more threads are won more often as of the same stage', () => {
  const [one, three] = [cell('negotiation', 1), cell('negotiation', 3)]
  const apart = Math.hypot(one?.standardError ?? 1, three?.standardError ?? 1)
  expect((three?.winChance ?? 0) - (one?.winChance ?? 0)).toBeGreaterThan(2 * apart)
})

function isWon({ events }: DealHistory): boolean {
  return events.some(({ after }) => after?.['stage'] === 'closed_won')
}
