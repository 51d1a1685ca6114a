import { expect, test } from 'vitest'
import { idsBetween, tableItems } from './table-items.ts'

const groups = [
  { id: 'commit', label: 'Commit' },
  { id: 'best', label: 'Best case' },
  { id: 'none', label: 'Nothing in here' },
]
const rows = [
  { id: 'a', group: 'best' },
  { id: 'b', group: 'commit' },
  { id: 'c', group: 'best' },
  { id: 'd', group: 'unknown' },
]
const shape = (folded: string[]) =>
  tableItems(rows, groups, (row) => row.group, new Set(folded)).map((item) =>
    item.kind === 'group' ? `${item.group.id}:${item.size}` : item.row.id,
  )

test('rows stand under their group in the order of the groups, and keep their own order within', () => {
  expect(shape([])).toEqual(['commit:1', 'b', 'best:2', 'a', 'c', 'd'])
})

test('a folded group keeps its head and its count', () => {
  expect(shape(['best'])).toEqual(['commit:1', 'b', 'best:2', 'd'])
})

test('shift selects what lies between on screen, in either direction', () => {
  expect(idsBetween(['b', 'a', 'c', 'd'], 'c', 'b')).toEqual(['b', 'a', 'c'])
  expect(idsBetween(['b', 'a'], 'gone', 'a')).toEqual(['a'])
})
