import { expect, test } from 'vitest'
import type { DealHistory } from '../deal-history.ts'
import { madeDeal } from '../made-deal.ts'
import { dayOfFit } from './day-of-fit.ts'

const at = (day: string) => Date.parse(day)
const closedOn = (day: string, recorded = day): DealHistory =>
  madeDeal('A', at('2026-01-05'), { outcome: { kind: 'won', at: at(day), amountMinor: 100, recordedAt: at(recorded) } })
const open = (created: string): DealHistory => madeDeal('B', at(created))

test('what is entered today is counted and not learned from until tomorrow', () => {
  const known = Array.from({ length: 20 }, () => closedOn('2026-02-01'))
  expect(dayOfFit(known, '2026-03-03')).toBe('2026-03-02')
  expect(dayOfFit([...known, closedOn('2026-03-02')], '2026-03-03')).toBe('2026-03-02')
})

test('on the day of an import the model learns what came with it', () => {
  const known = Array.from({ length: 20 }, () => closedOn('2026-02-01'))
  const imported = Array.from({ length: 5 }, () => closedOn('2026-02-01', '2026-03-02T08:00:00Z'))
  expect(dayOfFit([...known, ...imported], '2026-03-03')).toBe('2026-03-03')
  expect(dayOfFit([...known, ...Array.from({ length: 5 }, () => open('2026-03-02'))], '2026-03-03')).toBe('2026-03-03')
  expect(dayOfFit(imported, '2026-03-03')).toBe('2026-03-03')
})

test('a company without any outcome learns what it can on the day itself', () => {
  expect(dayOfFit([], '2026-03-03')).toBe('2026-03-03')
  expect(dayOfFit([open('2026-02-01')], '2026-03-03')).toBe('2026-03-03')
})
