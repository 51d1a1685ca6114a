import { setImmediate as others } from 'node:timers/promises'
import { dealHistory, type DealFields } from '../../../domain/imports/deal-history.ts'
import { historyPoint, type HistoryRow } from '../../../domain/imports/history-point.ts'
import { firstStageOf, stagesByKey, usersByKey } from '../deal-history/store.ts'
import { DEAL_KEYS, insertDeals } from '../deals/store.ts'
import { copyInto, copyLine } from '../copy/store.ts'
import { count, isMapped, keepDigests, literal, type Run } from '../staging/store.ts'

export interface StorySettings {
  /** Fields of deals that are only ever filled by the outcome (a future leak): told at the end, never before. */
  readonly leaking: ReadonlySet<string>
  onProgress(share: number): Promise<void>
}

interface Told {
  id: string
  is_new: boolean
  record: Record<string, unknown>
  stored: Record<string, unknown> | null
  created_at: string | null
  modified_at: string | null
  stage_entered_at: string | null
  closed_on: string | null
  pipeline_id: string
  currency: string
  account_id: string | null
  list_amount: unknown
  history: StoredPoint[] | null
}

type StoredPoint = [
  at: string,
  stage: string | null,
  amount: number | null,
  currency: string | null,
  closeOn: string | null,
  probability: number | null,
  forecast: string | null,
  field: string | null,
  old: string | null,
  now: string | null,
]

const DEALS_AT_ONCE = 500
/** What came of each deal is a short row: many are written at once. */
const FACTS_AT_ONCE = 20_000
/** After so many deals the connection has its turn, so that the database is never out of work while deals are told. */
const DEALS_IN_A_ROW = 25
const FACT_COLUMNS = [
  'id',
  'created_at',
  'closed_at',
  'actual_close_on',
  'stage_entered_at',
  'close_date_moves',
  'told',
  'expected_close_on',
  'forecast_category',
]
const EVENT_COLUMNS = [
  'type',
  'noun',
  'subject',
  'opportunity_id',
  'account_id',
  'occurred_at',
  'recorded_at',
  'stored_at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'source',
  'before',
  'after',
]

