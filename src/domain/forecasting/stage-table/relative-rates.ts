import { shrunkRatio, likeliestStrength } from '../../../stats/shrinkage/gamma-poisson.ts'

/** Factors on the closing rates by a trait that deals keep for life, such as their owner. A value that is not listed gives 1. */
export interface TraitFactors {
  win: Record<string, number>
  loss: Record<string, number>
}

/** One look at a deal: its trait, what was expected of it from there by the laws, and what came. */
export interface TraitLook {
  value: string | null
  expectedWins: number
  expectedLosses: number
  outcome: 'won' | 'lost' | null
  weight: number
}

/** A value needs at least this many expected events to count for half, and as many more as chance alone would explain. */
const LEAST_STRENGTH = 20
const MOST_STRENGTH = 2_560

export function traitFactors(looks: readonly TraitLook[]): TraitFactors {
  return { win: factorsFor(looks, 'won'), loss: factorsFor(looks, 'lost') }
}

function factorsFor(looks: readonly TraitLook[], outcome: 'won' | 'lost'): Record<string, number> {
  const observed = new Map<string, number>()
  const expected = new Map<string, number>()
  let allObserved = 0
  let allExpected = 0
  for (const look of looks) {
    if (look.value === null) continue
    const events = look.outcome === outcome ? look.weight : 0
    const chance = (outcome === 'won' ? look.expectedWins : look.expectedLosses) * look.weight
    observed.set(look.value, (observed.get(look.value) ?? 0) + events)
    expected.set(look.value, (expected.get(look.value) ?? 0) + chance)
    allObserved += events
    allExpected += chance
  }
  if (allObserved === 0 || allExpected === 0 || observed.size < 2) return {}
  // Against the level of the deals that have the trait at all: a field filled in only on winning is no merit of its values.
  const level = allObserved / allExpected
  const values = [...observed.keys()].sort()
  const o = values.map((value) => observed.get(value)!)
  const e = values.map((value) => expected.get(value)! * level)
  const strength = likeliestStrength(o, e, LEAST_STRENGTH, MOST_STRENGTH)
  return Object.fromEntries(values.map((value, i) => [value, shrunkRatio(o[i]!, e[i]!, strength)]))
}
