import type { Column } from './column.ts'

/** The bin of a missing value, in every column. */
export const MISSING_BIN = 255
/** Most bins of a column beside the missing one. */
export const MAX_BINS = 255
/** Rows that the quantiles of a long column are taken from. */
const LOOKED_AT = 200_000

/** How a column's values become bins. Numbers: bin b holds edges[b-1] < value <= edges[b]. Categories: the bin of each code. */
export type BinRule = { kind: 'number'; edges: Float64Array } | { kind: 'category'; binOf: Uint8Array; bins: number }

/**
 * Bins of about equal size for each column: between all distinct values where there are at most `maxBins`, else at quantiles
 * of at most 200,000 evenly spaced rows. Of categories the commonest get a bin each, the rest count as missing.
 */
export function learnBins(columns: readonly Column[], maxBins = MAX_BINS): BinRule[] {
  return columns.map((column) =>
    column.kind === 'number'
      ? { kind: 'number', edges: edgesOf(column.values, maxBins) }
      : categoryRule(column.codes, Math.min(maxBins, MAX_BINS)),
  )
}

/** Number of bins of a rule, without the missing one. */
export function binCount(rule: BinRule): number {
  return rule.kind === 'number' ? rule.edges.length + 1 : rule.bins
}

function edgesOf(values: Float64Array, maxBins: number): Float64Array {
  const step = Math.max(1, Math.ceil(values.length / LOOKED_AT))
  const sorted = new Float64Array(Math.ceil(values.length / step))
  let known = 0
  for (let row = 0; row < values.length; row += step) {
    const value = values[row]!
    // An infinite value has no midpoint to its neighbour; it still falls into the outermost bin.
    if (Number.isFinite(value)) sorted[known++] = value
  }
  const looked = sorted.subarray(0, known).sort()
  const distinct: number[] = []
  for (const value of looked) if (value !== distinct.at(-1) && distinct.push(value) > maxBins) break
  if (distinct.length <= maxBins) return Float64Array.from(distinct.slice(1), (value, i) => between(distinct[i]!, value))
  const edges: number[] = []
  for (let bin = 1; bin < maxBins; bin++) {
    const at = Math.floor((bin * known) / maxBins)
    const low = looked[at - 1]!
    const edge = between(low, Math.max(low, looked[at]!))
    if (edge !== edges.at(-1)) edges.push(edge)
  }
  // A value that fills several quantiles gives an edge at the top too, above which nothing lies.
  if (edges.at(-1) === looked[known - 1]) edges.pop()
  return Float64Array.from(edges)
}

/** The middle, but never rounded up to the higher value, which belongs above the edge. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2
  return middle < high ? middle : low
}

function categoryRule(codes: Int32Array, maxBins: number): BinRule {
  let top = -1
  for (const code of codes) if (code > top) top = code
  const counts = new Int32Array(top + 1)
  for (const code of codes) if (code >= 0) counts[code]! += 1
  const kept = Array.from(counts, (_, code) => code)
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, maxBins)
    .sort((a, b) => a - b)
  const binOf = new Uint8Array(top + 1).fill(MISSING_BIN)
  for (const [bin, code] of kept.entries()) binOf[code] = bin
  return { kind: 'category', binOf, bins: kept.length }
}
