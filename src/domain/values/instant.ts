import { z } from 'zod'

/** A moment in UTC, RFC 3339 with milliseconds: '2026-11-20T14:03:11.000Z'. */
export const Instant = z.iso.datetime({ offset: true })
export type Instant = z.infer<typeof Instant>

export const MS_PER_DAY = 86_400_000

/** Milliseconds since the epoch of an instant or of the start (00:00 UTC) of a date. */
export function epochMs(when: string): number {
  return Date.parse(when)
}

export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString()
}
