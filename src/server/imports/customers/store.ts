import { mergeRecords, startsAnew, tellAnew, type RecordSpec } from '../merging/store.ts'
import { hasRows, keyTable, literal, same, tallyOf, UNATTENDED, type Run } from '../staging/store.ts'

/** Where no file lists accounts, the names on deals and people are the list. */
async function nameAccounts(run: Run): Promise<void> {
  if (run.source === 'salesforce' || (await hasRows(run, 'accounts'))) return
  const { rowCount } = await run.client.query(`
    insert into in_accounts (id, name) select lower(ref), min(ref) from (
      select account as ref from in_opportunities union all select account from in_contacts union all select account from in_activities
    ) r where ref is not null and ref !~ '^[0-9;]+$' and ref !~ '^.{0,3}@' group by lower(ref)`)
  tallyOf(run.counts, 'accounts').read += rowCount ?? 0
}

/** Accounts: those of their own file, and those that only deals and people name. */
export async function mergeAccounts(run: Run): Promise<void> {
  const { client } = run
  await nameAccounts(run)
  const account = `nullif(s.name, '')`
  await client.query(`create ${run.fresh} table w_accounts as select distinct on (key) key, id from (
    select ${same(run, `coalesce(id, lower(name))`)} as key, external_uuid(${literal(run, run.source)}, 'accounts', coalesce(id, lower(name))) as id, 0 as rank from in_accounts
    union all select ${same(run, 'external_id')}, id, 1 from accounts where source = ${literal(run, run.source)}
    ${run.source === 'salesforce' ? '' : `union all select lower(name), external_uuid(${literal(run, run.source)}, 'accounts', coalesce(id, lower(name))), 2 from in_accounts`}
  ) k where key is not null order by key, rank, id; create unique index on w_accounts (key)`)
  await mergeRecords(run, {
    noun: 'accounts',
    from: `in_accounts s left join k_users u on u.key = ${same(run, 's.owner')} left join w_accounts pa on pa.key = ${same(run, 's.parent')}`,
    externalId: 'coalesce(s.id, lower(s.name))',
    table: 'accounts',
    columns: [
      { column: 'name', value: `coalesce(${account}, s.id)`, fields: ['name'] },
      { column: 'owner_id', value: 'u.id', fields: ['owner'], type: 'uuid' },
      { column: 'industry', value: 's.industry', fields: ['industry'] },
      { column: 'segment', value: segmentOf('s.segment'), fields: ['segment'] },
      { column: 'tier', value: 's.tier', fields: ['tier'] },
      {
        column: 'employee_count',
        value: 'case when s.employee_count between 0 and 2000000000 then s.employee_count end',
        fields: ['employeeCount'],
        type: 'integer',
      },
      { column: 'annual_revenue_minor', value: 's.annual_revenue', fields: ['annualRevenue'] },
      {
        column: 'currency',
        value: `case when s.annual_revenue is not null then coalesce(upper(s.currency), ${literal(run, run.baseCurrency)}) end`,
        fields: ['annualRevenue'],
      },
      { column: 'website', value: 's.website', fields: ['website'] },
      { column: 'country', value: 's.country', fields: ['country'] },
      { column: 'city', value: 's.city', fields: ['city'] },
      {
        column: 'founded_year',
        value: 'case when s.founded_year between 1000 and 2200 then s.founded_year end',
        fields: ['foundedYear'],
        type: 'integer',
      },
      { column: 'custom', value: `coalesce(s.custom, '{}')`, fields: [], type: 'jsonb' },
      {
        column: 'deleted_at',
        value: `case when s.deleted then coalesce(s.modified_at, ${literal(run, run.importedAt)}::timestamptz) end`,
        fields: ['deleted'],
        type: 'timestamptz',
      },
    ],
    event: 'account',
    told: {
      name: { value: '{x}name', column: 'name' },
      ownerId: { value: '{x}owner_id', column: 'owner_id' },
      industry: { value: '{x}industry', column: 'industry' },
      segment: { value: '{x}segment', column: 'segment' },
      tier: { value: '{x}tier', column: 'tier' },
      employeeCount: { value: '{x}employee_count', column: 'employee_count' },
      annualRevenue: {
        value: `case when {x}annual_revenue_minor is not null then jsonb_build_object('minor', {x}annual_revenue_minor, 'currency', {x}currency) end`,
        column: 'annual_revenue_minor',
      },
      website: { value: '{x}website', column: 'website' },
      country: { value: '{x}country', column: 'country' },
      city: { value: '{x}city', column: 'city' },
      territory: { value: TERRITORY, column: 'custom' },
      custom: { value: '{x}custom', column: 'custom' },
    },
    accountId: 'id',
    createdAt: 's.created_at',
    modifiedAt: 's.modified_at',
  })
  await client.query(`
    update accounts a set parent_id = p.id from in_accounts s join m_accounts m on m.file = s.file and m.line = s.line join w_accounts p on p.key = ${same(run, 's.parent')}
    where a.id = m.id and p.id <> a.id and a.parent_id is distinct from p.id and exists (select 1 from accounts x where x.id = p.id)`)
  await keyTable(run, 'accounts', [
    `select ${same(run, 'external_id')} as key, id from accounts where source = ${literal(run, run.source)}`,
    ...(run.source === 'salesforce'
      ? [`select left(external_id, 15) as key, id from accounts where source = 'salesforce' and length(external_id) = 18`]
      : ['select lower(name) as key, id from accounts where deleted_at is null']),
  ])
  await client.query('analyze accounts')
}

