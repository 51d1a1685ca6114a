import { sql } from 'kysely'
import type { Db } from './db/connect.ts'
import type { NewEvent, Principal } from './context.ts'

/** The channel on which a commit tells every process what it wrote. */
export const JOURNAL_CHANNEL = 'quarterdeck_journal'

/** More events than this in one transaction are told as one "many", which clients take as "read again". */
const TOLD_ONE_BY_ONE = 40

/** Who wrote, through what, under which request. */
export interface Stamp {
  readonly principal: Principal | null
  readonly now: string
  readonly source: string
  readonly requestId: string
}

/** Writes events in the caller's transaction, and has the commit announce them. */
export async function writeEvents(db: Db, events: readonly NewEvent[], stamp: Stamp): Promise<void> {
  if (events.length === 0) return
  const { principal, now, source, requestId } = stamp
  const rows = await db
    .insertInto('events')
    .values(
      events.map((event) => ({
        type: event.type,
        noun: event.noun,
        subject: event.subject ?? null,
        opportunity_id: event.opportunityId ?? null,
        account_id: event.accountId ?? null,
        occurred_at: event.occurredAt ?? now,
        recorded_at: now,
        stored_at: now,
        actor_kind: principal?.kind ?? 'system',
        actor_id: principal?.userId ?? null,
        actor_name: principal?.name ?? 'Nobody signed in',
        source,
        request_id: requestId,
        before: event.before ? JSON.stringify(event.before) : null,
        after: event.after ? JSON.stringify(event.after) : null,
      })),
    )
    .returning(['id', 'type', 'noun', 'subject', 'opportunity_id as opportunityId', 'account_id as accountId'])
    .execute()
  const told =
    rows.length <= TOLD_ONE_BY_ONE
      ? rows
      : [{ id: rows.at(-1)?.id, type: 'many', noun: 'many', subject: null, opportunityId: null, accountId: null }]
  for (const row of told) await sql`select pg_notify(${JOURNAL_CHANNEL}, ${JSON.stringify(row)})`.execute(db)
}

/** The fields of `after` that differ from `before`, on both sides; undefined where nothing changed. */
export function difference<T extends Record<string, unknown>>(
  before: T,
  after: T,
): { before: Partial<T>; after: Partial<T> } | undefined {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  if (changed.length === 0) return undefined
  const pick = (from: T) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null])) as Partial<T>
  return { before: pick(before), after: pick(after) }
}
