import { sql } from 'kysely'
import { Problem } from '../../contract/problem.ts'
import { dealTies } from '../../domain/forecasting/challengers/deal-ties.ts'
import { accountsKnown, type AccountsKnown } from '../../domain/forecasting/account-traits.ts'
import type { DealHistory } from '../../domain/forecasting/deal-history.ts'
import {
  historyFromEvents,
  type DealEvent,
  type DealNames,
  type SoldProduct,
} from '../../domain/forecasting/history-from-events.ts'
import { trackDeal } from '../../domain/forecasting/landmarks/track-deal.ts'
import type { DealFacts } from '../../domain/opportunities/dossier.ts'
import type { ForecastCategory } from '../../domain/opportunities/stage.ts'
import { inBase, type Money, type RateTable } from '../../domain/values/money.ts'
import type { Db } from '../platform/db/connect.ts'
import { readAhead } from '../platform/db/read-ahead.ts'
import { isSince, LAST_ONES, placeAt } from '../platform/journal-place.ts'
import { accountRows, recordedRows, type RecordedDeal, type RecordedEvent } from './records/store.ts'

/** A deal's history with what a page says beside its figures, all as known before the as-of instant. */
export interface KnownDeal {
  readonly history: DealHistory
  readonly id: string
  readonly name: string
  readonly category: ForecastCategory
  readonly amount: Money | null
  readonly listAmount: Money | null
}

/** How deals are read: what was recorded before `asOf` (an instant), in the base currency, with teams of the day. */
export interface Reading {
  readonly asOf: string
  readonly rates: RateTable
  readonly teamOf: (ownerId: string) => string | null
  /** The kind of a deal by its type and its pipeline's id; left out, the type alone tells. */
  readonly kindOf?: DealNames['kindOf']
  /** Whether who took part in what is told too, for whoever looks at the graph of contacts. */
  readonly ties?: boolean
}

/**
 * For each day where the journal stands of what was recorded before it: the number of the newest row, and how many of the last
 * numbers before that are rows. While it stays, everything computed as of the day does.
 */
export async function placesBefore(db: Db, days: readonly string[]): Promise<string[]> {
  const known = lookedThrough.get(db) ?? new Map<string, LookedThrough>()
  lookedThrough.set(db, known)
  const asked = days.map((day) => known.get(day) ?? { last: 0, upTo: 0, imports: -1 })
  const { rows } = await sql<LookedThrough & { place: string }>`
    select found.last, coalesce(newest.id, 0) as "upTo", told.imports,
      ${placeAt(sql`found.last`)} as place
    from unnest(${[...days]}::text[], ${asked.map(({ last }) => last)}::bigint[], ${asked.map(({ upTo }) => upTo - LAST_ONES)}::bigint[], ${asked.map(({ imports }) => imports)}::bigint[])
      with ordinality as d (day, last, after, imports, n)
    cross join (select count(*) as imports from events where type = 'import.stored') as told
    left join (select id from events order by id desc limit 1) as newest on true
    left join lateral (
      select e.id from events e where e.id > case when told.imports = d.imports then d.after else 0 end
        and e.recorded_at < (d.day || 'T00:00:00Z')::timestamptz order by e.id desc limit 1) as ahead on true
    cross join lateral (select coalesce(ahead.id, case when told.imports = d.imports then d.last end, 0) as last) as found
    order by d.n`.execute(db)
  for (const [i, { last, upTo, imports }] of rows.entries()) {
    known.delete(days[i]!)
    known.set(days[i]!, { last, upTo, imports })
  }
  for (const oldest of known.keys()) {
    if (known.size <= MOST_DAYS) break
    known.delete(oldest)
  }
  return rows.map(({ place }) => place)
}

/**
 * How far the journal was looked through for a day, and what was found: on the day after an import nearly all that is newest
 * is of today, and would be gone past again by each who asks. An import may commit rows with numbers from long before its end.
 */
interface LookedThrough {
  readonly last: number
  readonly upTo: number
  readonly imports: number
}

const MOST_DAYS = 200
const lookedThrough = new WeakMap<Db, Map<string, LookedThrough>>()

/** Deals read at once: enough to keep the database busy, few enough that their rows weigh little beside what is kept of them. */
const DEALS_AT_ONCE = 1_000

/**
 * Every deal of the company as known before an instant, from what is recorded alone: a row recorded at or after it is not
 * read, so a later edit cannot reach the result. Ordered by key. Forecasts are fitted on the whole company's history
 * whoever asks; which deals are shown to whom is decided by sight where the answer is put together.
 */
export async function knownDeals(db: Db, reading: Reading): Promise<KnownDeal[]> {
  const { rows } = await sql<{ id: string }>`select id from opportunities order by id`.execute(db)
  return readDeals(
    db,
    rows.map(({ id }) => id),
    reading,
  )
}

