import { expect, test } from 'vitest'
import { meetingFile, type Meeting } from './meeting-file.ts'

const meeting: Meeting = {
  title: 'Halden Bank; core payments, value review',
  day: '2026-12-01',
  time: '09:30',
  minutes: 45,
  guest: { name: 'Jonas "JL" Lindqvist', mailbox: 'jonas.lindqvist@halden.example' },
  uid: 'one@quarterdeck',
  at: '2026-11-20T08:15:30.123Z',
}

const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')

test('a calendar reads when it begins, how long it lasts, and who is asked', () => {
  const lines = unfolded(meetingFile(meeting))
  expect(lines).toContain('DTSTART:20261201T093000')
  expect(lines).toContain('DURATION:PT45M')
  expect(lines).toContain('DTSTAMP:20261120T081530Z')
  expect(lines).toContain('SUMMARY:Halden Bank\\; core payments\\, value review')
  expect(lines).toContain('ATTENDEE;CN="Jonas JL Lindqvist";RSVP=TRUE:mailto:jonas.lindqvist@halden.example')
})

test('no line is longer than calendars accept, and what is written into a field stays in its field', () => {
  const file = meetingFile({ ...meeting, title: `${'Réunion très longue '.repeat(12)}\nBEGIN:VALARM` })
  expect(Math.max(...file.split('\r\n').map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75)
  expect(unfolded(file)).not.toContain('BEGIN:VALARM')
  expect(unfolded(file).some((line) => line.endsWith('\\nBEGIN:VALARM'))).toBe(true)
})
