import { atLead, LAST_LEAD, LEAD_EDGES, LEAD_INTERVALS } from '../lead-grid.ts'

/** Days from now, both included, in which a deal closes if it is won. */
export interface DaySpan {
  from: number
  to: number
}

/** Days closer together than this are told as one span. */
const LEAST_GAP = 4

/**
 * The fewest days that hold a share of the chance to win (a highest-density set): several spans where the chance has several
 * peaks, as at quarters' ends. `win` is cumulative at the ends of the lead intervals; `order` is known where several shares
 * are asked about.
 */
export function densestDays(win: ArrayLike<number>, share: number, order: Int32Array = densestFirst(win)): DaySpan[] {
  const wanted = share * win[LEAD_INTERVALS - 1]!
  const taken: number[] = []
  let held = 0
  for (const k of order) {
    if (held >= wanted) break
    taken.push(k)
    held += massOf(win, k)
  }
  const spans: DaySpan[] = []
  for (const k of taken.sort((a, b) => a - b)) {
    const from = Math.floor(LEAD_EDGES[k]!) + 1
    const to = Math.max(from, Math.round(LEAD_EDGES[k + 1]!))
    const last = spans.at(-1)
    if (last && from - last.to <= LEAST_GAP) last.to = to
    else spans.push({ from, to })
  }
  return spans
}

/** The lead intervals by their chance per day, the densest first. */
export function densestFirst(win: ArrayLike<number>): Int32Array {
  const density = Float64Array.from({ length: LEAD_INTERVALS }, (_, k) => massOf(win, k) / (LEAD_EDGES[k + 1]! - LEAD_EDGES[k]!))
  return Int32Array.from({ length: LEAD_INTERVALS }, (_, k) => k).sort((a, b) => density[b]! - density[a]! || a - b)
}

function massOf(win: ArrayLike<number>, k: number): number {
  return win[k]! - (k === 0 ? 0 : win[k - 1]!)
}

/** Of what the first day brings, what is dated today or before: wins count from 00:00 of their day, and some are entered late. */
const DATED_BY_NOW = 0.5

/** The chance that lies within 14 days of a lead, up to `last`. A date more than two weeks away misses what is signed by now. */
export function chanceAround(win: ArrayLike<number>, lead: number, last: number = LAST_LEAD): number {
  const until = atLead(win, Math.min(last, lead + 14))
  return lead < 15 ? until : until - Math.max(DATED_BY_NOW * win[0]!, atLead(win, lead - 15))
}

/** The same as a share of the chance ever to win. */
export function shareAround(win: ArrayLike<number>, lead: number): number {
  const ever = win[LEAD_INTERVALS - 1]!
  return ever > 0 ? chanceAround(win, lead) / ever : 0
}

/** A date is certified when so much of the chance lies within 14 days of it: such dates hit nearly nine times in ten. */
export const CERTIFIED_SHARE = 0.8

/** What may become of the date somebody entered: won later than 14 days after it, or not at all by then. */
export function slipOf(win: ArrayLike<number>, dueDays: number): { notByThen: number; late: number } {
  const by = atLead(win, dueDays + 14)
  return { notByThen: 1 - by, late: win[LEAD_INTERVALS - 1]! - by }
}
