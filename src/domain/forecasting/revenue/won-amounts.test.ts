import { expect, test } from 'vitest'
import type { DealHistory, DealView } from '../deal-history.ts'
import { amountLaw, learnWonAmounts, placeKey } from './won-amounts.ts'

function closed(kind: 'won' | 'lost', amount: number | null, entered: number | null, segment: string | null = null): DealView {
  const history: DealHistory = {
    key: 'D',
    pipeline: 'sales',
    createdAt: 0,
    stages: [],
    outcome: { kind, at: 1, amountMinor: amount },
    amountMinor: entered,
    listAmountMinor: null,
    owner: null,
    team: null,
    segment,
    expectedClose: null,
  }
  return { history, stages: [{ stage: '', at: 0 }], end: 1, outcome: kind }
}

const asked = { amountMinor: 1_000, listAmountMinor: 2_000, segment: 'large' }

test('the entered amount comes before the list price, and that before what deals typically bring', () => {
  const amounts = learnWonAmounts([closed('won', 700, 700)])
  expect(amountLaw(amounts, asked).basis).toBe('entered')
  expect(amountLaw(amounts, { ...asked, amountMinor: 0 }).basis).toBe('list price')
  expect(amountLaw(amounts, { ...asked, amountMinor: null, listAmountMinor: null })).toMatchObject({
    basis: 'typical',
    mean: 700,
  })
})

test('deals that end a fifth below their entry lower what an open one is expected to bring, the more the more there are', () => {
  const mean = (deals: number): number =>
    amountLaw(learnWonAmounts(Array.from({ length: deals }, () => closed('won', 800, 1_000))), asked).mean
  expect(mean(5)).toBeGreaterThan(mean(50))
  expect(mean(50)).toBeGreaterThan(mean(5_000))
  expect(mean(5_000)).toBeCloseTo(800, -1)
})

test('amounts of lost deals say nothing, nor do wins without an amount', () => {
  const won = [closed('won', 900, 1_000), closed('won', 500, 400)]
  expect(
    learnWonAmounts([...won, closed('lost', 1, 1_000), closed('lost', 0, 5), closed('won', null, 70), closed('won', 0, 70)]),
  ).toEqual(learnWonAmounts(won))
})

test('a segment with twenty wins has its own typical amount', () => {
  const deals = [
    ...Array.from({ length: 20 }, () => closed('won', 9_000, null, 'large')),
    ...Array.from({ length: 19 }, () => closed('won', 100, null, 'small')),
  ]
  const amounts = learnWonAmounts(deals)
  const typical = (segment: string): number => amountLaw(amounts, { amountMinor: null, listAmountMinor: null, segment }).mean
  expect(typical('large')).toBeCloseTo(9_000, 6)
  expect(typical('small')).toBeCloseTo((20 * 9_000 + 19 * 100) / 39, 6)
})

test('a ratio of a thousand is a typing error and counts as twenty', () => {
  const amounts = learnWonAmounts(Array.from({ length: 10_000 }, () => closed('won', 1_000_000, 1_000)))
  expect(Math.max(...amounts.overEntered)).toBeLessThan(20.1)
})

test('an amount entered at the close is not held against the one that was known before', () => {
  const edited = Array.from({ length: 200 }, () => {
    const view = closed('won', 600, 1_000)
    const amounts = [
      { at: -5, value: 1_000 },
      { at: 1, value: 600 },
    ]
    return { ...view, history: { ...view.history, amountMinor: 600, amounts } }
  })
  expect(amountLaw(learnWonAmounts(edited), asked).mean).toBeLessThan(750)
})

test('deals that still shrink from one stage on, and no longer from the next, are told apart', () => {
  const day = 86_400_000
  const deals = Array.from({ length: 300 }, () => {
    const view = closed('won', 700, 700)
    const stages = [
      { stage: 'Offer', at: 0 },
      { stage: 'Contract', at: 40 * day },
    ]
    const amounts = [
      { at: 0, value: 1_000 },
      { at: 39 * day, value: 700 },
    ]
    return { ...view, stages, end: 60 * day, history: { ...view.history, pipeline: 'sales', amounts } }
  })
  const amounts = learnWonAmounts(deals)
  const mean = (stage: string): number => amountLaw(amounts, { ...asked, segment: null }, placeKey('sales', stage, null)).mean
  expect(mean('Offer')).toBeLessThan(800)
  expect(mean('Contract')).toBeGreaterThan(920)
  expect(mean('Nowhere')).toBeGreaterThan(mean('Offer'))
})
