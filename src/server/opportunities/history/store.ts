import { knownBefore, type DealEvent, type DealHistory, type Known } from '../../../domain/opportunities/replay.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import * as activities from '../../activities/store.ts'
import type { Ctx } from '../../platform/context.ts'
import * as stakeholders from '../../stakeholders/store.ts'
import { factsOf } from '../facts.ts'
import * as journal from '../journal/store.ts'
import * as pipelines from '../../pipelines/store.ts'
import * as store from '../store.ts'

/**
 * The past of a deal in sight, ready to be replayed to any day. Rows that were stored without an event of their own
 * (a person put on the deal, the deal itself) count as learnt when their row says they began.
 */
export async function historyOf(ctx: Ctx, deal: string): Promise<DealHistory> {
  const row = await store.unseen(ctx.db, deal)
  const [dealEvents, people, happened] = await Promise.all([
    journal.ofDeal(ctx.db, deal),
    stakeholders.rows(ctx.db, deal),
    activities.ofDeal(ctx, deal),
  ])
  const events = [...(await missingCreation(ctx, row, dealEvents)), ...missingPeople(people, dealEvents), ...dealEvents]
  const ids = idsIn(events)
  const [accountEvents, current] = await Promise.all([journal.ofSubjects(ctx.db, [...ids]), journal.knownNow(ctx.db, [...ids])])
  const bySubject = groupedBy(accountEvents, (event) => event.subject)
  const known = new Map<string, Known>([...current].map(([id, now]) => [id, knownBefore(now, bySubject.get(id) ?? [])]))
  return { events: [...events, ...accountEvents], activities: happened, known }
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

async function missingCreation(ctx: Ctx, row: store.Row, events: readonly DealEvent[]): Promise<DealEvent[]> {
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