/** Writes what happened to each new or changed deal into the journal, then the deals themselves. `lastActivity` gives a table of (deal_id, at), asked for once the stories are told. */
export async function storeDeals(run: Run, settings: StorySettings, lastActivity: () => Promise<string>): Promise<void> {
  const { client } = run
  const speaks = DEAL_KEYS.filter(({ fields }) => fields.length === 0 || isMapped(run, 'opportunities', ...fields))
  // As plain text, which the database need not take apart and put in order.
  const object = (side: 'now' | 'was') => `json_build_object(${DEAL_KEYS.map((one) => `'${one.key}', ${one[side]}`).join(', ')}`
  await client.query(`
    create ${run.fresh} table m_deals as
    select d.*, o.id is null as is_new, md5(row(${[...speaks.map(({ now }) => now), 'd.deleted', 'd.closed_on', 'd.custom', 'd.created_at'].join(', ')})::text)::uuid as digest,
      case when o.id is null then 'new' when i.digest = md5(row(${[...speaks.map(({ now }) => now), 'd.deleted', 'd.closed_on', 'd.custom', 'd.created_at'].join(', ')})::text)::uuid then 'unchanged' else 'changed' end as state
    from p_deals d left join opportunities o on o.id = d.id left join import_rows i on i.key = d.key where d.nth = 1`)
  await client.query('create unique index on m_deals (id); analyze m_deals')
  const firstStages = await firstStageOf(run)
  const stageOf = await stagesByKey(run)
  const userOf = await usersByKey(run)
  await client.query(
    `create ${run.fresh} table f_deals (id uuid, created_at timestamptz, closed_at timestamptz, actual_close_on date, stage_entered_at timestamptz, close_date_moves integer, told boolean, expected_close_on date, forecast_category text)`,
  )
  await client.query(`
    declare deals no scroll cursor for
    select d.id, d.is_new, ${object('now')}, 'deleted', d.deleted) as record, case when o.id is not null then ${object('was')}, 'actualCloseOn', o.actual_close_on, 'closedAt', o.closed_at, 'deleted', o.deleted_at is not null) end as stored,
      d.created_at, d.modified_at, d.stage_entered_at, d.closed_on, d.pipeline_id, d.currency, coalesce(d.account_id, o.account_id) as account_id,
      case when l.deal_id is not null then json_build_object('minor', l.minor, 'currency', l.currency) end as list_amount,
      (select json_agg(json_build_array(h.at, h.stage, h.amount, h.currency, h.close_on, h.probability, h.forecast_category, h.field, h.old_value, h.new_value) order by h.at, h.line, h.file) from m_history h where h.deal_id = d.id and h.state = 'new') as history
    from m_deals d left join opportunities o on o.id = d.id left join p_list l on l.deal_id = d.id
    where d.state <> 'unchanged' or exists (select 1 from m_history h where h.deal_id = d.id and h.state = 'new')
    order by coalesce(d.created_at, ${literal(run, run.importedAt)}::timestamptz), d.id`)
  const said = run.mapped.get('opportunity-history') ?? new Set<string>()
  let seen = 0
  const total = Math.max(1, run.counts.get('opportunities')?.read ?? 1)
  const fetch = () => client.query<Told>(`fetch ${DEALS_AT_ONCE} from deals`)
  let coming = fetch()
  let written = Promise.resolve()
  let facts: string[] = []
  for (;;) {
    const { rows } = await coming
    if (rows.length === 0) break
    // The database writes the deals before and reads the next ones while these are told.
    coming = fetch()
    coming.catch(() => undefined)
    seen += rows.length
    const events: string[] = []
    for (const [i, row] of rows.entries()) {
      if (i % DEALS_IN_A_ROW === 0) await others()
      const record: Record<string, unknown> = { deleted: row.record['deleted'] }
      for (const { key } of speaks) record[key] = row.record[key]
      if (row.list_amount !== null && row.is_new) record['listAmount'] = row.list_amount
      if (row.is_new) record['name'] = row.record['name']
      // A category that says nothing of a call leaves the last call as it was.
      if (record['forecastCategory'] === null) delete record['forecastCategory']
      const pipelineId = row.pipeline_id
      const reading = {
        said,
        stageOf: (stage: string) => stageOf(pipelineId, stage),
        userOf,
        currency: row.currency,
        digits: run.digits,
      }
      const points = (row.history ?? []).map((one) => historyPoint(rowOf(one), reading)).filter((point) => point !== undefined)
      const story = dealHistory({
        stored: row.stored,
        record,
        createdAt: row.created_at,
        modifiedAt: row.modified_at,
        stageEnteredAt: row.stage_entered_at,
        closedOn: row.closed_on,
        points,
        firstStage: points.some((point) => 'stageId' in point.says) ? { pipelineId } : (firstStages.get(pipelineId) ?? {}),
        knownLate: settings.leaking,
        importedAt: run.importedAt,
      })
      let final: DealFields = row.stored ?? {}
      for (const event of story.events) {
        final = { ...final, ...event.after }
        events.push(
          copyLine([
            event.type,
            'opportunity',
            row.id,
            row.id,
            row.account_id,
            event.occurredAt,
            event.recordedAt,
            run.importedAt,
            'import',
            run.actorId,
            run.actorName,
            run.source,
            event.before === null ? null : JSON.stringify(event.before),
            JSON.stringify(event.after),
          ]),
        )
      }
      facts.push(
        copyLine([
          row.id,
          story.createdAt,
          (final['closedAt'] as string | null) ?? null,
          (final['actualCloseOn'] as string | null) ?? null,
          story.stageEnteredAt,
          story.closeDateMoves,
          String(story.events.length > 0),
          (final['expectedCloseOn'] as string | null) ?? null,
          (final['forecastCategory'] as string | null) ?? null,
        ]),
      )
    }
    await written
    written = write(run, 'events', EVENT_COLUMNS, events)
    if (facts.length >= FACTS_AT_ONCE) {
      const many = facts
      facts = []
      written = written.then(() => write(run, 'f_deals', FACT_COLUMNS, many))
    }
    written.catch(() => undefined)
    await settings.onProgress(Math.min(1, seen / total))
  }
  await written
  await write(run, 'f_deals', FACT_COLUMNS, facts)
  await client.query('close deals')
  await client.query('create unique index on f_deals (id); analyze f_deals')
  // A row that differs from last time only in ways that say nothing new has changed nothing.
  await client.query(
    `update m_deals d set state = 'unchanged' from f_deals f where f.id = d.id and d.state = 'changed' and not f.told`,
  )
  await client.query(
    `update m_deals d set state = 'changed' from f_deals f where f.id = d.id and d.state = 'unchanged' and f.told`,
  )
  await insertDeals(run, await lastActivity())
  await keepDigests(run, 'm_deals')
  await count(run, 'opportunities', 'm_deals')
}

function rowOf([at, stage, amount, currency, close_on, probability, forecast, field, old, now]: StoredPoint): HistoryRow {
  return { at: new Date(at).toISOString(), stage, amount, currency, close_on, probability, forecast, field, old, new: now }
}

async function write(run: Run, table: string, columns: readonly string[], lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const copy = copyInto(run.client, table, columns)
  for (const line of lines) {
    const waiting = copy.write(line)
    if (waiting) await waiting
  }
  await copy.end()
}
