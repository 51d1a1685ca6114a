import { describe, expect, test } from 'vitest'
import type { Activity, Participant } from '../../activities/activity.ts'
import type { DealEvent } from '../../opportunities/replay.ts'
import { AS_OF, daysBefore, madePerson, mailFrom, mailTo, meetingWith } from '../made-people.ts'
import { departures } from './departures.ts'
import { editsIn } from './edit-signs.ts'

const SURE = 0.6
const ana = madePerson('ana', { name: 'Ana Silva', mailboxKeys: ['ana.silva@acme.example'], roles: ['champion'] })
const ben = madePerson('ben', { name: 'Ben Ito', mailboxKeys: ['ben@acme.example'] })
const threads = [ana, ben].map((person) => ({ person, sameAs: [] }))

const part = (given: Partial<Participant>): Participant => ({
  part: 'from',
  contactId: null,
  userId: null,
  name: null,
  address: null,
  response: null,
  ...given,
})
const bounce = (days: number, over: Partial<Activity> = {}) =>
  mailFrom('nobody', days, {
    subject: 'Undeliverable: Next steps',
    body: 'Your message to <ana.silva@acme.example> could not be delivered. 550 5.1.1 User unknown.',
    participants: [part({ address: 'mailer-daemon@acme.example' }), part({ part: 'to', userId: 'rosa' })],
    ...over,
  })
const edit = (days: number, before: Record<string, unknown>, after: Record<string, unknown>): DealEvent => ({
  id: 1,
  type: 'contact.changed',
  noun: 'contact',
  subject: 'ana',
  occurredAt: daysBefore(days),
  recordedAt: daysBefore(days),
  before,
  after,
})
const of = (activities: Activity[], events: DealEvent[] = [], asOf = AS_OF) =>
  departures(
    threads,
    { asOf, activities: activities.toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1)), edits: editsIn(events, asOf) },
    SURE,
  )

describe('a departure is seen', () => {
  test('in mail that bounces, on the day on which the notice came into the records', () => {
    const [found, ...others] = of([mailTo('ana', 5), bounce(5)])
    expect(others).toEqual([])
    expect(found).toMatchObject({ thread: { person: { contactId: 'ana' } }, departed: true, firstSignAt: daysBefore(5) })
    expect(found?.sentence).toBe('Ana Silva seems to have left: mail to them bounces.')
  })
  test('in a bounce that names no address, by the one person to whom our mail of that subject went', () => {
    const mail = mailTo('ben', 6, { subject: 'Prices' })
    const notice = bounce(6, { subject: 'Undeliverable: Prices', body: 'Message could not be delivered.' })
    expect(of([mail, notice]).map(({ thread }) => thread.person.contactId)).toEqual(['ben'])
    expect(of([mailTo(['ana', 'ben'], 6, { subject: 'Prices' }), notice])).toEqual([])
  })
  test('in the answer of their mailbox, in any of several languages', () => {
    for (const body of [
      'I have left Acme. Please write to Ben.',
      'Ana Silva ne travaille plus chez Acme.',
      'Ana Silva ist nicht mehr bei Acme tätig.',
    ])
      expect(of([mailFrom('ana', 3, { subject: 'Automatic reply: Hello', body })])[0]?.signs[0]?.kind).toBe('reply')
  })
  test('in what a colleague writes of them, with the words', () => {
    const [found] = of([mailFrom('ben', 2, { body: 'A short note. Ana has left the company. I take over for now.' })])
    expect(found).toMatchObject({ thread: { person: { contactId: 'ana' } }, departed: true })
    expect(found?.signs[0]).toMatchObject({ kind: 'colleague', quote: 'Ana has left the company.' })
  })
  test('in edits: a title that speaks of the past, or another employer', () => {
    expect(of([], [edit(9, { title: 'CFO' }, { title: 'Former CFO' })])[0]).toMatchObject({
      departed: true,
      firstSignAt: daysBefore(9),
    })
    expect(of([], [edit(9, { accountId: 'acme' }, { accountId: 'other' })])[0]?.signs[0]?.kind).toBe('employer')
  })
  test('in a title that spoke of the past when they were put on the deal', () => {
    const cleo = { person: madePerson('cleo', { name: 'Cleo Ray', title: 'Former CFO' }), sameAs: [] }
    expect(departures([cleo], { asOf: AS_OF, activities: [], edits: [] }, SURE)).toMatchObject([
      { departed: true, firstSignAt: cleo.person.joinedAt, signs: [{ sentence: 'Their title is “Former CFO”' }] },
    ])
  })
  test('in meetings to which they no longer come, when it happens again and again', () => {
    const came = [90, 80].map((days) => meetingWith(['ana', 'ben'], days))
    const missed = (days: number) => {
      const meeting = meetingWith(['ana', 'ben'], days)
      return {
        ...meeting,
        participants: meeting.participants.map((one) => (one.contactId === 'ana' ? { ...one, response: 'none' as const } : one)),
      }
    }
    expect(of([...came, missed(30)])).toEqual([])
    const twice = of([...came, missed(30), missed(20)])
    expect(twice[0]).toMatchObject({ departed: false, firstSignAt: daysBefore(20) })
    expect(of([...came, missed(30), missed(20), missed(10)])[0]?.certainty).toBeGreaterThan(twice[0]?.certainty ?? 1)
  })
  test('more surely by several signs than by one', () => {
    const one = of([bounce(5)])[0]?.certainty ?? 1
    expect(of([bounce(5)], [edit(2, { title: 'CFO' }, { title: 'Left' })])[0]?.certainty).toBeGreaterThan(one)
  })
})

