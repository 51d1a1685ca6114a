import { bestSplit, nodeValue, type NodeSums, type Split, type SplitSettings } from './best-split.ts'
import type { BinnedTable } from './binned-table.ts'
import { CELLS, emptyHistogram, subtractHistogram, type Histogram } from './histogram.ts'
import type { HistogramRoom } from './histogram-room.ts'
import { CURVATURE_RANGE, type PackedGradients } from './packed-gradients.ts'

export interface GrowthSettings extends SplitSettings {
  maxLeaves: number
  maxDepth: number
}

/** A node while the tree grows; `from..to` are its rows' places in the order that the tree sorts them into. */
export interface GrownNode extends NodeSums {
  from: number
  to: number
  depth: number
  /** Null while a leaf. */
  split: Split | null
  left: number
  right: number
  /** The score of a leaf, before the learning rate. */
  value: number
}

interface Candidate {
  node: number
  split: Split
  histogram: Histogram
}

/**
 * One tree, leaf by leaf: whatever split lowers the loss most is made next (Shi 2007), until `maxLeaves`. `rows` is put
 * in the order of the leaves. Node 0 is the root; children stand after their parent.
 */
export function growTree(
  table: BinnedTable,
  gradients: PackedGradients,
  rows: Int32Array,
  settings: GrowthSettings,
  { histograms: pool, add }: Pick<HistogramRoom, 'histograms' | 'add'>,
): GrownNode[] {
  const scratch = new Int32Array(rows.length)
  const nodes: GrownNode[] = []
  const candidates: Candidate[] = []
  const whole = pool.pop()?.fill(0) ?? emptyHistogram(table.columns)
  add(whole, gradients.packed, rows, 0, rows.length)
  // Every row is in one cell of each column.
  const sum = whole.subarray(0, CELLS).reduce((all, cell) => all + cell, 0)
  const gradient = Math.floor(sum / CURVATURE_RANGE)
  nodes.push(
    nodeOf({
      from: 0,
      to: rows.length,
      depth: 0,
      gradient,
      curvature: sum - gradient * CURVATURE_RANGE,
      low: -Infinity,
      high: Infinity,
    }),
  )
  consider(0, whole)
  let leaves = 1
  while (leaves < settings.maxLeaves) {
    let next = 0
    for (let i = 1; i < candidates.length; i++) if (candidates[i]!.split.gain > candidates[next]!.split.gain) next = i
    const chosen = candidates[next]
    if (chosen === undefined) break
    candidates.splice(next, 1)
    leaves += 1
    divide(chosen, leaves === settings.maxLeaves)
  }
  for (const { histogram } of candidates) pool.push(histogram)
  for (const node of nodes) node.value = nodeValue(node.gradient, node.curvature, settings.l2, gradients, node.low, node.high)
  return nodes

  function consider(node: number, histogram: Histogram): void {
    const sums = nodes[node]!
    const splittable = sums.rows >= 2 * settings.minSamples && sums.depth < settings.maxDepth
    const split = splittable ? bestSplit(histogram, sums, table, gradients, settings) : null
    if (split) candidates.push({ node, split, histogram })
    else pool.push(histogram)
  }

  function divide({ node: index, split, histogram }: Candidate, last: boolean): void {
    const parent = nodes[index]!
    const middle = partition(table, rows, scratch, parent.from, parent.to, split)
    const { leftGradient, leftCurvature } = split
    const rightGradient = parent.gradient - leftGradient
    const rightCurvature = parent.curvature - leftCurvature
    const { depth, low, high } = parent
    const left = nodeOf({
      from: parent.from,
      to: middle,
      depth: depth + 1,
      gradient: leftGradient,
      curvature: leftCurvature,
      low,
      high,
    })
    const right = nodeOf({
      from: middle,
      to: parent.to,
      depth: depth + 1,
      gradient: rightGradient,
      curvature: rightCurvature,
      low,
      high,
    })
    const direction = settings.monotone?.[split.column] ?? 0
    if (direction !== 0) {
      const { l2 } = settings
      const between =
        (nodeValue(leftGradient, leftCurvature, l2, gradients, low, high) +
          nodeValue(rightGradient, rightCurvature, l2, gradients, low, high)) /
        2
      if (direction > 0) left.high = right.low = between
      else left.low = right.high = between
    }
    parent.split = split
    parent.left = nodes.push(left) - 1
    parent.right = nodes.push(right) - 1
    const small = left.rows <= right.rows ? parent.left : parent.right
    const large = small === parent.left ? parent.right : parent.left
    if (last || nodes[large]!.rows < 2 * settings.minSamples || depth + 1 >= settings.maxDepth) {
      pool.push(histogram)
      return
    }
    const part = pool.pop()?.fill(0) ?? emptyHistogram(table.columns)
    add(part, gradients.packed, rows, nodes[small]!.from, nodes[small]!.to)
    subtractHistogram(histogram, part)
    consider(small, part)
    consider(large, histogram)
  }
}

function nodeOf(part: Omit<GrownNode, 'rows' | 'split' | 'left' | 'right' | 'value'>): GrownNode {
  return { ...part, rows: part.to - part.from, split: null, left: -1, right: -1, value: 0 }
}

/** Puts the rows that go left first, both parts in their old order, and gives the place of the first that goes right. */
function partition(
  { byColumn, rows: total }: BinnedTable,
  rows: Int32Array,
  scratch: Int32Array,
  from: number,
  to: number,
  { column, goesLeft }: Split,
): number {
  const bins = byColumn.subarray(column * total, (column + 1) * total)
  const isLeft = new Uint8Array(256)
  for (let bin = 0; bin < 256; bin++) isLeft[bin] = (goesLeft[bin >>> 5]! >>> (bin & 31)) & 1
  let left = from
  let right = 0
  for (let i = from; i < to; i++) {
    const row = rows[i]!
    const goes = isLeft[bins[row]!]!
    // Written to both places, kept in one: no branch to guess wrongly.
    rows[left] = row
    scratch[right] = row
    left += goes
    right += 1 - goes
  }
  rows.set(scratch.subarray(0, right), left)
  return left
}
