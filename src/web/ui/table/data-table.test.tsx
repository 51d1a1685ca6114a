import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { KeyMapProvider } from '../key-map.tsx'
import type { Column, Sort } from './column.ts'
import { DataTable, type DataTableProps } from './data-table.tsx'

interface Deal {
  readonly id: string
  readonly name: string
  readonly amount: number | null
  readonly group: string
}

const deals: Deal[] = [
  { id: 'a', name: 'Arden', amount: 342, group: 'best' },
  { id: 'b', name: 'Brightline', amount: null, group: 'best' },
  { id: 'c', name: 'Corvus', amount: 246, group: 'commit' },
  { id: 'd', name: 'Dunmore', amount: 1000, group: 'commit' },
]
const columns: Column<Deal>[] = [
  { id: 'name', header: 'Deal', value: (deal) => deal.name, width: 100, grow: 1, priority: 1 },
  { id: 'amount', header: 'Amount', value: (deal) => deal.amount, width: 80, align: 'end', first: 'desc', priority: 1 },
]

beforeAll(() => {
  // happy-dom lays nothing out; a width makes the columns fit.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
})
afterEach(cleanup)

function Table(props: Partial<DataTableProps<Deal>>) {
  const [sort, setSort] = useState<Sort>({ column: 'name', order: 'asc' })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  return (
    <KeyMapProvider singleKeys="on">
      <DataTable
        label="Deals"
        rows={deals}
        columns={columns}
        rowId={(deal) => deal.id}
        rowName={(deal) => deal.name}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelect={setSelected}
        {...props}
      />
    </KeyMapProvider>
  )
}
const names = () => screen.getAllByRole('row').flatMap((row) => row.querySelector('[data-column="name"]')?.textContent ?? [])
const row = (name: string) => screen.getByText(name).closest('tr') as HTMLElement

test('amounts sort as numbers, largest first, and deals without an amount stay last either way', () => {
  render(<Table />)
  fireEvent.click(screen.getByRole('button', { name: 'Amount' }))
  expect(names()).toEqual(['Dunmore', 'Arden', 'Corvus', 'Brightline'])
  fireEvent.click(screen.getByRole('button', { name: 'Amount' }))
  expect(names()).toEqual(['Corvus', 'Arden', 'Dunmore', 'Brightline'])
  expect(screen.getByRole('columnheader', { name: 'Amount' }).getAttribute('aria-sort')).toBe('ascending')
})

test('groups stand in their order with their subtotal, and fold', () => {
  const onFold = vi.fn<(group: string) => void>()
  const groups = [
    { id: 'commit', label: 'Commit', cells: { amount: '$1.25M' } },
    { id: 'best', label: 'Best case' },
  ]
  const { rerender } = render(<Table groups={groups} groupOf={(deal) => deal.group} onFold={onFold} />)
  expect(names()).toEqual(['Corvus', 'Dunmore', 'Arden', 'Brightline'])
  expect(within(screen.getByText('Commit').closest('tr') as HTMLElement).getByText('$1.25M')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Commit: show rows' }))
  expect(onFold).toHaveBeenCalledWith('commit')
  rerender(<Table groups={groups} groupOf={(deal) => deal.group} onFold={onFold} folded={new Set(['commit'])} />)
  expect(names()).toEqual(['Arden', 'Brightline'])
})

test('X selects the row with focus, Shift+X up to it, and Enter opens it', async () => {
  const onOpen = vi.fn<(deal: Deal) => void>()
  render(<Table onOpen={onOpen} />)
  fireEvent.focus(row('Arden'))
  fireEvent.keyDown(document.body, { key: 'x' })
  fireEvent.focus(row('Corvus'))
  fireEvent.keyDown(document.body, { key: 'X', shiftKey: true })
  expect(screen.getAllByRole('row').filter((one) => one.getAttribute('aria-selected') === 'true')).toHaveLength(3)
  fireEvent.keyDown(row('Corvus'), { key: 'Enter' })
  expect(onOpen).toHaveBeenCalledWith(deals[2])
})

test('J moves down a row and stops at the last one', async () => {
  render(<Table />)
  fireEvent.focus(row('Corvus'))
  for (let press = 0; press < 3; press++) {
    fireEvent.keyDown(document.body, { key: 'j' })
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  expect(document.activeElement).toBe(row('Dunmore'))
})

test('of two thousand deals only those near the window are in the page, and the count is that of all', () => {
  const many = Array.from({ length: 2000 }, (_, index) => ({
    id: `n${index}`,
    name: `Deal ${index}`,
    amount: index,
    group: 'commit',
  }))
  render(<Table rows={many} height="page" />)
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2001')
  expect(screen.getAllByRole('row').length).toBeLessThan(100)
})

test('rows that the server sorted keep its order', () => {
  render(<Table sortedBy="server" sort={{ column: 'amount', order: 'desc' }} />)
  expect(names()).toEqual(['Arden', 'Brightline', 'Corvus', 'Dunmore'])
})
