import type { Opportunity } from '../../domain/opportunities/opportunity.ts'

interface Column {
  readonly stage: string
  readonly deals: Opportunity[]
}

/**
 * Deals in the column of the stage they are in now, so that a move shows at once, while counts and sums wait for the server.
 * A deal that comes takes the place that the server will give it, by close date and then by id: were it put last, it would
 * jump when the answer comes, and a menu opened on it meanwhile would be left behind, out of sight.
 */
export function placedDeals<C extends Column>(columns: readonly C[]): C[] {
  const deals = columns.flatMap((column) => column.deals)
  return columns.map((column) => {
    const here = deals.filter((deal) => deal.stage === column.stage)
    const came = here.some((deal) => !column.deals.includes(deal))
    return { ...column, deals: came ? here.toSorted(asListed) : here }
  })
}

/** By expected close date, those without one last, then by id. */
function asListed(a: Opportunity, b: Opportunity): number {
  const [left, right] = [a.expectedCloseOn, b.expectedCloseOn]
  if (left === right) return a.id < b.id ? -1 : 1
  if (left === null || right === null) return left === null ? 1 : -1
  return left < right ? -1 : 1
}
