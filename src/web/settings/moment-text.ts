import { dateText, localDate } from '../ui/date-text.ts'

/** An instant as day and minute on the person's clock: "21 Nov 12:48". */
export function momentText(instant: string, today: string): string {
  const at = new Date(instant)
  return `${dateText(localDate(at), today)} ${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
}
