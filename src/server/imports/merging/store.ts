import type { EventType } from '../../../domain/journal/event-type.ts'
import type { ImportNoun } from '../../../domain/imports/import-field.ts'
import {
  type Run,
  UNATTENDED,
  literal,
  isMapped,
  actor,
  numberRepeats,
  rejectRepeats,
  keepDigests,
  count,
} from '../staging/store.ts'

export interface RecordSpec {
  /** Noun under which rows are counted and from which keys are made. */
  readonly noun: ImportNoun
  /** Where resolved rows come from: `s` is the staging table; must be one row per source row. */
  readonly from: string
  readonly externalId: string
  readonly table: string
  readonly columns: readonly {
    readonly column: string
    readonly value: string
    readonly fields: readonly string[]
    readonly type?: string
  }[]
  /** Columns set once, when the row is new. */
  readonly onInsert?: Readonly<Record<string, string>>
  /** Another way to find the stored row: a condition between `p` (resolved) and `t` (stored). */
  readonly also?: string
  /** Name of the journal's noun. */
  readonly event: keyof typeof EVENTS
  /** Journal keys with expressions over the columns, prefixed by {x}. */
  readonly told: Readonly<Record<string, { readonly value: string; readonly column: string }>>
  readonly accountId?: string
  readonly createdAt?: string
  readonly modifiedAt?: string
  /**
   * Where records name each other, and none was stored before: `reference` is kept with each row, and once all of them have
   * ids `prepare` makes what `join` finds the referenced ones in (`m` is the row), so that they are written with the rows.
   */
  readonly among?: {
    readonly reference: string
    readonly column: string
    readonly value: string
    readonly join: string
    prepare(): Promise<void>
  }
}

/**
 * Brings the staged rows of a noun into its table: new ones, changed ones with what changed, the rest untouched. A row that
 * brings the same values as last time counts as unchanged even where people have edited the record since.
 */
export async function mergeRecords(run: Run, spec: RecordSpec): Promise<void> {
  const { client } = run
  const name = spec.noun.replaceAll('-', '_')
  const speaks = spec.columns.filter((column) => column.fields.length === 0 || isMapped(run, spec.noun, ...column.fields))
  const src = literal(run, run.source)
  const columnList = spec.columns.map(
    (column) => `(${column.value})${column.type ? `::${column.type}` : ''} as "${column.column}"`,
  )
  await client.query(`
    create ${run.fresh} table p_${name} with (${UNATTENDED}) as
    select q.*, external_uuid(${src}, ${literal(run, spec.noun)}, q.external_id) as key,
      1::bigint as nth, md5(row(${speaks.map((column) => `q."${column.column}"`).join(', ')})::text)::uuid as digest
    from (select s.file, s.line, ${spec.externalId} as external_id, ${columnList.join(', ')},
      ${spec.among ? `${spec.among.reference} as reference, ` : ''}${spec.createdAt ?? 'null::timestamptz'} as created_stamp, ${spec.modifiedAt ?? 'null::timestamptz'} as modified_stamp
      from ${spec.from}) q where q.external_id is not null`)
  await numberRepeats(run, `p_${name}`, 'modified_stamp desc nulls last, line desc')
  await rejectRepeats(run, spec.noun, `p_${name}`)
  const differs =
    speaks.length === 0
      ? 'false'
      : `row(${speaks.map((column) => `t."${column.column}"`).join(', ')}) is distinct from row(${speaks.map((column) => `p."${column.column}"`).join(', ')})`
  if (startsAnew(run, spec.table)) {
    await client.query(
      `delete from p_${name} where nth > 1; alter table p_${name} rename to m_${name}; alter table m_${name} rename key to id; alter table m_${name} add state text default 'new'; analyze m_${name}`,
    )
    await spec.among?.prepare()
    await insertNew(run, spec, name, spec.among)
    if (run.journal === 'here') await tellAnew(run, spec)
    await count(run, spec.noun, `m_${name}`)
    return
  }
  await client.query(`create index on p_${name} (key); analyze p_${name}`)
  const match = spec.also
    ? `t.id = (select m.id from ${spec.table} m where (m.source = ${src} and m.external_id = p.external_id) or (${spec.also.replaceAll('t.', 'm.')}) order by (m.source = ${src} and m.external_id = p.external_id) desc nulls last limit 1)`
    : `t.source = ${src} and t.external_id = p.external_id`
  await client.query(`
    create ${run.fresh} table m_${name} as
    select p.*, t.id as found, coalesce(t.id, p.key) as id, ${spec.columns.map((column) => `t."${column.column}" as "old_${column.column}"`).join(', ')},
      case when t.id is null then 'new' when i.digest = p.digest then 'unchanged' when ${differs} then 'changed' else 'unchanged' end as state
    from p_${name} p left join ${spec.table} t on ${match} left join import_rows i on i.key = p.key where p.nth = 1`)
  await client.query(`analyze m_${name}`)
  await insertNew(run, spec, name)
  if (speaks.length > 0)
    await client.query(`
      update ${spec.table} t set ${speaks.map((column) => `"${column.column}" = m."${column.column}"`).join(', ')}${spec.table === 'products' || spec.table === 'teams' ? '' : `, updated_at = ${literal(run, run.importedAt)}`}
      from m_${name} m where m.state = 'changed' and t.id = m.id`)
  await tellNew(run, spec, name)
  await tellChanged(run, spec, name)
  await keepDigests(run, `m_${name}`)
  await count(run, spec.noun, `m_${name}`)
}

