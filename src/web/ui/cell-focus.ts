/**
 * Moves focus from an editable cell to the one below, right or left of it in the same table, or keeps it. Rows without such a cell
 * (group rows) are stepped over; at the edge focus stays.
 */
export function moveToCell(from: Element | null, move: 'down' | 'right' | 'left' | 'stay'): void {
  if (!(from instanceof HTMLElement)) return
  if (
    document.activeElement !== document.body &&
    document.activeElement !== from &&
    document.activeElement !== null &&
    move === 'stay'
  )
    return
  const target = move === 'stay' ? from : move === 'down' ? below(from) : beside(from, move === 'right' ? 1 : -1)
  ;(target ?? from).focus()
}

function below(from: HTMLElement): HTMLElement | undefined {
  const column = from.closest<HTMLTableCellElement>('td')?.dataset['column']
  if (column === undefined) return undefined
  for (let row = from.closest('tr')?.nextElementSibling; row; row = row.nextElementSibling) {
    const found = row.querySelector<HTMLElement>(`td[data-column="${CSS.escape(column)}"] [data-edit-cell]`)
    if (found) return found
  }
  return undefined
}

/** The next or previous editable cell of the row, then of the rows after or before it. */
function beside(from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const cells = [...(from.closest('table')?.querySelectorAll<HTMLElement>('[data-edit-cell]') ?? [])]
  return cells[cells.indexOf(from) + step]
}
