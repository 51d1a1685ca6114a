import { sql } from 'kysely'
import type { z } from 'zod'
import type { Quota as QuotaSchema } from '../../contract/people.ts'
import type { Money } from '../../domain/values/money.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'

type Quota = z.infer<typeof QuotaSchema>

/** Whose quota, for which days. Exactly one of the two is given. */
export interface QuotaOf {
  readonly userId: string | null
  readonly teamId: string | null
  readonly periodStart: string
  readonly periodEnd: string
}

/**
 * Quotas in sight that overlap a span of days: of people in sight, and of teams all of whose people are.
 * A rep sees their own, a manager those of the people and teams below.
 */
export async function list(ctx: Pick<Ctx, 'db' | 'sight' | 'today'>, from: string, to: string): Promise<Quota[]> {
  let query = joined(ctx.db).where('q.period_start', '<=', to).where('q.period_end', '>=', from)
  if (ctx.sight.kind === 'owners') {
    const owners = sql`${[...ctx.sight.owners]}::uuid[]`
    const members = sql`select m.user_id from team_members m where m.team_id = q.team_id
      and m.valid_from <= ${ctx.today}::date and (m.valid_to is null or m.valid_to > ${ctx.today}::date)`
    query = query.where(sql<boolean>`(q.user_id = any(${owners}) or
      (q.team_id is not null and exists (${members}) and not exists (select 1 from (${members}) x where x.user_id <> all(${owners}))))`)
  }
  const rows = await query
    .orderBy('q.period_start')
    .orderBy('q.period_end')
    .orderBy('t.name')
    .orderBy('u.name')
    .orderBy('q.id')
    .execute()
  return rows.map(toQuota)
}

export async function find(db: Db, of: QuotaOf): Promise<Quota | undefined> {
  const row = await joined(db)
    .where('q.period_start', '=', of.periodStart)
    .where('q.period_end', '=', of.periodEnd)
    .where((eb) => (of.userId === null ? eb('q.team_id', '=', of.teamId) : eb('q.user_id', '=', of.userId)))
    .executeTakeFirst()
  return row && toQuota(row)
}

export async function findById(ctx: Pick<Ctx, 'db'>, id: string): Promise<Quota | undefined> {
  const row = await joined(ctx.db).where('q.id', '=', id).executeTakeFirst()
  return row && toQuota(row)
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('quotas').where('id', '=', id).execute()
}

export async function isTeam(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('teams').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

export async function save(db: Db, known: Quota | undefined, of: QuotaOf, amount: Money): Promise<void> {
  const set = { amount_minor: amount.minor, currency: amount.currency }
  if (known) await db.updateTable('quotas').set(set).where('id', '=', known.id).execute()
  else
    await db
      .insertInto('quotas')
      .values({ user_id: of.userId, team_id: of.teamId, period_start: of.periodStart, period_end: of.periodEnd, ...set })
      .execute()
}

function joined(db: Db) {
  return db
    .selectFrom('quotas as q')
    .leftJoin('users as u', 'u.id', 'q.user_id')
    .leftJoin('teams as t', 't.id', 'q.team_id')
    .select([
      'q.id',
      'q.user_id',
      'u.name as user_name',
      'q.team_id',
      't.name as team_name',
      'q.period_start',
      'q.period_end',
      'q.amount_minor',
      'q.currency',
    ])
}

interface Row {
  readonly id: string
  readonly user_id: string | null
  readonly user_name: string | null
  readonly team_id: string | null
  readonly team_name: string | null
  readonly period_start: string
  readonly period_end: string
  readonly amount_minor: number
  readonly currency: string
}

function toQuota(row: Row): Quota {
  return {
    id: row.id,
    user: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? '' },
    team: row.team_id === null ? null : { id: row.team_id, name: row.team_name ?? '' },
    periodStart: row.period_start,
    periodEnd: row.period_end,
    amount: { minor: row.amount_minor, currency: row.currency },
  }
}
