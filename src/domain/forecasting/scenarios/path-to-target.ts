import type { Committed } from './levers-of.ts'
import { leversOf } from './levers-of.ts'
import type { Outlooks } from './outlook.ts'
import { candidates, changesOf, covered, type Candidate, type Candidates, type PathStep } from './path-candidates.ts'
import { shareAbove } from './scenario-figures.ts'
import type { Lever } from './scenario-levers.ts'

export interface PathQuestion {
  /** Minor units to reach. */
  readonly target: number
  /** The chance with which to reach it, at least. */
  readonly chance: number
  /** How far each lever may be pulled; a lever that is left out stays. */
  readonly levers: Partial<Record<Lever, number>>
  /** Whether deals may be taken for won. */
  readonly deals: boolean
  /** Changes at most. */
  readonly most: number
}

export interface PathToTarget {
  readonly outcome: 'there already' | 'reached' | 'out of reach'
  /** Chance to reach the target as forecast. */
  readonly chanceNow: number
  /** With the changes; with none, out of reach, with every change that may be made at once. */
  readonly chanceThen: number
  /** The fewest changes that were found; out of reach, those that come nearest. */
  readonly steps: readonly PathStep[]
  /** Whether fewer changes are known not to do, or only none were found that do. */
  readonly fewer: 'cannot' | 'not found'
  /** Other ways with as many changes, the gentlest first; their levers are pulled to the bound. */
  readonly others: readonly (readonly PathStep[])[]
}

/** Other ways that are named. */
const OTHERS = 2
/** Pairs of a lever and a deal that are drawn again to be sure. */
const CHECKS = 12

/**
 * The smallest set of changes that reaches a target at a chance. Single changes are all tried, exactly as drawn; pairs of
 * deals are all counted path by path (a deal's column does not depend on another's), pairs with a lever are drawn again where
 * their sum could do. Beyond two changes, the change that covers most paths is added until it is enough, and each one is
 * then taken away again if it can be. Every set in the answer has been drawn as a whole.
 */
export function pathToTarget(outlooks: Outlooks, committed: Committed, question: PathQuestion): PathToTarget {
  const { base } = outlooks
  const chanceNow = shareAbove(base.total, question.target)
  const known = new Map<string, number>()
  const chanceWith = (steps: readonly PathStep[]): number => {
    const asked = JSON.stringify(steps)
    const chance =
      known.get(asked) ?? shareAbove(outlooks.under(leversOf(outlooks, committed, changesOf(steps))).total, question.target)
    known.set(asked, chance)
    return chance
  }
  const nothing = { chanceNow, chanceThen: chanceNow, steps: [], fewer: 'cannot', others: [] } as const
  if (chanceNow >= question.chance) return { ...nothing, outcome: 'there already' }

  const all = candidates(outlooks, committed, question)
  const pulled = all.levers.map(({ step }) => step)
  const every = question.deals ? base.stage.scene.deals.map(({ key }): PathStep => ({ kind: 'deal', key })) : []
  const atBest = chanceWith([...pulled, ...every])
  if (atBest < question.chance) return { ...nothing, outcome: 'out of reach', chanceThen: atBest }

  const { paths } = base.draws
  const needed = Math.ceil(question.chance * paths - 1e-9) - (paths - all.shortfall.length)
  const search: Search = { outlooks, all, needed, enough: (steps) => chanceWith(steps) >= question.chance }
  const reached = (sets: readonly (readonly PathStep[])[], fewer: PathToTarget['fewer']): PathToTarget => {
    const [first = [], ...others] = sets
    const steps = easedLevers(first, search.enough)
    return { outcome: 'reached', chanceNow, chanceThen: chanceWith(steps), steps, fewer, others }
  }

  const singles = [...all.levers, ...all.deals].filter(({ covers }) => covers >= needed).sort(gentlest)
  if (singles.length > 0)
    return reached(
      singles.slice(0, 1 + OTHERS).map(({ step }) => [step]),
      'cannot',
    )
  const pairs = question.most < 2 ? { sets: [], complete: true } : pairsThatDo(search)
  if (pairs.sets.length > 0) return reached(pairs.sets, 'cannot')
  const { steps, enough } = grown(search, question.most)
  if (!enough) return { ...nothing, outcome: 'out of reach', chanceThen: chanceWith(steps), steps, fewer: 'not found' }
  const proven =
    steps.length === 3 ? pairs.complete : all.levers.length === 0 && (all.mostWithDeals[steps.length - 2] ?? paths) < needed
  return reached([steps], proven ? 'cannot' : 'not found')
}

interface Search {
  readonly outlooks: Outlooks
  readonly all: Candidates
  /** Paths to cover of those that fall short. */
  readonly needed: number
  /** Drawn as a whole. */
  readonly enough: (steps: readonly PathStep[]) => boolean
}

