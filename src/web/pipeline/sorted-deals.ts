import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import type { Sort } from '../ui/table/column.ts'

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Deals in order of a value; those without it come last either way, and equals stay in order of closing. */
export function sortedDeals(
  rows: readonly Opportunity[],
  order: Sort['order'],
  valueOf: (deal: Opportunity) => string | number | null,
): Opportunity[] {
  const keyed = rows.map((row) => ({ row, value: valueOf(row) }))
  const turn = order === 'asc' ? 1 : -1
  return keyed
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return (
        turn *
        (typeof a.value === 'number' && typeof b.value === 'number'
          ? a.value - b.value
          : byText.compare(String(a.value), String(b.value)))
      )
    })
    .map(({ row }) => row)
}

/** "amount" or "-amount" of the address as a sort; deals that close first come first where nothing is asked. */
export function sortOf(text: string | undefined): Sort {
  if (!text) return { column: 'close', order: 'asc' }
  return text.startsWith('-') ? { column: text.slice(1), order: 'desc' } : { column: text, order: 'asc' }
}

export function sortText({ column, order }: Sort): string | undefined {
  const text = order === 'desc' ? `-${column}` : column
  return text === 'close' ? undefined : text
}
