import { sql, type Selectable } from 'kysely'
import type { JournalEvent } from '../../../domain/journal/event.ts'
import type { Stage } from '../../../domain/opportunities/stage.ts'
import type { Known } from '../../../domain/opportunities/replay.ts'
import type { Money } from '../../../domain/values/money.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { EventsTable } from '../../platform/db/tables.ts'
import { seenDealEvents } from '../../platform/sight.ts'
import { filtered, type Narrowing } from '../list/store.ts'

/** What changed on a deal, newest first. */
export async function history(ctx: Ctx, deal: string, limit: number): Promise<JournalEvent[]> {
  const rows = await seenDealEvents(ctx).selectAll('e').where('e.opportunity_id', '=', deal).orderBy('e.recorded_at', 'desc').orderBy('e.id', 'desc').limit(limit).execute()
  return rows.map(toEvent)
}

/** What the journal says of a deal and of the people on it, in order of learning. */
export async function ofDeal(db: Db, deal: string): Promise<JournalEvent[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('opportunity_id', '=', deal)
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
    .select(['a.id', 'a.name', 'a.external_id as externalId'])
    .select([sql<string | null>`null`.as('title'), sql<string | null>`null`.as('mergedIntoId'), sql<string[]>`'{}'::text[]`.as('mailboxKeys')])
    .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
  const contacts = db
    .selectFrom('contacts as c')
    .select(['c.id', 'c.name', 'c.external_id as externalId', 'c.title', 'c.merged_into_id as mergedIntoId'])
    .select(sql<string[]>`array(select ca.mailbox_key from contact_addresses ca where ca.contact_id = c.id order by ca.is_primary desc, ca.mailbox_key)`.as('mailboxKeys'))
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

/** A deal that changed since an instant: how it stood then, as far as it differs, and how it stands. */
export interface ChangedDeal {
  readonly id: string
  readonly created: boolean
  /** Absent keys have not changed. */
  readonly before: { readonly stage?: Stage; readonly amount?: Money | null; readonly expectedCloseOn?: string | null; readonly actualCloseOn?: string | null }
  readonly now: { readonly stage: Stage; readonly amount: Money | null; readonly expectedCloseOn: string | null; readonly actualCloseOn: string | null }
}

/** Deals of the filter whose stage, amount or close date changed since `since`, from the journal. */
export async function changedSince(ctx: Ctx, narrow: Narrowing, since: string): Promise<ChangedDeal[]> {
  // One-element lists, so that "was empty" and "has not changed" stay apart.
  const first = (key: string) => sql<unknown>`(array_agg(jsonb_build_array(e.before -> ${sql.lit(key)}) order by e.recorded_at, e.id) filter (where jsonb_exists(e.before, ${sql.lit(key)})))[1]`
  const rows = await filtered(ctx, narrow)
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('events as e')
          .select(['e.opportunity_id', sql<boolean>`bool_or(e.type = 'opportunity.created')`.as('created')])
          .select([first('stage').as('stage'), first('amount').as('amount'), first('expectedCloseOn').as('expected'), first('actualCloseOn').as('actual')])
          .where('e.noun', '=', 'opportunity')
          .where('e.recorded_at', '>=', since)
          .groupBy('e.opportunity_id')
          .as('ch'),
      (join) => join.onRef('ch.opportunity_id', '=', 'o.id'),
    )
    .select(['o.id', 'o.stage', 'o.amount_minor', 'o.currency', 'o.expected_close_on', 'o.actual_close_on'])
    .select(['ch.created', sql<unknown>`to_jsonb(ch) - 'created' - 'opportunity_id'`.as('before')])
    .execute()
  return rows.map((row) => {
    const before = row.before as { stage: [Stage] | null; amount: [Money | null] | null; expected: [string | null] | null; actual: [string | null] | null }
    return {
      id: row.id,
      created: row.created,
      before: {
        ...(before.stage === null ? {} : { stage: before.stage[0] }),
        ...(before.amount === null ? {} : { amount: before.amount[0] }),
        ...(before.expected === null ? {} : { expectedCloseOn: before.expected[0] }),
        ...(before.actual === null ? {} : { actualCloseOn: before.actual[0] }),
      },
      now: {
        stage: row.stage,
        amount: row.amount_minor === null ? null : { minor: row.amount_minor, currency: row.currency },
        expectedCloseOn: row.expected_close_on,
        actualCloseOn: row.actual_close_on,
      },
    }
  })
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
