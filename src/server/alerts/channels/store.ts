import { sql, type Selectable } from 'kysely'
import type { z } from 'zod'
import type { AlertChannel, AlertDelivery } from '../../../contract/alerts.ts'
import type { AfterAttempt, ChannelKind, DeliveryState } from '../../../domain/alerts/delivery.ts'
import type { Db } from '../../platform/db/connect.ts'
import { after, cursorOf, direction, type SortKey } from '../../platform/db/keyset.ts'
import type { AlertChannelsTable, AlertDeliveriesTable } from '../../platform/db/tables.ts'

export type ChannelRow = Selectable<AlertChannelsTable>
export type DeliveryRow = Selectable<AlertDeliveriesTable>

/** What of a channel may be shown. */
export interface Shown {
  readonly host: string
  readonly port: number | null
  readonly from: string | null
  readonly user: string | null
}

const CREATED: SortKey = { value: sql`d.created_at`, type: 'timestamptz', required: true }

export function toChannel(row: ChannelRow): z.output<typeof AlertChannel> {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    ...(row.shown as Shown),
    urgentOnly: row.urgent_only,
    active: row.active,
    problem: row.problem,
  }
}

export async function list(db: Db): Promise<ChannelRow[]> {
  return db.selectFrom('alert_channels').selectAll().where('removed_at', 'is', null).orderBy('name').orderBy('id').execute()
}

export async function find(db: Db, id: string): Promise<ChannelRow | undefined> {
  return db.selectFrom('alert_channels').selectAll().where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()
}

export interface ChannelValues {
  readonly id: string
  readonly kind: ChannelKind
  readonly name: string
  readonly shown: Shown
  readonly sealed: string
  readonly urgentOnly: boolean
  readonly active: boolean
}

