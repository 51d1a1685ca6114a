import { clustersOf, type Clusters } from '../bootstrap/cluster-bootstrap.ts'
import { quantileOfSorted } from '../quantile.ts'
import { stream } from '../random/stream.ts'
import { calibrationError } from './calibration-error.ts'

export interface CalibrationErrorEstimate {
  /** As `calibrationError` gives it: never below what chance alone shows. */
  raw: number
  /** What perfectly calibrated chances would show on these rows by sampling alone, on average. */
  fromSampling: number
  /** `raw` less what sampling adds to it: all of it where no more is seen than sampling gives, hardly any where far more is. */
  corrected: number
  low: number
  high: number
}

/**
 * Expected calibration error over bins of equal size, corrected for sampling, with an interval; `clusters` names the deal of each
 * row, since rows of one deal are not independent.
 *
 * Whole clusters are redrawn, which gives the noise of all bins' gaps together. True gaps are taken to be the seen ones times some
 * k >= 0: `corrected` is the error at the k under which gaps plus noise show `raw` on average, `low` and `high` at those under which
 * they show as much or more, and as little or less, in (1 - level) / 2 of the redraws. On 1,200 rows of 400 deals the interval at .9
 * held the truth in 80 to 93 % of simulated companies. Calibrated chances keep some 40 % of `raw`, as an error cannot come out below
 * 0; `raw - fromSampling` would keep less, but miss half of an error of the size of the noise.
 */
export function calibrationErrorEstimate(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  clusters: ArrayLike<number | string>,
  { bins = 10, seed, resamples, level }: { bins?: number; seed: number; resamples: number; level: number },
): CalibrationErrorEstimate {
  const raw = calibrationError(chances, happened, bins)
  const binOf = new Int32Array(chances.length)
  const order = Uint32Array.from(chances, (_, i) => i).sort((a, b) => chances[a]! - chances[b]!)
  for (let bin = 0; bin < bins; bin++) {
    const end = Math.floor(((bin + 1) * order.length) / bins)
    for (let place = Math.floor((bin * order.length) / bins); place < end; place++) binOf[order[place]!] = bin
  }
  const residuals = Float64Array.from(chances, (chance, i) => chance - (happened[i] ? 1 : 0))
  const gaps = new Float64Array(bins)
  for (const [i, residual] of residuals.entries()) gaps[binOf[i]!]! += residual / residuals.length
  const noise = redrawnGaps(residuals, binOf, clustersOf(clusters), { bins, seed, resamples }).map((redrawn) =>
    redrawn.map((gap, bin) => gap - gaps[bin]!),
  )

  const shown = (k: number): Float64Array =>
    Float64Array.from(noise, (draw) => draw.reduce((sum, away, bin) => sum + Math.abs(k * gaps[bin]! + away), 0))
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value / values.length, 0)
  const quantile = (p: number) => (values: Float64Array) => quantileOfSorted(values.sort(), p)
  return {
    raw,
    fromSampling: mean(shown(0)),
    corrected: raw * scaleAt((k) => mean(shown(k)), raw),
    low: raw * scaleAt((k) => quantile((1 + level) / 2)(shown(k)), raw),
    high: raw * scaleAt((k) => quantile((1 - level) / 2)(shown(k)), raw),
  }
}

/** The gaps of all bins (sums of residuals over all rows' count) in each redraw of whole clusters. */
function redrawnGaps(
  residuals: Float64Array,
  binOf: Int32Array,
  { count, of }: Clusters,
  { bins, seed, resamples }: { bins: number; seed: number; resamples: number },
): Float64Array[] {
  const source = stream(seed, 'calibration error')
  const draws = new Uint32Array(count)
  const times = new Float64Array(count)
  return Array.from({ length: resamples }, () => {
    const gaps = new Float64Array(bins)
    times.fill(0)
    source.fill(draws)
    for (const draw of draws) times[Math.floor((draw / 4294967296) * count)]! += 1
    let mass = 0
    for (let i = 0; i < residuals.length; i++) {
      gaps[binOf[i]!]! += times[of[i]!]! * residuals[i]!
      mass += times[of[i]!]!
    }
    return gaps.map((gap) => gap / mass)
  })
}

/** The scale at which the error that shows reaches `raw`, by bisection up to 8; 0 where it does already without any true gap. */
function scaleAt(error: (k: number) => number, raw: number): number {
  if (error(0) >= raw) return 0
  let [low, high] = [0, 8]
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2
    if (error(middle) < raw) low = middle
    else high = middle
  }
  return low
}
