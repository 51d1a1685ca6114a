import { describe, expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { fitForecast } from '../forecast-model.ts'
import { leversOf } from './levers-of.ts'
import { outlooks } from './outlook.ts'
import { changesOf, type PathStep } from './path-candidates.ts'
import { pathToTarget, type PathQuestion } from './path-to-target.ts'
import { shareAbove } from './scenario-figures.ts'

const asOf = Date.parse('2026-01-20')
const { histories } = knownWorld({ seed: 5, start: '2024-06-01', days: 700, dealsPerWeek: 3, shock: 0.02 })
const all = outlooks({
  histories,
  asOf,
  period: { start: '2026-01-01', end: '2026-03-31' },
  seed: 1,
  paths: 1_000,
  model: fitForecast(histories, asOf),
})
const keys = all.base.stage.scene.deals.map(({ key }) => key)
const committed = new Set(keys.slice(0, 4))
const sorted = all.base.total.toSorted()
const quantile = (share: number): number => sorted[Math.floor(share * sorted.length)]!
const ask = (question: Partial<PathQuestion>) =>
  pathToTarget(all, committed, { target: quantile(0.9), chance: 0.5, levers: {}, deals: true, most: 13, ...question })
const chanceOf = (steps: readonly PathStep[], target: number): number =>
  shareAbove(all.under(leversOf(all, committed, changesOf(steps))).total, target)
const won = (...which: string[]): PathStep[] => which.map((key) => ({ kind: 'deal', key }))

/** The fewest of the deals that do, by drawing every set anew. */
function fewestByTrying(target: number, chance: number): number {
  for (const one of keys) if (chanceOf(won(one), target) >= chance) return 1
  for (const [i, a] of keys.entries()) for (const b of keys.slice(i + 1)) if (chanceOf(won(a, b), target) >= chance) return 2
  return 3
}

test('a target that is likely enough as forecast needs no change', () => {
  expect(ask({ target: quantile(0.3), chance: 0.6 })).toMatchObject({ outcome: 'there already', steps: [], fewer: 'cannot' })
})

describe('the smallest set of deals to win', () => {
  test.each([0.75, 0.88, 0.96, 0.99])('is as small as trying every set finds, for the %s quantile as target', (share) => {
    const target = quantile(share)
    const found = ask({ target, chance: 0.6 })
    const fewest = fewestByTrying(target, 0.6)
    expect(found.outcome).toBe('reached')
    expect(chanceOf(found.steps, target)).toBe(found.chanceThen)
    expect(found.chanceThen).toBeGreaterThanOrEqual(0.6)
    if (found.steps.length <= 2 || fewest <= 2) expect(found.steps.length).toBe(fewest)
    if (found.fewer === 'cannot' && found.steps.length > 2) expect(fewest).toBe(3)
    for (const other of found.others) {
      expect(other.length).toBe(found.steps.length)
      expect(chanceOf(other, target)).toBeGreaterThanOrEqual(0.6)
    }
  })

  test('has no step that could be left out', () => {
    const target = quantile(0.96)
    const { steps, outcome } = ask({ target, chance: 0.7 })
    expect(outcome).toBe('reached')
    expect(steps.length).toBeGreaterThan(2)
    for (const step of steps)
      expect(
        chanceOf(
          steps.filter((one) => one !== step),
          target,
        ),
      ).toBeLessThan(0.7)
  })
})

test('a lever is pulled no farther than needed, and never beyond its bound', () => {
  const target = quantile(0.62)
  const found = ask({ target, chance: 0.5, levers: { amount: 0.4 }, deals: false })
  expect(found.outcome).toBe('reached')
  const [step] = found.steps
  if (step?.kind !== 'lever') throw new Error('A lever was to be found.')
  expect(step.value).toBeGreaterThan(0)
  expect(step.value).toBeLessThan(0.4)
  expect(chanceOf([step], target)).toBeGreaterThanOrEqual(0.5)
  expect(chanceOf([{ ...step, value: step.value - 0.01 }], target)).toBeLessThan(0.5)
})

test('two levers are taken together where neither does alone', () => {
  const target = quantile(0.68)
  const levers = { amount: 0.1, winRate: 6 }
  const found = ask({ target, chance: 0.5, levers, deals: false })
  for (const [lever, value] of Object.entries(levers))
    expect(chanceOf([{ kind: 'lever', lever: lever as keyof typeof levers, value }], target)).toBeLessThan(0.5)
  expect(found).toMatchObject({ outcome: 'reached', fewer: 'cannot' })
  expect(new Set(found.steps.map((step) => step.kind === 'lever' && step.lever))).toEqual(new Set(['amount', 'winRate']))
})

test('a target beyond every change is out of reach, with the chance that all of them give', () => {
  const target = 100 * quantile(0.99)
  const found = ask({ target, levers: { amount: 0.1 } })
  expect(found).toMatchObject({ outcome: 'out of reach', steps: [], fewer: 'cannot' })
  expect(found.chanceThen).toBe(chanceOf([{ kind: 'lever', lever: 'amount', value: 0.1 }, ...won(...keys)], target))
})

test('with fewer changes allowed than needed it says how near they come', () => {
  const target = quantile(0.96)
  const found = ask({ target, chance: 0.7, most: 2 })
  expect(found.outcome).toBe('out of reach')
  expect(found.steps.length).toBe(2)
  expect(found.chanceThen).toBe(chanceOf(found.steps, target))
  expect(found.chanceThen).toBeLessThan(0.7)
})
