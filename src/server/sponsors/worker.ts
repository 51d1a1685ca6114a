import type { ClientConfig } from 'pg'
import type { Sight } from '../../domain/access/sight.ts'
import { sponsorAccountAt } from '../../domain/sponsors/account-past.ts'
import type { AccountEntry } from '../../domain/sponsors/ics-calendar.ts'
import { sponsorProgramme } from '../../domain/sponsors/sponsor-programme.ts'
import { sponsorView } from '../../domain/sponsors/sponsor-view.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import type { Database } from '../platform/db/connect.ts'
import { keptDatabase } from '../platform/db/kept-database.ts'
import { readAhead } from '../platform/db/read-ahead.ts'
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
  /** What stands in the calendars of all of them, in order of days; undefined until somebody asks. */
  entries: readonly AccountEntry[] | undefined
}

export async function list({ asked, ...input }: PortfolioInput & { readonly asked: Asked }): Promise<Page> {
  return pageOf((await portfolioOf(input)).standings, asked)
}

export async function programme(input: PortfolioInput) {
  const { standings } = await portfolioOf(input)
  const { sponsors } = await readSettings(databaseOf(input.connection))
  return sponsorProgramme(
    standings.flatMap(({ share }) => share ?? []),
    sponsors,
  )
}

export async function calendar(input: PortfolioInput): Promise<readonly AccountEntry[]> {
  const portfolio = await portfolioOf(input)
  portfolio.entries ??= inOrderOfDays(portfolio.standings.flatMap((one) => one.calendar))
  return portfolio.entries
}

function inOrderOfDays(entries: AccountEntry[]): AccountEntry[] {
  return entries.sort(
    (a, b) =>
      (a.on < b.on ? -1 : Number(a.on > b.on)) ||
      (a.id < b.id ? -1 : Number(a.id > b.id)) ||
      (a.account.id < b.account.id ? -1 : 1),
  )
}

/** Whole companies take most of the room; a person's own accounts are few. */
const KEPT = 6
const kept = new Map<string, { readonly day: string; readonly portfolio: Promise<Portfolio> }>()

/** Read whole once a day for each who sees something else; after a change only the accounts that it is about are read again. */
async function portfolioOf(input: PortfolioInput): Promise<Portfolio> {
  const { connection, sight, now, asOf } = input
  const day = now.slice(0, 10)
  const key = JSON.stringify([connection, sight, day, asOf])
  const earlier = await kept.get(key)?.portfolio.catch(() => undefined)
  const portfolio = readPortfolio(input, earlier)
  kept.delete(key)
  kept.set(key, { day, portfolio })
  for (const [name, one] of kept) if (kept.size > KEPT || one.day < day) kept.delete(name)
  return portfolio
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
  // What is in sight moves with the deals and accounts that are told of, and with what has everything read again.
  const wanted = await store.idsInSight(reader, known ? [...changed] : undefined)
  const at = asOfInstant(asOf, now)
  const fresh: Standing[] = []
  const read = (ids: readonly string[]) => store.pastsOf(reader, { ids, base: settings.baseCurrency })
  for await (const pasts of readAhead(wanted, AT_ONCE, read))
    for (const past of pasts)
      fresh.push(standingOf(sponsorView(sponsorAccountAt(past, at), settings.sponsors), settings.sponsors))
  fresh.sort(byNeed)
  // The rest of a calendar stands in order already.
  const unchanged = known?.entries?.filter(({ account }) => !changed.has(account.id))
  return {
    place: touched.place,
    context,
    standings: known ? placedAmong(known.standings, changed, fresh) : fresh,
    entries: unchanged && inOrderOfDays([...unchanged, ...fresh.flatMap((one) => one.calendar)]),
  }
}

/** The others stay in their order; each fresh one goes where it belongs among them. */
function placedAmong(standings: readonly Standing[], changed: ReadonlySet<string>, fresh: readonly Standing[]): Standing[] {
  const others = changed.size === 0 ? [...standings] : standings.filter(({ row }) => !changed.has(row.account.id))
  if (fresh.length > FEW) return [...others, ...fresh].sort(byNeed)
  for (const one of fresh) {
    let [from, to] = [0, others.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (byNeed(others[middle]!, one) < 0) from = middle + 1
      else to = middle
    }
    others.splice(from, 0, one)
  }
  return others
}

/** Beyond these, putting all in order anew costs less. */
const FEW = 200

function databaseOf(connection: ClientConfig): Database {
  return keptDatabase(connection, 'quarterdeck sponsors', 4)
}
