import { sql, type Insertable, type Selectable } from 'kysely'
import type { Activity, ActivityKind, Participant } from '../../domain/activities/activity.ts'
import type { Counted } from '../../domain/values/page.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { counted } from '../platform/db/counted.ts'
import { after, cursorOf, type SortKey } from '../platform/db/keyset.ts'
import type { ActivitiesTable, ActivityParticipantsTable } from '../platform/db/tables.ts'
import { seenActivities, seenActivitiesOfDeals, waysTo } from '../platform/sight.ts'

export interface ActivityFilter {
  readonly deal?: string | undefined
  readonly account?: string | undefined
  readonly contact?: string | undefined
  readonly kind?: readonly ActivityKind[] | undefined
}

const NEWEST: SortKey = { value: sql`v.occurred_at`, required: true, type: 'timestamptz' }

function ofKinds(filter: ActivityFilter) {
  if (filter.kind === undefined) return sql<boolean>`true`
  // One kind is an index of its own, newest first, which a list of kinds is not.
  return filter.kind.length === 1 ? sql<boolean>`v.kind = ${filter.kind[0]}` : sql<boolean>`v.kind = any(${[...filter.kind]})`
}

/** Whatever is in sight, of the kinds asked for, from the deals in sight. */
function ofDeals(ctx: Ctx, filter: ActivityFilter): ReturnType<typeof filtered> {
  return seenActivitiesOfDeals(ctx).where(ofKinds(filter))
}

function isWide(filter: ActivityFilter): boolean {
  return filter.deal === undefined && filter.account === undefined && filter.contact === undefined
}

function filtered(ctx: Ctx, filter: ActivityFilter) {
  let query = seenActivities(ctx).where(ofKinds(filter))
  if (filter.deal) query = query.where('v.opportunity_id', '=', filter.deal)
  if (filter.account)
    query = query.where(
      sql<boolean>`(v.account_id = ${filter.account} or v.opportunity_id = any(array(select ao.id from opportunities ao where ao.account_id = ${filter.account} and ao.deleted_at is null)))`,
    )
  if (filter.contact)
    query = query.where(
      // With those of records that were merged into this one.
      sql<boolean>`v.id = any(array(select ap.activity_id from activity_participants ap where ap.contact_id = any(array(select ${filter.contact}::uuid union all select m.id from contacts m where m.merged_into_id = ${filter.contact}))))`,
    )
  return query
}

/** Newest first, with everybody who took part. */
export async function page(
  ctx: Ctx,
  filter: ActivityFilter,
  limit: number,
  cursor?: string,
): Promise<{ items: Activity[]; next: string | null }> {
  const fromDeals = isWide(filter) && (await waysTo(ctx)).first === 'few'
  let query = fromDeals ? ofDeals(ctx, filter) : filtered(ctx, filter)
  if (cursor !== undefined) query = query.where(after(NEWEST, 'v.id', 'desc', cursor))
  const keys = await query
    .select(['v.id', sql<string>`v.occurred_at::text`.as('key')])
    .orderBy('v.occurred_at', 'desc')
    .orderBy('v.id')
    .limit(limit + 1)
    .execute()
  const shown = keys.slice(0, limit)
  const last = shown.at(-1)
  const items = await byIds(
    ctx.db,
    shown.map((row) => row.id),
  )
  return { items, next: keys.length > limit && last ? cursorOf(last.key, last.id) : null }
}

export async function count(ctx: Ctx, filter: ActivityFilter): Promise<Counted> {
  const rows = isWide(filter) ? ofDeals(ctx, filter) : filtered(ctx, filter)
  return counted(ctx.db, rows.select('v.id'))
}

/** What passed between us and the people of a deal in sight, by kind, of what was recorded before an instant. */
export async function contactsOf(
  ctx: Ctx,
  deal: string,
  before: string,
): Promise<Record<'mails' | 'calls' | 'meetings', number>> {
  const ofKind = (kind: ActivityKind) => sql<number>`count(*) filter (where v.kind = ${kind})::int`
  return seenActivities(ctx)
    .select([ofKind('email').as('mails'), ofKind('call').as('calls'), ofKind('meeting').as('meetings')])
    .where('v.opportunity_id', '=', deal)
    .where('v.recorded_at', '<', before)
    .where('v.automated', '=', false)
    .where(sql<boolean>`v.direction is distinct from 'internal' and v.status is distinct from 'cancelled'`)
    .executeTakeFirstOrThrow()
}

