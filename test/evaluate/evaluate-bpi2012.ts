import { viewsAt, type DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import { atLead, LAST_LEAD, LEAD_INTERVALS, MS_PER_DAY } from '../../src/domain/forecasting/lead-grid.ts'
import { projectRevenue } from '../../src/domain/forecasting/revenue/revenue.ts'
import { fitDealModel, fitForecast, type DealModel } from '../../src/domain/forecasting/forecast-model.ts'
import { openChances } from '../../src/domain/forecasting/open-chances.ts'
import { auc } from '../../src/stats/scores/auc.ts'
import { brier } from '../../src/stats/scores/brier.ts'
import { coverage } from '../../src/stats/scores/coverage.ts'
import { meanAbsolutePercentageError } from '../../src/stats/scores/percentage-error.ts'
import reference from './bpi2012.reference.json' with { type: 'json' }
import { readBpi2012 } from './bpi2012.ts'
import { daysLeft } from './days-left.ts'
import { mean, percent, type Figure } from './figure.ts'
import { membersOf } from './members-of.ts'

const EXPORT_END = Date.parse('2012-01-02')
/** The first Monday with four weeks of history before it. */
const FIRST = Date.parse('2011-10-31')
const WEEK = 7 * MS_PER_DAY
/** Two months of history lie before these Mondays, the first ones have a month: what is first lost after five weeks was not yet seen. */
const SEASONED = Date.parse('2011-12-05')

export function evaluateBpi2012(folder: string): Figure[] {
  const histories = readBpi2012(folder, EXPORT_END)
  const mondays = Array.from({ length: (EXPORT_END - FIRST) / WEEK }, (_, i) => FIRST + i * WEEK)
  return [
    ...openCases(histories, mondays),
    ...nextFourWeeks(
      histories,
      mondays.filter((monday) => monday + 4 * WEEK <= EXPORT_END),
    ),
  ]
}

function openCases(histories: readonly DealHistory[], mondays: readonly number[]): Figure[] {
  const chances: number[] = []
  const untold: number[] = []
  const won: boolean[] = []
  const misses: number[] = []
  const untoldMisses: number[] = []
  let censored = 0
  let early = 0
  let last: DealModel | null = null
  for (const monday of mondays) {
    const model = fitDealModel(histories, monday)
    last = model
    const open = viewsAt(histories, monday).filter((view) => view.outcome === null)
    const predictions = openChances(model, open, monday)
    for (const [i, { history: deal }] of open.entries()) {
      const prediction = predictions[i]!
      if (!deal.outcome) {
        censored += 1
        continue
      }
      const followed = (EXPORT_END - monday) / MS_PER_DAY
      const [win, loss] = [atLead(prediction.win, followed), atLead(prediction.loss, followed)]
      chances.push(win / (win + loss))
      if (monday < SEASONED) early += 1
      untold.push(prediction.win[LEAD_INTERVALS - 1]!)
      won.push(deal.outcome.kind === 'won')
      const left = (deal.outcome.at - monday) / MS_PER_DAY
      misses.push(Math.abs(daysLeft(prediction, followed).median - left))
      untoldMisses.push(Math.abs(daysLeft(prediction, LAST_LEAD).median - left))
    }
  }
  const scored = `${chances.length} looks at open cases on ${mondays.length} Mondays; ${censored} looks at cases still open at the end are left out, not counted as lost; the chance is given that the case closes by the end of the export, as those scored did and as the other methods were taught; not given, ${auc(untold, won).toFixed(3)}${all(reference.auc)}`
  // Other rows, as of another export, would not be those that the reference was figured on.
  const same = reference.looks === chances.length && reference.leftOut === censored
  const [rank, squares, days] = [auc(chances, won), brier(chances, won), mean(misses)]
  const later = { chances: chances.slice(early), won: won.slice(early) }
  const [laterRank, laterSquares] = [auc(later.chances, later.won), brier(later.chances, later.won)]
  const seasoned = `${later.won.length} of these looks, on the Mondays from 2011-12-05 on`
  return [
    {
      question: 'won in the end, AUC',
      ours: rank.toFixed(3),
      toBeat: '.767 (later Mondays)',
      ...(same && beside(reference.auc, -rank, 3)),
      note: scored,
    },
    {
      question: 'won in the end, Brier',
      ours: squares.toFixed(3),
      toBeat: '.182 (later Mondays)',
      ...(same && beside(reference.brier, squares, 3)),
      note: `says ${percent(mean(chances))}, ${percent(mean(won.map(Number)))} were; not given that it closes, ${brier(untold, won).toFixed(3)}; last Monday: ${last ? membersOf(last) : ''}${all(reference.brier)}`,
    },
    {
      question: '  with two months of history, AUC',
      ours: laterRank.toFixed(3),
      toBeat: '.767 (later Mondays)',
      ...(same && beside(reference.seasoned.auc, -laterRank, 3)),
      note: `${seasoned}${all(reference.seasoned.auc)}`,
    },
    {
      question: '  with two months of history, Brier',
      ours: laterSquares.toFixed(3),
      toBeat: '.182 (later Mondays)',
      ...(same && beside(reference.seasoned.brier, laterSquares, 3)),
      note: `${seasoned}${all(reference.seasoned.brier)}`,
    },
    {
      question: 'days left, mean miss',
      ours: days.toFixed(2),
      toBeat: '6.55 (later Mondays)',
      ...(same && beside(reference.daysLeft, days, 2)),
      note: `the estimate is given that the case closes by the end of the export, as those scored did; not given, ${mean(untoldMisses).toFixed(2)}${all(reference.daysLeft)}`,
    },
  ]
}

/** The best of other methods on the same rows, and whether `ours` is as good to the digits shown. The less the better; a rank comes with a minus. */
function beside(others: Record<string, number>, ours: number, digits: number): { here: string; met: boolean } {
  const values = Object.values(others)
  const best = ours < 0 ? Math.max(...values) : Math.min(...values)
  return {
    here: best.toFixed(digits),
    met: Number(Math.abs(ours).toFixed(digits)) * Math.sign(ours) <= Math.sign(ours) * Number(best.toFixed(digits)),
  }
}

function all(others: Record<string, number>): string {
  return `; on these rows ${Object.entries(others)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`
}

function nextFourWeeks(histories: readonly DealHistory[], mondays: readonly number[]): Figure[] {
  const parts = {
    open: { middles: [] as number[], intervals: [] as Interval[], actuals: [] as number[] },
    total: { middles: [] as number[], intervals: [] as Interval[], actuals: [] as number[] },
  }
  const tables: number[] = []
  for (const monday of mondays) {
    const until = monday + 4 * WEEK
    const period = { start: dateOf(monday), end: dateOf(until - MS_PER_DAY) }
    const model = fitForecast(histories, monday)
    const asked = { histories, asOf: monday, period, seed: 1, paths: 10_000 }
    const revenue = projectRevenue({ ...asked, model })
    tables.push(projectRevenue({ ...asked, model: { ...model, ladder: null } }).open.p50)
    const won = histories.filter(({ outcome }) => outcome?.kind === 'won' && outcome.at >= monday && outcome.at < until)
    for (const part of ['open', 'total'] as const) {
      parts[part].middles.push(revenue[part].p50)
      parts[part].intervals.push({ low: revenue[part].p10, high: revenue[part].p90 })
      parts[part].actuals.push(
        won.reduce((sum, deal) => sum + (part === 'total' || deal.createdAt < monday ? (deal.outcome?.amountMinor ?? 0) : 0), 0),
      )
    }
  }
  return (['open', 'total'] as const).flatMap((part) => {
    const { middles, intervals, actuals } = parts[part]
    const what = part === 'open' ? 'won amount of the next 28 days from open cases' : 'the same with cases not yet created'
    const each = middles
      .map((middle, i) => `${middle > actuals[i]! ? '+' : ''}${((middle / actuals[i]! - 1) * 100).toFixed(0)}`)
      .join(' ')
    const missed = meanAbsolutePercentageError(middles, actuals)
    const table = meanAbsolutePercentageError(tables, actuals)
    const best = Math.min(table, ...Object.values(reference.nextFourWeeks))
    return [
      {
        question: `${what}, MAPE`,
        ours: percent(missed),
        toBeat: part === 'open' ? '3.2 % (later Mondays)' : '',
        ...(part === 'open' && { here: percent(best), met: missed <= best }),
        note: `${mondays.length} Mondays from ${dateOf(mondays[0]!)}, the first after four weeks of history, in per cent: ${each}${
          part === 'open' ? `; our own stage table alone ${percent(table)}${all(reference.nextFourWeeks)}` : ''
        }`,
      },
      {
        question: '  80 % interval holds',
        ours: `${Math.round(coverage(intervals, actuals) * mondays.length)} of ${mondays.length}`,
        toBeat: '5 of 6',
        note: '',
      },
    ]
  })
}

interface Interval {
  low: number
  high: number
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
