import { readBaseCurrency } from '../base-currency/store.ts'
import type { PoolClient } from 'pg'
import type { Mapping } from '../../../contract/imports.ts'
import type { FileProfile } from '../../../domain/imports/column-profile.ts'
import type { Warning } from '../../../domain/imports/quality/warning.ts'
import { nearest } from '../../../domain/imports/similar-text.ts'
import { same, type Run } from '../staging/store.ts'

/** Minor digits by currency, and the currency in which an amount without one counts. */
export async function readMoney(client: PoolClient): Promise<{ digits: Map<string, number>; baseCurrency: string }> {
  const { rows } = await client.query<{ code: string; minor_digits: number }>('select code, minor_digits from currencies')
  return { digits: new Map(rows.map((row) => [row.code, row.minor_digits])), baseCurrency: await readBaseCurrency(client) }
}

export interface RefusedRow {
  readonly noun: string
  readonly file: number
  readonly line: number
  /** The field whose value is to blame. */
  readonly target: string | null
  readonly value: string | null
  readonly problem: string
}

/** Rows that the steps of the import refused. */
export async function refusedRows(run: Run): Promise<RefusedRow[]> {
  const { rows } = await run.client.query<RefusedRow>(
    'select noun, file, line, column_name as target, value, problem from in_rejected order by file, line',
  )
  return rows
}

interface Reference {
  readonly noun: string
  readonly table: string
  readonly column: string
  readonly target: string
  readonly keys: string
  readonly names: string
}

const REFERENCES: readonly Reference[] = [
  {
    noun: 'account',
    table: 'in_opportunities',
    column: 'account',
    target: 'account',
    keys: 'k_accounts',
    names: 'select name from accounts limit 20000',
  },
  {
    noun: 'product',
    table: 'in_opportunities',
    column: 'product',
    target: 'product',
    keys: 'k_products',
    names: 'select name from products limit 20000',
  },
  {
    noun: 'account',
    table: 'in_contacts',
    column: 'account',
    target: 'account',
    keys: 'k_accounts',
    names: 'select name from accounts limit 20000',
  },
  {
    noun: 'account',
    table: 'in_accounts',
    column: 'parent',
    target: 'parent',
    keys: 'k_accounts',
    names: 'select name from accounts limit 20000',
  },
  {
    noun: 'person',
    table: 'in_contacts',
    column: 'reports_to',
    target: 'reportsTo',
    keys: 'k_contacts',
    names: 'select name from contacts limit 20000',
  },
  {
    noun: 'deal',
    table: 'in_activities',
    column: 'opportunity',
    target: 'opportunity',
    keys: 'k_opportunities',
    names: 'select name from opportunities limit 0',
  },
]

/** References that name nothing known, each with the record that was probably meant. */
export async function referenceWarnings(
  run: Run,
  files: readonly string[],
  mapping: Mapping,
  profiles: readonly FileProfile[],
): Promise<Warning[]> {
  const found: Warning[] = []
  for (const ref of REFERENCES) {
    const { rows } = await run.client.query<{ value: string; file: number; n: number }>(`
      select split_part(s."${ref.column}", ';', 1) as value, min(s.file) as file, count(*) as n from ${ref.table} s
      where s."${ref.column}" is not null and s.file is not null and not exists (select 1 from ${ref.keys} k where k.key = ${same(run, `split_part(s."${ref.column}", ';', 1)`)})
      group by 1 order by 3 desc limit 200`)
    if (rows.length === 0) continue
    const names = (await run.client.query<{ name: string }>(ref.names)).rows.map((row) => row.name)
    for (const row of rows.slice(0, 20)) {
      const match = nearest(row.value, names)
      found.push({
        kind: 'unknown-reference',
        file: files[row.file] ?? '',
        count: row.n,
        example: match
          ? `No ${ref.noun} is called "${row.value}"; probably "${match.value}" is meant`
          : `No ${ref.noun} is known as "${row.value}"`,
        advice: match
          ? 'Give its meaning in the mapping, or correct it in the CRM. Until then the rows are stored without it.'
          : `Export the ${ref.noun}s too, or correct the reference. The rows are stored without it.`,
      })
    }
  }
  return [...found, ...repairedReferences(mapping, profiles)]
}

