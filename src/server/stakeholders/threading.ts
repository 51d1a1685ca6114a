import type { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { stakeholders } from '../../contract/stakeholders.ts'
import { dossierAt } from '../../domain/opportunities/replay.ts'
import { threading as threadingOf } from '../../domain/stakeholders/threading.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { historyOf } from '../opportunities/history/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'

type Operation = (typeof stakeholders)['threading']

/** Threads, engagement and threading risk of a deal, from what was known before `asOf` began; before now where no day is given. */
export async function threading(ctx: Ctx, { deal, asOf }: z.output<Operation['input']>): Promise<z.output<Operation['output']>> {
  const id = await opportunities.idOf(ctx, deal)
  const row = await opportunities.unseen(ctx.db, id)
  const dossier = dossierAt(await historyOf(ctx, id), asOfInstant(asOf, ctx.now))
  if (!dossier) throw new Problem('not-found', `Nothing was known of this deal before ${asOf ?? 'now'}.`)
  const found = threadingOf(dossier, (await readSettings(ctx.db)).threading)
  return {
    deal: { id, externalId: row.external_id, name: dossier.opportunity.name ?? row.name },
    asOf: asOf ?? ctx.now,
    total: found.total,
    active: found.active,
    dormant: found.dormant,
    risk: found.risk,
    riskReason: found.riskReason,
    people: found.people.map((one) => ({
      contact: { id: one.person.contactId, externalId: one.person.externalId, name: one.person.name, title: one.person.title },
      sameAs: one.sameAs.map((record) => record.contactId),
      role: one.roles[0] ?? null,
      roles: [...one.roles],
      engagement: one.engagement,
      trend: one.trend,
      interactions: one.interactions.length,
      inbound: one.inbound,
      outbound: one.outbound,
      lastTouch: one.lastTouch,
      active: one.active,
      why: one.why,
    })),
  }
}
