import type { RenewalDeal } from '../../../domain/forecasting/renewals/ending-contracts.ts'
import { companyAt, type Where } from '../company.ts'

/** Every deal that is called a renewal and is open or won, as known before a day; runs in a worker thread. */
export async function renewalDeals(where: Where): Promise<RenewalDeal[]> {
  const { deals } = await companyAt(where)
  return deals.flatMap(({ history: { kind, account, outcome } }) =>
    kind !== 'renewal' || !account || outcome?.kind === 'lost'
      ? []
      : [{ account, wonOn: outcome === null ? null : new Date(outcome.at).toISOString().slice(0, 10) }],
  )
}
