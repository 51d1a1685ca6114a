import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Channel } from '../../../domain/accounts/contact.ts'
import type { JournalEvent } from '../../../domain/journal/event.ts'
import type { Stage } from '../../../domain/opportunities/stage.ts'
import type { Known } from '../../../domain/opportunities/replay.ts'
import type { Money } from '../../../domain/values/money.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { EventsTable } from '../../platform/db/tables.ts'
import { isSince, journalPlace } from '../../platform/journal-place.ts'
import { seenDealEvents } from '../../platform/sight.ts'
import { filtered, type Narrowing } from '../list/store.ts'

/** What changed on a deal, newest first. */
export async function history(ctx: Ctx, deal: string, limit: number): Promise<JournalEvent[]> {
  const rows = await seenDealEvents(ctx)
    .selectAll('e')
    .where('e.opportunity_id', '=', deal)
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toEvent)
}

/** What the journal says of deals and of the people on them, in order of learning. */
export async function ofDeals(db: Db, deals: readonly string[]): Promise<JournalEvent[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where(sql<boolean>`opportunity_id = any(${[...deals]}::uuid[])`)
    .where('noun', 'in', ['opportunity', 'stakeholder'])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map(toEvent)
}

/** What the journal says of accounts and contacts, in order of learning. */
export async function ofSubjects(db: Db, ids: readonly string[]): Promise<JournalEvent[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where(sql<boolean>`subject = any(${[...ids]}::uuid[])`)
    .where('noun', 'in', ['account', 'contact'])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map(toEvent)
}

/** Accounts and contacts by id as they stand today, whether or not they were deleted since. */
export async function knownNow(db: Db, ids: readonly string[]): Promise<Map<string, Known>> {
  const accounts = db
    .selectFrom('accounts as a')
    .select(['a.id', 'a.name', 'a.external_id as externalId', 'a.segment', 'a.industry', 'a.employee_count as employeeCount'])
    .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
  const contacts = db
    .selectFrom('contacts as c')
    .select(['c.id', 'c.name', 'c.external_id as externalId', 'c.title', 'c.department', 'c.reports_to_id as reportsToId'])
    .select(['c.merged_into_id as mergedIntoId', 'c.do_not_contact as doNotContact'])
    .select(['c.preferred_channel as preferredChannel', sql<Channel[]>`c.opted_out_channels`.as('optedOutChannels')])
    .select(
      sql<
        string[]
      >`array(select ca.mailbox_key from contact_addresses ca where ca.contact_id = c.id order by ca.is_primary desc, ca.mailbox_key)`.as(
        'mailboxKeys',
      ),
    )
    .where(sql<boolean>`c.id = any(${[...ids]}::uuid[])`)
  const rows = [...(await accounts.execute()), ...(await contacts.execute())]
  return new Map(rows.map(({ id, ...known }) => [id, known]))
}

/** The newest changes of a deal's own fields: one for each version that it has gained. */
export async function lastChanges(db: Db, deal: string, versions: number): Promise<JournalEvent[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('opportunity_id', '=', deal)
    .where('noun', '=', 'opportunity')
    .orderBy('id', 'desc')
    .limit(Math.min(versions, 50))
    .execute()
  return rows.map(toEvent).reverse()
}

/** How a deal stands, as far as changes are told by it. */
export interface State {
  readonly stage: Stage
  readonly amount: Money | null
  readonly expectedCloseOn: string | null
  readonly actualCloseOn: string | null
}

interface ChangedDeal {
  readonly id: string
  /** How it stood before the first of its changes; null for a deal that did not exist. */
  readonly before: State | null
  readonly now: State
}

