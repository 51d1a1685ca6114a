import { sql, type Selectable } from 'kysely'
import type { AlertLife } from '../../domain/alerts/alert-life.ts'
import { alertPath, type AlertPlace } from '../../domain/alerts/alert-path.ts'
import type { Cause } from '../../domain/alerts/cause.ts'
import type { ALERT_LISTS, Alert } from '../../contract/alerts.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import type { AlertsTable } from '../platform/db/tables.ts'
import { after, cursorOf, direction, type SortKey } from '../platform/db/keyset.ts'
import { seenAccounts, seenOpportunities } from '../platform/sight.ts'
import { SENT } from '../../domain/alerts/rules.ts'

export type Row = Selectable<AlertsTable>
export type List = (typeof ALERT_LISTS)[number]

const OPENED: SortKey = { value: sql`al.opened_at`, type: 'timestamptz', required: true }

// ---------------------------------------------------------------- lists

export interface ListFilter {
  readonly list: List
  readonly whose: 'mine' | 'all'
  readonly deal?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Alerts of the person who asks, or of everything in their sight; newest first. */
export async function page(ctx: Ctx, filter: ListFilter, titleOf: (rule: string) => string) {
  const rows = await listed(ctx, filter)
    .$if(filter.cursor !== undefined, (query) => query.where(after(OPENED, 'al.id', 'desc', filter.cursor ?? '')))
    .select(sql<string>`al.opened_at::text`.as('sorted_by'))
    .selectAll('al')
    .orderBy(direction(OPENED, 'desc'))
    .orderBy('al.id')
    .limit(filter.limit + 1)
    .execute()
  const shown = rows.slice(0, filter.limit)
  const last = shown.at(-1)
  const { n } = await listed(ctx, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  return {
    items: await toAlerts(ctx, shown, titleOf),
    next: rows.length > filter.limit && last ? cursorOf(last.sorted_by, last.id) : null,
    total: n,
  }
}

function listed(ctx: Ctx, { list, whose, deal }: Pick<ListFilter, 'list' | 'whose' | 'deal'>) {
  let query = whose === 'mine' ? ownAlerts(ctx) : seenAlerts(ctx)
  if (deal !== undefined) query = query.where('al.opportunity_id', '=', deal)
  if (list === 'open') return query.where('al.state', 'in', ['open', 'seen']).where('al.waiting', '=', false)
  if (list === 'snoozed') return query.where('al.state', '=', 'snoozed')
  if (list === 'held') return query.where('al.state', 'in', ['open', 'seen']).where('al.waiting', '=', true)
  return query.where('al.closed_at', 'is not', null)
}

function ownAlerts(ctx: Ctx) {
  return ctx.db
    .selectFrom('alerts as al')
    .where('al.recipient_id', '=', ctx.principal?.userId ?? '00000000-0000-0000-0000-000000000000')
}

/** Alerts of the person who asks, and those about deals and accounts in their sight. */
function seenAlerts(ctx: Ctx) {
  const all = ctx.db.selectFrom('alerts as al')
  if (ctx.sight.kind === 'all') return all
  return all.where((eb) =>
    eb.or([
      eb('al.recipient_id', '=', ctx.principal?.userId ?? '00000000-0000-0000-0000-000000000000'),
      eb('al.opportunity_id', 'in', seenOpportunities(ctx).select('o.id')),
      eb('al.account_id', 'in', seenAccounts(ctx, 'few').select('a.id')),
    ]),
  )
}

/** The alert, locked for the change under way, if the person who asks may see it. */
export async function find(ctx: Ctx, id: string): Promise<Row | undefined> {
  return seenAlerts(ctx).selectAll('al').where('al.id', '=', id).forUpdate('al').executeTakeFirst()
}

export async function toAlerts(ctx: Ctx, rows: readonly Row[], titleOf: (rule: string) => string): Promise<Alert[]> {
  const dealIds = present(rows.map((row) => row.opportunity_id))
  const accountIds = present(rows.map((row) => row.account_id))
  const [deals, accounts, people] = await Promise.all([
    dealIds.length === 0 ? [] : seenOpportunities(ctx).select(['o.id', 'o.name']).where('o.id', 'in', dealIds).execute(),
    accountIds.length === 0 ? [] : seenAccounts(ctx).select(['a.id', 'a.name']).where('a.id', 'in', accountIds).execute(),
    userNames(
      ctx.db,
      rows.map((row) => row.recipient_id),
    ),
  ])
  return rows.map((row) => ({
    id: row.id,
    rule: row.rule,
    ruleTitle: titleOf(row.rule),
    deal: deals.find((deal) => deal.id === row.opportunity_id) ?? null,
    account: accounts.find((account) => account.id === row.account_id) ?? null,
    recipient: { id: row.recipient_id, name: people.get(row.recipient_id) ?? '' },
    mine: row.recipient_id === ctx.principal?.userId,
    state: row.state,
    priority: row.priority,
    title: row.title,
    body: row.body,
    path: alertPath(placeOf(row)),
    openedAt: row.opened_at,
    toldAt: row.told_at,
    snoozedUntil: row.snoozed_until,
    closedAt: row.closed_at,
  }))
}

function present(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))]
}