test('what one of us says outweighs the records: that they left, or that it was a false alarm', () => {
  const said = (left: boolean, days: number) => [{ contactId: 'ana', left, at: daysBefore(days), note: 'By phone' }]
  const records = { asOf: AS_OF, edits: [], activities: [bounce(9)] }
  expect(departures(threads, { ...records, activities: [], said: said(true, 2) }, SURE)[0]).toMatchObject({
    certainty: 1,
    departed: true,
  })
  expect(departures(threads, { ...records, said: said(false, 8) }, SURE)).toEqual([])
  expect(departures(threads, { ...records, said: said(false, 10) }, SURE)).toHaveLength(1)
})

describe('no departure is seen', () => {
  test('in a holiday, in leave, in a full mailbox', () => {
    const away = mailFrom('ana', 3, { subject: 'Out of office: Hello', body: 'I am on parental leave until 12 January.' })
    const full = bounce(4, {
      subject: 'Delayed: Hello',
      body: 'Delivery to <ana.silva@acme.example> is delayed. 452 4.2.2 The mailbox is full.',
    })
    expect(of([away, full])).toEqual([])
  })
  test('once they write again', () => {
    expect(of([bounce(9), mailFrom('ana', 4, { body: 'New server, sorry.' })])).toEqual([])
    expect(of([mailFrom('ana', 14), bounce(9)])).toHaveLength(1)
  })
  test('in an edit that was taken back, or a new position at the same company', () => {
    expect(
      of([], [edit(9, { title: 'CFO' }, { title: 'Former CFO' }), edit(8, { title: 'Former CFO' }, { title: 'CFO' })]),
    ).toEqual([])
    expect(of([], [edit(9, { title: 'Controller' }, { title: 'CFO' })])).toEqual([])
  })
  test('before the sign was recorded', () => {
    expect(of([], [edit(9, { title: 'CFO' }, { title: 'Former CFO' })], daysBefore(9))).toEqual([])
  })
  test('in a first name that somebody else at the customer has too', () => {
    const mail = mailFrom('ben', 2, { body: 'Ana has left the company.' })
    const records = { asOf: AS_OF, activities: [mail], edits: [] }
    const [ana_] = threads
    const namesake = { person: madePerson('ana2', { name: 'Ana Costa' }), sameAs: [] }
    expect(departures([ana_!], records, SURE)).toHaveLength(1)
    expect(departures([ana_!], records, SURE, [ana_!, namesake])).toEqual([])
  })
  test('in words about somebody else', () => {
    expect(of([mailFrom('ben', 2, { body: 'Our old vendor has left the market. Ana is on it.' })])).toEqual([])
  })
})
