import type { Cause } from '../../domain/alerts/cause.ts'
import { dealSituation } from '../../domain/alerts/deal-situation.ts'
import { causesOf } from '../../domain/alerts/rules.ts'
import { accountCauses } from '../../domain/alerts/rules/sponsor-rules.ts'
import { dossierAt, type DealHistory } from '../../domain/opportunities/replay.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import { sponsorAccountAt } from '../../domain/sponsors/account-past.ts'
import { recordsAt } from '../../domain/stakeholders/champions/records-at.ts'
import { inBase } from '../../domain/values/money.ts'
import * as champions from '../champions/store.ts'
import { historiesOf } from '../opportunities/history/store.ts'
import type { Ctx } from '../platform/context.ts'
import * as sponsors from '../sponsors/store.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { ruleChanges } from './rules/store.ts'
import { withChampionRecords } from './watch/store.ts'

/** Who looks: everything is in sight. */
export type Looker = Pick<Ctx, 'db' | 'sight' | 'now' | 'today'>

/** What was found about a deal or an account; `problem` where it could not be looked at. */
export interface Found {
  readonly id: string
  readonly causes: readonly Cause[]
  readonly problem?: string
}

/** The causes for alert in some deals, read together. Those in which there is nothing to look at are left out. */
export async function causesInDeals(looker: Looker, deals: readonly string[]): Promise<Found[]> {
  const { db } = looker
  const [settings, changes] = await Promise.all([readSettings(db), ruleChanges(db)])
  const [rates, histories, tested] = await Promise.all([
    readRates(db, settings),
    historiesOf(looker, deals),
    withChampionRecords(db, deals),
  ])
  const known = { settings, changes, rates }
  return eachOf(deals, async (deal) => {
    const history = histories.get(deal)
    return history ? causesNow(looker, { deal, history, isTested: tested.has(deal) }, known) : []
  })
}

/** The same of accounts. */
export async function causesInAccounts(looker: Looker, accounts: readonly string[]): Promise<Found[]> {
  const [settings, changes] = await Promise.all([readSettings(looker.db), ruleChanges(looker.db)])
  const enabled = (rule: string) => changes.get(rule)?.enabled ?? true
  const pasts = await sponsors.pastsOf(looker, { ids: accounts, base: settings.baseCurrency })
  const of = new Map(pasts.map((past) => [past.account.id, past]))
  return eachOf([...of.keys()], async (id) => accountCauses(sponsorAccountAt(of.get(id)!, looker.now), settings, enabled))
}

async function eachOf(ids: readonly string[], look: (id: string) => Promise<readonly Cause[]>): Promise<Found[]> {
  const found: Found[] = []
  for (const id of ids) {
    try {
      found.push({ id, causes: await look(id) })
    } catch (error) {
      found.push({ id, causes: [], problem: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
  return found
}

interface ReadDeal {
  readonly deal: string
  readonly history: DealHistory
  /** Whether somebody tested a champion of it, or said that one left. */
  readonly isTested: boolean
}

/** What is the same for all deals. */
interface Known {
  readonly settings: Settings
  readonly changes: Awaited<ReturnType<typeof ruleChanges>>
  readonly rates: Awaited<ReturnType<typeof readRates>>
}

async function causesNow(
  { db, now, today }: Looker,
  { deal, history, isTested }: ReadDeal,
  known: Known,
): Promise<readonly Cause[]> {
  const [tests, said] = isTested ? await Promise.all([champions.testsOf(db, deal, now), champions.saidOf(db, deal)]) : [[], []]
  const dossier = dossierAt(history, now)
  if (!dossier) return []
  const { settings, rates, changes } = known
  const amount = dossier.opportunity.amount ?? dossier.opportunity.listAmount ?? null
  const situation = dealSituation(deal, dossier, {
    ...recordsAt(history, now, { tests, said, settings }),
    amountMinor: amount && (inBase(rates, amount, today) ?? null),
  })
  return situation ? causesOf(situation, (rule) => changes.get(rule)?.enabled ?? true) : []
}