/** Everything that is stored of a deal in sight, in order of occurrence. */
export async function ofDeal(ctx: Ctx, deal: string): Promise<Activity[]> {
  return allOfDeals(ctx, [deal])
}

/** The same of many. */
export async function allOfDeals(ctx: Pick<Ctx, 'db' | 'sight'>, deals: readonly string[]): Promise<Activity[]> {
  const rows = await seenActivities(ctx)
    .select('v.id')
    .where(sql<boolean>`v.opportunity_id = any(${[...deals]}::uuid[])`)
    .orderBy('v.occurred_at')
    .orderBy('v.id')
    .execute()
  return byIds(
    ctx.db,
    rows.map((row) => row.id),
  )
}

/** Activities in the order of `ids`, which come from a query that started from sight. */
export async function byIds(db: Db, ids: readonly string[]): Promise<Activity[]> {
  if (ids.length === 0) return []
  const [rows, participants] = await Promise.all([
    seenActivities({ db, sight: { kind: 'all' } })
      .leftJoin('users as u', 'u.id', 'v.owner_id')
      .selectAll('v')
      .select('u.name as owner_name')
      .where(sql<boolean>`v.id = any(${[...ids]}::uuid[])`)
      .execute(),
    db
      .selectFrom('activity_participants as p')
      .leftJoin('contacts as c', 'c.id', 'p.contact_id')
      .leftJoin('users as u', 'u.id', 'p.user_id')
      .selectAll('p')
      .select(sql<string | null>`coalesce(c.name, u.name, p.name)`.as('shown_name'))
      .where(sql<boolean>`p.activity_id = any(${[...ids]}::uuid[])`)
      .orderBy('p.activity_id')
      .orderBy('p.position')
      .execute(),
  ])
  const present = groupedBy(participants, (row) => row.activity_id)
  const activities = new Map(rows.map((row) => [row.id, toActivity(row, (present.get(row.id) ?? []).map(toParticipant))]))
  return ids.flatMap((id) => activities.get(id) ?? [])
}

export async function insert(
  db: Db,
  row: Insertable<ActivitiesTable>,
  participants: readonly Omit<Insertable<ActivityParticipantsTable>, 'activity_id' | 'position'>[],
): Promise<string> {
  const { id } = await db.insertInto('activities').values(row).returning('id').executeTakeFirstOrThrow()
  const rows = participants.map((participant, position) => ({ ...participant, activity_id: id, position }))
  if (rows.length > 0) await db.insertInto('activity_participants').values(rows).execute()
  return id
}

/** Something happened on a deal: its latest activity moves on, never back. */
export async function touchDeal(db: Db, deal: string, occurredAt: string): Promise<void> {
  await db
    .updateTable('opportunities')
    .set({ last_activity_at: sql`greatest(last_activity_at, ${occurredAt}::timestamptz)` })
    .where('id', '=', deal)
    .execute()
}

function toActivity(row: Selectable<ActivitiesTable> & { owner_name: string | null }, participants: Participant[]): Activity {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    body: row.body,
    direction: row.direction,
    sentiment: row.sentiment,
    state: row.status,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    dueOn: row.due_on,
    durationMinutes: row.duration_minutes,
    opportunityId: row.opportunity_id,
    accountId: row.account_id,
    owner: row.owner_id !== null && row.owner_name !== null ? { id: row.owner_id, name: row.owner_name } : null,
    automated: row.automated,
    participants,
  }
}

function toParticipant(row: Selectable<ActivityParticipantsTable> & { shown_name: string | null }): Participant {
  return {
    part: row.part,
    contactId: row.contact_id,
    userId: row.user_id,
    name: row.shown_name,
    address: row.address,
    response: row.response,
  }
}
