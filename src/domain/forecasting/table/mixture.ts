import { calibrated, chooseCalibration, type Calibration } from '../../../stats/calibration/choose-calibration.ts'
import { chanceOf } from '../../../stats/log-odds.ts'
import { logLoss } from '../../../stats/scores/log-loss.ts'

/** How the log-odds of the two members become one chance. */
export interface Mixture {
  /** Weight of the trees; the linear member has the rest. */
  trees: number
  calibration: Calibration
}

const STEPS = 20

/** Learnt from scores of rows that the members had not seen: the weight by log loss, then the calibration by its next fold. */
export function fitMixture(trees: Float64Array, linear: Float64Array, outcomes: Float64Array, folds: Uint8Array): Mixture {
  let best = { weight: 0, loss: Infinity }
  for (let step = 0; step <= STEPS; step++) {
    const weight = step / STEPS
    const loss = logLoss(mixedChances(trees, linear, weight), outcomes)
    if (loss < best.loss) best = { weight, loss }
  }
  const { calibration } = chooseCalibration(mixedChances(trees, linear, best.weight), outcomes, folds)
  return { trees: best.weight, calibration }
}

/** The chance at these log-odds of the two members. */
export function mixedChance(mixture: Mixture, trees: number, linear: number): number {
  return inside(calibrated(mixture.calibration, chanceOf(mixture.trees * trees + (1 - mixture.trees) * linear)))
}

function mixedChances(trees: Float64Array, linear: Float64Array, weight: number): Float64Array {
  return trees.map((score, row) => chanceOf(weight * score + (1 - weight) * linear[row]!))
}

/** Nothing is certain: a step function learnt from some rows may say 0 or 1 of rows like them. */
function inside(chance: number): number {
  return Math.min(1 - 1e-4, Math.max(1e-4, chance))
}
