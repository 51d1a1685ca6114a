/**
 * Where a lead lies to the close date that was entered, by weeks from the lead to it: 0 four to eight before (or no date),
 * 1 within a week after to half a week before, 2 two to four before, 3 up to two and a half after, 4 later than four after,
 * 5 more than eight before, 6 half a week to two before, 7 two and a half to four after.
 */
export const DUE_PARTS = 8

/** Both in weeks from the landmark; NaN without a date. */
export function duePart(dueWeeks: number, lead: number): number {
  const ahead = dueWeeks - lead
  if (!(ahead === ahead)) return 0
  if (ahead > 8) return 5
  if (ahead > 4) return 0
  if (ahead > 2) return 2
  if (ahead > 0.5) return 6
  if (ahead >= -1) return 1
  if (ahead >= -2.5) return 3
  return ahead >= -4 ? 7 : 4
}
