import { MS_PER_DAY } from '../lead-grid.ts'

/** Factors on a week's rate by its days, the day from a Monday's 00:00 on first; they average 1. */
export type DayFactors = readonly number[]

export const DAYS = 7
/**
 * Most companies close on working days. A win counts from 00:00 of its day, so that of a Tuesday ends the day from Monday on,
 * and that of a Monday lies at its very start; a loss counts from when it was entered.
 */
const USUAL = { 1: [2, 1, 1, 1, 0, 0, 1], 2: [1, 1, 1, 1, 1, 0, 0] } as const
/** Closings of doubt about it. */
const DOUBT = 20
/** Of a week's closings at the least, on any day: what never happened may. */
const LEAST_SHARE = 0.004

/**
 * On which days deals close in the first week after their landmarks, which are Mondays; days end at 00:00 of the next, as
 * the intervals of lead do. What was signed before a landmark and recorded after it belongs to the first, as when it is
 * forecast.
 */
export function closeDays(cause: Uint8Array, followed: Float64Array, which: 1 | 2): DayFactors {
  const usual = USUAL[which]
  const counts = usual.map((share) => (share * DOUBT) / total(usual))
  for (let row = 0; row < cause.length; row++) {
    if (cause[row] !== which || followed[row]! > 1) continue
    counts[Math.max(0, Math.ceil(followed[row]! * DAYS - 1e-9) - 1)]! += 1
  }
  const all = total(counts)
  const shares = counts.map((count) => Math.max(LEAST_SHARE, count / all))
  return shares.map((share) => (DAYS * share) / total(shares))
}

/**
 * Logarithm of the factor on a day `ahead` (0 the first) of an instant. What waits to be recorded makes the first day of
 * all fuller; a later Monday is like the Tuesday after it.
 */
export function dayRate(days: DayFactors, asOf: number, ahead: number): number {
  const day = dayOfWeek(asOf + ahead * MS_PER_DAY)
  const plain = days.with(0, Math.min(days[0]!, days[1]!))
  if (ahead >= DAYS) return Math.log((DAYS * plain[day]!) / total(plain))
  return Math.log(plain[day]!) + (ahead === 0 ? Math.log(days[0]! / plain[0]!) : 0)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Day of the week of an instant, Monday 0. */
function dayOfWeek(at: number): number {
  return (((Math.floor(at / MS_PER_DAY) + 3) % DAYS) + DAYS) % DAYS
}
