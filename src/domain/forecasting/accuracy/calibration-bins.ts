import { wilsonInterval } from './wilson-interval.ts'
import { askedRows, DEAL_QUESTIONS, happened, statedChance, type DealQuestion } from './deal-scores.ts'
import type { PastDeals } from './past-forecast.ts'

/** Deals whose stated chance lay between two tenths: what was said of them, and how many were won. */
export interface CalibrationBin {
  from: number
  to: number
  /** Looks, and different deals among them. */
  n: number
  deals: number
  said: number
  happened: number
  /** 95 % interval of what happens; looks at one deal count as one case. */
  low: number
  high: number
}

export interface Calibration {
  question: DealQuestion
  bins: CalibrationBin[]
}

/** Bins of fewer deals are joined with their neighbour. */
const LEAST_DEALS = 10

export function calibrations(deals: PastDeals, now: number): Calibration[] {
  return DEAL_QUESTIONS.map((question) => ({ question, bins: binsOf(deals, askedRows(deals, question, now), question) }))
}

interface Filling {
  from: number
  to: number
  rows: number[]
}

function binsOf(deals: PastDeals, rows: Int32Array, question: DealQuestion): CalibrationBin[] {
  const tenths: Filling[] = Array.from({ length: 10 }, (_, i) => ({ from: i / 10, to: (i + 1) / 10, rows: [] }))
  for (const row of rows) tenths[Math.min(9, Math.floor(statedChance(deals, 'model', question, row) * 10))]!.rows.push(row)
  const dealsIn = (bin: Filling): number => new Set(bin.rows.map((row) => deals.deal[row]!)).size
  const joined: Filling[] = []
  for (const bin of tenths) {
    const last = joined.at(-1)
    if (last && dealsIn(last) < LEAST_DEALS) {
      last.to = bin.to
      last.rows.push(...bin.rows)
    } else joined.push({ ...bin, rows: [...bin.rows] })
  }
  // What is left over at the top goes down.
  const top = joined.at(-1)
  const below = joined.at(-2)
  if (top && below && dealsIn(top) < LEAST_DEALS) {
    below.to = top.to
    below.rows.push(...top.rows)
    joined.pop()
  }
  return joined.flatMap((bin): CalibrationBin[] => {
    const n = bin.rows.length
    if (n === 0) return []
    const cases = dealsIn(bin)
    const share = bin.rows.reduce((sum, row) => sum + happened(deals, question, row), 0) / n
    const said = bin.rows.reduce((sum, row) => sum + statedChance(deals, 'model', question, row), 0) / n
    return [{ from: bin.from, to: bin.to, n, deals: cases, said, happened: share, ...wilsonInterval(share, cases) }]
  })
}
