/**
 * Where a lead lies to the close date that was entered: 0 elsewhere or no date, 1 within a week of it, 2 two to four weeks
 * before, 3 two to four weeks after, 4 later than that, 5 more than eight weeks before.
 */
export const DUE_PARTS = 6

/** Both in weeks from the landmark; NaN without a date. */
export function duePart(dueWeeks: number, lead: number): number {
  const ahead = dueWeeks - lead
  if (!(ahead === ahead)) return 0
  if (ahead > 8) return 5
  if (ahead > 4) return 0
  if (ahead > 1) return 2
  if (ahead >= -1) return 1
  return ahead >= -4 ? 3 : 4
}
