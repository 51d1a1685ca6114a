import { sql, type Selectable, type Updateable } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import type { Money } from '../../domain/values/money.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import type { OpportunitiesTable } from '../platform/db/tables.ts'
import { removedOpportunities, seenOpportunities, type Seer } from '../platform/sight.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { listAmount, linesOf } from './lines/store.ts'

export type Row = Selectable<OpportunitiesTable>
export type Change = Omit<Updateable<OpportunitiesTable>, 'id' | 'version' | 'updated_at'>

/** The row of a deal in sight, locked for the change that is under way. */
export async function existing(ctx: Ctx, id: string): Promise<Row> {
  const row = await seenOpportunities(ctx).selectAll('o').where('o.id', '=', id).forUpdate('o').executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The row of a deleted deal that was in sight, locked. */
export async function existingRemoved(ctx: Ctx, id: string): Promise<Row> {
  const row = await removedOpportunities(ctx).selectAll('o').where('o.id', '=', id).forUpdate('o').executeTakeFirst()
  if (!row) throw new Problem('not-found', 'There is no such deleted deal, or it is not yours to see.')
  return row
}

/** Id of a deal in sight by id or external id. */
export async function idOf(ctx: Ctx, idOrExternalId: string): Promise<string> {
  const seen = seenOpportunities(ctx).select('o.id')
  const byId = z.guid().safeParse(idOrExternalId).success
    ? await seen.where('o.id', '=', idOrExternalId).executeTakeFirst()
    : undefined
  const row = byId ?? (await seen.where('o.external_id', '=', idOrExternalId).orderBy('o.source').executeTakeFirst())
  if (!row) throw notFound()
  return row.id
}

export async function get(ctx: Ctx, id: string): Promise<Opportunity> {
  const row = await seenOpportunities(ctx).select('o.id').where('o.id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  return read(ctx, id)
}

/** A deal whose sight was settled by the change that has just been made, wherever it lies now. */
export async function read(ctx: Ctx, id: string): Promise<Opportunity> {
  const [deal] = await byIds(ctx, [id])
  if (!deal) throw notFound()
  return deal
}

/** Deals in the order of `ids`, which come from a query that started from sight. */
export async function byIds(ctx: Pick<Ctx, 'db' | 'today'>, ids: readonly string[]): Promise<Opportunity[]> {
  if (ids.length === 0) return []
  const everything: Seer = { db: ctx.db, sight: { kind: 'all' } }
  const [rows, lines, rates] = await Promise.all([
    seenOpportunities(everything)
      .innerJoin('pipelines as p', 'p.id', 'o.pipeline_id')
      .innerJoin('stages as st', 'st.id', 'o.stage_id')
      .leftJoin('accounts as a', 'a.id', 'o.account_id')
      .leftJoin('users as u', 'u.id', 'o.owner_id')
      .selectAll('o')
      .select(['p.name as pipeline_name', 'st.name as stage_name', 'a.name as account_name', 'u.name as owner_name'])
      .select(
        sql<number>`(select count(*) from stakeholders s where s.opportunity_id = o.id and s.left_at is null)`.as('contacts'),
      )
      .where(sql<boolean>`o.id = any(${ids}::uuid[])`)
      .execute(),
    linesOf(ctx.db, ids),
    readSettings(ctx.db).then((settings) => readRates(ctx.db, settings)),
  ])
  const deals = new Map(rows.map((row) => [row.id, toOpportunity(row, listAmount(lines.get(row.id) ?? [], rates, ctx.today))]))
  return ids.flatMap((id) => deals.get(id) ?? [])
}

/** The bare row, for a change that has just settled its sight. */
export async function unseen(db: Db, id: string): Promise<Row> {
  return seenOpportunities({ db, sight: { kind: 'all' } })
    .selectAll('o')
    .where('o.id', '=', id)
    .executeTakeFirstOrThrow()
}

/** The rows of deals that are there, whoever sees them. */
export async function unseenRows(db: Db, ids: readonly string[]): Promise<Row[]> {
  return seenOpportunities({ db, sight: { kind: 'all' } })
    .selectAll('o')
    .where(sql<boolean>`o.id = any(${[...ids]}::uuid[])`)
    .execute()
}

export async function insert(db: Db, row: Change & Pick<Row, 'name' | 'pipeline_id' | 'stage_id' | 'stage'>): Promise<string> {
  const made = await db.insertInto('opportunities').values(row).returning('id').executeTakeFirstOrThrow()
  return made.id
}

export async function change(db: Db, id: string, values: Change): Promise<void> {
  await db
    .updateTable('opportunities')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

export async function activeUser(db: Db, id: string): Promise<{ id: string; name: string } | undefined> {
  return db.selectFrom('users').select(['id', 'name']).where('id', '=', id).where('active', '=', true).executeTakeFirst()
}

function notFound(): Problem {
  return new Problem('not-found', 'There is no such deal, or it is not yours to see.')
}

interface Joined extends Row {
  pipeline_name: string
  stage_name: string
  account_name: string | null
  owner_name: string | null
  contacts: number
}

function toOpportunity(row: Joined, list: Money | null): Opportunity {
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    account: row.account_id !== null && row.account_name !== null ? { id: row.account_id, name: row.account_name } : null,
    owner: row.owner_id !== null && row.owner_name !== null ? { id: row.owner_id, name: row.owner_name } : null,
    pipeline: { id: row.pipeline_id, name: row.pipeline_name },
    stageId: row.stage_id,
    stageName: row.stage_name,
    stage: row.stage,
    amount: row.amount_minor === null ? null : { minor: row.amount_minor, currency: row.currency },
    listAmount: row.amount_minor === null ? list : null,
    expectedCloseOn: row.expected_close_on,
    actualCloseOn: row.actual_close_on,
    forecastCategory: row.forecast_category,
    probability: row.probability,
    segment: row.segment,
    leadSource: row.lead_source,
    dealType: row.deal_type,
    nextAction: row.next_action,
    nextActionDueOn: row.next_action_due_on,
    description: row.description,
    lostReason: row.lost_reason,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    stageEnteredAt: row.stage_entered_at,
    closeDateMoves: row.close_date_moves,
    lastActivityAt: row.last_activity_at,
    contacts: row.contacts,
    version: row.version,
  }
}
