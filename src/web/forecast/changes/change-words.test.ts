import { expect, test } from 'vitest'
import { sampleChanges } from '../test-board.ts'
import { whatChanged } from './changed-deals.tsx'
import { changeSteps, findingOf, waterfallOf } from './change-words.ts'

const today = '2026-11-20'
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

test('in groups or kind by kind, the steps lead from one p50 to the other', () => {
  for (const size of ['groups', 'every kind'] as const) {
    const steps = changeSteps(sampleChanges, size, today)
    const [first, ...rest] = steps
    const last = rest.pop()
    expect([first?.name, last?.name]).toEqual(['13 Nov', '20 Nov'])
    expect(first!.value + sum(rest.map(({ value }) => value))).toBe(last?.value)
  }
})

test('a narrow panel groups kinds, and every kind is in one group', () => {
  const kinds = (size: 'groups' | 'every kind') => changeSteps(sampleChanges, size, today).flatMap((step) => step.kinds)
  for (const { kind } of sampleChanges.bars) expect(kinds('groups').filter((one) => one === kind)).toEqual([kind])
  expect(kinds('every kind')).toEqual(sampleChanges.bars.map(({ kind }) => kind))
})

test('bars say their sign and size without the currency, which the levels carry', () => {
  const { format, formatChange } = waterfallOf([], 'USD')
  expect([format(136_000_000), formatChange(-5_000_000), formatChange(2_500_000)]).toEqual(['$1.36M', '−50K', '+25K'])
})

test('the finding names what moved it most', () => {
  const steps = changeSteps(sampleChanges, 'groups', today)
  expect(findingOf(sampleChanges, steps, today)).toBe(
    'The p50 went from $1.40M to $1.36M since 13 Nov; most of it: slipped −$50K, won +$25K',
  )
})

test('what changed on a deal is said with what it was and what it is', () => {
  const [slipped, won] = sampleChanges.deals
  expect(whatChanged(slipped!, today)).toBe('Close date slipped out of the period, close 11 Dec to 15 Jan 2027, win 62% to 20%')
  expect(whatChanged(won!, today)).toBe('Won, was 58% to be won in the period')
})
