import type { FitSetting } from './design.ts'
import { flatPrior, ridgeNewton, type Objective, type RidgeFit } from './newton.ts'

/**
 * Newton's method on the objective of all rows, or first on that of every so many blocks of rows (`objectiveOf(every)`)
 * and then for a few steps on all: the start is so near that two steps end within 1e-5 of the whole way.
 */
export function fitInSteps(size: number, setting: FitSetting, objectiveOf: (every: number) => Objective): RidgeFit {
  const prior = setting.prior ?? flatPrior(size)
  const { start, mostSteps, tolerance, warm } = setting
  const limits = {
    ...(mostSteps === undefined ? {} : { mostSteps }),
    ...(tolerance === undefined ? {} : { tolerance }),
  }
  if (warm === undefined) return ridgeNewton(objectiveOf(1), prior, { ...limits, ...(start === undefined ? {} : { start }) })
  const near = ridgeNewton(objectiveOf(warm.every), prior, { tolerance: 1e-4, ...(start === undefined ? {} : { start }) })
  return ridgeNewton(objectiveOf(1), prior, { ...limits, start: near.coefficients, mostSteps: warm.fullSteps })
}