export async function userNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function counts(db: Db, userId: string) {
  return db
    .selectFrom('alerts')
    .where('recipient_id', '=', userId)
    .select([
      sql<number>`(count(*) filter (where state = 'open' and not waiting))::int`.as('unseen'),
      sql<number>`(count(*) filter (where state in ('open', 'seen') and not waiting))::int`.as('open'),
      sql<number>`(count(*) filter (where state = 'snoozed'))::int`.as('snoozed'),
      sql<number>`(count(*) filter (where state in ('open', 'seen') and waiting))::int`.as('held'),
    ])
    .executeTakeFirstOrThrow()
}

// ---------------------------------------------------------------- lives

export function lifeOf(row: Row): AlertLife {
  return {
    state: row.state,
    recipientId: row.recipient_id,
    causeState: row.cause_state,
    level: row.level,
    snoozedUntil: row.snoozed_until,
    closedAt: row.closed_at,
    waiting: row.waiting,
    told: row.told as AlertLife['told'],
  }
}

function columnsOf(life: AlertLife) {
  return {
    state: life.state,
    recipient_id: life.recipientId,
    cause_state: life.causeState,
    level: life.level,
    snoozed_until: life.snoozedUntil,
    closed_at: life.closedAt,
    waiting: life.waiting,
    told: JSON.stringify(life.told),
  }
}

