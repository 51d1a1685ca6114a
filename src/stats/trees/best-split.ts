import { MISSING_BIN } from './bin-rules.ts'
import type { BinnedTable } from './binned-table.ts'
import { CELLS, type Histogram } from './histogram.ts'
import { CURVATURE_RANGE, type PackedGradients } from './packed-gradients.ts'

/** Categories are put in order by gradient over (curvature + this): few rows say little. LightGBM's cat_smooth. */
const CATEGORY_SMOOTHING = 10
/** Added to L2 for splits of many categories, which have more ways to fit chance. LightGBM's cat_l2. */
const CATEGORY_L2 = 10
const FEW_CATEGORIES = 4
const LEAST_CURVATURE = 1e-3

export interface SplitSettings {
  /** Fewest rows of a leaf; judged by a leaf's share of the node's curvature. */
  minSamples: number
  l2: number
  /** Per column: 1 the score may only rise with it, -1 only fall, 0 either. */
  monotone: Int8Array | null
}

/** What is known of a node when its split is sought; sums in packed units. */
export interface NodeSums {
  rows: number
  gradient: number
  curvature: number
  /** The least and greatest score that constraints above leave to this node. */
  low: number
  high: number
}

export interface Split {
  column: number
  /** How much the loss falls, in loss units; greater than 0. */
  gain: number
  /** One bit per bin: 1 goes left. */
  goesLeft: Uint32Array
  leftGradient: number
  leftCurvature: number
}

/** The score that fits a node best, within its bounds. */
export function nodeValue(
  gradient: number,
  curvature: number,
  l2: number,
  { gradientScale, curvatureScale }: Pick<PackedGradients, 'gradientScale' | 'curvatureScale'>,
  low: number,
  high: number,
): number {
  const value = -(gradient / gradientScale) / (curvature / curvatureScale + l2)
  return value < low ? low : value > high ? high : value
}

/** The best split of a node by its histogram, or null where none lowers the loss. Ties go to the first column and lowest bin. */
export function bestSplit(
  histogram: Histogram,
  node: NodeSums,
  table: Pick<BinnedTable, 'columns' | 'binCounts' | 'categorical'>,
  scales: PackedGradients,
  settings: SplitSettings,
): Split | null {
  const search = new Search(node, scales, settings)
  for (let column = 0; column < table.columns; column++) {
    const cells = histogram.subarray(column * CELLS, (column + 1) * CELLS)
    search.column = column
    search.direction = settings.monotone?.[column] ?? 0
    search.l2 = settings.l2
    const bins = table.binCounts[column]!
    if (table.categorical[column]) search.categories(cells, bins)
    else search.numbers(cells, bins)
  }
  return search.found()
}

class Search {
  column = 0
  direction = 0
  l2 = 0
  private readonly node: NodeSums
  private readonly scales: PackedGradients
  private readonly settings: SplitSettings
  private readonly least: number
  private readonly most: number
  private readonly bounded: boolean
  private best = 0
  private bestColumn = -1
  private bestGradient = 0
  private bestCurvature = 0
  /** For numbers the last bin that goes left; for categories -1 and `bestBins`. */
  private bestBin = -1
  private bestMissingLeft = false
  private bestBins: number[] = []
  private bestOthersLeft = false

  constructor(node: NodeSums, scales: PackedGradients, settings: SplitSettings) {
    this.node = node
    this.scales = scales
    this.settings = settings
    const share = (node.curvature * settings.minSamples) / node.rows
    this.least = Math.max(share, LEAST_CURVATURE * scales.curvatureScale, 1)
    this.most = node.curvature - this.least
    this.bounded = settings.monotone !== null
  }

  numbers(cells: Float64Array, bins: number): void {
    const missing = cells[MISSING_BIN]!
    this.scan(cells, bins, 0)
    if (missing !== 0) this.scan(cells, bins, missing)
  }

  /** From the lowest bin up; what is missing goes right, or left with `missing` as the sum to begin with. */
  private scan(cells: Float64Array, bins: number, missing: number): void {
    const { least, most } = this
    let sum = missing
    // With something missing on the right, all known values may go left.
    const last = missing === 0 && cells[MISSING_BIN] !== 0 ? bins : bins - 1
    for (let bin = 0; bin < last; bin++) {
      const cell = cells[bin]!
      if (cell === 0) continue
      sum += cell
      const gradient = Math.floor(sum / CURVATURE_RANGE)
      const curvature = sum - gradient * CURVATURE_RANGE
      if (curvature < least) continue
      if (curvature > most) break
      if (this.consider(gradient, curvature)) {
        this.bestBin = bin
        // Where this node has seen nothing missing, what will be goes with the larger part.
        this.bestMissingLeft = missing !== 0 || (cells[MISSING_BIN] === 0 && curvature * 2 > this.node.curvature)
      }
    }
  }

