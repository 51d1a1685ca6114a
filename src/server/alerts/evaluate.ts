import { alertStep, type AlertStep } from '../../domain/alerts/alert-life.ts'
import type { Cause } from '../../domain/alerts/cause.ts'
import { dealSituation } from '../../domain/alerts/deal-situation.ts'
import { causesOf } from '../../domain/alerts/rules.ts'
import { accountCauses } from '../../domain/alerts/rules/sponsor-rules.ts'
import { dossierAt, type DealHistory } from '../../domain/opportunities/replay.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import { sponsorAccountAt, type AccountPast } from '../../domain/sponsors/account-past.ts'
import { influenceAt } from '../../domain/stakeholders/map/entered-at.ts'
import { inBase } from '../../domain/values/money.ts'
import * as champions from '../champions/store.ts'
import { historiesOf } from '../opportunities/history/store.ts'
import type { App, Ctx, NewEvent } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { oneByOne } from '../platform/jobs/one-by-one.ts'
import { writeEvents } from '../platform/journal.ts'
import * as sponsors from '../sponsors/store.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { jobCtx, JOB_STAMP } from './job-ctx.ts'
import { ruleOf, wordsFor } from './rule-words.ts'
import * as store from './store.ts'

/** So many deals are read together, and forgotten before the next are read. */
const DEALS_AT_ONCE = 50
/** Their pasts are read together in the same way. */
const ACCOUNTS_AT_ONCE = 200

/**
 * Looks at deals for causes for alert: opens what is new or news, follows what is known, and ends what is over. Whoever is
 * concerned is told by `tellWaiting`. Looking twice changes nothing.
 */
export async function evaluateDeals(app: App, deals: readonly string[]): Promise<void> {
  if (deals.length === 0) return
  const [settings, changes] = await Promise.all([readSettings(app.db), store.ruleChanges(app.db)])
  const known = { settings, changes, rates: await readRates(app.db, settings) }
  for (let from = 0; from < deals.length; from += DEALS_AT_ONCE) {
    const some = deals.slice(from, from + DEALS_AT_ONCE)
    const what = (deal: string) => `deal ${deal} could not be looked at for alerts`
    await oneByOne(app, [some], (together) => evaluateTogether(app, together, known, what), {
      what: () => `${some.length} deals could not be read for alerts`,
    })
  }
}

async function evaluateTogether(app: App, deals: readonly string[], known: Known, what: (deal: string) => string): Promise<void> {
  const ctx = jobCtx(app)
  const [histories, tested, alerted] = await Promise.all([
    historiesOf(ctx, deals),
    store.withChampionRecords(app.db, deals),
    store.withAlerts(app.db, deals),
  ])
  const look = async (deal: string) => {
    const history = histories.get(deal)
    const causes = history ? await causesNow(ctx, { deal, history, isTested: tested.has(deal) }, known) : []
    // Most deals have nothing to tell, and nothing to end.
    if (causes.length > 0 || alerted.has(deal)) await follow(ctx, { noun: 'opportunity', id: deal }, causes, known.changes)
  }
  await oneByOne(app, deals, look, { what })
}

type Changes = Awaited<ReturnType<typeof store.ruleChanges>>

/** What is the same for all deals. */
interface Known {
  readonly settings: Settings
  readonly changes: Changes
  readonly rates: Awaited<ReturnType<typeof readRates>>
}

/** The same for accounts. */
export async function evaluateAccounts(app: App, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return
  const ctx = jobCtx(app)
  const [settings, changes] = await Promise.all([readSettings(app.db), store.ruleChanges(app.db)])
  const enabled = (rule: string) => changes.get(rule)?.enabled ?? true
  const alerted = new Set(await store.alertedAccounts(app.db))
  const look = async (past: AccountPast) => {
    const causes = accountCauses(sponsorAccountAt(past, ctx.now), settings, enabled)
    // Most accounts have nothing to tell, and nothing to end.
    if (causes.length > 0 || alerted.has(past.account.id))
      await follow(ctx, { noun: 'account', id: past.account.id }, causes, changes)
  }
  const what = ({ account }: AccountPast) => `account ${account.id} could not be looked at for alerts`
  for (let from = 0; from < accounts.length; from += ACCOUNTS_AT_ONCE) {
    const ids = accounts.slice(from, from + ACCOUNTS_AT_ONCE)
    await oneByOne(app, await sponsors.pastsOf(ctx, { ids, base: settings.baseCurrency }), look, { what })
  }
}

