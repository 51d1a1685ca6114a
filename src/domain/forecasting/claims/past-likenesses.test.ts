import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { instantOf } from '../../values/instant.ts'
import { forecastQuarter, type BacktestSetting } from '../accuracy/forecast-quarter.ts'
import { pastQuarterPlans } from '../accuracy/past-periods.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { day, deal, followed, moved, opened } from '../landmarks/made-deals.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { madeDeal } from '../made-deal.ts'
import { rowsByKey } from '../win-model/ladder.ts'
import { similarDeals } from '../win-model/similar-deals.ts'
import { claimRecords } from './claim-record.ts'
import { similarClaim } from './said-claims.ts'

const now = day(560)
const source = stream(7, 'a company that meets')

/** Deals begin every second day. Half of them agree on a meeting after some weeks; of those most are won, of the others few. */
const made = Array.from({ length: 240 }, (_, n) => {
  const createdAt = day(2 * n + 0.4)
  const agreed = uniform(source) < 0.5 ? createdAt + (10 + 20 * uniform(source)) * MS_PER_DAY : null
  const end = createdAt + (45 + 20 * uniform(source)) * MS_PER_DAY
  const won = uniform(source) < (agreed === null ? 0.15 : 0.75)
  return { key: `D${n}`, createdAt, agreed, end, won }
})

const histories: DealHistory[] = made.map(({ key, createdAt, agreed, end, won }) => {
  const meeting = agreed === null ? [] : [{ kind: 'meeting' as const, recordedAt: instantOf(agreed), occurredAt: instantOf(end) }]
  const contact = { kind: 'call' as const, occurredAt: instantOf(createdAt) }
  const told = deal(key, [opened(createdAt), moved(end, won ? 'closed_won' : 'closed_lost')], [contact, ...meeting])
  return {
    ...madeDeal(key, createdAt, { pipeline: 'P', stages: [{ stage: 'Discovery', at: createdAt }] }),
    outcome: end < now ? { kind: won ? 'won' : 'lost', at: end, amountMinor: 1_000 } : null,
    track: followed(told, now),
  }
})

const setting: BacktestSetting = { now, kind: 'quarter', fiscalStartMonth: 1, seed: 1, paths: 50, claims: 'graded' }
const plans = pastQuarterPlans('2025-10-01', '2026-06-30', 'quarter', 1)
const claims = plans.flatMap((plan) => forecastQuarter(histories, plan, setting)!.claims)
const records = claimRecords(claims)
const recordOf = (claim: string) => records.find((one) => one.claim === claim)

test('that a change goes with more wins is counted over the deals that came to differ so within four weeks', () => {
  const looks = [...new Set(claims.map(({ at }) => at))]
  const said = claims.filter(({ claim }) => claim === 'what-if/meeting').map(({ deal: key, at }) => `${at} ${key}`)
  // Tracks look at Mondays and firsts of months: what was agreed on after the last of these is not seen yet.
  const seen = ({ createdAt, agreed, end }: (typeof made)[number], at: number) =>
    agreed !== null && createdAt < at && at <= agreed && mondayAfter(agreed) <= Math.min(at + 28 * MS_PER_DAY, end)
  const must = looks.flatMap((at) => made.filter((one) => seen(one, at)).map(({ key }) => `${at} ${key}`))
  expect(must.length).toBeGreaterThan(30)
  expect(said.toSorted()).toEqual(must.toSorted())
})

test('it is borne out where such deals win more than they would have as they stood', () => {
  const { n, came, without, verdict } = recordOf('what-if/meeting')!
  expect(came / n).toBeGreaterThan(0.6)
  expect(without!.expected / n).toBeLessThan(0.6)
  expect(verdict).toBe('borne out')
})

test('what is said of a change that nobody makes is not counted', () => {
  expect(recordOf('what-if/economic buyer')).toBe(undefined)
})

test('how often deals alike were won is counted as it would have been said on the day', () => {
  const at = Date.parse('2026-01-01')
  const model = fitForecast(histories, at)
  const ladder = model.ladder!
  const rows = rowsByKey(ladder.open)
  const open = viewsAt(histories, at).filter(({ outcome }) => outcome === null)
  const asked = openChances(model, open, at).map(({ win }, i) => {
    const { key } = open[i]!.history
    return `${key} ${similarClaim(similarDeals(ladder.past, ladder.models['own fit'], ladder.open, rows.get(key)!, win.at(-1)!).shrunkRate).counted[0]}`
  })
  const counted = claims.filter((one) => one.at === at && one.claim.startsWith('similar/'))
  expect(asked.length).toBeGreaterThan(15)
  expect(counted.map(({ deal: key, claim }) => `${key} ${claim}`).toSorted()).toEqual(asked.toSorted())
})

/** The first Monday or first of a month on which it is known. */
function mondayAfter(at: number): number {
  for (let ms = Math.ceil(at / MS_PER_DAY) * MS_PER_DAY; ; ms += MS_PER_DAY) {
    const date = new Date(ms)
    if (date.getUTCDay() === 1 || date.getUTCDate() === 1) return ms
  }
}
