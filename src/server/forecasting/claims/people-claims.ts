import { championReport } from '../../../domain/stakeholders/champions/champion-report.ts'
import { recordsAt } from '../../../domain/stakeholders/champions/records-at.ts'
import { personClaims, type PersonClaim } from '../../../domain/forecasting/claims/person-claims.ts'
import { dossierAt } from '../../../domain/opportunities/replay.ts'
import { asOfInstant } from '../../../domain/values/as-of.ts'
import * as champions from '../../champions/store.ts'
import { historyOf } from '../../opportunities/history/store.ts'
import type { Ctx } from '../../platform/context.ts'
import { readSettings } from '../../settings/store.ts'

/** What is said of a deal's people now. */
export async function peopleClaims(ctx: Ctx, deal: string): Promise<readonly PersonClaim[]> {
  const before = asOfInstant(undefined, ctx.now)
  const [history, settings, tests, said] = await Promise.all([
    historyOf(ctx, deal),
    readSettings(ctx.db),
    champions.testsOf(ctx.db, deal, before),
    champions.saidOf(ctx.db, deal),
  ])
  const dossier = dossierAt(history, before)
  if (!dossier) return []
  const { people } = championReport(dossier, recordsAt(history, before, { tests, said, settings }))
  return personClaims(people, settings.threading)
}
