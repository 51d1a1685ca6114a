import type { DealLever } from '../revenue/levers.ts'
import { varianceShares, type VarianceShares } from '../revenue/variance-shares.ts'
import { eachEffect, wonBy } from './deal-columns.ts'
import { leversOf, type Committed } from './levers-of.ts'
import type { Outlooks } from './outlook.ts'
import { figureOf, type ScenarioFigure } from './scenario-figures.ts'
import type { Lever, ScenarioChanges } from './scenario-levers.ts'

/** How far each lever is pulled for the tornado: what a company may see from one quarter to the next. */
const STEPS = {
  commitWinRate: [-10, 10],
  winRate: [-5, 5],
  slipDays: [4, 0],
  cycleDays: [7, -7],
  amount: [-0.1, 0.1],
  creation: [-0.2, 0.2],
} as const satisfies Record<Lever, readonly [number, number]>

/** One bar of the tornado: the total with a lever pulled down and up, or with a deal lost and won. */
export interface Swing {
  readonly by: { readonly kind: 'lever'; readonly lever: Lever } | { readonly kind: 'deal'; readonly key: string }
  /** By how much; 0 leaves the forecast as it is. For a deal, not won and won in the period. */
  readonly step: readonly [number, number]
  readonly low: ScenarioFigure
  readonly high: ScenarioFigure
}

export interface Sensitivity {
  readonly base: ScenarioFigure
  /** The widest first, by p50. */
  readonly swings: readonly Swing[]
  /** Where the spread comes from: shares of the variance, of deals and of what drives them. */
  readonly shares: VarianceShares
}

/** Each lever alone, and each of the deals of the largest shares alone, all on the draws of the base. */
export function sensitivity(outlooks: Outlooks, committed: Committed, most: number): Sensitivity {
  const { base, question } = outlooks
  const quota = question.quotaMinor ?? null
  const still = figureOf(base.total, quota)
  const under = (changes: ScenarioChanges): ScenarioFigure =>
    figureOf(outlooks.under(leversOf(outlooks, committed, changes)).total, quota)
  const levers = Object.entries(STEPS).map(([lever, step]): Swing => {
    const [low, high] = step.map((value) => (value === 0 ? still : under({ [lever]: value })))
    return { by: { kind: 'lever', lever: lever as Lever }, step, low: low!, high: high! }
  })
  const shares = varianceShares(base.stage.scene, base.draws.link, base.stage.ever, most)
  const keys = shares.deals.flatMap(({ key, share }) => (share > 0 ? [key] : []))
  const lost = switchedDeals(outlooks, keys, 'lose')
  const won = switchedDeals(outlooks, keys, wonBy(question.period.end))
  const deals = keys.map((key, i): Swing => ({ by: { kind: 'deal', key }, step: [0, 1], low: lost[i]!, high: won[i]! }))
  const width = ({ low, high }: Swing): number => Math.abs(high.total.p50 - low.total.p50)
  return {
    base: still,
    shares,
    swings: [...levers, ...deals].filter((one) => width(one) > 0).sort((a, b) => width(b) - width(a)),
  }
}

function switchedDeals({ base, question }: Outlooks, keys: readonly string[], lever: DealLever): ScenarioFigure[] {
  const figures: ScenarioFigure[] = []
  const indices = keys.map((key) => base.stage.indexOf(key))
  eachEffect(base, indices, lever, (effect) => {
    const total = base.total.map((value, path) => value + effect[path]!)
    figures.push(figureOf(total, question.quotaMinor ?? null))
  })
  return figures
}
