import { sql } from 'kysely'
import type { Relationship } from '../../domain/stakeholders/map/relationship.ts'
import type { DealEvent } from '../../domain/opportunities/replay.ts'
import { toEvent } from '../opportunities/journal/store.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { seenDealEvents } from '../platform/sight.ts'

/** What the journal says of a deal's people: their standing, how they stand to each other, where they stand, what was promised. */
export async function events(ctx: Ctx, deal: string): Promise<DealEvent[]> {
  const rows = await seenDealEvents(ctx)
    .selectAll('e')
    .where('e.opportunity_id', '=', deal)
    .where('e.noun', 'in', ['stakeholder', 'relationship', 'criterion', 'commitment'])
    .orderBy('e.recorded_at')
    .orderBy('e.id')
    .execute()
  return rows.map(toEvent)
}

export async function ofPair(
  db: Db,
  deal: string,
  { from, to, kind }: Pick<Relationship, 'from' | 'to' | 'kind'>,
): Promise<Relationship | undefined> {
  const row = await db
    .selectFrom('relationships')
    .selectAll()
    .where('opportunity_id', '=', deal)
    .where('from_id', '=', from)
    .where('to_id', '=', to)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row && toRelationship(row)
}

export async function find(db: Db, deal: string, id: string): Promise<Relationship | undefined> {
  const row = await db
    .selectFrom('relationships')
    .selectAll()
    .where('opportunity_id', '=', deal)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRelationship(row)
}

export async function save(ctx: Ctx, deal: string, one: Omit<Relationship, 'id'>): Promise<string> {
  const values = {
    source: one.source,
    state: one.state,
    confidence: one.confidence,
    note: one.note,
    since: one.since,
    until: one.until,
  }
  const row = await ctx.db
    .insertInto('relationships')
    .values({
      opportunity_id: deal,
      from_id: one.from,
      to_id: one.to,
      kind: one.kind,
      created_by: ctx.principal?.userId ?? null,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['opportunity_id', 'from_id', 'to_id', 'kind']).doUpdateSet({ ...values, updated_at: sql`now()` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('relationships').where('id', '=', id).execute()
}

function toRelationship(row: {
  id: string
  from_id: string
  to_id: string
  kind: Relationship['kind']
  source: Relationship['source']
  state: Relationship['state']
  confidence: number
  note: string | null
  since: string | null
  until: string | null
}): Relationship {
  const { id, from_id: from, to_id: to, kind, source, state, confidence, note, since, until } = row
  return { id, from, to, kind, source, state, confidence, note, since, until }
}
