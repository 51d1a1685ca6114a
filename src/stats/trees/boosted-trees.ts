import { stream } from '../random/stream.ts'
import type { BinnedTable } from './binned-table.ts'
import { growTree, type GrownNode } from './grow-tree.ts'
import { histogramRoom } from './histogram-room.ts'
import { differentiate, meanLoss, startingScore, weightedQuantile, type Loss } from './loss.ts'
import { packGradients } from './packed-gradients.ts'

/** Many small trees, whose leaf values add up to a score. Plain typed arrays: they go to other threads and to disk as they are. */
export interface BoostedTrees {
  loss: Loss
  /** The score before the first tree. */
  start: number
  /** First node of each tree, and the number of nodes at the end. */
  firstNode: Int32Array
  /** The column a node splits by; -1 in a leaf. */
  column: Int32Array
  /** [node * 8 + bin / 32]: one bit per bin, 1 goes left. */
  goesLeft: Uint32Array
  left: Int32Array
  right: Int32Array
  /** What a leaf adds to the score; 0 elsewhere. */
  value: Float64Array
  /** Weight of the training rows that came through each node. */
  cover: Float64Array
  /** Mean loss of the held-out rows after each tree; empty where none were held out. */
  heldOutLoss: number[]
}

export interface BoostSettings {
  loss: Loss
  seed: number
  /** Most trees. */
  trees: number
  maxLeaves?: number
  maxDepth?: number
  minSamples?: number
  l2?: number
  learningRate?: number
  /** Per column: 1 the score may only rise with it, -1 only fall, 0 either. Not for categories. */
  monotone?: readonly number[]
  /** Weight of each row. */
  weights?: Float64Array
  /** Added to each row's score: for 'poisson' the logarithm of its exposure. It is not part of what `treeScores` gives. */
  offset?: Float64Array
  /** 1 for rows to learn from, 0 for those held out; rows of neither kind are marked 2. */
  part?: Uint8Array
  /** Stops after so many trees without a lower held-out loss, and keeps the best number of them. */
  patience?: number
}

/**
 * Gradient boosting over histograms (Friedman 2001; Ke 2017), second-order steps, trees grown leaf by leaf. Same rows and
 * seed, same bits: chance enters only where gradients are rounded to whole numbers (see `packGradients`).
 * `target` is 0 or 1 for 'binary', a count for 'poisson', any number for 'quantile'.
 */
export function boostTrees(table: BinnedTable, target: ArrayLike<number>, settings: BoostSettings): BoostedTrees {
  const { loss, seed, trees, learningRate = 0.1, patience = 20, part } = settings
  const weights = settings.weights ?? null
  const offset = settings.offset ?? null
  const growth = {
    maxLeaves: settings.maxLeaves ?? 31,
    maxDepth: settings.maxDepth ?? 64,
    minSamples: settings.minSamples ?? 20,
    l2: settings.l2 ?? 0,
    monotone: settings.monotone ? Int8Array.from(settings.monotone) : null,
  }
  const learning = rowsOf(part, table.rows, 1)
  const heldOut = part ? rowsOf(part, table.rows, 0) : new Int32Array(0)
  const start = startingScore(loss, target, weights, offset, learning)
  const scores = new Float64Array(table.rows).fill(start)
  if (offset) for (let row = 0; row < table.rows; row++) scores[row]! += offset[row]!
  const gradients = new Float64Array(table.rows)
  const curvatures = new Float64Array(table.rows)
  const leftOut = part ? maskedWeights(weights, part) : weights
  const grown: GrownNode[][] = []
  const covers: Float64Array[] = []
  const heldOutLoss: number[] = []
  const room = histogramRoom(table, learning.length, growth.maxLeaves + 1)
  const source = stream(seed, 'rounding of gradients')
  const { order, packed } = room
  let best = 0
  for (let tree = 0; tree < trees; tree++) {
    differentiate(loss, target, leftOut, scores, gradients, curvatures)
    order.set(learning)
    const nodes = growTree(table, packGradients(gradients, curvatures, source, packed), order, growth, room)
    if (nodes.length === 1) break
    if (loss.kind === 'quantile') fitQuantiles(nodes, order, target, weights, scores, loss.level)
    covers.push(coverOf(nodes, order, weights))
    for (const node of nodes) {
      node.value *= learningRate
      if (node.split === null) for (let i = node.from; i < node.to; i++) scores[order[i]!]! += node.value
    }
    grown.push(nodes)
    if (heldOut.length > 0) {
      for (const row of heldOut) scores[row]! += leafOf(nodes, table, row).value
      heldOutLoss.push(meanLoss(loss, target, weights, scores, heldOut))
      if (heldOutLoss[tree]! < heldOutLoss[best]!) best = tree
      if (tree - best >= patience) break
    }
  }
  const kept = heldOut.length > 0 ? grown.slice(0, best + 1) : grown
  return { loss, start, ...flattened(kept, covers), heldOutLoss }
}

