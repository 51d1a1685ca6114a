import { sql } from 'kysely'
import { Problem } from '../../contract/problem.ts'
import type { DealHistory } from '../../domain/forecasting/deal-history.ts'
import { historyFromEvents, type DealEvent } from '../../domain/forecasting/history-from-events.ts'
import type { ForecastCategory } from '../../domain/opportunities/stage.ts'
import type { Money, RateTable } from '../../domain/values/money.ts'
import type { Db } from '../platform/db/connect.ts'

/** A deal's history with what a page says beside its figures, all as known before the as-of instant. */
export interface KnownDeal {
  readonly history: DealHistory
  readonly id: string
  readonly name: string
  readonly category: ForecastCategory
  readonly amount: Money | null
  readonly listAmount: Money | null
}

interface EventRow {
  deal: string
  external_id: string | null
  name: string
  type: string
  occurred: number
  recorded: number
  stage: string | null
  stage_name: string | null
  pipeline: string | null
  owner: string | null
  amount: string | null
  currency: string | null
  list_amount: string | null
  list_currency: string | null
  close_on: string | null
  segment: string | null
  category: string | null
  closed_on: string | null
}

/** The id of the newest journal row: while it stays, everything computed from the journal stays. */
export async function lastEvent(db: Db): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? 0
}

/**
 * Every deal of the company as known before `asOf` (an instant), from the journal alone: a row recorded at or after it is
 * not read, so a later edit cannot reach the result. Ordered by key. Forecasts are fitted on the whole company's history
 * whoever asks; which deals are shown to whom is decided by sight where the answer is put together.
 */
export async function knownDeals(db: Db, asOf: string, rates: RateTable, teamOf: TeamOf): Promise<KnownDeal[]> {
  return toKnownDeals(await eventRows(db, asOf, sql`true`), rates, teamOf)
}

/** The same for the deals that have journal rows after `since`, with the ids of all of them: one that is missing is gone. */
export async function changedDeals(
  db: Db,
  since: number,
  asOf: string,
  rates: RateTable,
  teamOf: TeamOf,
): Promise<{ ids: string[]; deals: KnownDeal[] }> {
  const changed = await db
    .selectFrom('events')
    .select('opportunity_id')
    .distinct()
    .where('id', '>', since)
    .where('opportunity_id', 'is not', null)
    .execute()
  const ids = changed.flatMap((row) => row.opportunity_id ?? [])
  return { ids, deals: toKnownDeals(await eventRows(db, asOf, sql`e.opportunity_id = any(${ids}::uuid[])`), rates, teamOf) }
}

type TeamOf = (ownerId: string) => string | null

async function eventRows(db: Db, asOf: string, which: ReturnType<typeof sql>): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select e.opportunity_id as deal, o.external_id, o.name, e.type,
      (extract(epoch from e.occurred_at) * 1000)::bigint as occurred,
      (extract(epoch from e.recorded_at) * 1000)::bigint as recorded,
      e.after ->> 'stage' as stage, e.after ->> 'stageName' as stage_name, e.after ->> 'pipelineId' as pipeline,
      case when e.after ? 'ownerId' then coalesce(e.after ->> 'ownerId', '') end as owner,
      case when e.after ? 'amount' then coalesce(e.after -> 'amount' ->> 'minor', '') end as amount,
      e.after -> 'amount' ->> 'currency' as currency,
      case when e.after ? 'listAmount' then coalesce(e.after -> 'listAmount' ->> 'minor', '') end as list_amount,
      e.after -> 'listAmount' ->> 'currency' as list_currency,
      case when e.after ? 'expectedCloseOn' then coalesce(e.after ->> 'expectedCloseOn', '') end as close_on,
      case when e.after ? 'segment' then coalesce(e.after ->> 'segment', '') end as segment,
      e.after ->> 'forecastCategory' as category,
      e.after ->> 'actualCloseOn' as closed_on
    from events e join opportunities o on o.id = e.opportunity_id
    where e.noun = 'opportunity' and e.recorded_at < ${asOf} and ${which}
    order by coalesce(o.external_id, o.id::text) collate "C", e.opportunity_id, e.recorded_at, e.id`.execute(db)
  return rows
}

function toKnownDeals(rows: EventRow[], rates: RateTable, teamOf: TeamOf): KnownDeal[] {
  const deals: KnownDeal[] = []
  for (let start = 0; start < rows.length;) {
    let end = start + 1
    while (end < rows.length && rows[end]?.deal === rows[start]?.deal) end += 1
    const deal = toKnownDeal(rows.slice(start, end), rates, teamOf)
    if (deal) deals.push(deal)
    start = end
  }
  return deals
}

function toKnownDeal(rows: EventRow[], rates: RateTable, teamOf: TeamOf): KnownDeal | undefined {
  const [first] = rows
  if (!first) return undefined
  const events = rows.map(toDealEvent)
  const history = historyFromEvents(events, { key: first.external_id ?? first.deal, teamOf, rates })
  if (!history) return undefined
  const latest = <K extends keyof DealEvent>(field: K) => events.findLast((event) => event[field] !== undefined)?.[field]
  return {
    history,
    id: first.deal,
    name: first.name,
    category: (rows.findLast((row) => row.category !== null)?.category ?? 'pipeline') as ForecastCategory,
    amount: latest('amount') ?? null,
    listAmount: latest('listAmount') ?? null,
  }
}

function toDealEvent(row: EventRow): DealEvent {
  return {
    type: row.type,
    at: instantOf(row),
    recordedAt: row.recorded,
    stage: row.stage ?? undefined,
    stageName: row.stage_name ?? undefined,
    pipelineId: row.pipeline ?? undefined,
    ownerId: touched(row.owner),
    amount: moneyOf(row.amount, row.currency),
    listAmount: moneyOf(row.list_amount, row.list_currency),
    expectedCloseOn: touched(row.close_on),
    segment: touched(row.segment),
  }
}

/**
 * The instant that counts. A won deal belongs to the period of its close date, whenever somebody entered it; everything
 * else counts from when it became known, which is all that a forecast of that day could have used.
 */
function instantOf(row: EventRow): number {
  if (row.stage !== 'closed_won') return row.recorded
  return Math.min(row.recorded, row.closed_on === null ? row.occurred : Math.max(Date.parse(row.closed_on), 0))
}

function touched(text: string | null): string | null | undefined {
  return text === null ? undefined : text === '' ? null : text
}

function moneyOf(minor: string | null, currency: string | null): Money | null | undefined {
  if (minor === null) return undefined
  return minor === '' || currency === null ? null : { minor: Number(minor), currency }
}

/** Names of everybody who may own a deal, by id, in order of name. */
export async function peopleNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('users').select(['id', 'name']).orderBy('name').orderBy('id').execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function teamNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('teams').select(['id', 'name']).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** A team by id, external id or name. */
export async function resolveTeam(db: Db, asked: string): Promise<string> {
  const rows = await db
    .selectFrom('teams')
    .select('id')
    .where((eb) =>
      eb.or([
        eb(sql<string>`id::text`, '=', asked),
        eb('external_id', '=', asked),
        eb(sql<string>`lower(name)`, '=', asked.toLowerCase()),
      ]),
    )
    .limit(2)
    .execute()
  const [team, other] = rows
  if (!team) throw new Problem('not-found', `There is no team ${asked}. Give its id, external id or name.`)
  if (other) throw new Problem('invalid', `Several teams are called ${asked}. Give an id.`)
  return team.id
}
