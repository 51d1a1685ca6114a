import type { DealView } from './deal-history.ts'
import { MS_PER_DAY } from './lead-grid.ts'

/**
 * How far the end of a quarter pulls what would be won on the working days left of its week to before it: 0 not at all,
 * 1 all of it. Rates are learned for weeks; what is won by the end of a quarter is decided within one.
 */
export interface QuarterEnd {
  fiscalStartMonth: number
  pulled: number
}

export const NO_PULL: QuarterEnd = { fiscalStartMonth: 1, pulled: 0 }

/** Wins on days after quarters' ends that must be missing before half of what is seen is believed. */
const STRENGTH = 10
const MOST_ENDS = 12
const WEEK = 7 * MS_PER_DAY
/** 1970-01-05 was a Monday. */
const A_MONDAY = 4 * MS_PER_DAY
const WORKDAYS = 5

/** From the days of past wins, cut at `asOf`: those of weeks in which a quarter ended, before its end and after. */
export function learnQuarterEnd(views: readonly DealView[], asOf: number, fiscalStartMonth: number): QuarterEnd {
  const ends: Week[] = []
  let end = lastEnd(asOf, fiscalStartMonth)
  for (let back = 0; back < MOST_ENDS; back++) {
    const week = weekOf(end)
    // A week that is not over, or from which wins may still be entered, is not compared.
    if (week.next <= asOf - WEEK && week.before < WORKDAYS && week.before > 0) ends.push(week)
    end = lastEnd(end - MS_PER_DAY, fiscalStartMonth)
  }
  let missing = 0
  let wanted = 0
  for (const view of views) {
    if (view.outcome !== 'won') continue
    const week = ends.find(({ monday, next }) => view.end >= monday && view.end < next)
    if (!week) continue
    const late = 1 - week.before / WORKDAYS
    wanted += late
    missing += late - (view.end >= week.end ? 1 : 0)
  }
  return { fiscalStartMonth, pulled: Math.min(1, Math.max(0, missing / (wanted + STRENGTH))) }
}

/**
 * The lead at which a curve says what is won in so many days from an instant, their end excluded: that of the last day
 * before it, since a win counts from 00:00 of its day, and one of the day on which a period is over belongs to the next.
 * Read at the end itself, a curve tells a day too many: a twelfth of what is left two weeks before a quarter's end. Of what
 * the first day tells, half is dated by its start.
 */
export function usualDays(end: QuarterEnd, from: number): (days: number) => number {
  const clock = businessClock(end, from)
  return (days) => Math.max(Math.min(days, DATED_BY_NOW), clock(days) - 1)
}

const DATED_BY_NOW = 0.5

/**
 * Days of usual business that lie between an instant and so many days after it: a clock that runs faster just before a
 * quarter's end and slower until the week is over. From within that week, business that has been done before its time is
 * not done again.
 */
export function businessClock({ fiscalStartMonth, pulled }: QuarterEnd, from: number): (days: number) => number {
  if (pulled === 0) return (days) => days
  const now = usual(from, fiscalStartMonth, pulled)
  return (days) =>
    days < Infinity ? Math.max(0, (usual(from + days * MS_PER_DAY, fiscalStartMonth, pulled) - now) / MS_PER_DAY) : days
}

function usual(at: number, fiscalStartMonth: number, pulled: number): number {
  const monday = A_MONDAY + Math.floor((at - A_MONDAY) / WEEK) * WEEK
  const end = lastEnd(monday + WEEK - 1, fiscalStartMonth)
  if (end <= monday) return at
  const share = (end - monday) / WEEK
  const atEnd = share + pulled * (1 - share)
  const gone = at < end ? (atEnd * (at - monday)) / (end - monday) : atEnd + ((1 - atEnd) * (at - end)) / (monday + WEEK - end)
  return monday + gone * WEEK
}

interface Week {
  monday: number
  /** The first instant of the new quarter. */
  end: number
  next: number
  /** Working days of the week that lie before the end. */
  before: number
}

function weekOf(end: number): Week {
  const monday = A_MONDAY + Math.floor((end - A_MONDAY) / WEEK) * WEEK
  return { monday, end, next: monday + WEEK, before: Math.min(WORKDAYS, Math.round((end - monday) / MS_PER_DAY)) }
}

/** The last first day of a fiscal quarter at or before an instant. */
function lastEnd(at: number, fiscalStartMonth: number): number {
  const date = new Date(at)
  const month = date.getUTCMonth()
  return Date.UTC(date.getUTCFullYear(), month - ((month - (fiscalStartMonth - 1) + 12) % 3), 1)
}
