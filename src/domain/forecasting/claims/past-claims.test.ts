import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { forecastQuarter, type BacktestSetting } from '../accuracy/forecast-quarter.ts'
import { pastQuarterPlans } from '../accuracy/past-periods.ts'
import { forecastDeals } from '../deal-forecast.ts'
import type { DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { claimRecords } from './claim-record.ts'
import { chanceClaim, reasonClaims, slipClaim } from './said-claims.ts'

const now = Date.parse('2026-01-12')
const { histories } = knownWorld({ seed: 5, start: '2024-01-01', days: 760, dealsPerWeek: 6, shock: 0 })
const setting: BacktestSetting = { now, kind: 'quarter', fiscalStartMonth: 1, seed: 1, paths: 50, claims: 'graded' }
const plans = pastQuarterPlans('2025-01-01', '2025-12-31', 'quarter', 1)
const claims = plans.flatMap((plan) => forecastQuarter(histories, plan, setting)!.claims)
const records = claimRecords(claims)

test('what is counted of a past day is what would have been said on it', { timeout: 60_000 }, () => {
  const origin = Date.parse('2025-07-01')
  const then = knownAt(origin)
  const asked = forecastDeals(fitForecast(then, origin), then, '2025-09-30').flatMap((forecast) =>
    [
      chanceClaim(forecast.winChance),
      ...reasonClaims(forecast.factors, forecast.winChance),
      ...(forecast.slip && slipOver(forecast.key) ? [slipClaim(forecast.slip.notByThen)] : []),
    ].flatMap(({ counted }) => counted.map((claim) => `${forecast.key} ${claim}`)),
  )
  const counted = claims.filter(({ at, claim }) => at === origin && claim !== 'close date')
  expect(counted.map(({ deal, claim }) => `${deal} ${claim}`).sort()).toEqual(asked.sort())
})

test('what is recorded later changes what came, never what was said', { timeout: 60_000 }, () => {
  const until = Date.parse('2025-10-01')
  const cut = forecastQuarter(knownAt(until), plans[2]!, { ...setting, now: until })!.claims
  const names = (all: typeof claims) =>
    all.flatMap(({ claim, deal, at }) => (LATER.test(claim) ? [] : [`${at} ${deal} ${claim}`]))
  const [first, after] = [Date.parse('2025-07-01'), until]
  expect(names(cut)).toEqual(names(claims.filter(({ at }) => first <= at && at < after)))
})

test('in a world whose law the model knows, as many came of the chances as were said', () => {
  const chances = records.filter(({ claim }) => claim.startsWith('chance/'))
  const [n, came, expected] = (['n', 'came', 'expected'] as const).map((of) => chances.reduce((sum, one) => sum + one[of], 0))
  const deviation = Math.hypot(...chances.map((one) => one.deviation))
  expect(n).toBeGreaterThan(200)
  expect(Math.abs(came! - expected!)).toBeLessThan(3 * deviation)
  expect(chances.filter(({ verdict }) => verdict === 'fewer than said' || verdict === 'more than said').length).toBeLessThan(3)
})

test('dates said to hold four fifths of the chance are counted over deals that were won', () => {
  const dates = records.find(({ claim }) => claim === 'close date')!
  expect(dates.n).toBeGreaterThan(50)
  expect(Math.abs(dates.came - dates.expected)).toBeLessThan(4 * dates.deviation)
  expect(dates.expected / dates.n).toBeGreaterThan(0.7)
})

/** These are told only of deals that are decided by now, or whose date is over. */
const LATER = /^(close date|slip)/

function slipOver(key: string): boolean {
  const due = histories.find((one) => one.key === key)!.expectedClose
  return due !== null && due + 15 * 86_400_000 <= now
}

function knownAt(at: number): DealHistory[] {
  return histories
    .filter(({ createdAt }) => createdAt < at)
    .map((history) => ({
      ...history,
      stages: history.stages.filter((stage) => stage.at < at),
      outcome: history.outcome && history.outcome.at < at ? history.outcome : null,
    }))
}
