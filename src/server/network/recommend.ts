import type { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { network } from '../../contract/network.ts'
import { NETWORK_SOURCES } from '../../domain/network/network-source.ts'
import { recommendedContacts } from '../../domain/network/recommended-contacts.ts'
import { dossierAt } from '../../domain/opportunities/replay.ts'
import { threading } from '../../domain/stakeholders/threading.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { inBase } from '../../domain/values/money.ts'
import { historyOf } from '../opportunities/history/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { readRates, readSettings } from '../settings/store.ts'
import * as store from './store.ts'

type Operation = (typeof network)['recommend']

/** People at the customer who are not on the deal, from what was known before `asOf` began. */
export async function recommend(
  ctx: Ctx,
  { deal, asOf, limit, sources }: z.output<Operation['input']>,
): Promise<z.input<Operation['output']>> {
  const id = await opportunities.idOf(ctx, deal)
  const dossier = dossierAt(await historyOf(ctx, id), asOfInstant(asOf, ctx.now))
  if (!dossier) throw new Problem('not-found', `Nothing was known of this deal before ${asOf ?? 'now'}.`)
  const settings = await readSettings(ctx.db)
  const { amount } = dossier.opportunity
  const amountMinor = amount ? (inBase(await readRates(ctx.db, settings), amount, asOf ?? ctx.today) ?? null) : null
  const found = recommendedContacts(
    await store.findings(ctx, dossier),
    threading(dossier, settings.threading, { amountMinor }),
    new Set(sources ?? NETWORK_SOURCES),
  )
  return {
    deal: { id, name: dossier.opportunity.name ?? '' },
    asOf: asOf ?? ctx.now,
    items: found.items.slice(0, limit).map((one) => ({
      ...one,
      roles: [...one.roles],
      closes: one.closes && { ...one.closes, roles: [...one.closes.roles] },
      sources: [...one.sources],
      wayIn: [...one.wayIn],
      evidence: [...one.evidence],
    })),
    found: found.items.length + found.withheld,
    withheld: found.withheld,
  }
}
