import { Problem } from '../../contract/problem.ts'
import type { Dossier } from '../../domain/opportunities/dossier.ts'
import { dossierAt, type DealEvent } from '../../domain/opportunities/replay.ts'
import { NETWORK_SOURCES } from '../../domain/network/network-source.ts'
import { recommendedContacts } from '../../domain/network/recommended-contacts.ts'
import { enteredAt } from '../../domain/stakeholders/map/entered-at.ts'
import { stakeholderMap, type StakeholderMap } from '../../domain/stakeholders/map/stakeholder-map.ts'
import { threading as threadingOf, type Threading } from '../../domain/stakeholders/threading.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { inBase } from '../../domain/values/money.ts'
import * as network from '../network/store.ts'
import { historyOf } from '../opportunities/history/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { readRates, readSettings } from '../settings/store.ts'
import * as store from './store.ts'

export interface ReadMap {
  readonly deal: { readonly id: string; readonly externalId: string | null; readonly name: string }
  readonly dossier: Dossier
  readonly threading: Threading
  readonly map: StakeholderMap
  /** All that the journal says of it, later than `asOf` too. */
  readonly events: readonly DealEvent[]
}

/** The map of a deal in sight, from what was known before `asOf` began; before now where no day is given. */
export async function readMap(ctx: Ctx, deal: string, asOf: string | undefined): Promise<ReadMap> {
  const id = await opportunities.idOf(ctx, deal)
  const row = await opportunities.unseen(ctx.db, id)
  const [history, events, settings] = await Promise.all([historyOf(ctx, id), store.events(ctx, id), readSettings(ctx.db)])
  const dossier = dossierAt(history, asOfInstant(asOf, ctx.now))
  if (!dossier) throw new Problem('not-found', `Nothing was known of this deal before ${asOf ?? 'now'}.`)
  const { amount } = dossier.opportunity
  const amountMinor = amount ? (inBase(await readRates(ctx.db, settings), amount, asOf ?? ctx.today) ?? null) : null
  const threading = threadingOf(dossier, settings.threading, { amountMinor })
  const entered = enteredAt(events, dossier.asOf)
  const found = await network.findings(ctx, dossier)
  const { items } = recommendedContacts(found, threading, new Set(NETWORK_SOURCES))
  const named = new Set([
    ...entered.relationships.filter(({ state }) => state === 'confirmed').flatMap(({ from, to }) => [from, to]),
    ...dossier.people.flatMap(({ reportsToId }) => reportsToId ?? []),
  ])
  const onDeal = new Set(dossier.people.map(({ contactId }) => contactId))
  const missing = [...named].filter((one) => !onDeal.has(one))
  const known = new Map(found.contacts.map((one) => [one.contactId, one]))
  const others = [
    ...missing.flatMap((one) => known.get(one) ?? []),
    ...(await network.contactsAt(
      ctx.db,
      missing.filter((one) => !known.has(one)),
      dossier.asOf,
    )),
  ]
  const map = stakeholderMap({ dossier, threading, entered, others, recommended: items, settings: settings.threading })
  return {
    deal: { id, externalId: row.external_id, name: dossier.opportunity.name ?? row.name },
    dossier,
    threading,
    map,
    events,
  }
}
