import type { ClientConfig } from 'pg'
import type { Sight } from '../../domain/access/sight.ts'
import { sponsorAccountAt } from '../../domain/sponsors/account-past.ts'
import type { AccountEntry } from '../../domain/sponsors/ics-calendar.ts'
import { sponsorProgramme } from '../../domain/sponsors/sponsor-programme.ts'
import { sponsorView } from '../../domain/sponsors/sponsor-view.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { openDatabase, openPool, type Database } from '../platform/db/connect.ts'
import { readSettings } from '../settings/store.ts'
import { touchedSince } from './journal/store.ts'
import { byNeed, pageOf, standingOf, type Asked, type Page, type Standing } from './portfolio.ts'
import * as store from './store.ts'

/** Whose accounts, as of when. */
export interface PortfolioInput {
  readonly connection: ClientConfig
  readonly sight: Sight
  readonly now: string
  readonly asOf: string | undefined
}

/** The accounts in sight with how each stands, those in most need first, and where the journal stood when they were read. */
interface Portfolio {
  readonly place: string
  readonly context: string
  readonly standings: readonly Standing[]
}

export async function list({ asked, ...input }: PortfolioInput & { readonly asked: Asked }): Promise<Page> {
  return pageOf((await portfolioOf(input)).standings, asked)
}

export async function programme(input: PortfolioInput) {
  const { standings } = await portfolioOf(input)
  const { sponsors } = await readSettings(databaseOf(input.connection))
  return sponsorProgramme(
    standings.flatMap(({ view }) => view ?? []),
    sponsors,
  )
}

export async function calendar(input: PortfolioInput): Promise<AccountEntry[]> {
  const { standings } = await portfolioOf(input)
  return standings.flatMap((one) => one.calendar).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1))
}

/** Whole companies take most of the room; a person's own accounts are few. */
const KEPT = 6
const kept = new Map<string, Promise<Portfolio>>()

/** Read whole once a day for each who sees something else; after a change only the accounts that it is about are read again. */
async function portfolioOf(input: PortfolioInput): Promise<Portfolio> {
  const { connection, sight, now, asOf } = input
  const key = JSON.stringify([connection, sight, now.slice(0, 10), asOf])
  const earlier = await kept.get(key)?.catch(() => undefined)
  const next = readPortfolio(input, earlier)
  kept.delete(key)
  kept.set(key, next)
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break
    kept.delete(oldest)
  }
  return next
}

/** Accounts read at once: their rows are forgotten before the next ones arrive. */
const AT_ONCE = 250

async function readPortfolio(
  { connection, sight, now, asOf }: PortfolioInput,
  earlier: Portfolio | undefined,
): Promise<Portfolio> {
  const db = databaseOf(connection)
  const reader = { db, sight, now }
  const [settings, touched] = await Promise.all([readSettings(db), touchedSince(db, earlier?.place)])
  const context = JSON.stringify([settings.sponsors, settings.baseCurrency])
  if (earlier?.place === touched.place && earlier.context === context) return earlier
  const known = earlier?.context === context && touched.accounts ? earlier : undefined
  const changed = new Set(known ? touched.accounts : [])
  const seen = await store.idsInSight(reader)
  const inSight = new Set(seen)
  const standings = (known?.standings ?? []).filter(({ row }) => inSight.has(row.account.id) && !changed.has(row.account.id))
  const there = new Set(standings.map(({ row }) => row.account.id))
  const wanted = seen.filter((id) => !there.has(id))
  const at = asOfInstant(asOf, now)
  const fresh: Standing[] = []
  const fetch = (from: number) => store.pastsOf(reader, { ids: wanted.slice(from, from + AT_ONCE), base: settings.baseCurrency })
  let coming = fetch(0)
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const pasts = await coming
    if (from + AT_ONCE < wanted.length) {
      coming = fetch(from + AT_ONCE)
      coming.catch(() => undefined)
    }
    for (const past of pasts)
      fresh.push(standingOf(sponsorView(sponsorAccountAt(past, at), settings.sponsors), settings.sponsors))
  }
  return { place: touched.place, context, standings: merged(standings, fresh.sort(byNeed)) }
}

/** Two lists in order of need as one. */
function merged(one: readonly Standing[], other: readonly Standing[]): Standing[] {
  const all: Standing[] = []
  let at = 0
  for (const standing of one) {
    for (let next = other[at]; next && byNeed(next, standing) < 0; next = other[++at]) all.push(next)
    all.push(standing)
  }
  for (let next = other[at]; next; next = other[++at]) all.push(next)
  return all
}

const databases = new Map<string, Database>()

function databaseOf(connection: ClientConfig): Database {
  const name = JSON.stringify(connection)
  const known = databases.get(name)
  if (known) return known
  const opened = openDatabase(
    openPool({ ...connection, max: 4, statement_timeout: 300_000, application_name: 'quarterdeck sponsors' }),
  )
  databases.set(name, opened)
  return opened
}