/** Nouns of what a forecast is read from: an alert about a deal changes nothing of it. */
const TOLD_OF_DEALS = ['account', 'activity', 'opportunity', 'opportunity-lines', 'stakeholder']

/** The same for the deals that have journal rows since that place, with the ids of all of them: one that is missing is gone. */
export async function changedDeals(db: Db, since: string, reading: Reading): Promise<{ ids: string[]; deals: KnownDeal[] }> {
  const { rows: changed } = await sql<{ opportunity_id: string }>`
    with since as (select id, opportunity_id, account_id, noun from events where noun = any(${TOLD_OF_DEALS}) and ${isSince(since)})
    select opportunity_id from since where opportunity_id is not null
    union select o.id from since s join opportunities o on o.account_id = s.account_id where s.noun = 'account'`.execute(db)
  const ids = changed.map((row) => row.opportunity_id).sort()
  return { ids, deals: await readDeals(db, ids, reading) }
}

/** Some deals at a time, so that their rows can be forgotten; the database reads the next ones while these are followed. */
async function readDeals(db: Db, ids: readonly string[], reading: Reading): Promise<KnownDeal[]> {
  const deals: KnownDeal[] = []
  let accounts: AccountsKnown | undefined
  for await (const rows of readAhead(ids, DEALS_AT_ONCE, (some) => recordedRows(db, some, reading.asOf))) {
    accounts ??= accountsKnown(await accountRows(db, reading.asOf, ids.length > DEALS_AT_ONCE ? null : accountsIn(rows)))
    for (const deal of rows) {
      const known = toKnownDeal(deal, reading, accounts)
      if (known) deals.push(known)
    }
  }
  return deals.sort((a, b) => (a.history.key < b.history.key ? -1 : a.history.key > b.history.key ? 1 : 0))
}

/** Every account that these deals ever were at. */
function accountsIn(deals: readonly RecordedDeal[]): string[] {
  const ids = deals.flatMap(({ events }) => events.flatMap(({ after }) => after?.['accountId'] ?? []))
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}

function toKnownDeal(
  { id, externalId, name, events, activities }: RecordedDeal,
  { asOf, rates, teamOf, kindOf, ties }: Reading,
  accounts: AccountsKnown,
): KnownDeal | undefined {
  const own = events.filter(({ noun }) => noun === 'opportunity' || noun === 'opportunity-lines').map(toDealEvent)
  const key = externalId ?? id
  const history = historyFromEvents(own, { key, teamOf, rates, accounts, ...(kindOf && { kindOf }) })
  if (!history) return undefined
  const worth = (money: Money, day: string): number | null => inBase(rates, money, day) ?? null
  const track = trackDeal({ events, activities, known: new Map() }, { key, until: Date.parse(asOf), worth, accounts })
  const latest = <K extends keyof DealEvent>(field: K) => own.findLast((event) => event[field] !== undefined)?.[field]
  const category = events.findLast((event) => typeof event.after?.['forecastCategory'] === 'string')?.after?.['forecastCategory']
  return {
    history: { ...history, ...(track && { track }), ...(ties && { ties: dealTies(key, activities).ties }) },
    id,
    name,
    category: (category ?? 'pipeline') as ForecastCategory,
    amount: latest('amount') ?? null,
    listAmount: latest('listAmount') ?? null,
  }
}

function toDealEvent(event: RecordedEvent): DealEvent {
  const facts: DealFacts = event.after ?? {}
  return {
    type: event.type,
    at: countsFrom(event, facts),
    recordedAt: Date.parse(event.recordedAt),
    stage: facts.stage,
    stageName: facts.stageName,
    pipelineId: facts.pipelineId,
    ownerId: facts.ownerId,
    amount: facts.amount,
    listAmount: facts.listAmount,
    expectedCloseOn: facts.expectedCloseOn,
    segment: facts.segment,
    dealType: facts.dealType,
    name: facts.name,
    accountId: facts.accountId,
    products: event.noun === 'opportunity-lines' ? ((event.after?.['products'] ?? []) as SoldProduct[]) : undefined,
  }
}

/**
 * The instant that counts. A won deal belongs to the period of its close date, whenever somebody entered it; everything
 * else counts from when it became known, which is all that a forecast of that day could have used.
 */
function countsFrom({ occurredAt, recordedAt }: RecordedEvent, { stage, actualCloseOn }: DealFacts): number {
  const recorded = Date.parse(recordedAt)
  if (stage !== 'closed_won') return recorded
  return Math.min(recorded, actualCloseOn == null ? Date.parse(occurredAt) : Math.max(Date.parse(actualCloseOn), 0))
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

/** By id. An import that names one otherwise tells the journal nothing of it: they are taken as they are called now. */
export async function pipelineNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('pipelines').select(['id', 'name']).orderBy('id').execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function productNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('products').select(['id', 'name']).execute()
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
