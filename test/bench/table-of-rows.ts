import type { DealTable } from '../../src/domain/forecasting/table/deal-table.ts'
import type { TreeRows } from './tree-rows.ts'

export const TARGET = 'outcome'

/** Made rows as a CSV file would hold them: numbers, one column as categories, one as yes or no, one as dates, and the outcome. */
export function tableOfRows({ columns, target }: TreeRows, from = 0, to = target.length): DealTable {
  const names = columns.map((_, c) => `column ${c}`)
  const rows = Array.from({ length: to - from }, (_, i) => [
    ...columns.map((column, c) => cell(column[from + i]!, c)),
    target[from + i] === 1 ? 'Won' : 'Lost',
  ])
  return { columns: [...names, TARGET], rows }
}

function cell(value: number, column: number): string {
  if (Number.isNaN(value)) return ''
  if (column === 9) return `group ${Math.floor(value * 2)}`
  if (column === 13) return value > 1 ? 'yes' : 'no'
  if (column === 16) return new Date(Date.UTC(2024, 0, 1) + Math.round(value * 100) * 86_400_000).toISOString().slice(0, 10)
  return value.toFixed(4)
}