/** References that were read as a near spelling of a known name: said, so that nobody is surprised. */
function repairedReferences(mapping: Mapping, profiles: readonly FileProfile[]): Warning[] {
  const found: Warning[] = []
  for (const file of mapping.files) {
    const profile = profiles.find((one) => one.file === file.file)
    for (const column of file.columns) {
      if (column.target === null || column.target === 'stage' || column.target === 'skip') continue
      for (const [value, meant] of Object.entries(file.values[column.column] ?? {}))
        found.push({
          kind: 'unknown-reference',
          file: file.file,
          count: profile?.columns.find((one) => one.header === column.column)?.counts.get(value) ?? 0,
          example: `"${value}" in "${column.column}" is listed nowhere; read as "${meant}"`,
          advice: 'Change its meaning in the mapping if that is wrong, and correct the spelling in the CRM.',
        })
    }
  }
  return found
}

/** What shows only when everything is stored: people without deals, doubles, mails of nobody known. */
export async function storedWarnings(run: Run): Promise<Warning[]> {
  const { client } = run
  const found: Warning[] = []
  const one = async (kind: string, sql: string, example: (name: string, n: number) => string, advice: string) => {
    const { rows } = await client.query<{ name: string | null; n: number }>(sql)
    const row = rows[0]
    if (row && row.n > 0) found.push({ kind, file: '', count: row.n, example: example(row.name ?? '', row.n), advice })
  }
  const owned = await client.query<{ n: number }>(`select count(*) as n from in_opportunities where owner is not null`)
  if ((owned.rows[0]?.n ?? 0) > 0) {
    await one(
      'person-without-deals',
      `select string_agg(name, ', ' order by name) filter (where nth <= 8) as name, count(*) as n from (select u.name, row_number() over (order by u.name) as nth from m_users m join users u on u.id = m.id
        where m.active and not exists (select 1 from opportunities o where o.owner_id = u.id)) q`,
      (name, n) => `${n} of the people listed own no deal: ${name}`,
      'Check whether they have left, have just begun, or sell nothing.',
    )
  }
  await one(
    'person-known-by-reference-only',
    `select (array_agg(name order by name))[1] as name, count(*) as n from n_owners`,
    (name) => `"${name}" owns records and is in no list of people`,
    'Import the people too, to have their names and teams.',
  )
  await one(
    'possible-duplicate-accounts',
    `select min(names) as name, count(*) as n from (select string_agg(name, ' / ' order by name) as names from accounts where deleted_at is null and id in (select id from m_accounts)
      group by regexp_replace(lower(name), '[^[:alnum:]]|\\m(inc|llc|ltd|gmbh|corp|co|plc|bv|ag|sa)\\M', '', 'g') having count(*) > 1) q`,
    (name) => `These may be one account: ${name}`,
    'Merge them in the CRM if they are.',
  )
  await one(
    'possible-duplicate-people',
    `select min(names) as name, count(*) as n from (select string_agg(c.name, ' / ' order by c.name) as names from contact_addresses a join contacts c on c.id = a.contact_id where c.deleted_at is null and c.id in (select id from m_contacts)
      group by a.mailbox_key having count(*) > 1) q`,
    (name) => `These share one address: ${name}`,
    'Merge them in the CRM if they are one person.',
  )
  await one(
    'possible-duplicate-deals',
    `select min(names) as name, sum(n) as n from (select min(name) || ' (' || count(*) || ' times)' as names, count(*) - 1 as n from m_deals where account_id is not null and amount is not null and not deleted
      group by account_id, lower(name), amount, created_at having count(*) > 1) q`,
    (name) => `Same account, name, amount and day: ${name}`,
    'Check whether they are one deal entered twice.',
  )
  await one(
    'mail-from-unknown-people',
    `select min(address) as name, count(distinct address) as n from activity_participants where contact_id is null and user_id is null and address is not null`,
    (name, n) => `${n} addresses belong to nobody known, such as ${name}`,
    'They can be added as people of the deal they wrote about.',
  )
  await one(
    'activity-without-deal',
    `select min(coalesce(s.related, s.opportunity)) as name, count(*) as n from m_activities m join in_activities s on s.ctid = m.at_row where m.deal_id is null and m.account_id is null and (s.related is not null or s.opportunity is not null)`,
    (name) => `"${name}" is neither a deal nor an account known here`,
    'Export those records too if they matter. The activities are stored without a deal.',
  )
  await one(
    'currency-gap',
    `select string_agg(distinct d.currency, ', ') as name, count(*) as n from m_deals d where d.amount is not null and d.currency <> '${run.baseCurrency.replace(/[^A-Z]/g, '')}' and not exists (select 1 from exchange_rates r where r.currency = d.currency)`,
    (name) => `Amounts in ${name} have no exchange rate to ${run.baseCurrency}`,
    'Import dated rates, set one in the settings, or make it the base currency. Until then these amounts cannot be added to others.',
  )
  return found
}