/** The pairs that do, gentlest first; `complete` when every other pair is known not to. */
function pairsThatDo({ outlooks, all, needed, enough }: Search): { sets: PathStep[][]; complete: boolean } {
  const { shortfall, levers, deals, mostOfOthers } = all
  const fine: { steps: PathStep[]; gain: number }[] = []
  for (const [i, a] of deals.entries())
    for (const b of deals.slice(i + 1)) {
      if (covered(shortfall, a.effect, b.effect) >= needed)
        fine.push({ steps: [a.step, b.step], gain: meanOf(a.effect) + meanOf(b.effect) })
    }
  const beyond = new Float64Array(shortfall.length).fill(mostOfOthers)
  let complete = [...deals.map(({ effect }) => effect), beyond].every((one) => covered(shortfall, one, beyond) < needed)
  for (const [i, a] of levers.entries())
    for (const b of levers.slice(i + 1))
      if (enough([a.step, b.step])) fine.push({ steps: [a.step, b.step], gain: meanOf(a.effect) + meanOf(b.effect) })
  // Under a lever a deal is won more often by itself, so that winning it for sure adds no more than before, except in size.
  const larger = 1 + Math.max(0, ...levers.map(({ step }) => (step.kind === 'lever' && step.lever === 'amount' ? step.value : 0)))
  const started = Date.parse(outlooks.question.period.start) <= outlooks.question.asOf
  const hopeful = levers
    .flatMap((lever) => [
      ...deals.map((deal) => ({ lever, deal, covers: covered(shortfall, lever.effect, scaled(deal.effect, larger)) })),
      { lever, deal: undefined, covers: covered(shortfall, lever.effect, scaled(beyond, larger)) },
    ])
    .filter(({ covers }) => covers >= needed)
    .sort((x, y) => x.covers - y.covers)
  for (const { lever, deal } of hopeful.slice(0, CHECKS))
    if (deal && enough([lever.step, deal.step]))
      fine.push({ steps: [lever.step, deal.step], gain: meanOf(lever.effect) + meanOf(deal.effect) })
  complete &&= started && hopeful.length <= CHECKS && hopeful.every(({ deal }) => deal !== undefined)
  fine.sort((a, b) => a.gain - b.gain)
  return { sets: fine.slice(0, 1 + OTHERS).map(({ steps }) => steps), complete }
}

/** Adds what covers most until it is enough, then takes away what need not be there. */
function grown({ all, needed, enough }: Search, most: number): { steps: PathStep[]; enough: boolean } {
  const pool = new Set<Candidate>([...all.levers, ...all.deals])
  const sum = new Float64Array(all.shortfall.length)
  const steps: PathStep[] = []
  while (steps.length < most) {
    let next: { candidate: Candidate; covers: number; gain: number } | undefined
    for (const candidate of pool) {
      const covers = covered(all.shortfall, sum, candidate.effect)
      const gain = meanOf(candidate.effect)
      if (!next || covers > next.covers || (covers === next.covers && gain > next.gain)) next = { candidate, covers, gain }
    }
    if (!next) break
    pool.delete(next.candidate)
    steps.push(next.candidate.step)
    for (const [at, value] of next.candidate.effect.entries()) sum[at]! += value
    if (next.covers >= needed && enough(steps)) return { steps: fewest(steps, enough), enough: true }
  }
  return enough(steps) ? { steps: fewest(steps, enough), enough: true } : { steps, enough: false }
}

function fewest(steps: readonly PathStep[], enough: Search['enough']): PathStep[] {
  let left = [...steps]
  for (const step of steps.toReversed()) {
    const without = left.filter((one) => one !== step)
    if (without.length > 0 && enough(without)) left = without
  }
  return left
}

/** Levers are said in these steps: points, days, hundredths. */
const GRID = {
  commitWinRate: 0.5,
  winRate: 0.5,
  slipDays: 1,
  cycleDays: 1,
  amount: 0.01,
  creation: 0.01,
} as const satisfies Record<Lever, number>

/** Each lever pulled no farther than needed. */
function easedLevers(steps: readonly PathStep[], enough: Search['enough']): PathStep[] {
  let result = [...steps]
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'lever') continue
    const grid = GRID[step.lever] * Math.sign(step.value)
    const set = (ticks: number): PathStep[] => result.with(at, { ...step, value: Math.round(ticks * grid * 1e6) / 1e6 })
    let low = 0
    let high = Math.floor(step.value / grid + 1e-9)
    if (high < 1 || !enough(set(high))) continue
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (enough(set(middle))) high = middle
      else low = middle
    }
    result = set(high)
  }
  return result
}

function gentlest(a: Candidate, b: Candidate): number {
  return meanOf(a.effect) - meanOf(b.effect)
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function scaled(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => value * factor)
}
