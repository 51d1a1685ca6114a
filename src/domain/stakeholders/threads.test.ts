import { describe, expect, test } from 'vitest'
import type { Activity } from '../activities/activity.ts'
import type { DealPerson } from '../opportunities/dossier.ts'
import { DEFAULT_SETTINGS } from '../settings/settings.ts'
import { madePerson } from './made-people.ts'
import { threadsOf } from './threads.ts'

const AS_OF = '2026-11-20T00:00:00.000Z'
const settings = DEFAULT_SETTINGS.threading
let next = 0

/** An instant this many milliseconds before the as-of instant. */
function before(days: number, ms = 0): string {
  return new Date(Date.parse(AS_OF) - days * 86_400_000 - ms).toISOString()
}

function activity(over: Partial<Activity>, ...contacts: string[]): Activity {
  const inbound = over.direction === 'inbound'
  return {
    id: `a${next++}`,
    kind: 'email',
    subject: null,
    body: null,
    direction: null,
    sentiment: null,
    state: 'done',
    occurredAt: before(3),
    recordedAt: before(3),
    dueOn: null,
    durationMinutes: null,
    opportunityId: null,
    accountId: null,
    owner: null,
    automated: false,
    participants: contacts.map((contactId, index) => ({
      part: inbound && index === 0 ? 'from' : 'to',
      contactId,
      userId: null,
      name: null,
      address: null,
      response: null,
    })),
    ...over,
  }
}

const mail = (direction: 'inbound' | 'outbound', days: number, ...contacts: string[]) =>
  activity({ direction, occurredAt: before(days) }, ...contacts)
const threads = (people: DealPerson[], activities: Activity[], set: Partial<typeof settings> = {}) =>
  threadsOf({ asOf: AS_OF, people, activities }, { ...settings, ...set })
const isActive = (activities: Activity[], set: Partial<typeof settings> = {}) =>
  threads([madePerson('anna')], activities, set)[0]?.active

describe('a thread is active', () => {
  test('with two interactions, one each way, within 30 days', () => {
    expect(isActive([mail('inbound', 3, 'anna'), mail('outbound', 5, 'anna')])).toBe(true)
  })
  test('not with one interaction, nor with one direction', () => {
    expect(isActive([mail('inbound', 3, 'anna')])).toBe(false)
    expect(isActive([mail('outbound', 3, 'anna'), mail('outbound', 4, 'anna')])).toBe(false)
    expect(isActive([mail('inbound', 3, 'anna'), mail('inbound', 4, 'anna')])).toBe(false)
  })
  test('up to and including the 30th whole day, and not on the 31st', () => {
    const old = mail('outbound', 60, 'anna')
    expect(isActive([old, activity({ direction: 'inbound', occurredAt: before(30) }, 'anna')])).toBe(true)
    expect(isActive([old, activity({ direction: 'inbound', occurredAt: before(31, -1) }, 'anna')])).toBe(true)
    expect(isActive([old, activity({ direction: 'inbound', occurredAt: before(31) }, 'anna')])).toBe(false)
  })
  test('by the latest interaction, wherever it stands in the list', () => {
    expect(isActive([mail('outbound', 90, 'anna'), mail('inbound', 2, 'anna'), mail('outbound', 200, 'anna')])).toBe(true)
  })
  test('by the three numbers that the company has set', () => {
    const twoOut = [mail('outbound', 3, 'anna'), mail('outbound', 4, 'anna')]
    expect(isActive(twoOut, { needsBothDirections: false })).toBe(true)
    expect(isActive(twoOut, { needsBothDirections: false, minInteractions: 3 })).toBe(false)
    expect(isActive(twoOut, { needsBothDirections: false, activeWithinDays: 2 })).toBe(false)
  })
  test('what happens at the instant itself or later does not count yet', () => {
    expect(isActive([mail('outbound', 3, 'anna'), mail('inbound', 0, 'anna')])).toBe(false)
  })
})

