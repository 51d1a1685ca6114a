import { shrunkRatio } from '../../stats/shrunk-ratio.ts'
import { LEAD_EDGES, LEAD_INTERVALS, MS_PER_DAY } from './lead-grid.ts'

/** Parts of a fiscal quarter in which deals close at different rates: its first and second month, the third but for its last two weeks, those. */
export const CALENDAR_SLOTS = 4

/** Factors on the closing rates by part of the quarter; 1 everywhere for a company that shows no such habit. */
export interface CalendarFactors {
  fiscalStartMonth: number
  win: number[]
  loss: number[]
}

export const NO_CALENDAR: CalendarFactors = { fiscalStartMonth: 1, win: [1, 1, 1, 1], loss: [1, 1, 1, 1] }

/** The habit must show in forty expected events before it counts for half. */
const STRENGTH = 40

export function calendarSlot(at: number, fiscalStartMonth: number): number {
  const date = new Date(at)
  const monthOfQuarter = (((date.getUTCMonth() - (fiscalStartMonth - 1)) % 3) + 3) % 3
  if (monthOfQuarter < 2) return monthOfQuarter
  const lastDay = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
  return lastDay - at <= 14 * MS_PER_DAY ? 3 : 2
}

export interface CalendarCounts {
  observedWins: number[]
  expectedWins: number[]
  observedLosses: number[]
  expectedLosses: number[]
}

export function calendarFactors(counts: CalendarCounts, fiscalStartMonth: number): CalendarFactors {
  return {
    fiscalStartMonth,
    win: relative(counts.observedWins, counts.expectedWins),
    loss: relative(counts.observedLosses, counts.expectedLosses),
  }
}

/** Observed over expected of each slot against that of the whole, so that the factors move deals and make none. */
function relative(observed: readonly number[], expected: readonly number[]): number[] {
  const level = total(observed) / total(expected)
  return observed.map((o, slot) => (Number.isFinite(level) && level > 0 ? shrunkRatio(o, expected[slot]! * level, STRENGTH) : 1))
}

function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

/** The factors in force in each lead interval after an instant, averaged over its days. */
export function factorsAhead(calendar: CalendarFactors, asOf: number): { win: Float64Array; loss: Float64Array } {
  const win = new Float64Array(LEAD_INTERVALS).fill(1)
  const loss = new Float64Array(LEAD_INTERVALS).fill(1)
  for (let k = 0; k < LEAD_INTERVALS; k++) {
    const from = LEAD_EDGES[k]!
    const days = LEAD_EDGES[k + 1]! - from
    const samples = Math.max(1, Math.round(days / 3.5))
    let wins = 0
    let losses = 0
    for (let i = 0; i < samples; i++) {
      const slot = calendarSlot(asOf + (from + ((i + 0.5) * days) / samples) * MS_PER_DAY, calendar.fiscalStartMonth)
      wins += calendar.win[slot]!
      losses += calendar.loss[slot]!
    }
    win[k] = wins / samples
    loss[k] = losses / samples
  }
  return { win, loss }
}
