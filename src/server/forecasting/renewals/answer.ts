import type { z } from 'zod'
import type { ContractRenewals } from '../../../contract/forecast-answers.ts'
import {
  endingContracts,
  heldContract,
  renewalRecord,
  type RenewalDeal,
} from '../../../domain/forecasting/renewals/ending-contracts.ts'
import { contractsOfAccount } from '../../../domain/sponsors/account-past.ts'
import { teamsOn } from '../../platform/access/read-sight.ts'
import type { Ctx } from '../../platform/context.ts'
import { readSettings } from '../../settings/store.ts'
import type { Where } from '../company.ts'
import { knownBefore, ownersAsked, periodAsked, type ProjectionQuestion } from '../question.ts'
import { resolveTeam } from '../store.ts'
import { accountsInSight, contractPasts } from './store.ts'

/** Contracts that end in a period and that no renewal deal carries on, as known on a day. */
export async function renewals(ctx: Ctx, input: Omit<ProjectionQuestion, 'group'>): Promise<z.input<typeof ContractRenewals>> {
  const { baseCurrency, fiscalYearStartMonth } = await readSettings(ctx.db)
  const day = input.asOf ?? ctx.today
  const period = periodAsked(input.period, day, fiscalYearStartMonth)
  const within = input.team === undefined ? null : await resolveTeam(ctx.db, input.team)
  const owners = ownersAsked(ctx, await teamsOn(ctx.db, day), within, input.owner)
  const known = knownBefore(ctx, input.asOf)
  const instant = `${known}T00:00:00.000Z`
  const pasts = await contractPasts(ctx.db, instant, baseCurrency)
  const contracts = pasts.flatMap((past) =>
    contractsOfAccount(past, instant).flatMap((contract) => heldContract(past.account.id, contract)),
  )
  const deals = contracts.length === 0 ? [] : await renewalDealsOf(ctx, known)
  const ending = endingContracts(contracts, deals, period)
  const seen = await accountsInSight(ctx, [...new Set(ending.map(({ account }) => account))])
  const past = renewalRecord(contracts, deals, day)
  const narrowed = input.team === undefined && input.owner === undefined ? null : new Set<string | null>(owners)
  return {
    period: { name: period.name, start: period.start, end: period.end },
    asOf: day,
    contracts: ending.flatMap(({ account, number, endsOn, value }) => {
      const at = seen.get(account)
      return at && (narrowed?.has(at.owner?.id ?? null) ?? true) ? [{ account: at, number, endsOn, value }] : []
    }),
    past,
    note: past === null ? NOTHING_ADDED : AMONG_NEW,
  }
}

function renewalDealsOf({ app }: Ctx, asOf: string): Promise<RenewalDeal[]> {
  return app.workers.run<RenewalDeal[]>('forecasting', 'renewalDeals', { connection: app.connection, asOf } satisfies Where)
}

/** Where no deal is called a renewal, those not yet created need not hold any either. */
const NOTHING_ADDED = 'Nothing is added to the forecast for these.'
const AMONG_NEW = 'Nothing is added to the forecast for these: renewals that are not yet deals are among those not yet created.'
