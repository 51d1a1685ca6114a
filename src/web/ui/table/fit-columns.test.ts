import { expect, test } from 'vitest'
import { fitColumns } from './fit-columns.ts'

const columns = [
  { id: 'name', width: 200, grow: 2, priority: 1 },
  { id: 'owner', width: 100, priority: 3 },
  { id: 'amount', width: 100, priority: 1 },
  { id: 'step', width: 150, grow: 1, priority: 4 },
  { id: 'health', width: 100, priority: 4 },
] as const

const ids = (available: number) => fitColumns(columns, available).map(({ column }) => column.id)

test('a wide table shows every column and gives the rest of the width to those that grow', () => {
  expect(fitColumns(columns, 950).map(({ width }) => width)).toEqual([400, 100, 100, 250, 100])
})

test('a narrow table drops the least important first, from the right', () => {
  expect(ids(560)).toEqual(['name', 'owner', 'amount', 'step'])
  expect(ids(420)).toEqual(['name', 'owner', 'amount'])
  expect(ids(320)).toEqual(['name', 'amount'])
})

test('identity and the main number never drop, and never shrink', () => {
  expect(fitColumns(columns, 100).map(({ column, width }) => [column.id, width])).toEqual([
    ['name', 200],
    ['amount', 100],
  ])
})
