import { addDays } from '../values/plain-date.ts'
import { instantOf, type Instant } from '../values/instant.ts'
import type { CalendarEntry } from './sponsor-calendar.ts'

export interface AccountEntry extends CalendarEntry {
  readonly account: { readonly id: string; readonly name: string }
}

/** Minutes that a meeting takes in a calendar where its record does not say. */
const MINUTES = 60

/** The entries as an iCalendar document (RFC 5545). The same entries and instant give the same bytes. */
export function icsCalendar(
  entries: readonly AccountEntry[],
  { name, now }: { readonly name: string; readonly now: Instant },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quarterdeck//Executive sponsors//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...entries.flatMap((entry) => eventOf(entry, now)),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function eventOf({ id, on, at, minutes, event, attendees, objective, state, account }: AccountEntry, now: Instant): string[] {
  const end = at === null ? '' : instantOf(Date.parse(at) + (minutes ?? MINUTES) * 60_000)
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(id.replaceAll(' ', '-'))}@quarterdeck`,
    `DTSTAMP:${utc(now)}`,
    ...(at === null
      ? [`DTSTART;VALUE=DATE:${on.replaceAll('-', '')}`, `DTEND;VALUE=DATE:${addDays(on, 1).replaceAll('-', '')}`]
      : [`DTSTART:${utc(at)}`, `DTEND:${utc(end)}`]),
    `SUMMARY:${escaped(state === 'proposed' ? `${event} (proposed)` : event)}`,
    `DESCRIPTION:${escaped([account.name, objective, ...(attendees.length > 0 ? [`With ${attendees.join(', ')}`] : [])].join('\n'))}`,
    `STATUS:${state === 'proposed' ? 'TENTATIVE' : 'CONFIRMED'}`,
    // A day by which something should be done keeps nobody from being free.
    `TRANSP:${at === null ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]
}

function utc(instant: Instant): string {
  return `${new Date(instant).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r?\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '')
}

/** Lines are at most 75 octets long; what is longer goes on after a line break and a blank, and no sign is cut in two. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const sign of line) {
    const size = octetsOf(sign)
    if (octets + size > 75) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += sign
    octets += size
  }
  return [...parts, part].join('\r\n')
}

function octetsOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
