import { expect, test } from 'vitest'
import { dealData } from './deal-data.ts'

const named = { id: '0f9619ff-8b86-4d01-b42d-00c04fc964ff', name: 'Halden Bank' }
const whole = {
  stage: 'proposal',
  amount: { minor: 100_000, currency: 'USD' },
  listAmount: null,
  expectedCloseOn: '2026-12-11',
  owner: named,
  account: named,
  segment: 'enterprise',
  contacts: 3,
  nextAction: 'Meet the CFO',
  lastActivityAt: '2026-11-18T10:00:00.000Z',
  createdAt: '2026-06-01T00:00:00.000Z',
  closeDateMoves: 0,
} as const
const today = '2026-11-21'

test('a deal of which everything is recorded has no defect', () => {
  expect(dealData(whole, today)).toEqual({ value: 100, defects: [] })
})

test('what misleads a forecast most costs most, and is named first', () => {
  const noSegment = dealData({ ...whole, segment: null }, today)
  const past = dealData({ ...whole, expectedCloseOn: '2026-11-01' }, today)
  expect(noSegment.defects).toEqual(['missing-segment'])
  expect(past.value).toBeLessThan(noSegment.value)
  expect(dealData({ ...whole, segment: null, amount: null, contacts: 0 }, today).defects).toEqual([
    'missing-amount',
    'missing-people',
    'missing-segment',
  ])
})

test('a price from the product lines stands for an amount, and a date that is missing is not past as well', () => {
  expect(dealData({ ...whole, amount: null, listAmount: whole.amount }, today).defects).toEqual([])
  expect(dealData({ ...whole, expectedCloseOn: null }, today).defects).toEqual(['missing-close-date'])
})

test('a deal without anything for a fortnight is recorded worse than one that was talked about yesterday', () => {
  expect(dealData({ ...whole, lastActivityAt: '2026-11-01T10:00:00.000Z' }, today)).toMatchObject({ defects: ['stale'] })
})
