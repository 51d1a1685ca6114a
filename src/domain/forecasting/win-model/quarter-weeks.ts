import { MS_PER_DAY } from '../lead-grid.ts'

/**
 * Parts of a fiscal quarter by its weeks: 0 weeks 6 to 8, which the others are compared with; 1 to 5 weeks 1 to 5; 6 to 10
 * weeks 9 to 13 (the last with what is left of the quarter). A yes of the last weeks is often signed in the first weeks of
 * the next quarter, so these differ too.
 */
export const QUARTER_PARTS = 11

const PART_OF_WEEK: readonly number[] = [1, 2, 3, 4, 5, 0, 0, 0, 6, 7, 8, 9, 10]
const FIRST_DAY = Date.UTC(1990, 0, 1) / MS_PER_DAY
const DAYS = 150 * 366

const listed = new Map<number, Uint8Array>()

/** The part of the fiscal quarter that an instant lies in; `fiscalStartMonth` is 1 to 12. Outside 1990 to 2139, part 0. */
export function quarterPart(at: number, fiscalStartMonth: number): number {
  return partsFor(fiscalStartMonth)[Math.floor(at / MS_PER_DAY) - FIRST_DAY] ?? 0
}

/** Every day of 150 years, worked out once for each of the three ways in which quarters can lie: a fit asks a million times. */
function partsFor(fiscalStartMonth: number): Uint8Array {
  const phase = (fiscalStartMonth - 1) % 3
  let parts = listed.get(phase)
  if (parts) return parts
  parts = new Uint8Array(DAYS)
  let start = Date.UTC(1990, phase - 3, 1) / MS_PER_DAY
  for (let quarter = 0; ; quarter++) {
    const next = Date.UTC(1990, phase + 3 * quarter, 1) / MS_PER_DAY
    for (let day = Math.max(start, FIRST_DAY); day < next; day++) {
      if (day - FIRST_DAY >= DAYS) {
        listed.set(phase, parts)
        return parts
      }
      parts[day - FIRST_DAY] = PART_OF_WEEK[Math.min(12, Math.floor((day - start) / 7))]!
    }
    start = next
  }
}