/** Deals of the filter whose stage, amount or close date changed since `since`, from the journal. */
export async function changedSince(ctx: Ctx, narrow: Narrowing, since: string): Promise<ChangedDeal[]> {
  const changed = filtered(ctx, narrow)
    .innerJoin('events as e', 'e.opportunity_id', 'o.id')
    // Word for word as in the index events_deal_changes.
    .where(
      sql<boolean>`e.noun = 'opportunity' and (e.type = 'opportunity.created' or jsonb_exists_any(e.before, array['stage', 'amount', 'expectedCloseOn', 'actualCloseOn']))`,
    )
    .where('e.recorded_at', '>=', since)
    .where('e.recorded_at', '<=', ctx.now)
    .groupBy('o.id')
    .select(['o.id', 'o.stage', 'o.amount_minor', 'o.currency', 'o.expected_close_on', 'o.actual_close_on'])
    .select([
      sql<boolean>`bool_or(e.type = 'opportunity.created')`.as('created'),
      sql<unknown>`coalesce(merged(e.before order by e.recorded_at desc, e.id desc), '{}')`.as('before'),
    ])
    .as('ch')
  const was = (key: string, old: RawBuilder<unknown>, now: string) =>
    sql`case when jsonb_exists(ch.before, ${sql.lit(key)}) then ${old} else ${sql.ref(now)}::text end`
  const fields = [
    sql`ch.id`,
    sql`ch.created`,
    sql`ch.stage, ',', ch.amount_minor, ',', ch.currency, ',', ch.expected_close_on, ',', ch.actual_close_on`,
    was('stage', sql`ch.before ->> 'stage'`, 'ch.stage'),
    was('amount', sql`ch.before -> 'amount' ->> 'minor'`, 'ch.amount_minor'),
    was('amount', sql`ch.before -> 'amount' ->> 'currency'`, 'ch.currency'),
    was('expectedCloseOn', sql`ch.before ->> 'expectedCloseOn'`, 'ch.expected_close_on'),
    was('actualCloseOn', sql`ch.before ->> 'actualCloseOn'`, 'ch.actual_close_on'),
  ]
  // As one text: tens of thousands of rows cost more on their way through the driver than the query itself.
  const { text } = await ctx.db
    .selectFrom(changed)
    .select(sql<string | null>`string_agg(concat(${sql.join(fields, sql`, ',', `)}), ';')`.as('text'))
    .executeTakeFirstOrThrow()
  return text === null ? [] : text.split(';').map(toChangedDeal)
}

/** Beyond these it is sooner to read everything again than to tell what changed. */
const MOST_CHANGES = 500
/** What is recorded of single deals. Whatever else is, of an account or a rate say, may say something new of any of them. */
const OF_DEALS = [
  'activity',
  'alert',
  'champion',
  'commitment',
  'criterion',
  'engagement-plan',
  'hand-over-pack',
  'opportunity',
  'relationship',
  'save-plan',
  'stakeholder',
] as const

/** Where the journal stands, and of which deals it tells something new since that place; null for all of them. */
export async function touchedSince(
  db: Db,
  since: string | undefined,
): Promise<{ readonly place: string; readonly deals: readonly string[] | null }> {
  const place = await journalPlace(db)
  if (place === since) return { place, deals: [] }
  if (!since) return { place, deals: null }
  const { rows } = await sql<{ everything: boolean; deals: string[] | null }>`
    with since as materialized (
      select noun, opportunity_id from events
      where ${isSince(since)}
      order by id limit ${MOST_CHANGES + 1})
    select (select count(*) > ${MOST_CHANGES} or coalesce(bool_or(noun <> all(${[...OF_DEALS]}::text[])), false) from since) as everything,
      (select array_agg(distinct opportunity_id::text) from since where opportunity_id is not null) as deals`.execute(db)
  const [row] = rows
  return { place, deals: row && !row.everything ? (row.deals ?? []) : null }
}

function toChangedDeal(text: string): ChangedDeal {
  const [id = '', created, ...states] = text.split(',')
  return { id, before: created === 't' ? null : toState(states.slice(5)), now: toState(states) }
}

function toState([stage, minor = '', currency = '', expected = '', actual = '']: string[]): State {
  return {
    stage: stage as Stage,
    amount: minor === '' ? null : { minor: Number(minor), currency },
    expectedCloseOn: expected === '' ? null : expected,
    actualCloseOn: actual === '' ? null : actual,
  }
}

export function toEvent(row: Selectable<EventsTable>): JournalEvent {
  return {
    id: row.id,
    type: row.type,
    noun: row.noun,
    subject: row.subject,
    opportunityId: row.opportunity_id,
    accountId: row.account_id,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    storedAt: row.stored_at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    source: row.source,
    before: row.before as JournalEvent['before'],
    after: row.after as JournalEvent['after'],
  }
}
