import { sql } from 'kysely'
import type { JournalEntry } from '../../domain/journal/event.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import { filesStoredAt } from '../imports/store.ts'
import type { Db } from '../platform/db/connect.ts'

export interface JournalFilter {
  readonly noun?: string | undefined
  readonly subject?: string | undefined
  readonly type?: string | undefined
  readonly actor?: string | undefined
  readonly source?: string | undefined
  /** First day, and last day, on which it became known. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * One page of the whole journal, newest first, after the row with id `after`. The one reader of every row: the operation
 * asks for the right to read the journal, which only roles with sight of everything have.
 */
export async function page(db: Db, filter: JournalFilter, limit: number, after: number | undefined): Promise<JournalEntry[]> {
  // Ids first: they come from the index of the filter alone, where whole rows tempt the planner to walk the journal backwards.
  const newest = (type?: string) => {
    let query = db.selectFrom('events').select('id')
    if (after !== undefined) query = query.where('id', '<', after)
    if (filter.noun !== undefined) query = query.where('noun', '=', filter.noun)
    if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject)
    if (filter.type !== undefined) query = query.where('type', '=', filter.type)
    if (type !== undefined) query = query.whereRef('type', '=', sql.ref(type))
    if (filter.actor !== undefined) query = query.where('actor_id', '=', filter.actor)
    if (filter.source !== undefined) query = query.where('source', '=', filter.source)
    if (filter.from !== undefined) query = query.where('recorded_at', '>=', `${filter.from}T00:00:00Z`)
    if (filter.to !== undefined) query = query.where('recorded_at', '<', `${addDays(filter.to, 1)}T00:00:00Z`)
    return query.orderBy('id', 'desc').limit(limit)
  }
  const { noun, type } = filter
  const ids =
    noun === undefined || type !== undefined
      ? newest().as('page')
      : db
          .selectFrom(typesOf(noun).as('t'))
          .innerJoinLateral(newest('t.type').as('of_type'), (join) => join.onTrue())
          .select('of_type.id')
          .orderBy('of_type.id', 'desc')
          .limit(limit)
          .as('page')
  const rows = await db
    .selectFrom('events as e')
    .innerJoin(ids, 'page.id', 'e.id')
    .selectAll('e')
    .orderBy('e.id', 'desc')
    .execute()
  const files = await filesStoredAt(
    db,
    rows.flatMap((row) => (row.actor_kind === 'import' ? [row.stored_at] : [])),
  )
  return rows.map((row) => toEntry(row, row.actor_kind === 'import' ? (files.get(row.stored_at) ?? []) : []))
}

/** Types of event that the journal holds of a noun, whose name they begin with: one step in the index of types for each. */
function typesOf(noun: string) {
  return sql<{ type: string }>`(
    with recursive known as (
      (select type from events order by type limit 1)
      union all
      select (select e.type from events e where e.type > known.type order by e.type limit 1) from known where known.type is not null
    ) select type from known where starts_with(type, ${noun}))`
}

interface Row {
  readonly id: number
  readonly type: string
  readonly noun: string
  readonly subject: string | null
  readonly opportunity_id: string | null
  readonly account_id: string | null
  readonly occurred_at: string
  readonly recorded_at: string
  readonly stored_at: string
  readonly actor_kind: JournalEntry['actor']['kind']
  readonly actor_id: string | null
  readonly actor_name: string
  readonly source: string
  readonly before: unknown
  readonly after: unknown
}

function toEntry(row: Row, files: string[]): JournalEntry {
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
    before: row.before as JournalEntry['before'],
    after: row.after as JournalEntry['after'],
    files,
  }
}
