import type { BinRule } from '../../../stats/trees/bin-rules.ts'
import { binTable } from '../../../stats/trees/binned-table.ts'
import { treeScores } from '../../../stats/trees/boosted-trees.ts'
import { unpackTrees, type PackedTrees } from '../../../stats/trees/packed-trees.ts'
import { explainTrees } from '../../../stats/trees/tree-shap.ts'
import type { Column } from '../../../stats/trees/column.ts'
import { LANDMARK_FEATURES, PATTERN_FEATURES, RECORDED_FEATURES } from './landmark-features.ts'
import type { LandmarkTable } from './landmark-table.ts'
import { SHIPPED_PATTERNS } from './shipped-patterns.ts'

/**
 * What features say together beyond what each says alone: shallow boosted trees over the recorded features of landmarks of
 * drawn companies, with Poisson loss and each company's log-linear rate as exposure. Their two scores are features like any
 * other, so the prior and every company's own fit decide how much of them holds.
 */

/** Columns beside the recorded features: stage, segment and weeks to the close date. */
const BESIDE = 3
const RECORDED = RECORDED_FEATURES.length
const [WIN, LOSS] = PATTERN_FEATURES.map((_, p) => RECORDED + p) as [number, number]
const SEGMENT_UNKNOWN = 3
const STAGES = 4

/** As it is shipped: written by a script of the project from drawn companies. */
export interface ShippedPatterns {
  /** Names of the columns, and between which values the bins of each lie. */
  columns: readonly string[]
  edges: readonly (readonly number[])[]
  win: PackedTrees
  loss: PackedTrees
  /** [stage * columns + column]: what each column has in the pattern of the mean deal of the stage. */
  typicalWin: readonly number[]
  typicalLoss: readonly number[]
}

interface Patterns {
  rules: BinRule[]
  win: ReturnType<typeof unpackTrees>
  loss: ReturnType<typeof unpackTrees>
}

let opened: Patterns | undefined

function patterns(): Patterns {
  return (opened ??= {
    rules: SHIPPED_PATTERNS.edges.map((edges) => ({ kind: 'number', edges: Float64Array.from(edges) })),
    win: unpackTrees(SHIPPED_PATTERNS.win),
    loss: unpackTrees(SHIPPED_PATTERNS.loss),
  })
}

/** What the trees look at: the recorded features, stage, segment and weeks to the close date of some rows. */
export function patternColumns(table: LandmarkTable, rows: ArrayLike<number>): Column[] {
  const { x, features } = table
  const size = rows.length
  const columnOf = (from: ArrayLike<number>, stride: number, place: number): Float64Array => {
    const values = new Float64Array(size)
    for (let i = 0; i < size; i++) values[i] = from[rows[i]! * stride + place]!
    return values
  }
  const segments = columnOf(table.segment, 1, 0)
  for (let i = 0; i < size; i++) if (segments[i]! >= SEGMENT_UNKNOWN) segments[i] = NaN
  const columns = Array.from({ length: RECORDED }, (_, j) => columnOf(x, features, j))
  columns.push(columnOf(table.stage, 1, 0), segments, columnOf(table.dueWeeks, 1, 0))
  return columns.map((values) => ({ kind: 'number', values }))
}

/** Fills in the pattern features of some rows, or of all, from the recorded ones. */
export function fillPatterns(table: LandmarkTable, rows: ArrayLike<number> = allRows(table)): void {
  if (rows.length === 0) return
  const { rules, win, loss } = patterns()
  const binned = binTable(rules, patternColumns(table, rows))
  const wins = treeScores(win, binned)
  const losses = treeScores(loss, binned)
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]! * LANDMARK_FEATURES.length
    table.x[at + WIN] = wins[i]!
    table.x[at + LOSS] = losses[i]!
  }
}

function allRows(table: LandmarkTable): Int32Array {
  return Int32Array.from({ length: table.rows }, (_, row) => row)
}

/** By recorded feature and, last, the close date: what each has in a deal's pattern less what it has in the typical deal of the stage. */
export interface PatternEffects {
  win: Float64Array
  loss: Float64Array
}

/** Rows explained at a time: the trees are walked once for all of them. */
const BLOCK = 256

/** TreeSHAP of both patterns by row of a table, worked out as rows are asked for. */
export function patternEffects(table: LandmarkTable): (row: number) => PatternEffects {
  const blocks = new Map<number, { win: Float64Array; loss: Float64Array }>()
  const width = RECORDED + BESIDE
  const blockOf = (block: number): { win: Float64Array; loss: Float64Array } => {
    const from = block * BLOCK
    const rows = Int32Array.from({ length: Math.min(BLOCK, table.rows - from) }, (_, i) => from + i)
    const { rules, win, loss } = patterns()
    const binned = binTable(rules, patternColumns(table, rows))
    return { win: explainTrees(win, binned).effects, loss: explainTrees(loss, binned).effects }
  }
  return (row) => {
    const block = Math.floor(row / BLOCK)
    const known = blocks.get(block) ?? blockOf(block)
    blocks.set(block, known)
    const stage = Math.min(STAGES - 1, table.stage[row]!)
    const beyond = (effects: Float64Array, typical: readonly number[]): Float64Array => {
      const at = (row - block * BLOCK) * width
      const value = (column: number): number => effects[at + column]! - typical[stage * width + column]!
      return Float64Array.from({ length: RECORDED + 1 }, (_, j) => value(j < RECORDED ? j : width - 1))
    }
    const { typicalWin, typicalLoss } = SHIPPED_PATTERNS
    return { win: beyond(known.win, typicalWin), loss: beyond(known.loss, typicalLoss) }
  }
}