/** Where sales says that an account is, if a column of its own tells. */
const TERRITORY = `(select c.value from jsonb_each_text({x}custom) c where c.key ~* 'territor|region' order by c.key !~* 'territor', c.key limit 1)`

export function segmentOf(expression: string): string {
  return `case when ${expression} ~* 'enterprise|large|strategic|corporate|gro[sß]' then 'enterprise' when ${expression} ~* 'mid|medium|commercial|mittel|midden' then 'mid-market' when ${expression} ~* 'smb|small|sme|klein|startup' then 'smb' end`
}

async function nameContacts(run: Run): Promise<void> {
  if (run.source !== 'csv' || (await hasRows(run, 'contacts'))) return
  const { rowCount } = await run.client.query(`
    insert into in_contacts (id, name, email, account)
    select key, min(contact), min(email), min(account) from (
      select coalesce(lower(contact_email), lower(contact) || '|' || lower(coalesce(account, ''))) as key, contact, contact_email as email, account from in_opportunities
    ) r where key is not null group by key`)
  tallyOf(run.counts, 'contacts').read += rowCount ?? 0
}

/** The people of customers: those of their own file, and those that only deals name. Accounts are stored by now. */
export async function mergeContacts(run: Run): Promise<void> {
  const { client } = run
  await nameContacts(run)
  await mergeRecords(run, contactsSpec(run))
  if (!startsAnew(run, 'contacts')) {
    await keysOfContacts(run, 'contacts')
    await client.query(`
      update contacts c set reports_to_id = r.id from in_contacts s join m_contacts m on m.external_id = ${contactKey('s')} join k_contacts r on r.key = ${same(run, 's.reports_to')}
      where c.id = m.id and r.id <> c.id and c.reports_to_id is distinct from r.id`)
  }
  // The address decides who an e-mail is from; the first person who has it, where several do.
  await client.query(
    `create ${run.fresh} table k_mailboxes with (${UNATTENDED}) as select distinct on (mailbox_key) mailbox_key as key, contact_id as id from contact_addresses order by mailbox_key, is_primary desc, contact_id; create unique index on k_mailboxes (key); analyze k_mailboxes`,
  )
  await client.query('analyze contacts; analyze contact_addresses')
}

/** The journal of people who were merged on another connection. */
export async function tellContacts(run: Run): Promise<void> {
  await tellAnew(run, contactsSpec(run))
}

function contactName(alias: string): string {
  return `coalesce(nullif(${alias}.name, ''), nullif(trim(concat_ws(' ', ${alias}.first_name, ${alias}.last_name)), ''), ${alias}.email, ${alias}.id)`
}

function contactKey(alias: string): string {
  return `coalesce(${alias}.id, lower(${alias}.email), lower(${contactName(alias)}) || '|' || lower(coalesce(${alias}.account, '')))`
}

function contactsSpec(run: Run): RecordSpec {
  return {
    noun: 'contacts',
    from: `in_contacts s left join k_accounts a on a.key = ${same(run, `split_part(s.account, ';', 1)`)}
      left join contacts was on was.source = ${literal(run, run.source)} and was.external_id = ${contactKey('s')}`,
    externalId: contactKey('s'),
    table: 'contacts',
    columns: [
      { column: 'name', value: contactName('s'), fields: [] },
      { column: 'account_id', value: 'a.id', fields: ['account'], type: 'uuid' },
      { column: 'title', value: 's.title', fields: ['title'] },
      { column: 'department', value: 's.department', fields: ['department'] },
      { column: 'phone', value: 's.phone', fields: ['phone'] },
      { column: 'country', value: 's.country', fields: ['country'] },
      { column: 'language', value: 's.language', fields: ['language'] },
      // A lock may have been set here: an export adds to what is forbidden and takes nothing of it away. People do that.
      {
        column: 'do_not_contact',
        value: 'coalesce(s.do_not_contact, false) or coalesce(was.do_not_contact, false)',
        fields: ['doNotContact'],
      },
      {
        column: 'opted_out_channels',
        value: `case when s.opted_out_of_email or s.do_not_call or was.opted_out_channels <> '{}'
          then array(select distinct channel from unnest(array[case when s.opted_out_of_email then 'email' end, case when s.do_not_call then 'phone' end] || was.opted_out_channels) channel where channel is not null order by channel) else '{}' end`,
        fields: ['optedOutOfEmail', 'doNotCall'],
        type: 'text[]',
      },
      { column: 'custom', value: `coalesce(s.custom, '{}')`, fields: [], type: 'jsonb' },
      {
        column: 'deleted_at',
        value: `case when s.deleted then coalesce(s.modified_at, ${literal(run, run.importedAt)}::timestamptz) end`,
        fields: ['deleted'],
        type: 'timestamptz',
      },
    ],
    event: 'contact',
    told: {
      name: { value: '{x}name', column: 'name' },
      accountId: { value: '{x}account_id', column: 'account_id' },
      title: { value: '{x}title', column: 'title' },
      department: { value: '{x}department', column: 'department' },
      doNotContact: { value: '{x}do_not_contact', column: 'do_not_contact' },
      optedOutChannels: { value: `to_jsonb({x}opted_out_channels)`, column: 'opted_out_channels' },
    },
    accountId: 'account_id',
    createdAt: 's.created_at',
    modifiedAt: 's.modified_at',
    among: {
      reference: same(run, 's.reports_to'),
      column: 'reports_to_id',
      value: 'case when r.id <> m.id then r.id end',
      join: 'left join k_contacts r on r.key = m.reference',
      prepare: () => keysOfContacts(run, 'm_contacts'),
    },
  }
}

