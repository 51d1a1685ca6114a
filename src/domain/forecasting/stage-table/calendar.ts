import { shrunkRatio } from '../../../stats/shrinkage/gamma-poisson.ts'
import { LEAD_EDGES, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'

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
  const day = Math.floor(at / MS_PER_DAY)
  const phase = fiscalStartMonth % 3
  return day >= 0 && day < LISTED_DAYS ? (listed[phase] ??= listSlots(phase))[day]! : slotOf(day, phase)
}

/** Slots of the days from 1970 to 2100, by first fiscal month modulo 3: a fit asks a million times. */
const LISTED_DAYS = 47_482
const listed: (Uint8Array | undefined)[] = []

function listSlots(phase: number): Uint8Array {
  return Uint8Array.from({ length: LISTED_DAYS }, (_, day) => slotOf(day, phase))
}

function slotOf(day: number, phase: number): number {
  const { month, daysLeft } = monthOf(day)
  const monthOfQuarter = (month - phase + 12) % 3
  return monthOfQuarter < 2 ? monthOfQuarter : daysLeft <= 14 ? 3 : 2
}

/**
 * Month (1 to 12) of a day counted from 1970-01-01, and how many days of it are left, that day included. Integer
 * arithmetic after Hinnant's "chrono-compatible low-level date algorithms"; Date takes ten times as long.
 */
function monthOf(day: number): { month: number; daysLeft: number } {
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return { month, daysLeft: length - dayOfMonth + 1 }
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