/** Moves what is known of a subject's alerts along with its causes. */
async function follow(ctx: Ctx, subject: Cause['subject'], causes: readonly Cause[], changes: Changes): Promise<void> {
  await ctx.app.db.transaction().execute(async (db) => {
    const known = await store.holdAbout(db, subject)
    const events: NewEvent[] = []
    const nameOf = (rule: string, key: string) => `${rule} ${key}`
    const rows = new Map(known.map((row) => [nameOf(row.rule, row.cause_key), row]))
    const found = new Map(causes.map((cause) => [nameOf(cause.rule, cause.key), cause]))
    for (const name of new Set([...rows.keys(), ...found.keys()])) {
      const [row, cause] = [rows.get(name), found.get(name)]
      const rule = row?.rule ?? cause?.rule ?? ''
      const quietDays = changes.get(rule)?.quietDays ?? ruleOf(rule)?.quietDays ?? 30
      const step = alertStep(row && store.lifeOf(row), cause, { now: ctx.now, quietDays })
      if (step) events.push(...(await keep(db, { row, cause, step, changes, now: ctx.now, subject })))
    }
    await writeEvents(db, events, { ...JOB_STAMP, now: ctx.now })
  })
}

interface ReadDeal {
  readonly deal: string
  readonly history: DealHistory
  /** Whether somebody tested a champion of it, or said that one left. */
  readonly isTested: boolean
}

async function causesNow(ctx: Ctx, { deal, history, isTested }: ReadDeal, known: Known): Promise<readonly Cause[]> {
  const [tests, said] = isTested
    ? await Promise.all([champions.testsOf(ctx.db, deal, ctx.now), champions.saidOf(ctx.db, deal)])
    : [[], []]
  const dossier = dossierAt(history, ctx.now)
  if (!dossier) return []
  const { settings, rates, changes } = known
  const amount = dossier.opportunity.amount ?? dossier.opportunity.listAmount ?? null
  const situation = dealSituation(deal, dossier, {
    events: history.events,
    tests,
    said,
    influence: influenceAt(history.events, ctx.now),
    threading: settings.threading,
    departureCertainty: settings.champions.departureCertainty,
    amountMinor: amount && (inBase(rates, amount, ctx.today) ?? null),
  })
  return situation ? causesOf(situation, (rule) => changes.get(rule)?.enabled ?? true) : []
}

async function keep(
  db: Db,
  given: {
    row: store.Row | undefined
    cause: Cause | undefined
    step: AlertStep
    changes: Changes
    now: string
    subject: Cause['subject']
  },
): Promise<NewEvent[]> {
  const { row, cause, step, changes, now, subject } = given
  const about = {
    noun: 'alert',
    opportunityId: subject.noun === 'opportunity' ? subject.id : null,
    accountId: subject.noun === 'account' ? subject.id : null,
  } as const
  const words = cause ? wordsFor(cause, changes) : undefined
  const id = row?.id ?? (cause && words ? await store.open(db, cause, step.life, words, now) : undefined)
  if (id === undefined) return []
  if (row)
    await store.save(db, id, step.life, {
      ...(words ? { words } : {}),
      ...(cause ? { cause } : {}),
      ...(step.opened === null ? {} : { openedAt: now }),
    })
  if (step.opened !== null && cause)
    return [
      {
        ...about,
        type: 'alert.opened',
        subject: id,
        before: row ? { state: row.state } : null,
        after: { rule: cause.rule, cause: cause.state, why: step.opened, recipientId: cause.recipientId, ...words },
      },
    ]
  if (step.life.state === 'gone')
    return [{ ...about, type: 'alert.gone', subject: id, before: { state: row?.state ?? null }, after: { state: 'gone' } }]
  return []
}
