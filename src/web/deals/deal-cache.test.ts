import { expect, test } from 'vitest'
import { withDeal } from './deal-cache.ts'

const one = { id: 'd1', stageId: 's1', name: 'One' }
const two = { id: 'd2', stageId: 's1', name: 'Two' }

test('the deal gets its new values in a list, on the board and alone, where it stands', () => {
  expect(withDeal({ items: [one, two], total: 2 }, 'd2', { name: 'New' })).toEqual({
    items: [one, { ...two, name: 'New' }],
    total: 2,
  })
  expect(withDeal({ columns: [{ deals: [one] }, { deals: [two] }] }, 'd1', { name: 'New' })).toEqual({
    columns: [{ deals: [{ ...one, name: 'New' }] }, { deals: [two] }],
  })
  expect(withDeal(one, 'd1', { name: 'New' })).toEqual({ ...one, name: 'New' })
})

test('an answer without the deal is the very same, so that nothing is drawn again', () => {
  for (const answer of [{ items: [one] }, { columns: [{ deals: [one] }] }, one, { open: { count: 1 } }, undefined])
    expect(withDeal(answer, 'other', { name: 'New' })).toBe(answer)
})
