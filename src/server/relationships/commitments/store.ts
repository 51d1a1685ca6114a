import { sql, type Selectable } from 'kysely'
import type { Commitment } from '../../../domain/stakeholders/map/commitment.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { CommitmentsTable } from '../../platform/db/tables.ts'

export async function find(db: Db, deal: string, id: string): Promise<Commitment | undefined> {
  const row = await db
    .selectFrom('commitments')
    .selectAll()
    .where('opportunity_id', '=', deal)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toCommitment(row)
}

export async function insert(ctx: Ctx, deal: string, one: Omit<Commitment, 'id'>): Promise<string> {
  const row = await ctx.db
    .insertInto('commitments')
    .values({
      opportunity_id: deal,
      side: one.side,
      contact_id: one.contact,
      user_id: one.user,
      what: one.what,
      due_on: one.dueOn,
      activity_id: one.activityId,
      created_by: ctx.principal?.userId ?? null,
      created_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function change(db: Db, { id, what, dueOn, state, settledOn }: Commitment): Promise<void> {
  await db
    .updateTable('commitments')
    .set({ what, due_on: dueOn, state, settled_on: settledOn, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

/** Names of our people by id. */
export async function usersNamed(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function toCommitment(row: Selectable<CommitmentsTable>): Commitment {
  return {
    id: row.id,
    side: row.side,
    contact: row.contact_id,
    user: row.user_id,
    what: row.what,
    dueOn: row.due_on,
    state: row.state,
    settledOn: row.settled_on,
    activityId: row.activity_id,
  }
}
