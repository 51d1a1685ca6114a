import type { Opportunity } from '../../domain/opportunities/opportunity.ts'

/** What the answers about deals look like: a deal, a list, a board. */
type Held = Opportunity | { items: readonly Opportunity[] } | { columns: readonly { deals: readonly Opportunity[] }[] }

/**
 * A kept answer with new values of one deal, or the same answer where the deal is not in it. Values are put in place: the deal
 * stays where it stands in a list or on the board until the answer is asked for again.
 */
export function withDeal(data: unknown, id: string, fields: Partial<Opportunity>): unknown {
  if (typeof data !== 'object' || data === null) return data
  const held = data as Held
  if ('items' in held && Array.isArray(held.items))
    return holds(held.items, id) ? { ...held, items: put(held.items, id, fields) } : data
  if ('columns' in held && Array.isArray(held.columns)) {
    const columns = held.columns as readonly { deals: readonly Opportunity[] }[]
    return columns.some((column) => holds(column.deals, id))
      ? { ...held, columns: columns.map((column) => ({ ...column, deals: put(column.deals, id, fields) })) }
      : data
  }
  return 'id' in held && held.id === id && 'stageId' in held ? { ...held, ...fields } : data
}

function holds(deals: readonly Opportunity[], id: string): boolean {
  return deals.some((deal) => deal.id === id)
}

function put(deals: readonly Opportunity[], id: string, fields: Partial<Opportunity>): readonly Opportunity[] {
  return deals.map((deal) => (deal.id === id ? { ...deal, ...fields } : deal))
}
