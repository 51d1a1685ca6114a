/** A meeting to ask somebody to. Times are local to whoever opens the file. */
export interface Meeting {
  readonly title: string
  /** 'YYYY-MM-DD' and 'HH:MM'. */
  readonly day: string
  readonly time: string
  readonly minutes: number
  readonly guest: { readonly name: string; readonly mailbox: string }
  readonly uid: string
  /** When the file is written, an ISO instant. */
  readonly at: string
}

/** The meeting as an iCalendar file (RFC 5545) that any calendar opens, to look at before it is sent. */
export function meetingFile({ title, day, time, minutes, guest, uid, at }: Meeting): string {
  const start = `${day.replaceAll('-', '')}T${time.replace(':', '')}00`
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quarterdeck//People//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${at.replace(/\.\d+Z$/, 'Z').replaceAll(/[-:]/g, '')}`,
    `DTSTART:${start}`,
    `DURATION:PT${minutes}M`,
    `SUMMARY:${escaped(title)}`,
    `ATTENDEE;CN="${guest.name.replaceAll(/["\r\n]/g, '')}";RSVP=TRUE:mailto:${guest.mailbox.replaceAll(/[\r\n]/g, '')}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n')
}

/** Lines hold at most 75 octets; the rest goes on after a space. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      octets = 0
    }
    part += letter
    octets += size
  }
  return [...parts, part].join('\r\n ')
}
