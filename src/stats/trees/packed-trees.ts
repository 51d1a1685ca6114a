import { MISSING_BIN } from './bin-rules.ts'
import type { BoostedTrees } from './boosted-trees.ts'

/** Trees over columns of numbers as few numbers, to be written to a file: nodes of a tree follow each other, a node before its left side, that before its right. */
export interface PackedTrees {
  /** The column that a node splits by; −1 in a leaf. */
  column: readonly number[]
  /** Twice the last bin that goes left, and 1 more where a missing value does, too; 0 in a leaf. */
  bin: readonly number[]
  /** What a leaf adds to the score; 0 elsewhere. */
  value: readonly number[]
  /** Share of the training weight that came through. */
  cover: readonly number[]
}

const WORDS = 8

/** Trees as they are grown, without the score before the first. Throws where a split is not "up to this bin". */
export function packTrees(trees: BoostedTrees): PackedTrees {
  const packed = { column: [] as number[], bin: [] as number[], value: [] as number[], cover: [] as number[] }
  for (const root of trees.firstNode.subarray(0, -1)) {
    const whole = trees.cover[root]!
    const add = (node: number): void => {
      const column = trees.column[node]!
      packed.column.push(column)
      packed.bin.push(column < 0 ? 0 : binOf(trees, node))
      packed.value.push(Number(trees.value[node]!.toPrecision(4)))
      packed.cover.push(Number((trees.cover[node]! / whole).toPrecision(4)))
      if (column < 0) return
      add(trees.left[node]!)
      add(trees.right[node]!)
    }
    add(root)
  }
  return packed
}

function binOf({ goesLeft }: BoostedTrees, node: number): number {
  const left = (bin: number): boolean => ((goesLeft[node * WORDS + (bin >>> 5)]! >>> (bin & 31)) & 1) === 1
  let last = -1
  while (last + 1 < MISSING_BIN && left(last + 1)) last += 1
  for (let bin = last + 1; bin < MISSING_BIN; bin++) if (left(bin)) throw new RangeError('a split of categories cannot be packed')
  return last < 0 ? Number(left(MISSING_BIN)) - 2 : 2 * last + Number(left(MISSING_BIN))
}

/** The trees again; the score before the first one is 0. */
export function unpackTrees({ column, bin, value, cover }: PackedTrees): BoostedTrees {
  const nodes = column.length
  const goesLeft = new Uint32Array(nodes * WORDS)
  const left = new Int32Array(nodes)
  const right = new Int32Array(nodes)
  const firstNode: number[] = []
  /** Reads a tree from a node on and answers where the next begins. */
  const read = (node: number): number => {
    if (column[node]! < 0) return node + 1
    for (let b = 0; 2 * b <= bin[node]!; b++) goesLeft[node * WORDS + (b >>> 5)]! |= 1 << (b & 31)
    if ((bin[node]! & 1) === 1) goesLeft[node * WORDS + (MISSING_BIN >>> 5)]! |= 1 << (MISSING_BIN & 31)
    left[node] = node + 1
    right[node] = read(node + 1)
    return read(right[node])
  }
  let next = 0
  while (next < nodes) {
    firstNode.push(next)
    next = read(next)
  }
  return {
    loss: { kind: 'poisson' },
    start: 0,
    firstNode: Int32Array.of(...firstNode, nodes),
    column: Int32Array.from(column),
    goesLeft,
    left,
    right,
    value: Float64Array.from(value),
    cover: Float64Array.from(cover),
    heldOutLoss: [],
  }
}