/** What is known of the alerts that rules found about a deal or account, locked against another look at it until this one is over. */
export async function holdAbout(db: Db, { noun, id }: Cause['subject']): Promise<Row[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 75))`.execute(db)
  return db
    .selectFrom('alerts')
    .selectAll()
    .where(noun === 'opportunity' ? 'opportunity_id' : 'account_id', '=', id)
    .where('rule', '!=', SENT)
    .forUpdate()
    .execute()
}

export interface Words {
  readonly title: string
  readonly body: string
}

export async function open(db: Db, cause: Cause, life: AlertLife, words: Words, now: string): Promise<string> {
  const row = await db
    .insertInto('alerts')
    .values({
      ...columnsOf(life),
      ...subjectColumns(cause.subject),
      rule: cause.rule,
      cause_key: cause.key,
      priority: cause.priority,
      always: cause.always,
      ...words,
      opened_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

function subjectColumns(subject: Cause['subject'] | null) {
  return {
    subject_noun: subject?.noun ?? null,
    opportunity_id: subject?.noun === 'opportunity' ? subject.id : null,
    account_id: subject?.noun === 'account' ? subject.id : null,
  }
}

/** What becomes of a known alert; with words where its cause says something new, and when it opened where it did. */
export async function save(
  db: Db,
  id: string,
  life: AlertLife,
  given: { words?: Words; cause?: Pick<Cause, 'priority' | 'always'>; openedAt?: string; toldAt?: string } = {},
): Promise<void> {
  await db
    .updateTable('alerts')
    .set({
      ...columnsOf(life),
      ...given.words,
      ...(given.cause ? { priority: given.cause.priority, always: given.cause.always } : {}),
      ...(given.openedAt === undefined ? {} : { opened_at: given.openedAt, told_at: null }),
      ...(given.toldAt === undefined ? {} : { told_at: given.toldAt }),
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .execute()
}

/** A message of a person or an agent: the same to the same person is there already, and stays one. */
export async function openMessage(
  db: Db,
  message: Words & { key: string; recipientId: string; deal: string | null; priority: Row['priority']; now: string },
): Promise<{ id: string; already: boolean }> {
  const subject = message.deal === null ? null : { noun: 'opportunity' as const, id: message.deal }
  const values = {
    ...columnsOf({
      state: 'open',
      recipientId: message.recipientId,
      causeState: message.key,
      level: 0,
      snoozedUntil: null,
      closedAt: null,
      waiting: true,
      told: [],
    }),
    ...subjectColumns(subject),
    rule: SENT,
    cause_key: message.key,
    priority: message.priority,
    title: message.title,
    body: message.body,
    opened_at: message.now,
  }
  const made = await db
    .insertInto('alerts')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return { id: made.id, already: false }
  const known = await db
    .selectFrom('alerts')
    .select('id')
    .where('rule', '=', SENT)
    .where('cause_key', '=', message.key)
    .where(sql<boolean>`opportunity_id is not distinct from ${message.deal}`)
    .executeTakeFirstOrThrow()
  return { id: known.id, already: true }
}

/** People who have alerts waiting to be told. */
export async function waitingRecipients(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('alerts')
    .select('recipient_id')
    .distinct()
    .where('waiting', '=', true)
    .where('state', '=', 'open')
    .execute()
  return rows.map((row) => row.recipient_id)
}

export async function holdWaiting(db: Db, recipientId: string): Promise<Row[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${recipientId}, 76))`.execute(db)
  return db
    .selectFrom('alerts')
    .selectAll()
    .where('recipient_id', '=', recipientId)
    .where('waiting', '=', true)
    .where('state', '=', 'open')
    .forUpdate()
    .execute()
}

/** When this person was told of alerts lately. */
export async function toldSince(db: Db, recipientId: string, since: string): Promise<string[]> {
  const rows = await db
    .selectFrom('alerts')
    .select('told_at')
    .where('recipient_id', '=', recipientId)
    .where('rule', '!=', SENT)
    .where('told_at', '>=', since)
    .execute()
  return rows.flatMap((row) => (row.told_at === null ? [] : [row.told_at]))
}

// ---------------------------------------------------------------- people of ours

export interface Recipient {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

/** Active people of ours by id, external id or mail address; what is none of theirs is left out. */
export async function recipients(db: Db, named: readonly string[]): Promise<Map<string, Recipient>> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'external_id'])
    .where('active', '=', true)
    .where(
      sql<boolean>`(id::text = any(${[...named]}::text[]) or external_id = any(${[...named]}::text[]) or lower(email) = any(${named.map((one) => one.toLowerCase())}::text[]))`,
    )
    .execute()
  const found = new Map<string, Recipient>()
  for (const one of named) {
    const row = rows.find(
      (user) => user.id === one || user.external_id === one || user.email?.toLowerCase() === one.toLowerCase(),
    )
    if (row) found.set(one, { id: row.id, name: row.name, email: row.email })
  }
  return found
}

export function placeOf(row: Pick<Row, 'opportunity_id' | 'account_id' | 'cause_key'>): AlertPlace {
  return { dealId: row.opportunity_id, accountId: row.account_id, key: row.cause_key }
}

export async function placeWithId(db: Db, alertId: string): Promise<AlertPlace | undefined> {
  const row = await db
    .selectFrom('alerts')
    .select(['opportunity_id', 'account_id', 'cause_key'])
    .where('id', '=', alertId)
    .executeTakeFirst()
  return row && placeOf(row)
}
