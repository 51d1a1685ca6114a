/** Days of a step after the first year: 24 of them reach day 1,095. */
const MONTH = 731 / 24

/** Lead times in days: daily to 28, weekly to 52 weeks, monthly to 36 months. Interval k is (LEAD_EDGES[k], LEAD_EDGES[k + 1]]. */
export const LEAD_EDGES: readonly number[] = edges()
export const LEAD_INTERVALS = LEAD_EDGES.length - 1
export const LAST_LEAD = LEAD_EDGES[LEAD_INTERVALS]!

export const MS_PER_DAY = 86_400_000

/** The interval that a lead of so many days falls into; one beyond 36 months gives LEAD_INTERVALS. */
export function leadInterval(days: number): number {
  if (days <= 28) return days <= 0 ? 0 : Math.ceil(days) - 1
  if (days <= 364) return 28 + Math.ceil((days - 28) / 7) - 1
  if (days > LAST_LEAD) return LEAD_INTERVALS
  return Math.min(LEAD_INTERVALS - 1, 76 + Math.ceil((days - 364) / MONTH) - 1)
}

/** A cumulative figure known at the ends of the intervals, at any lead: linear within an interval, flat after the last. */
export function atLead(cumulative: ArrayLike<number>, days: number): number {
  if (days <= 0) return 0
  const k = leadInterval(days)
  if (k >= LEAD_INTERVALS) return cumulative[LEAD_INTERVALS - 1]!
  const before = k === 0 ? 0 : cumulative[k - 1]!
  const from = LEAD_EDGES[k]!
  return before + (cumulative[k]! - before) * ((days - from) / (LEAD_EDGES[k + 1]! - from))
}

function edges(): number[] {
  const list = [0]
  for (let day = 1; day <= 28; day++) list.push(day)
  for (let week = 5; week <= 52; week++) list.push(week * 7)
  for (let month = 1; month <= 24; month++) list.push(364 + month * MONTH)
  return list
}
