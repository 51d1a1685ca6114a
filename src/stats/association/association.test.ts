import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import reference from './association.reference.json' with { type: 'json' }
import { falseDiscoveryRates } from './false-discovery.ts'
import { mantelHaenszel, riskInterval } from './mantel-haenszel.ts'
import { permutationTest } from './permutation-test.ts'

const strata = reference.exposed.map((exposed, i) => ({
  exposedWins: reference.exposedWins[i]!,
  exposed,
  otherWins: reference.otherWins[i]!,
  others: reference.others[i]!,
}))

test('odds ratio, risk difference, their errors and the p-value are R’s', () => {
  const found = mantelHaenszel(strata)
  expect(found.oddsRatio).toBeCloseTo(reference.odds[0]!, 8)
  expect(found.logOddsError).toBeCloseTo(reference.odds[1]!, 8)
  expect(found.riskDifference).toBeCloseTo(reference.risk[0]!, 8)
  expect(found.riskError).toBeCloseTo(reference.risk[1]!, 8)
  expect(found.pValue).toBeCloseTo(reference.pValue[0]!, 8)
})

test('one stratum is a plain difference of rates, and a stratum with one arm says nothing', () => {
  const one = { exposedWins: 30, exposed: 60, otherWins: 20, others: 80 }
  const found = mantelHaenszel([one, { exposedWins: 9, exposed: 9, otherWins: 0, others: 0 }])
  expect(found.riskDifference).toBeCloseTo(0.25, 12)
  expect(found).toMatchObject({ strata: 1, exposed: 60, others: 80 })
  const { low, high } = riskInterval(found, 0.95)
  expect(low).toBeGreaterThan(0.05)
  expect(high).toBeLessThan(0.45)
  expect(mantelHaenszel([]).riskDifference).toBeNaN()
})

/** A habit kept more often in the segment that wins more anyway; `effect` is what it adds to the chance. */
function company(key: string, deals: number, effect: number) {
  const source = stream(8, key)
  const segment: string[] = []
  const habit: boolean[] = []
  const won: boolean[] = []
  for (let deal = 0; deal < deals; deal++) {
    const large = uniform(source) < 0.5
    const kept = uniform(source) < (large ? 0.75 : 0.25)
    segment.push(large ? 'large' : 'small')
    habit.push(kept)
    won.push(uniform(source) < (large ? 0.6 : 0.2) + (kept ? effect : 0))
  }
  return { segment, habit, won }
}

const SETTING = { seed: 1, permutations: 199 }

test('a habit that only marks the better segment is not found, one that helps is', () => {
  const marked = company('marked', 600, 0)
  const apart = permutationTest(marked.won, marked.habit, marked.segment, SETTING)
  const together = permutationTest(
    marked.won,
    marked.habit,
    marked.won.map(() => 0),
    SETTING,
  )
  expect(apart).toBeGreaterThan(0.1)
  expect(together).toBeLessThan(0.01)
  const helps = company('helps', 600, 0.2)
  expect(permutationTest(helps.won, helps.habit, helps.segment, SETTING)).toBe(1 / 200)
})

test('without any effect, one test in ten has a p-value of a tenth or less', () => {
  let rejected = 0
  for (let i = 0; i < 200; i++) {
    const { won, habit, segment } = company(`null ${i}`, 60, 0)
    rejected += permutationTest(won, habit, segment, { seed: i, permutations: 99 }) <= 0.1 ? 1 / 200 : 0
  }
  expect(rejected).toBeGreaterThan(0.03)
  expect(rejected).toBeLessThan(0.16)
})

test('false discovery rates are R’s, and what was not tested does not count', () => {
  const rates = falseDiscoveryRates(reference.pValues)
  for (const [i, rate] of reference.rates.entries()) expect(rates[i]).toBeCloseTo(rate, 12)
  expect([...falseDiscoveryRates([0.04, NaN, 0.01])]).toEqual([0.04, NaN, 0.02])
})

test('of twenty habits without effect and three that help, those three are found', () => {
  const effects = Array.from({ length: 23 }, (_, habit) => (habit < 3 ? 0.25 : 0))
  const pValues = effects.map((effect, habit) => {
    const { won, habit: kept, segment } = company(`habit ${habit}`, 400, effect)
    return permutationTest(won, kept, segment, { seed: habit, permutations: 999 })
  })
  const found = [...falseDiscoveryRates(pValues)].map((rate) => rate <= 0.1)
  expect(found.slice(0, 3)).toEqual([true, true, true])
  expect(found.slice(3).filter(Boolean).length).toBeLessThanOrEqual(1)
})
