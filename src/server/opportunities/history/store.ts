import { knownBefore, type DealEvent, type DealHistory, type Known } from '../../../domain/opportunities/replay.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import * as activities from '../../activities/store.ts'
import type { Ctx } from '../../platform/context.ts'
import * as stakeholders from '../../stakeholders/store.ts'
import { factsOf } from '../facts.ts'
import * as journal from '../journal/store.ts'
import * as pipelines from '../../pipelines/store.ts'
import * as store from '../store.ts'

type Reader = Pick<Ctx, 'db' | 'sight'>

/**
 * The past of a deal in sight, ready to be replayed to any day. Rows that were stored without an event of their own
 * (a person put on the deal, the deal itself) count as learnt when their row says they began.
 */
export async function historyOf(ctx: Reader, deal: string): Promise<DealHistory> {
  const history = (await historiesOf(ctx, [deal])).get(deal)
  if (!history) throw new Error(`Deal ${deal} is not there`)
  return history
}

/** The same of many deals, read together; a deal that is not there is left out. */
export async function historiesOf(ctx: Reader, deals: readonly string[]): Promise<Map<string, DealHistory>> {
  const [rows, dealEvents, people, happened] = await Promise.all([
    store.unseenRows(ctx.db, deals),
    journal.ofDeals(ctx.db, deals),
    stakeholders.rowsOf(ctx.db, deals),
    activities.allOfDeals(ctx, deals),
  ])
  const eventsOf = groupedBy(dealEvents, (event) => event.opportunityId)
  const happenedOn = groupedBy(happened, (activity) => activity.opportunityId)
  const stories = new Map<string, DealEvent[]>()
  for (const row of rows) {
    const own = eventsOf.get(row.id) ?? []
    const missing = [...(await missingCreation(ctx, row, own)), ...missingPeople(people.get(row.id) ?? [], own)]
    stories.set(row.id, [...missing, ...own])
  }
  const customers = new Map([...stories].map(([deal, events]) => [deal, idsIn(events)]))
  const ids = [...new Set([...customers.values()].flatMap((some) => [...some]))]
  const [told, current] = await Promise.all([journal.ofSubjects(ctx.db, ids), journal.knownNow(ctx.db, ids)])
  const bySubject = groupedBy(told, (event) => event.subject)
  const before = new Map<string, Known>([...current].map(([id, now]) => [id, knownBefore(now, bySubject.get(id) ?? [])]))
  return new Map(
    [...stories].map(([deal, events]) => {
      const own = customers.get(deal) ?? new Set()
      return [
        deal,
        {
          events: [...events, ...told.filter(({ subject }) => subject !== null && own.has(subject))],
          activities: happenedOn.get(deal) ?? [],
          known: new Map([...own].flatMap((id) => (before.has(id) ? [[id, before.get(id)!] as const] : []))),
        },
      ]
    }),
  )
}

/** Every account and person that the deal ever had to do with. */
function idsIn(events: readonly DealEvent[]): Set<string> {
  const ids = new Set<string>()
  for (const event of events) {
    for (const fields of [event.before, event.after]) {
      for (const id of [fields?.['accountId'], fields?.['contactId']]) if (typeof id === 'string') ids.add(id)
    }
  }
  return ids
}

async function missingCreation(ctx: Reader, row: store.Row, events: readonly DealEvent[]): Promise<DealEvent[]> {
  if (events.some((event) => event.type === 'opportunity.created')) return []
  const stage = await pipelines.findStage(ctx.db, row.stage_id)
  let facts: Record<string, unknown> = factsOf(row, { name: stage?.name ?? row.stage })
  const own = events.filter((event) => event.noun === 'opportunity')
  for (const event of own.toReversed()) facts = { ...facts, ...event.before }
  const at = row.created_at ?? row.stored_at
  return [
    {
      id: 0,
      type: 'opportunity.created',
      noun: 'opportunity',
      subject: row.id,
      occurredAt: at,
      recordedAt: at,
      before: null,
      after: facts,
    },
  ]
}

function missingPeople(people: readonly stakeholders.Row[], events: readonly DealEvent[]): DealEvent[] {
  const spokenOf = new Set(
    events
      .filter((event) => event.noun === 'stakeholder')
      .map((event) => event.after?.['contactId'] ?? event.before?.['contactId']),
  )
  return people
    .filter((person) => !spokenOf.has(person.contactId))
    .flatMap((person) => {
      const event = (type: string, at: string): DealEvent => ({
        id: 0,
        type,
        noun: 'stakeholder',
        subject: person.id,
        occurredAt: at,
        recordedAt: at,
        before: null,
        after: { contactId: person.contactId, roles: stakeholders.confirmed(person.roles) },
      })
      return [
        event('stakeholder.added', person.joinedAt),
        ...(person.leftAt === null ? [] : [event('stakeholder.removed', person.leftAt)]),
      ]
    })
}