describe('an interaction is', () => {
  const guest = (response: 'accepted' | 'declined' | 'tentative' | 'none' | null) =>
    activity({
      kind: 'meeting',
      participants: [
        { part: 'organizer', contactId: null, userId: 'u', name: null, address: null, response: null },
        { part: 'attendee', contactId: 'anna', userId: null, name: null, address: null, response },
      ],
    })
  test.each([
    ['accepted', 1],
    ['tentative', 1],
    ['none', 1],
    [null, 1],
    ['declined', 0],
  ] as const)('a meeting whose guest answered %s: %i', (response, count) => {
    const [thread] = threads([madePerson('anna')], [guest(response)])
    expect([thread?.interactions.length, thread?.inbound, thread?.outbound]).toEqual([count, count, count])
  })
  test('one of each person that one mail went to', () => {
    const all = threads([madePerson('anna'), madePerson('ben'), madePerson('cem')], [mail('outbound', 3, 'anna', 'ben', 'cem')])
    expect(all.map((thread) => thread.outbound)).toEqual([1, 1, 1])
  })
  test('inbound from the sender only, not from a colleague in copy', () => {
    const [anna, ben] = threads([madePerson('anna'), madePerson('ben')], [mail('inbound', 3, 'anna', 'ben')])
    expect([anna?.inbound, ben?.interactions.length]).toEqual([1, 0])
  })
  test('not a mail among people of the customer that we got in copy', () => {
    const seen = mail('inbound', 3, 'anna', 'ben')
    const ours = { part: 'cc' as const, contactId: null, userId: 'rosa', name: null, address: null, response: null }
    const found = threads([madePerson('anna'), madePerson('ben')], [{ ...seen, participants: [...seen.participants, ours] }])
    expect(found.map((thread) => thread.interactions.length)).toEqual([0, 0])
  })
  test.each([
    ['an absence note', { subject: 'Automatic reply: Offer', body: 'Back on Monday.' }],
    ['a newsletter', { body: 'View in browser. Unsubscribe.' }],
    ['the answer of a calendar', { subject: 'Declined: Demo' }],
  ])('not %s', (_, over) => {
    const [anna] = threads([madePerson('anna')], [activity({ direction: 'inbound', ...over }, 'anna')])
    expect(anna?.interactions).toEqual([])
  })
  test('inbound from everybody named where the sender is not known', () => {
    const call = activity({
      kind: 'call',
      direction: 'inbound',
      participants: [{ part: 'to', contactId: 'anna', userId: null, name: null, address: null, response: null }],
    })
    expect(threads([madePerson('anna')], [call])[0]?.inbound).toBe(1)
  })
  test.each([
    ['automated mail', { direction: 'inbound', automated: true }],
    ['internal mail', { direction: 'internal' }],
    ['a task', { kind: 'task' }],
    ['a note', { kind: 'note' }],
    ['a planned call', { kind: 'call', state: 'open' }],
    ['a cancelled meeting', { kind: 'meeting', state: 'cancelled' }],
  ] as const)('not %s', (_what, over) => {
    expect(threads([madePerson('anna')], [activity(over, 'anna')])[0]?.interactions).toEqual([])
  })
})

describe('two records are one person', () => {
  const both = [mail('inbound', 3, 'anna'), mail('outbound', 4, 'anna-2')]
  test('with the same mailbox', () => {
    const all = threads(
      [
        madePerson('anna', { mailboxKeys: ['a@x.example'] }),
        madePerson('anna-2', { mailboxKeys: ['a@x.example', 'b@x.example'] }),
      ],
      both,
    )
    expect(all.map((thread) => [thread.person.contactId, thread.sameAs.map((one) => one.contactId), thread.active])).toEqual([
      ['anna', ['anna-2'], true],
    ])
  })
  test('when one was merged into the other, which then stands for both', () => {
    const all = threads([madePerson('anna', { mergedIntoId: 'anna-2' }), madePerson('anna-2')], both)
    expect(all.map((thread) => [thread.person.contactId, thread.active])).toEqual([['anna-2', true]])
  })
  test('when both were merged into a record that is not on the deal, and through a third record', () => {
    expect(threads([madePerson('anna', { mergedIntoId: 'x' }), madePerson('anna-2', { mergedIntoId: 'x' })], both)).toHaveLength(
      1,
    )
    const chain = [
      madePerson('a', { mailboxKeys: ['a.berg@acme.com'] }),
      madePerson('b', { mailboxKeys: ['anna@acme.com'] }),
      madePerson('c', { mailboxKeys: ['a.berg@acme.com', 'anna@acme.com'] }),
    ]
    expect(threads(chain, [])).toHaveLength(1)
  })
  test('and a mail to both addresses is one interaction', () => {
    const people = [madePerson('anna', { mailboxKeys: ['a'] }), madePerson('anna-2', { mailboxKeys: ['a'] })]
    expect(threads(people, [mail('outbound', 3, 'anna', 'anna-2')])[0]?.interactions).toHaveLength(1)
  })
  test('not by the mailbox of a desk, which several people share', () => {
    const desk = { mailboxKeys: ['info@acme.com'] }
    expect(threads([madePerson('a', desk), madePerson('b', desk)], [])).toHaveLength(2)
  })
  test('not by name alone', () => {
    expect(threads([madePerson('1', { name: 'Anna' }), madePerson('2', { name: 'Anna' })], [])).toHaveLength(2)
  })
})

test('a dormant thread says what it lacks', () => {
  expect(threads([madePerson('anna')], [mail('outbound', 45, 'anna')])[0]?.why).toBe(
    '1 interaction, 0 in and 1 out, last 45 days ago. Dormant: fewer than 2 interactions; nothing within 30 days; nothing from them.',
  )
  expect(threads([madePerson('anna')], [])[0]?.why).toBe('No contact.')
})
