import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { seenAccounts, seenOpportunities } from '../../platform/sight.ts'
import { SENT } from '../../../domain/alerts/rules.ts'

const EVERYTHING = { kind: 'all' } as const

/** Deals to look at: all that are open, and those with a pending alert, also when they are closed or deleted by now. */
export async function dealsToWatch(db: Db): Promise<string[]> {
  const [open, alerted] = await Promise.all([
    seenOpportunities({ db, sight: EVERYTHING })
      .select('o.id')
      .where('o.stage', 'not in', ['closed_won', 'closed_lost'])
      .orderBy('o.id')
      .execute(),
    db
      .selectFrom('alerts')
      .select('opportunity_id as id')
      .distinct()
      .where('state', 'in', ['open', 'seen', 'snoozed'])
      .where('opportunity_id', 'is not', null)
      .execute(),
  ])
  return [...new Set([...open, ...alerted].flatMap(({ id }) => (id === null ? [] : [id])))]
}

/** Those of these deals that have an alert of a rule, in whatever state. */
export async function withAlerts(db: Db, deals: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('alerts')
    .select('opportunity_id')
    .distinct()
    .where(sql<boolean>`opportunity_id = any(${[...deals]}::uuid[])`)
    .where('rule', '!=', SENT)
    .execute()
  return new Set(rows.flatMap(({ opportunity_id: id }) => id ?? []))
}

/** Those of these deals of which somebody tested a champion or planned to save them. */
export async function withChampionRecords(db: Db, deals: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select opportunity_id as id from champion_tests where opportunity_id = any(${[...deals]}::uuid[])
    union select opportunity_id from save_plans where opportunity_id = any(${[...deals]}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Every account that there is. */
export async function accountIds(db: Db): Promise<string[]> {
  const rows = await seenAccounts({ db, sight: EVERYTHING }).select('a.id').orderBy('a.id').execute()
  return rows.map(({ id }) => id)
}

/** Accounts with an alert that is still pending. */
export async function alertedAccounts(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('alerts')
    .select('account_id')
    .distinct()
    .where('state', 'in', ['open', 'seen', 'snoozed'])
    .where('account_id', 'is not', null)
    .execute()
  return rows.flatMap((row) => (row.account_id === null ? [] : [row.account_id]))
}
