import { eachEffect, wonBy } from './deal-columns.ts'
import { leversOf, type Committed } from './levers-of.ts'
import type { Outlooks } from './outlook.ts'
import { LEVERS, type Lever, type ScenarioChanges } from './scenario-levers.ts'

/** One change on the way to a target: a lever pulled so far, or a deal won in the period. */
export type PathStep =
  | { readonly kind: 'lever'; readonly lever: Lever; readonly value: number }
  | { readonly kind: 'deal'; readonly key: string }

export interface Candidate {
  readonly step: PathStep
  /** What it adds alone on each path that falls short, in the order of `shortfall`. */
  readonly effect: Float64Array
  /** Paths that fall short and reach the target with it alone. */
  readonly covers: number
}

export interface Candidates {
  /** What is missing on each path of the base that falls short: minor units. */
  readonly shortfall: Float64Array
  readonly levers: readonly Candidate[]
  /** The deals that help most alone, at most KEPT. */
  readonly deals: readonly Candidate[]
  /** No deal beyond those adds more than this on any path. */
  readonly mostOfOthers: number
  /** By number of deals: paths that could be covered at best if each path had its own best deals. */
  readonly mostWithDeals: readonly number[]
}

/** Deals whose effects are held path by path. */
const KEPT = 150

/** Everything that could be changed, each alone and exactly as drawn. */
export function candidates(
  outlooks: Outlooks,
  committed: Committed,
  asked: { target: number; levers: Partial<Record<Lever, number>>; deals: boolean; most: number },
): Candidates {
  const { base, question } = outlooks
  const paths = Int32Array.from(base.total.keys()).filter((path) => base.total[path]! < asked.target)
  const shortfall = Float64Array.from(paths, (path) => asked.target - base.total[path]!)
  const onShort = (effect: Float64Array): Float64Array => Float64Array.from(paths, (path) => effect[path]!)
  const levers = LEVERS.flatMap((lever): Candidate[] => {
    const value = asked.levers[lever]
    if (!value) return []
    const { total } = outlooks.under(leversOf(outlooks, committed, { [lever]: value }))
    const effect = onShort(total.map((sum, path) => sum - base.total[path]!))
    return [{ step: { kind: 'lever', lever, value }, effect, covers: covered(shortfall, effect) }]
  })
  const won = wonBy(question.period.end)
  const best = Array.from({ length: asked.most }, () => new Float64Array(paths.length))
  const ranked: { index: number; covers: number; most: number }[] = []
  eachEffect(base, asked.deals ? [...base.stage.scene.deals.keys()] : [], won, (all, index) => {
    const effect = onShort(all)
    let most = 0
    for (const [at, value] of effect.entries()) {
      keepBest(best, at, value)
      if (value > most) most = value
    }
    ranked.push({ index, covers: covered(shortfall, effect), most })
  })
  ranked.sort((a, b) => b.covers - a.covers || b.most - a.most || a.index - b.index)
  const kept = ranked.slice(0, KEPT)
  const deals: Candidate[] = []
  eachEffect(
    base,
    kept.map(({ index }) => index),
    won,
    (effect, index) => {
      const step = { kind: 'deal', key: base.stage.scene.deals[index]!.key } as const
      deals.push({ step, effect: onShort(effect), covers: kept[deals.length]!.covers })
    },
  )
  const upTo = new Float64Array(paths.length)
  return {
    shortfall,
    levers,
    deals,
    mostOfOthers: ranked.slice(KEPT).reduce((most, one) => Math.max(most, one.most), 0),
    mostWithDeals: best.map((row) => {
      for (const [at, value] of row.entries()) upTo[at]! += value
      return covered(shortfall, upTo)
    }),
  }
}

/** Paths on which what is missing is there. */
export function covered(shortfall: Float64Array, ...effects: readonly Float64Array[]): number {
  const [first, second] = effects
  let count = 0
  if (!first) return 0
  if (!second) {
    for (let at = 0; at < shortfall.length; at++) if (first[at]! >= shortfall[at]!) count += 1
  } else for (let at = 0; at < shortfall.length; at++) if (first[at]! + second[at]! >= shortfall[at]!) count += 1
  return count
}

/** The changes that steps make together. */
export function changesOf(steps: readonly PathStep[], before: ScenarioChanges = {}): ScenarioChanges {
  const levers = Object.fromEntries(steps.flatMap((step) => (step.kind === 'lever' ? [[step.lever, step.value]] : [])))
  const deals = steps.flatMap((step) => (step.kind === 'deal' ? [{ key: step.key, outcome: 'won' as const }] : []))
  return { ...before, ...levers, ...(deals.length > 0 ? { deals } : {}) }
}

/** Keeps the largest values of each path, largest first. */
function keepBest(best: readonly Float64Array[], at: number, value: number): void {
  let carried = value
  for (const row of best) {
    const there = row[at]!
    if (carried <= there) {
      if (carried <= 0) return
      continue
    }
    row[at] = carried
    carried = there
  }
}
