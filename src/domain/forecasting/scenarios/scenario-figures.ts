import { quantilesOf } from '../../../stats/quantiles.ts'
import { spreadOf, type Spread } from '../revenue/summary.ts'
import type { Outlook, Outlooks } from './outlook.ts'

export interface ScenarioFigure {
  readonly total: Spread
  /** The share of paths that reach the quota; null without one. */
  readonly chanceOfQuota: number | null
}

/** One total in the base and in the scenario, and what is between the two on the same path. */
export interface ScenarioComparison {
  readonly base: ScenarioFigure
  readonly scenario: ScenarioFigure
  /** Scenario less base, path by path: minor units. It is far narrower than either range. */
  readonly difference: { readonly mean: number; readonly p10: number; readonly p90: number }
}

export interface ScenarioFigures extends ScenarioComparison {
  readonly byGroup: Readonly<Record<string, ScenarioComparison>>
}

/** The scenario beside the base, for all and for each group of the question. */
export function scenarioFigures({ question, base }: Outlooks, scenario: Outlook): ScenarioFigures {
  const byGroup: Record<string, ScenarioComparison> = {}
  for (const [i, group] of (question.groups ?? []).entries())
    byGroup[group.key] = compared(base.groups[i]!, scenario.groups[i]!, group.quotaMinor ?? null)
  return { ...compared(base.total, scenario.total, question.quotaMinor ?? null), byGroup }
}

export function figureOf(total: Float64Array, quota: number | null): ScenarioFigure {
  return { total: spreadOf(total), chanceOfQuota: quota === null ? null : shareAbove(total, quota) }
}

/** The share of paths that bring at least so much. */
export function shareAbove(total: Float64Array, target: number): number {
  let reached = 0
  for (const value of total) if (value >= target) reached += 1
  return reached / total.length
}

const baseFigures = new WeakMap<Float64Array, { quota: number | null; figure: ScenarioFigure }>()

/** One base stands beside many scenarios. */
function baseFigure(total: Float64Array, quota: number | null): ScenarioFigure {
  let known = baseFigures.get(total)
  if (known?.quota !== quota) baseFigures.set(total, (known = { quota, figure: figureOf(total, quota) }))
  return known.figure
}

function compared(base: Float64Array, scenario: Float64Array, quota: number | null): ScenarioComparison {
  const still = baseFigure(base, quota)
  if (scenario === base) return { base: still, scenario: still, difference: { mean: 0, p10: 0, p90: 0 } }
  const change = scenario.map((value, path) => value - base[path]!)
  const mean = change.reduce((sum, value) => sum + value, 0) / change.length
  const [p10, p90] = quantilesOf(change, [0.1, 0.9])
  return {
    base: still,
    scenario: figureOf(scenario, quota),
    difference: { mean: Math.round(mean), p10: Math.round(p10!), p90: Math.round(p90!) },
  }
}
