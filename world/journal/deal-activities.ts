import type { Activity, Participant } from '../../src/domain/activities/activity.ts'
import { mailboxesIn } from '../../src/domain/imports/mailbox-list.ts'
import { groupedBy } from '../../src/domain/values/grouped.ts'
import type { Cell, Export } from '../crm/export-tables.ts'
import type { CustomerRecords } from './customer-records.ts'
import { drained, text, textOrNull } from './drained.ts'
import { storedId } from './stored-id.ts'

/** Our own people, by the id they are stored under and by address. */
export interface Colleagues {
  readonly names: ReadonlyMap<string, string>
  readonly byMailbox: ReadonlyMap<string, string>
}

interface Place {
  /** Null for what belongs to the account alone. */
  readonly deal: string | null
  readonly externalId: string
  readonly accountId: string | null
}

const MINUTE = 60_000

/** The activities of one deal or account as the importer stores them; tasks that name another record are not among them. */
export function dealActivities(out: Export, place: Place, people: CustomerRecords, colleagues: Colleagues): Activity[] {
  const guests = groupedBy(drained(out.eventRelations), (row) => text(row.EventId))
  const owner = (cell: Cell) => {
    const id = storedId('users', text(cell))
    return { id, name: colleagues.names.get(id) ?? '' }
  }
  const participant = (part: Participant['part'], cell: Cell, response: Participant['response'] = null): Participant => {
    const external = text(cell)
    const [contactId, userId] = external.startsWith('003')
      ? [storedId('contacts', external), null]
      : [null, storedId('users', external)]
    const name = contactId === null ? colleagues.names.get(userId ?? '') : people.known.get(contactId)?.name
    return { part, contactId, userId, name: name ?? null, address: null, response }
  }
  const common = { opportunityId: place.deal, accountId: place.accountId, automated: false }
  const activities: Activity[] = []
  for (const row of drained(out.emails)) {
    const at = (part: Participant['part'], cell: Cell): Participant[] =>
      mailboxesIn(cell === null ? '' : text(cell)).map(({ mailbox, name }) => {
        const contactId = people.byMailbox(mailbox)
        const userId = contactId === null ? (colleagues.byMailbox.get(mailbox) ?? null) : null
        const known = contactId === null ? colleagues.names.get(userId ?? '') : people.known.get(contactId)?.name
        return { part, contactId, userId, name: known ?? name, address: mailbox, response: null }
      })
    activities.push({
      ...common,
      id: storedId('activities', text(row.Id)),
      kind: 'email',
      subject: textOrNull(row.Subject),
      body: textOrNull(row.TextBody),
      direction: row.Incoming === true ? 'inbound' : 'outbound',
      sentiment: row.Sentiment__c as Activity['sentiment'],
      state: null,
      occurredAt: text(row.MessageDate),
      recordedAt: text(row.CreatedDate),
      dueOn: null,
      durationMinutes: null,
      owner: null,
      participants: [...at('from', row.FromAddress), ...at('to', row.ToAddress), ...at('cc', row.CcAddress)],
    })
  }
  for (const row of drained(out.events)) {
    const invited = (guests.get(text(row.Id)) ?? []).map((guest) =>
      participant('attendee', guest.RelationId, RESPONSES[text(guest.Status) as keyof typeof RESPONSES]),
    )
    activities.push({
      ...common,
      id: storedId('activities', text(row.Id)),
      kind: 'meeting',
      subject: textOrNull(row.Subject),
      body: null,
      direction: null,
      sentiment: null,
      state: null,
      occurredAt: text(row.StartDateTime),
      recordedAt: text(row.CreatedDate),
      dueOn: null,
      durationMinutes: Number(row.DurationInMinutes),
      owner: owner(row.OwnerId),
      participants: [participant('organizer', row.OwnerId), ...invited.sort(byContact)],
    })
  }
  for (const row of drained(out.tasks)) {
    if (row.WhatId !== place.externalId) continue
    const call = row.TaskSubtype === 'Call'
    const done = textOrNull(row.CompletedDateTime)
    const created = text(row.CreatedDate)
    const seconds = row.CallDurationInSeconds
    activities.push({
      ...common,
      id: storedId('activities', text(row.Id)),
      kind: call ? 'call' : 'task',
      subject: textOrNull(row.Subject),
      body: textOrNull(row.Description),
      direction: row.CallType === null ? null : row.CallType === 'Inbound' ? 'inbound' : 'outbound',
      sentiment: null,
      state: row.IsClosed === true || done !== null ? 'done' : 'open',
      occurredAt: done ?? `${text(row.ActivityDate)}T00:00:00.000Z`,
      recordedAt: done !== null && done > created ? done : created,
      dueOn: text(row.ActivityDate),
      durationMinutes: seconds === null ? null : Math.round((Number(seconds) * 1000) / MINUTE),
      owner: owner(row.OwnerId),
      participants: [
        ...(call ? [participant('from', row.OwnerId)] : []),
        ...(row.WhoId === null ? [] : [participant('to', row.WhoId)]),
      ],
    })
  }
  return activities.sort((a, b) => compare(a.occurredAt, b.occurredAt) || compare(a.id, b.id))
}

const RESPONSES = { Accepted: 'accepted', Declined: 'declined', New: 'none' } as const

/** Guests stand in the order of their records; our own people after them. */
function byContact(a: Participant, b: Participant): number {
  return compare(a.contactId ?? '~', b.contactId ?? '~')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
