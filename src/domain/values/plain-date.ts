import { z } from 'zod'

/** A day of the calendar without a time or a zone: '2026-11-20'. Sorts as text. */
export const PlainDate = z.iso.date()
export type PlainDate = z.infer<typeof PlainDate>

const MS_PER_DAY = 86_400_000

export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(Date.parse(date) + days * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` lies before `from`. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY)
}
