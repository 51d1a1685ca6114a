import { expect, test } from 'vitest'
import { forecastDeals } from '../src/domain/forecasting/deal-forecast.ts'
import { viewsAt, type DealHistory } from '../src/domain/forecasting/deal-history.ts'
import { fitForecast } from '../src/domain/forecasting/forecast-model.ts'
import { leakAlarms } from '../src/domain/forecasting/landmarks/leak-alarm.ts'
import { landmarkTable } from '../src/domain/forecasting/landmarks/training-rows.ts'
import { projectRevenue } from '../src/domain/forecasting/revenue/revenue.ts'
import { auc } from '../src/stats/scores/auc.ts'
import { companyJournal } from './journal/company-journal.ts'
import { forecastHistories } from './journal/forecast-histories.ts'
import { Random } from './random.ts'

const COMPANY = { seed: 12, end: '2026-11-23', years: 1.2, arrivals: 10, sellers: 6, teams: 2, duplicates: 0.04, replicates: 0 }
/** A Monday and the first of a quarter's last month: deals have landmarks at both kinds of day. */
const DAY = '2026-06-01'
const asOf = Date.parse(DAY)
const period = { start: '2026-04-01', end: '2026-06-30' }

const histories = forecastHistories(companyJournal(COMPANY), COMPANY.end)
const asked = { asOf, period, seed: 1, paths: 1_000 }
const model = fitForecast(histories, asOf)
const forecast = projectRevenue({ ...asked, histories, model })

test('what a company records after a day leaves the forecast of that day as it was, to the byte', { timeout: 120_000 }, () => {
  const then = forecastHistories(companyJournal(COMPANY), DAY)
  expect(then.length).toBeLessThan(histories.length)
  const known = fitForecast(then, asOf)
  expect(JSON.stringify(forecastDeals(known, then, period.end))).toBe(JSON.stringify(forecastDeals(model, histories, period.end)))
  expect(JSON.stringify(projectRevenue({ ...asked, histories: then, model: known }))).toBe(JSON.stringify(forecast))
})

test('amounts told in another currency change no chance, and revenue by the rate alone', { timeout: 120_000 }, () => {
  const rate = 7
  const relabelled = histories.map((deal) => atRate(deal, rate))
  const other = fitForecast(relabelled, asOf)
  const chances = forecastDeals(model, histories, period.end).map(({ winBy }) => winBy)
  for (const [i, { winBy }] of forecastDeals(other, relabelled, period.end).entries()) expect(winBy).toBeCloseTo(chances[i]!, 6)
  const { total } = projectRevenue({ ...asked, histories: relabelled, model: other })
  expect(total.mean / forecast.total.mean / rate).toBeCloseTo(1, 4)
  expect(total.p90 / forecast.total.p90 / rate).toBeCloseTo(1, 3)
})

test('where outcomes are dealt out by lot, no deal is told from another, and nobody is alarmed', { timeout: 120_000 }, () => {
  const dealt = withLots(histories)
  const blind = fitForecast(dealt, asOf)
  const open = new Map(viewsAt(dealt, asOf).map((view) => [view.history.key, view.history.outcome]))
  const judged = forecastDeals(blind, dealt, period.end).flatMap(({ key, winChance }) => {
    const outcome = open.get(key) ?? null
    return outcome === null ? [] : [{ winChance, won: outcome.kind === 'won' }]
  })
  expect(judged.length).toBeGreaterThan(80)
  const told = auc(
    judged.map(({ winChance }) => winChance),
    judged.map(({ won }) => won),
  )
  // Two standard errors of so many deals.
  expect(Math.abs(told - 0.5)).toBeLessThan(2 / Math.sqrt(12 * judged.length * 0.2))
  const rows = landmarkTable(
    dealt.flatMap(({ track }) => track ?? []),
    asOf,
  )
  expect(leakAlarms(rows, null)).toEqual([])
})

function atRate(deal: DealHistory, rate: number): DealHistory {
  const times = (minor: number | null): number | null => (minor === null ? null : minor * rate)
  const { track, amounts } = deal
  return {
    ...deal,
    amountMinor: times(deal.amountMinor),
    listAmountMinor: times(deal.listAmountMinor),
    outcome: deal.outcome && { ...deal.outcome, amountMinor: times(deal.outcome.amountMinor) },
    ...(amounts && { amounts: amounts.map(({ at, value }) => ({ at, value: times(value) })) }),
    ...(track && {
      track: {
        ...track,
        amount: track.amount.map((minor) => minor * rate),
        firstAmount: track.firstAmount && { ...track.firstAmount, minor: track.firstAmount.minor * rate },
      },
    }),
  }
}

/** The same deals, closed on the same days, but who won is drawn anew among all that closed. */
function withLots(deals: readonly DealHistory[]): DealHistory[] {
  const closed = deals.filter(({ outcome }) => outcome !== null)
  const lots = new Random(1, 'lots').shuffled(closed.map(({ outcome }) => outcome!.kind))
  const lotOf = new Map(closed.map(({ key }, i) => [key, lots[i]!]))
  return deals.map((deal) => {
    const kind = lotOf.get(deal.key)
    if (kind === undefined || !deal.outcome) return deal
    const spells = deal.track?.spells.map((spell) =>
      spell.cause === 0 ? spell : { ...spell, cause: kind === 'won' ? (1 as const) : (2 as const) },
    )
    return {
      ...deal,
      outcome: { ...deal.outcome, kind, amountMinor: deal.amountMinor },
      ...(deal.track && spells && { track: { ...deal.track, spells } }),
    }
  })
}
