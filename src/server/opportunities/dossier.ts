import type { z } from 'zod'
import type { opportunities } from '../../contract/opportunities.ts'
import { Problem } from '../../contract/problem.ts'
import { dossierAt } from '../../domain/opportunities/replay.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import type { Ctx } from '../platform/context.ts'
import { historyOf } from './history/store.ts'
import * as store from './store.ts'

type Operation = (typeof opportunities)['dossier']

/** All that was recorded of a deal before the start of day `asOf`, in UTC; before now where no day is given. */
export async function dossier(ctx: Ctx, { id, asOf }: z.output<Operation['input']>): Promise<z.input<Operation['output']>> {
  await store.get(ctx, id)
  const found = dossierAt(await historyOf(ctx, id), asOfInstant(asOf, ctx.now))
  if (!found) throw new Problem('not-found', `Nothing was known of this deal before ${asOf ?? 'now'}.`)
  return {
    asOf: asOf ?? found.asOf,
    opportunity: { ...found.opportunity },
    account: found.account,
    people: found.people.map(({ contactId, name, title, roles, joinedAt }) => ({
      contactId,
      name,
      title,
      roles: [...roles],
      joinedAt,
    })),
    activities: [...found.activities],
    stages: [...found.stages],
  }
}
