import type { TeamOnDay } from '../../domain/access/sight.ts'
import type { Challenger } from '../../domain/forecasting/challengers/challenger.ts'
import { dealKind } from '../../domain/opportunities/deal-kind.ts'
import type { RateTable } from '../../domain/values/money.ts'
import { modelsInUse } from '../accuracy/store.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import type { Db } from '../platform/db/connect.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { pipelineNames } from './store.ts'

/** What a forecast as of a day rests on beside the deals and the journal. */
interface StandingBeside {
  /** The day that the model in use learned up to; null while none is in use. */
  readonly inUse: string | null
  readonly admitted: readonly Challenger[]
  readonly teams: TeamOnDay[]
  readonly pipelines: ReadonlyMap<string, string>
  readonly rates: RateTable
  readonly fiscalStartMonth: number
  /** All of it that changes how deals are read, as text. */
  readonly context: string
}

/** What is the same for all days is read once. */
export async function standingBeside(db: Db): Promise<(asOf: string) => Promise<StandingBeside>> {
  const [settings, pipelines, modelOf] = await Promise.all([readSettings(db), pipelineNames(db), modelsInUse(db)])
  const rates = await readRates(db, settings)
  const fiscalStartMonth = settings.fiscalYearStartMonth
  // Another pipeline changes no deal; one that tells what its deals are does.
  const telling = [...pipelines].filter(([, name]) => dealKind(null, name) !== null)
  return async (asOf) => {
    const champion = modelOf(asOf)
    const teams = await teamsOn(db, asOf)
    const admitted = champion?.admitted ?? []
    const context = JSON.stringify([settings.baseCurrency, fiscalStartMonth, teams, [...rates.rates], admitted, telling])
    return { inUse: champion?.day ?? null, admitted, teams, pipelines, rates, fiscalStartMonth, context }
  }
}
