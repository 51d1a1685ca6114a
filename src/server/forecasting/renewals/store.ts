import { sql } from 'kysely'
import type { AccountPast } from '../../../domain/sponsors/account-past.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { seenAccounts } from '../../platform/sight.ts'
import { pastEvent } from '../../sponsors/journal/store.ts'
import { accountFacts, contractsOf } from '../../sponsors/store.ts'

export type ContractPast = Pick<AccountPast, 'account' | 'contracts' | 'events'>

/** Columns of an account's own that may tell of a contract; what each says is decided in the domain. */
const TELLING = 'contract|renew|^arr(__c)?$|^acv(__c)?$'

/**
 * What is known of contracts with every account that has, or had at the instant, any: whoever asks, since how many are renewed is told of
 * the company. Whose contracts are named is decided by sight, with `accountsInSight`.
 */
export async function contractPasts(db: Db, asOf: string, base: string): Promise<ContractPast[]> {
  const everybody = { db, sight: { kind: 'all' } } as const
  const accounts = await seenAccounts(everybody)
    .select(['a.id', 'a.external_id', 'a.name', 'a.owner_id', 'a.tier', 'a.segment', 'a.currency', 'a.custom'])
    .where(
      sql<boolean>`a.id in (
          select account_id from account_contracts
          union all select x.id from accounts x where exists (select 1 from jsonb_object_keys(x.custom) k where k ~* ${TELLING})
          union all select e.account_id from events e where e.type = 'sponsor.context-set'
          union all select e.subject from events e where e.type = 'account.changed' and e.recorded_at >= ${asOf} and e.before ? 'custom')`,
    )
    .orderBy('a.id')
    .execute()
  const ids = accounts.map(({ id }) => id)
  const contracts = await contractsOf({ db }, ids)
  const events = await db
    .selectFrom('events as e')
    .select(['e.id', 'e.type', 'e.noun', 'e.subject', 'e.account_id', 'e.occurred_at', 'e.recorded_at', 'e.before', 'e.after'])
    .select(['e.source', 'e.actor_name'])
    .where(
      sql<boolean>`e.id in (
        select x.id from events x where x.type = 'sponsor.context-set' and x.recorded_at < ${asOf}
        union all select x.id from events x where x.type = 'contract.changed' and x.recorded_at >= ${asOf}
        union all select x.id from events x where x.type = 'account.changed' and x.recorded_at >= ${asOf} and x.subject = any(${ids}::uuid[]))`,
    )
    .orderBy('e.recorded_at')
    .orderBy('e.id')
    .execute()
  const contractsBy = groupedBy(contracts, ({ account }) => account)
  const eventsBy = groupedBy(events, (row) => (row.noun === 'account' ? row.subject : row.account_id) ?? '')
  return accounts.map((row) => ({
    account: accountFacts(row, base),
    contracts: (contractsBy.get(row.id) ?? []).map(({ contract }) => contract),
    events: (eventsBy.get(row.id) ?? []).map(pastEvent),
  }))
}

export interface AccountInSight {
  readonly id: string
  readonly externalId: string | null
  readonly name: string
  readonly owner: { readonly id: string; readonly name: string } | null
}

/** Of some accounts those that the asker may see, by id. */
export async function accountsInSight(
  ctx: Pick<Ctx, 'db' | 'sight'>,
  ids: readonly string[],
): Promise<Map<string, AccountInSight>> {
  const rows = await seenAccounts(ctx)
    .leftJoin('users as u', 'u.id', 'a.owner_id')
    .select(['a.id', 'a.external_id', 'a.name', 'u.id as owner_id', 'u.name as owner_name'])
    .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        externalId: row.external_id,
        name: row.name,
        owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
      },
    ]),
  )
}
