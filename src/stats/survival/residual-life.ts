import { survivalAt, type SurvivalCurve } from './kaplan-meier.ts'

/**
 * How much longer half of those still there at `age` last, in the unit of the times: the first time at which at most half of
 * them are left, less `age`. Infinity where the curve never falls that far, NaN where nobody is left at `age`.
 */
export function medianResidualLife(curve: SurvivalCurve, age: number): number {
  const there = survivalAt(curve, age)
  if (there <= 0) return NaN
  for (const [i, time] of curve.times.entries()) if (time > age && curve.survival[i]! <= there / 2 + 1e-12) return time - age
  return Infinity
}

/** Mean time still to go at `age`, counted up to `horizon` (an absolute time): the area of S from age to horizon over S(age). */
export function meanResidualLife(curve: SurvivalCurve, age: number, horizon: number): number {
  const there = survivalAt(curve, age)
  return there <= 0 ? NaN : areaBetween(curve, age, horizon) / there
}

/**
 * Mean life counted up to `horizon` and its standard error: the area under the curve, and Greenwood's sum over the areas that
 * follow each time. As `print(survfit, rmean = horizon)` of R 4.2, to 1e-10.
 */
export function restrictedMean(curve: SurvivalCurve, horizon: number): { mean: number; standardError: number } {
  let variance = 0
  for (const [i, time] of curve.times.entries()) {
    const [atRisk, events] = [curve.atRisk[i]!, curve.events[i]!]
    if (time > horizon || events >= atRisk) continue
    variance += (areaBetween(curve, time, horizon) ** 2 * events) / (atRisk * (atRisk - events))
  }
  return { mean: areaBetween(curve, 0, horizon), standardError: Math.sqrt(variance) }
}

function areaBetween(curve: SurvivalCurve, from: number, to: number): number {
  let area = 0
  let height = survivalAt(curve, from)
  let start = from
  for (const [i, time] of curve.times.entries()) {
    if (time <= from) continue
    if (time >= to) break
    area += height * (time - start)
    height = curve.survival[i]!
    start = time
  }
  return area + height * Math.max(0, to - start)
}
