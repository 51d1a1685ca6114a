import { instantText } from '../ui/date-text.ts'

/** The day it is, 'YYYY-MM-DD' in UTC: the day that the server counts by. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** When something happened, as people say it now: "14:05", "yesterday", "3 days ago", "19 Nov". */
export function agoText(instant: string): string {
  return instantText(instant, new Date())
}
