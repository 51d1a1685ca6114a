import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useSettledOrder } from './settled-order.ts'

interface Row {
  readonly id: string
  readonly size: number
}

const idOf = (row: Row) => row.id
const standingOf = (row: Row) => ({ group: row.size > 100 ? 'large' : 'small', value: row.size })
const sorted = (rows: readonly Row[]) => rows.toSorted((a, b) => b.size - a.size)
const ROWS = [
  { id: 'a', size: 30 },
  { id: 'b', size: 20 },
  { id: 'c', size: 10 },
]

function order(rows: readonly Row[], key = 'by size') {
  const view = renderHook(
    (given: { rows: readonly Row[]; key: string }) => useSettledOrder(given.rows, given.key, idOf, standingOf, sorted),
    {
      initialProps: { rows, key },
    },
  )
  return { ...view, ids: () => view.result.current.rows.map(idOf) }
}

test('a row whose value changes stays where it is, shows the new value, and is counted', () => {
  const { result, rerender, ids } = order(ROWS)
  expect(ids()).toEqual(['a', 'b', 'c'])
  rerender({
    rows: [
      { id: 'a', size: 30 },
      { id: 'b', size: 20 },
      { id: 'c', size: 500 },
    ],
    key: 'by size',
  })
  expect(ids()).toEqual(['a', 'b', 'c'])
  expect(result.current.rows[2]?.size).toBe(500)
  expect(result.current.moved).toBe(1)
  expect(result.current.groupOf(result.current.rows[2] as Row)).toBe('small')
})

test('on request every row goes to where it belongs', () => {
  const { result, rerender, ids } = order(ROWS)
  rerender({
    rows: [
      { id: 'a', size: 30 },
      { id: 'b', size: 20 },
      { id: 'c', size: 500 },
    ],
    key: 'by size',
  })
  act(() => result.current.refresh())
  expect(ids()).toEqual(['c', 'a', 'b'])
  expect(result.current.moved).toBe(0)
  expect(result.current.groupOf(result.current.rows[0] as Row)).toBe('large')
})

test('another view orders at once, new rows come last until then, deleted ones go', () => {
  const { rerender, ids, result } = order(ROWS)
  rerender({
    rows: [
      { id: 'new', size: 99 },
      { id: 'a', size: 30 },
      { id: 'c', size: 10 },
    ],
    key: 'by size',
  })
  expect(ids()).toEqual(['a', 'c', 'new'])
  expect(result.current.moved).toBe(1)
  rerender({
    rows: [
      { id: 'new', size: 99 },
      { id: 'a', size: 30 },
      { id: 'c', size: 10 },
    ],
    key: 'other filter',
  })
  expect(ids()).toEqual(['new', 'a', 'c'])
})