export async function save(db: Db, channel: ChannelValues): Promise<ChannelRow> {
  const values = {
    name: channel.name,
    shown: JSON.stringify(channel.shown),
    sealed: channel.sealed,
    urgent_only: channel.urgentOnly,
    active: channel.active,
    problem: null,
  }
  return db
    .insertInto('alert_channels')
    .values({ id: channel.id, kind: channel.kind, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, updated_at: sql`now()` }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function isNameTaken(db: Db, name: string, exceptId: string): Promise<boolean> {
  const row = await db
    .selectFrom('alert_channels')
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('removed_at', 'is', null)
    .where('id', '!=', exceptId)
    .executeTakeFirst()
  return row !== undefined
}

/** Forgets what is secret; the log of deliveries keeps the name. */
export async function remove(db: Db, id: string, now: string): Promise<void> {
  await db.updateTable('alert_channels').set({ sealed: '', active: false, removed_at: now }).where('id', '=', id).execute()
  await db
    .updateTable('alert_deliveries')
    .set({ state: 'given-up', problem: 'The channel was removed.' })
    .where('channel_id', '=', id)
    .where('state', 'in', ['waiting', 'sending'])
    .execute()
}

/** Stops a channel whose receiver says that it is no more. */
export async function disable(db: Db, id: string, problem: string): Promise<void> {
  await db
    .updateTable('alert_channels')
    .set({ active: false, problem, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

// ---------------------------------------------------------------- deliveries

export interface NewDelivery {
  readonly channelId: string
  readonly recipientId: string
  readonly alertId: string | null
  readonly priority: 'urgent' | 'normal'
  readonly title: string
  readonly body: string
  readonly nextAt: string
}

export async function enqueue(db: Db, deliveries: readonly NewDelivery[], now: string): Promise<void> {
  if (deliveries.length === 0) return
  await db
    .insertInto('alert_deliveries')
    .values(
      deliveries.map((one) => ({
        channel_id: one.channelId,
        recipient_id: one.recipientId,
        alert_id: one.alertId,
        priority: one.priority,
        title: one.title,
        body: one.body,
        next_at: one.nextAt,
        created_at: now,
      })),
    )
    .execute()
}

/** Takes what is due for one process; another may take it over when this one has not said what came of it by `until`. */
export async function claimDue(db: Db, now: string, until: string, limit: number): Promise<DeliveryRow[]> {
  return db
    .updateTable('alert_deliveries')
    .set({ state: 'sending', next_at: until, attempts: sql`attempts + 1` })
    .where(
      'id',
      'in',
      db
        .selectFrom('alert_deliveries')
        .select('id')
        .where('state', 'in', ['waiting', 'sending'])
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

export async function settle(
  db: Db,
  id: string,
  next: AfterAttempt,
  answer: { status: number | null; problem: string | null; now: string },
): Promise<void> {
  await db
    .updateTable('alert_deliveries')
    .set({
      state: next.state,
      status: answer.status,
      problem: answer.problem,
      ...(next.state === 'waiting' ? { next_at: next.nextAt } : {}),
      ...(next.state === 'delivered' ? { delivered_at: answer.now } : {}),
    })
    .where('id', '=', id)
    .execute()
}

export async function log(db: Db, filter: { limit: number; cursor?: string | undefined; state?: DeliveryState | undefined }) {
  const rows = await db
    .selectFrom('alert_deliveries as d')
    .innerJoin('alert_channels as c', 'c.id', 'd.channel_id')
    .innerJoin('users as u', 'u.id', 'd.recipient_id')
    .$if(filter.state !== undefined, (query) => query.where('d.state', '=', filter.state ?? 'waiting'))
    .$if(filter.cursor !== undefined, (query) => query.where(after(CREATED, 'd.id', 'desc', filter.cursor ?? '')))
    .selectAll('d')
    .select(['c.name as channel_name', 'c.kind as channel_kind', 'u.name as recipient_name'])
    .select(sql<string>`d.created_at::text`.as('sorted_by'))
    .orderBy(direction(CREATED, 'desc'))
    .orderBy('d.id')
    .limit(filter.limit + 1)
    .execute()
  const shown = rows.slice(0, filter.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row): z.output<typeof AlertDelivery> => ({
      id: row.id,
      channel: { id: row.channel_id, name: row.channel_name, kind: row.channel_kind },
      recipient: { id: row.recipient_id, name: row.recipient_name },
      alert: row.alert_id,
      title: row.title,
      priority: row.priority,
      state: row.state,
      attempts: row.attempts,
      status: row.status,
      problem: row.problem,
      createdAt: row.created_at,
      nextAt: row.state === 'waiting' ? row.next_at : null,
      deliveredAt: row.delivered_at,
    })),
    next: rows.length > filter.limit && last ? cursorOf(last.sorted_by, last.id) : null,
  }
}

// ---------------------------------------------------------------- digests

export async function digestSentAt(db: Db, userId: string): Promise<string | null> {
  const row = await db.selectFrom('alert_preferences').select('digest_at').where('user_id', '=', userId).executeTakeFirst()
  return row?.digest_at ?? null
}

export async function keepDigest(db: Db, userId: string, at: string): Promise<void> {
  await db.updateTable('alert_preferences').set({ digest_at: at }).where('user_id', '=', userId).execute()
}

/** People who want a digest. */
export async function digestReaders(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('alert_preferences')
    .select('user_id')
    .where(sql<boolean>`value ->> 'digest' in ('daily', 'weekly')`)
    .execute()
  return rows.map((row) => row.user_id)
}

/** What a person was told in the app since their last digest and can still do something about: urgent first. */
export async function digestOf(db: Db, userId: string, since: string | null) {
  return db
    .selectFrom('alerts')
    .select(['id', 'title', 'body', 'opportunity_id', 'account_id', 'cause_key'])
    .where('recipient_id', '=', userId)
    .where('state', 'in', ['open', 'seen'])
    .where('waiting', '=', false)
    .where('priority', '=', 'normal')
    .$if(since !== null, (query) => query.where('told_at', '>', since ?? ''))
    .orderBy('told_at')
    .orderBy('id')
    .execute()
}
