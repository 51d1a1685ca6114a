import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { network } from '../../contract/network.ts'
import { mailboxKey } from '../../domain/accounts/contact.ts'
import { domainOf } from '../../domain/network/found-people.ts'
import { accountOf, networkRows, type NetworkAccount, type NetworkRow } from '../../domain/network/network-list.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './store.ts'

type Operation = (typeof network)['import']

const EXAMPLES = 10

/** Keeps those people of a list who are at a customer in sight. One who is known from a list already is brought up to date. */
export async function importList(ctx: Ctx, given: z.output<Operation['input']>): Promise<z.input<Operation['output']>> {
  const rows = given.csv === undefined ? (given.rows ?? []) : rowsIn(given.csv)
  const domains = rows.flatMap(({ mailbox }) => (mailbox === null ? [] : [domainOf(mailboxKey(mailbox))]))
  const [accounts, ours] = await Promise.all([store.matchable(ctx, [...new Set(domains)]), store.ourPeople(ctx.db)])
  const matched: { row: NetworkRow; account: NetworkAccount }[] = []
  const unmatched: NetworkRow[] = []
  for (const row of rows) {
    const account = accountOf(row, accounts)
    if (account) matched.push({ row, account })
    else unmatched.push(row)
  }
  const byAccount = groupedBy(matched, ({ account }) => account)
  const known = new Map(
    (
      await store.listedAt(
        ctx.db,
        [...byAccount.keys()].map(({ id }) => id),
      )
    ).map((one) => [keyOf(one.accountId, one), one]),
  )
  let stored = 0
  for (const [account, found] of byAccount) {
    const fresh: NetworkRow[] = []
    for (const { row } of found) {
      const key = keyOf(account.id, row)
      const present = known.get(key)
      if (present && isSame(present, row)) continue
      const connectedUserId = row.connectedTo === null ? null : (ours.get(row.connectedTo.toLowerCase()) ?? null)
      // A name that stands in the list twice is written once, by its first row.
      if (present?.id === '') continue
      await store.list(ctx, account.id, row, { id: present?.id, connectedUserId })
      known.set(key, { ...row, id: '', accountId: account.id })
      fresh.push(row)
    }
    if (fresh.length === 0) continue
    stored += fresh.length
    ctx.emit({ type: 'network.imported', noun: 'network', accountId: account.id, after: { people: fresh } })
  }
  return {
    read: rows.length,
    stored,
    unchanged: matched.length - stored,
    unmatched: unmatched.length,
    examples: unmatched.slice(0, EXAMPLES).map(({ name, company }) => ({ name, company })),
    accounts: [...byAccount].map(([{ id, name }, found]) => ({ id, name, people: found.length })),
  }
}

function rowsIn(csv: string): NetworkRow[] {
  let table: string[][]
  try {
    table = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, delimiter: [',', ';', '\t'] })
  } catch {
    throw new Problem('invalid', 'This is not a table that can be read. Save the list as CSV and try again.')
  }
  const rows = networkRows(table)
  if (rows === null)
    throw new Problem('invalid', 'No column holds names. Give one the heading Name, or two First name and Last name.')
  return rows
}

function keyOf(account: string, { name, mailbox }: NetworkRow): string {
  return `${account} ${name.toLowerCase()} ${mailbox === null ? '' : mailboxKey(mailbox)}`
}

function isSame(one: NetworkRow, other: NetworkRow): boolean {
  return one.title === other.title && one.company === other.company && one.connectedTo === other.connectedTo
}
