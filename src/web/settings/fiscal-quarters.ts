import { quarterOf, quartersAround, type Period } from '../../domain/forecasting/period.ts'

/** The four quarters of the fiscal year that holds a day, in order. */
export function fiscalQuarters(day: string, fiscalYearStartMonth: number): Period[] {
  const place = Number(quarterOf(day, fiscalYearStartMonth).name.slice(-1))
  return quartersAround(day, fiscalYearStartMonth, place - 1, 4 - place)
}

/** What the fiscal year is called: "2026", or "FY27" where it does not begin in January. */
export function fiscalYearName(quarters: readonly Period[]): string {
  return quarters[0]?.name.replace(/-Q\d$/, '') ?? ''
}
