import { sql } from 'kysely'
import type { Criterion, Position } from '../../../domain/stakeholders/map/criterion.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { seenActivities } from '../../platform/sight.ts'

export async function find(db: Db, deal: string, id: string): Promise<Criterion | undefined> {
  return ofDeal(db, deal).select(['id', 'name', 'weight']).where('id', '=', id).executeTakeFirst()
}

/** Whether another criterion of the deal has this name, in whatever case. */
export async function isNamed(db: Db, deal: string, name: string, except: string | undefined): Promise<boolean> {
  const row = await ofDeal(db, deal)
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()
  return row !== undefined && row.id !== except
}

export async function save(
  ctx: Ctx,
  deal: string,
  { id, name, weight }: Omit<Criterion, 'id'> & { id: string | undefined },
): Promise<string> {
  if (id !== undefined) {
    await ctx.db.updateTable('decision_criteria').set({ name, weight, updated_at: ctx.now }).where('id', '=', id).execute()
    return id
  }
  const row = await ctx.db
    .insertInto('decision_criteria')
    .values({ opportunity_id: deal, name, weight, created_at: ctx.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.updateTable('decision_criteria').set({ removed_at: ctx.now }).where('id', '=', id).execute()
}

export async function positionOf(db: Db, criterion: string, contact: string): Promise<Position | undefined> {
  const row = await db
    .selectFrom('criterion_positions')
    .selectAll()
    .where('criterion_id', '=', criterion)
    .where('contact_id', '=', contact)
    .executeTakeFirst()
  return row && { criterion, contact, stance: row.stance, quote: row.quote, activityId: row.activity_id, saidOn: row.said_on }
}

export async function savePosition(db: Db, { criterion, contact, stance, quote, activityId, saidOn }: Position): Promise<void> {
  const values = { stance, quote, activity_id: activityId, said_on: saidOn }
  await db
    .insertInto('criterion_positions')
    .values({ criterion_id: criterion, contact_id: contact, ...values })
    .onConflict((conflict) => conflict.columns(['criterion_id', 'contact_id']).doUpdateSet({ ...values, updated_at: sql`now()` }))
    .execute()
}

export async function removePosition(db: Db, criterion: string, contact: string): Promise<void> {
  await db.deleteFrom('criterion_positions').where('criterion_id', '=', criterion).where('contact_id', '=', contact).execute()
}

/** Whether an activity in sight belongs to the deal. */
export async function isActivityOf(ctx: Ctx, deal: string, activity: string): Promise<boolean> {
  const row = await seenActivities(ctx)
    .select('v.id')
    .where('v.id', '=', activity)
    .where('v.opportunity_id', '=', deal)
    .executeTakeFirst()
  return row !== undefined
}

function ofDeal(db: Db, deal: string) {
  return db.selectFrom('decision_criteria').where('opportunity_id', '=', deal).where('removed_at', 'is', null)
}
