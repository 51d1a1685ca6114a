import { expect, test } from 'vitest'
import { dealKind, dealKinds } from './deal-kind.ts'

test.each([
  ['New Customer', 'new business'],
  ['Existing Customer - Upgrade', 'expansion'],
  ['Existing Customer - Replacement', 'expansion'],
  ['Existing Customer - Downgrade', 'expansion'],
  ['Renewal', 'renewal'],
  ['newbusiness', 'new business'],
  ['existingbusiness', 'expansion'],
  ['New Business', 'new business'],
  ['Existing Business', 'expansion'],
  ['Neukundengeschäft', 'new business'],
  ['Vertragsverlängerung', 'renewal'],
  ['Bestandskunde', 'expansion'],
  ['Renouvellement', 'renewal'],
  ['Förnyelse', 'renewal'],
  ['Fornyelse', 'renewal'],
  ['Renovación', 'renewal'],
  ['Up-sell', 'expansion'],
  ['AddOn', 'expansion'],
  ['Renewal + upsell', 'renewal'],
  ['New', 'new business'],
  // Words that only look like it.
  ['Renewable energy', null],
  ['Non-renewal', null],
  ['Services', null],
  ['', null],
])('the type %j is a deal of kind %j', (type, kind) => {
  expect(dealKind(type, null)).toBe(kind)
  expect(dealKind(type, 'Sales')).toBe(kind)
})

test('where the type says nothing, the pipeline does', () => {
  expect(dealKind(null, 'Renewals 2026')).toBe('renewal')
  expect(dealKind('Services', 'New business')).toBe('new business')
  expect(dealKind(null, 'Sales')).toBeNull()
  expect(dealKind(null, null)).toBeNull()
})

test('a type that says no more than that they are a customer is a renewal in the pipeline of renewals, and no other type is', () => {
  expect(dealKind('existingbusiness', 'Renewals')).toBe('renewal')
  expect(dealKind('existingbusiness', 'Sales')).toBe('expansion')
  expect(dealKind('Upsell', 'Renewals')).toBe('expansion')
  expect(dealKind('newbusiness', 'Renewals')).toBe('new business')
})

test('asked for many deals it is the same', () => {
  const kindOf = dealKinds(new Map([['p1', 'Renewals']]))
  expect([kindOf(null, 'p1'), kindOf(null, 'p2'), kindOf('Renewal', null), kindOf(null, 'p1')]).toEqual([
    'renewal',
    null,
    'renewal',
    'renewal',
  ])
})
