import { createHash } from 'node:crypto'
import { forecastDeals } from '../../src/domain/forecasting/deal-forecast.ts'
import { viewsAt, type DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import { fitForecast, type ForecastModel } from '../../src/domain/forecasting/forecast-model.ts'
import { atLead } from '../../src/domain/forecasting/lead-grid.ts'
import { projectRevenue, type RevenueQuestion } from '../../src/domain/forecasting/revenue/revenue.ts'
import { drawDeals, type SimulatedDeal } from '../../src/domain/forecasting/revenue/deal-draws.ts'
import { chanceAt, factorLink, factorValues } from '../../src/domain/forecasting/revenue/factor-link.ts'
import { openChances } from '../../src/domain/forecasting/open-chances.ts'
import { amountLaw } from '../../src/domain/forecasting/revenue/won-amounts.ts'
import { replay } from '../../src/domain/opportunities/replay.ts'
import { AS_OF, engineCompany, HALF_YEAR, PERIOD } from './engine-company.ts'
import type { Figure } from './figure.ts'
import { numpyAnchor } from './numpy-anchor.ts'
import { recordedPast } from './recorded-past.ts'
import { quantile, timed, type Timing } from './timing.ts'

const OPEN = 2_000
const CLOSED = 8_000
const PATHS = 10_000
const WEEKS = 13

/** The forecast's arithmetic alone: no database, one thread. */
export async function measureEngine(say: (step: string) => void): Promise<Figure[]> {
  const asOf = Date.parse(AS_OF)
  say('making a company of 10,000 deals')
  const histories = engineCompany({ open: OPEN, closed: CLOSED })
  say('fitting')
  const fit = timed(3, () => fitForecast(histories, asOf))
  const model = fitForecast(histories, asOf)
  const question: RevenueQuestion = { histories, asOf, period: PERIOD, seed: 1, paths: PATHS, model }
  say('forecasting')
  const whole = timed(15, () => projectRevenue(question))
  const halfYear = timed(5, () => projectRevenue({ ...question, period: HALF_YEAR }))
  const scores = timed(5, () => forecastDeals(model, histories, PERIOD.end))
  return [
    line('score, simulate and summarise open deals', 150, whole, `${OPEN} open deals of ${OPEN + CLOSED}, ${PATHS} paths`),
    line('the same over half a year ahead', 150, halfYear, `26 weeks, as many deals and paths`),
    line('chances, dates and reasons of every open deal', null, scores, `${OPEN} open deals`),
    ...draws(histories, model, asOf, say),
    {
      ...line("fit on the company's past", 10, fit, `${OPEN + CLOSED} deals of two years`),
      unit: 's',
      measured: fit.median / 1_000,
    },
    ...sameTwice(histories, model, asOf, say),
    ...replays(histories, asOf, say),
  ]
}

function draws(histories: readonly DealHistory[], model: ForecastModel, asOf: number, say: (step: string) => void): Figure[] {
  say('drawing')
  const views = viewsAt(histories, asOf).filter((view) => view.outcome === null)
  const chances = openChances(model, views, asOf)
  const drawnOver = (weeks: number): SimulatedDeal[] =>
    views.map((view, i) => ({
      key: view.history.key,
      cell: 0,
      wonBy: Float64Array.from({ length: weeks + 1 }, (_, week) => atLead(chances[i]!.win, week * 7)),
      amount: amountLaw(model.amounts, view.history),
    }))
  const deals = drawnOver(WEEKS)
  const draw = (of: readonly SimulatedDeal[], correlation: number) => (): void => {
    const weeks = of[0]!.wonBy.length - 1
    const sums = { paths: PATHS, cells: [null], weeks: new Float64Array(weeks * PATHS) }
    drawDeals(of, factorLink(factorValues(PATHS), correlation), sums, 1)
  }
  // The processor's time: others may be running here.
  const each = ({ processor }: Timing): number => (processor * 1e6) / (deals.length * PATHS)
  const joined = timed(9, draw(deals, 0.05))
  const alone = timed(9, draw(deals, 0))
  const halfYear = timed(9, draw(drawnOver(26), 0.05))
  say('drawing the same in numpy')
  const anchor = numpyAnchor(Float64Array.from(deals.flatMap(({ wonBy }) => [...wonBy.subarray(1)])))
  const on = `${deals.length} deals, ${PATHS} paths, ${WEEKS} weeks`
  return [
    { ...line('draw with the shared factor, a deal and path', 6, joined, on), unit: 'ns', measured: each(joined) },
    { ...line('draw without it, a deal and path', 4, alone, on), unit: 'ns', measured: each(alone) },
    {
      ...line('draw with the shared factor over half a year', 6, halfYear, `${deals.length} deals, ${PATHS} paths, 26 weeks`),
      unit: 'ns',
      measured: each(halfYear),
    },
    'absent' in anchor
      ? { name: 'the same draw in numpy', unit: 'ns', budget: null, measured: NaN, on: `not measured: ${anchor.absent}` }
      : {
          name: 'the same draw in numpy',
          unit: 'ns',
          budget: null,
          measured: (anchor.milliseconds * 1e6) / (deals.length * PATHS),
          on: `${on}; ${anchor.how}`,
        },
    {
      name: 'mean of the draw beside the sum of the chances',
      unit: '%',
      budget: 0.1,
      measured: bias(deals),
      on: `${on}; correlation 0.05`,
    },
  ]
}

/** How far the blocks of the shared factor shift the expected number of wins: without chance, so to the last digit. */
function bias(deals: readonly SimulatedDeal[]): number {
  const link = factorLink(factorValues(PATHS), 0.05)
  let exact = 0
  let drawn = 0
  for (const { wonBy } of deals) {
    const p = wonBy[WEEKS] ?? 0
    exact += p
    for (const shift of link.shifts) drawn += chanceAt(link.position(p) + shift) / link.shifts.length
  }
  return Math.abs(drawn / exact - 1) * 100
}

/** Fitted and drawn again from rows in another order, the answer has the same bytes. */
function sameTwice(histories: readonly DealHistory[], model: ForecastModel, asOf: number, say: (step: string) => void): Figure[] {
  say('forecasting twice')
  const question = { asOf, period: PERIOD, seed: 1, paths: PATHS }
  const first = JSON.stringify(projectRevenue({ ...question, histories, model }))
  const second = JSON.stringify(projectRevenue({ ...question, histories: histories.toReversed() }))
  const digest = createHash('sha256').update(first).digest('hex').slice(0, 12)
  const differing = [...first].filter((character, i) => character !== second[i]).length + Math.abs(first.length - second.length)
  return [
    {
      name: 'difference between two runs, rows in another order',
      unit: 'bytes',
      budget: 0,
      measured: differing,
      on: `${first.length} bytes, sha256 ${digest}…`,
    },
  ]
}

function replays(histories: readonly DealHistory[], asOf: number, say: (step: string) => void): Figure[] {
  say('replaying two years of every deal')
  const past = histories.map((history) => recordedPast(history, asOf))
  const rows = past.reduce((sum, { events, activities }) => sum + events.length + activities.length, 0)
  const until = new Date(asOf).toISOString()
  let dossiers = 0
  let seen = 0
  const replayed = timed(1, () => {
    dossiers = 0
    for (const history of past)
      for (const dossier of replay(history, until)) {
        dossiers += 1
        seen += dossier.activities.length
      }
  })
  if (seen === 0) throw new Error('The replay showed no activity at all.')
  const on = `${past.length} deals, ${rows.toLocaleString('en')} journal rows and activities, ${dossiers.toLocaleString('en')} weekly dossiers`
  return [
    {
      ...line('replay of every deal, week by week, over two years', 60, replayed, on),
      unit: 's',
      measured: replayed.median / 1_000,
    },
  ]
}

function line(name: string, budget: number | null, timing: Timing, on: string): Figure {
  const { runs, median, processor } = timing
  const spread =
    runs.length > 1
      ? `median of ${runs.length} runs, fastest ${quantile(runs, 0).toFixed(0)} ms, processor ${processor.toFixed(0)} ms`
      : `processor ${processor.toFixed(0)} ms`
  return { name, unit: 'ms', budget, measured: median, on: `${on}; ${spread}` }
}
