import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { api } from '../app/api.ts'
import type { ListFilter } from './pipeline-search.ts'

/** More are not loaded into one table: a person narrows down instead. */
export const MOST_ROWS = 2000
const PAGE = 500

export interface DealRows {
  readonly items: readonly Opportunity[]
  /** How many there are, whether or not they are among the items. */
  readonly total: number
  /** Which filter they answer, as text: while another is being asked for, these rows are still shown. */
  readonly filter: string
}

/** The deals of a filter, those that close first, up to 2,000: groups and sums need them all. */
export function useDealRows(filter: ListFilter, when: 'on' | 'off') {
  return useQuery({
    queryKey: ['opportunities', 'list', filter],
    queryFn: ({ signal }) => allRows(filter, signal),
    placeholderData: keepPreviousData,
    enabled: when === 'on',
  })
}

async function allRows(filter: ListFilter, signal: AbortSignal): Promise<DealRows> {
  const items: Opportunity[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await api.opportunities.list({ ...filter, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }, { signal })
    items.push(...page.items)
    if (page.next === null || items.length >= MOST_ROWS) return { items, total: page.total, filter: JSON.stringify(filter) }
    cursor = page.next
  }
}