/** Their addresses, and what references call them: k_contacts, from `people`, where all of them stand. */
async function keysOfContacts(run: Run, people: 'contacts' | 'm_contacts'): Promise<void> {
  const src = literal(run, run.source)
  await run.client.query(`
    insert into contact_addresses (contact_id, mailbox, mailbox_key, is_primary)
    select distinct on (m.id, k.key) m.id, split_part(k.part, ${UNIT}, 2), k.key, true
    from in_contacts s join m_contacts m on m.file is not distinct from s.file and m.external_id = ${contactKey('s')},
      lateral (select part, split_part(part, ${UNIT}, 1) as key from unnest(string_to_array(s.email_list, ${RECORD})) as part) k
    where s.email_list is not null and k.key <> '' on conflict do nothing`)
  const ofSource = people === 'contacts' ? `source = ${src}` : 'true'
  await keyTable(run, 'contacts', [
    `select ${same(run, 'external_id')} as key, id from ${people} where ${ofSource}`,
    ...(run.source === 'salesforce'
      ? [`select left(external_id, 15) as key, id from ${people} where ${ofSource} and length(external_id) = 18`]
      : [
          'select mailbox as key, contact_id as id from contact_addresses',
          `select lower(name) as key, id from ${people} where deleted_at is null`,
        ]),
  ])
}

/** Separators of lists inside one text (see record-reader.ts). */
export const RECORD = `E'\\x1e'`
export const UNIT = `E'\\x1f'`

async function nameProducts(run: Run): Promise<void> {
  if (run.source === 'salesforce' || (await hasRows(run, 'products'))) return
  const { rowCount } = await run.client.query(`
    insert into in_products (id, name) select lower(ref), min(ref) from (
      select product as ref from in_opportunities union all select product from in_opportunity_lines) r where ref is not null group by lower(ref)`)
  tallyOf(run.counts, 'products').read += rowCount ?? 0
}

/** Products: those of their own file, and those that only deals name. */
export async function mergeProducts(run: Run, money: { readonly digitsOf: string }): Promise<void> {
  await nameProducts(run)
  await mergeRecords(run, {
    noun: 'products',
    from: 'in_products s',
    externalId: 'coalesce(s.id, lower(s.name))',
    table: 'products',
    columns: [
      { column: 'name', value: 's.name', fields: ['name'] },
      { column: 'code', value: 's.code', fields: ['code'] },
      { column: 'family', value: 's.family', fields: ['family'] },
      { column: 'list_price_minor', value: 's.list_price', fields: ['listPrice'] },
      {
        column: 'currency',
        value: `case when s.list_price is not null then coalesce(upper(s.currency), ${money.digitsOf}) end`,
        fields: ['listPrice'],
      },
      { column: 'active', value: 'coalesce(s.active, true)', fields: ['active'] },
    ],
    event: 'product',
    told: {
      name: { value: '{x}name', column: 'name' },
      family: { value: '{x}family', column: 'family' },
      listPrice: {
        value: `case when {x}list_price_minor is not null then jsonb_build_object('minor', {x}list_price_minor, 'currency', {x}currency) end`,
        column: 'list_price_minor',
      },
      active: { value: '{x}active', column: 'active' },
    },
  })
  await keyTable(run, 'products', [
    `select ${same(run, 'external_id')} as key, id from products where source = ${literal(run, run.source)}`,
    ...(run.source === 'salesforce'
      ? [`select left(external_id, 15) as key, id from products where source = 'salesforce' and length(external_id) = 18`]
      : ['select lower(code) as key, id from products', 'select lower(name) as key, id from products']),
  ])
}