  /** Categories by their mean gradient; the best two groups are then a prefix of that order and the rest (Fisher 1958). */
  categories(cells: Float64Array, bins: number): void {
    const { least, most, scales } = this
    const present: number[] = []
    for (let bin = 0; bin < bins; bin++) if (cells[bin] !== 0) present.push(bin)
    if (cells[MISSING_BIN] !== 0) present.push(MISSING_BIN)
    if (present.length < 2) return
    if (present.length > FEW_CATEGORIES) this.l2 = this.settings.l2 + CATEGORY_L2
    const smoothing = CATEGORY_SMOOTHING * scales.curvatureScale
    const key = new Float64Array(CELLS)
    for (const bin of present) {
      const gradient = Math.floor(cells[bin]! / CURVATURE_RANGE)
      key[bin] = gradient / (cells[bin]! - gradient * CURVATURE_RANGE + smoothing)
    }
    present.sort((a, b) => key[a]! - key[b]! || a - b)
    let sum = 0
    for (let i = 0; i < present.length - 1; i++) {
      sum += cells[present[i]!]!
      const gradient = Math.floor(sum / CURVATURE_RANGE)
      const curvature = sum - gradient * CURVATURE_RANGE
      if (curvature < least) continue
      if (curvature > most) break
      if (this.consider(gradient, curvature)) {
        this.bestBin = -1
        this.bestBins = present.slice(0, i + 1)
        this.bestOthersLeft = curvature * 2 > this.node.curvature
        // Categories that this node has not seen go with the larger part, and so does what is missing.
        if (this.bestOthersLeft) {
          const right = new Set(present.slice(i + 1))
          this.bestBins = Array.from({ length: CELLS }, (_, bin) => bin).filter((bin) => !right.has(bin))
        }
      }
    }
  }

  private consider(gradient: number, curvature: number): boolean {
    const gain = this.bounded ? this.boundedGain(gradient, curvature) : this.gain(gradient, curvature)
    if (gain <= this.best) return false
    this.best = gain
    this.bestColumn = this.column
    this.bestGradient = gradient
    this.bestCurvature = curvature
    return true
  }

  /** Both children's best loss less the node's, in packed gradient units squared over curvature units. */
  private gain(gradient: number, curvature: number): number {
    const { node } = this
    const l2 = this.l2 * this.scales.curvatureScale
    const rightGradient = node.gradient - gradient
    const rightCurvature = node.curvature - curvature
    return (
      (gradient * gradient) / (curvature + l2) +
      (rightGradient * rightGradient) / (rightCurvature + l2) -
      (node.gradient * node.gradient) / (node.curvature + l2)
    )
  }

  private boundedGain(gradient: number, curvature: number): number {
    const { node, scales, direction, l2 } = this
    const rightGradient = node.gradient - gradient
    const rightCurvature = node.curvature - curvature
    const left = nodeValue(gradient, curvature, l2, scales, node.low, node.high)
    const right = nodeValue(rightGradient, rightCurvature, l2, scales, node.low, node.high)
    if (direction * (right - left) < 0) return 0
    const whole = nodeValue(node.gradient, node.curvature, l2, scales, node.low, node.high)
    const fall =
      this.loss(node.gradient, node.curvature, whole) -
      this.loss(gradient, curvature, left) -
      this.loss(rightGradient, rightCurvature, right)
    return (2 * fall * scales.gradientScale * scales.gradientScale) / scales.curvatureScale
  }

  private loss(gradient: number, curvature: number, value: number): number {
    return (
      (gradient / this.scales.gradientScale) * value + 0.5 * (curvature / this.scales.curvatureScale + this.l2) * value * value
    )
  }

  found(): Split | null {
    if (this.bestColumn < 0) return null
    const goesLeft = new Uint32Array(8)
    const set = (bin: number) => (goesLeft[bin >>> 5]! |= 1 << (bin & 31))
    if (this.bestBin < 0) for (const bin of this.bestBins) set(bin)
    else {
      for (let bin = 0; bin <= this.bestBin; bin++) set(bin)
      if (this.bestMissingLeft) set(MISSING_BIN)
    }
    return {
      column: this.bestColumn,
      gain: (0.5 * this.best * this.scales.curvatureScale) / (this.scales.gradientScale * this.scales.gradientScale),
      goesLeft,
      leftGradient: this.bestGradient,
      leftCurvature: this.bestCurvature,
    }
  }
}