/** Nothing was stored before: every row is new. */
export function startsAnew(run: Run, table: string): boolean {
  return run.standIns.has(table) && run.standIns.has('import_rows')
}

/** The journal and the digests of records that were merged where everything is new. */
export async function tellAnew(run: Run, spec: RecordSpec): Promise<void> {
  const name = spec.noun.replaceAll('-', '_')
  await tellNew(run, spec, name)
  await keepDigests(run, `(select id as key, digest from m_${name})`)
}

async function insertNew(run: Run, spec: RecordSpec, name: string, among?: RecordSpec['among']): Promise<void> {
  const once = Object.entries(spec.onInsert ?? {})
  const created =
    spec.createdAt === undefined ? [] : [['created_at', `coalesce(m.created_stamp, ${literal(run, run.importedAt)})`] as const]
  const extra = [...once, ...created, ...(among ? [[among.column, among.value] as const] : [])]
  await run.client.query(`
    insert into ${spec.table} (id, source, external_id, ${[...spec.columns.map((column) => `"${column.column}"`), ...extra.map(([column]) => `"${column}"`)].join(', ')})
    select m.id, ${literal(run, run.source)}, m.external_id, ${[...spec.columns.map((column) => `m."${column.column}"`), ...extra.map(([, value]) => value)].join(', ')}
    from m_${name} m ${among?.join ?? ''} where m.state = 'new'`)
}

const EVENTS = {
  account: { created: 'account.created', changed: 'account.changed' },
  contact: { created: 'contact.created', changed: 'contact.changed' },
  contract: { created: 'contract.created', changed: 'contract.changed' },
  product: { created: 'product.created', changed: 'product.changed' },
  team: { created: 'team.created', changed: 'team.changed' },
  user: { created: 'user.created', changed: 'user.changed' },
} as const satisfies Readonly<Record<string, { created: EventType; changed: EventType }>>

function toldObject(spec: RecordSpec, prefix: string): string {
  const pairs = Object.entries(spec.told).map(([key, { value }]) => `'${key}', ${value.replaceAll('{x}', prefix)}`)
  return `jsonb_build_object(${pairs.join(', ')})`
}

async function tellNew(run: Run, spec: RecordSpec, name: string): Promise<void> {
  await run.client.query(`
    insert into events (type, noun, subject, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, before, after)
    select '${EVENTS[spec.event].created}', '${spec.event}', m.id, ${spec.accountId ? `m.${spec.accountId}` : 'null'}, at, at, ${literal(run, run.importedAt)}, ${actor(run)}, null, jsonb_strip_nulls(${toldObject(spec, 'm.')})
    from (select *, least(coalesce(created_stamp, ${literal(run, run.importedAt)}), ${literal(run, run.importedAt)}) as at from m_${name} where state = 'new' order by at, id offset 0) m`)
}

async function tellChanged(run: Run, spec: RecordSpec, name: string): Promise<void> {
  await run.client.query(`
    insert into events (type, noun, subject, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, before, after)
    select '${EVENTS[spec.event].changed}', '${spec.event}', m.id, ${spec.accountId ? `m.${spec.accountId}` : 'null'}, at, at, ${literal(run, run.importedAt)}, ${actor(run)}, changed_fields(m.after, m.before), changed_fields(m.before, m.after)
    from (select *, ${toldObject(spec, '')} as after, ${toldObject(spec, 'old_')} as before, least(coalesce(modified_stamp, ${literal(run, run.importedAt)}), ${literal(run, run.importedAt)}) as at
      from m_${name} where state = 'changed') m where m.before is distinct from m.after order by at, m.id`)
}