/** The score of each row of a table binned by the rules that the trees were grown on: the start and one leaf of every tree. */
export function treeScores(model: BoostedTrees, table: BinnedTable, trees = model.firstNode.length - 1): Float64Array {
  const { column, goesLeft, left, right, value, firstNode } = model
  const { byRow, stride } = table
  const scores = new Float64Array(table.rows).fill(model.start)
  for (let tree = 0; tree < trees; tree++) {
    const root = firstNode[tree]!
    for (let row = 0; row < table.rows; row++) {
      let node = root
      let split = column[node]!
      while (split >= 0) {
        const bin = byRow[row * stride + split]!
        node = (goesLeft[node * 8 + (bin >>> 5)]! >>> (bin & 31)) & 1 ? left[node]! : right[node]!
        split = column[node]!
      }
      scores[row]! += value[node]!
    }
  }
  return scores
}

function rowsOf(part: Uint8Array | undefined, rows: number, wanted: number): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, row) => row)
  return part ? all.filter((row) => part[row] === wanted) : all
}

function maskedWeights(weights: Float64Array | null, part: Uint8Array): Float64Array {
  return Float64Array.from(part, (one, row) => (one === 1 ? (weights?.[row] ?? 1) : 0))
}

function leafOf(nodes: readonly GrownNode[], { byRow, stride }: BinnedTable, row: number): GrownNode {
  let node = nodes[0]!
  while (node.split) {
    const bin = byRow[row * stride + node.split.column]!
    node = nodes[(node.split.goesLeft[bin >>> 5]! >>> (bin & 31)) & 1 ? node.left : node.right]!
  }
  return node
}

/** A step along the gradient says only which way; how far is the quantile of what is left in each leaf (Friedman 2001, §4.4). */
function fitQuantiles(
  nodes: readonly GrownNode[],
  order: Int32Array,
  target: ArrayLike<number>,
  weights: Float64Array | null,
  scores: Float64Array,
  level: number,
): void {
  for (const node of nodes) {
    if (node.split) continue
    const rows = Array.from(order.subarray(node.from, node.to))
    const value = weightedQuantile(
      rows.map((row) => target[row]! - scores[row]!),
      rows.map((row) => weights?.[row] ?? 1),
      level,
    )
    node.value = Math.min(node.high, Math.max(node.low, value))
  }
}

function coverOf(nodes: readonly GrownNode[], order: Int32Array, weights: Float64Array | null): Float64Array {
  const cover = Float64Array.from(nodes, (node) => node.rows)
  if (weights === null) return cover
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]!
    if (node.split) cover[index] = cover[node.left]! + cover[node.right]!
    else {
      cover[index] = 0
      for (let i = node.from; i < node.to; i++) cover[index]! += weights[order[i]!]!
    }
  }
  return cover
}

function flattened(grown: readonly GrownNode[][], covers: readonly Float64Array[]) {
  const total = grown.reduce((sum, nodes) => sum + nodes.length, 0)
  const flat = {
    firstNode: new Int32Array(grown.length + 1),
    column: new Int32Array(total),
    goesLeft: new Uint32Array(total * 8),
    left: new Int32Array(total),
    right: new Int32Array(total),
    value: new Float64Array(total),
    cover: new Float64Array(total),
  }
  let first = 0
  for (const [tree, nodes] of grown.entries()) {
    for (const [i, node] of nodes.entries()) {
      const at = first + i
      flat.column[at] = node.split ? node.split.column : -1
      if (node.split) flat.goesLeft.set(node.split.goesLeft, at * 8)
      flat.left[at] = node.split ? first + node.left : -1
      flat.right[at] = node.split ? first + node.right : -1
      flat.value[at] = node.split ? 0 : node.value
      flat.cover[at] = covers[tree]![i]!
    }
    first += nodes.length
    flat.firstNode[tree + 1] = first
  }
  return flat
}
