import { PATTERN_FEATURES, RECORDED_FEATURES } from '../../src/domain/forecasting/landmarks/landmark-features.ts'
import type { LandmarkTable } from '../../src/domain/forecasting/landmarks/landmark-table.ts'
import { patternColumns, type ShippedPatterns } from '../../src/domain/forecasting/landmarks/patterns.ts'
import { spreadOver } from '../../src/domain/forecasting/win-model/belief-spread.ts'
import { layoutOf, STAGES, type Layout } from '../../src/domain/forecasting/win-model/coefficients.ts'
import { beliefAround, fitHazards, type HazardBelief } from '../../src/domain/forecasting/win-model/hazard-model.ts'
import { hazardRows, scaleOf, type HazardRows, type Scale } from '../../src/domain/forecasting/win-model/hazard-rows.ts'
import { HazardSums } from '../../src/domain/forecasting/win-model/hazard-sums.ts'
import { walkRows } from '../../src/domain/forecasting/win-model/hazard-walk.ts'
import { SHAPES, type Span } from '../../src/domain/forecasting/win-model/lead-steps.ts'
import { learnBins } from '../../src/stats/trees/bin-rules.ts'
import { binTable } from '../../src/stats/trees/binned-table.ts'
import { boostTrees, treeScores } from '../../src/stats/trees/boosted-trees.ts'
import type { Column } from '../../src/stats/trees/column.ts'
import { packTrees, unpackTrees } from '../../src/stats/trees/packed-trees.ts'
import { explainTrees } from '../../src/stats/trees/tree-shap.ts'

/** Shallow and slowly learned; few bins, because the edges are shipped. */
const SHAPE = { trees: 160, maxLeaves: 8, maxDepth: 4, minSamples: 150, l2: 20, learningRate: 0.12 }
const BINS = 32
/** Companies are left out in so many parts, so that no pattern is judged on the rows it was learned from. */
const PARTS = 5
const LEAST_EXPOSURE = 1e-4
/** Every so many rows say what the typical deal has in a pattern. */
const EVERY = 10

const NAMES = [...RECORDED_FEATURES.map(({ name }) => name), 'stage', 'segment', 'due']

/**
 * Learns from drawn companies what features say together beyond what each says alone, and fills the pattern features of the
 * tables with what was learned without the company itself. `fill` then fills in what is shipped.
 */
export function learnPatterns(tables: readonly LandmarkTable[], span: Span): { shipped: ShippedPatterns; fill: () => void } {
  const recorded = tables.map(recordedOnly)
  const scale = scaleOf({ ...recorded[0]!, rows: sum(recorded, ({ rows }) => rows), x: joined(recorded.map(({ x }) => x)) })
  const companies = recorded.map((table) => canonicalRows(table, scale))
  const belief = spreadOf(companies, span)
  const layout = layoutOf(RECORDED_FEATURES.length, 0)
  const fits = companies.map((rows) => fitHazards(rows, layout, belief, { span, mostSteps: 3 }))
  console.log('log-linear fits done')

  const columns = patternColumns(
    under(tables),
    Int32Array.from({ length: sum(tables, ({ rows }) => rows) }, (_, row) => row),
  )
  const rules = learnBins(columns, BINS).map((rule) =>
    rule.kind === 'number' ? { ...rule, edges: rule.edges.map((edge) => Number(edge.toPrecision(5))) } : rule,
  )
  const weights = joined(companies.map(({ weight }) => weight))
  const companyOf = tables.flatMap((table, i) => Array<number>(table.rows).fill(i))
  const learned = ([1, 2] as const).map((cause) => {
    const expected = companies.map((rows, i) =>
      expectedEvents(rows, layout, fits[i]![cause === 1 ? 'win' : 'loss'].coefficients, cause, span),
    )
    const events = joined(
      companies.map((rows) =>
        Float64Array.from(rows.cause, (one, row) => (one === cause && rows.followed[row]! <= span ? 1 : 0)),
      ),
    )
    const offset = joined(expected).map((value) => Math.log(Math.max(LEAST_EXPOSURE, value)))
    const grown = (from: readonly number[]) => {
      const some = (values: Float64Array): Float64Array => Float64Array.from(from, (row) => values[row]!)
      const trees = boostTrees(binTable(rules, picked(columns, from)), some(events), {
        ...SHAPE,
        loss: { kind: 'poisson' },
        seed: 1,
        weights: some(weights),
        offset: some(offset),
      })
      return packTrees(trees)
    }
    const leftOut = new Float64Array(companyOf.length)
    for (let part = 0; part < PARTS; part++) {
      const inPart = (is: boolean): number[] =>
        companyOf.flatMap((company, row) => ((company % PARTS === part) === is ? [row] : []))
      const rows = inPart(true)
      const scores = treeScores(unpackTrees(grown(inPart(false))), binTable(rules, picked(columns, rows)))
      for (const [i, row] of rows.entries()) leftOut[row] = scores[i]!
    }
    const packed = grown(companyOf.map((_, row) => row))
    console.log(`patterns of cause ${cause} learned: ${packed.column.length} nodes`)
    const looked = companyOf.flatMap((_, row) => (row % EVERY === 0 ? [row] : []))
    const { effects } = explainTrees(unpackTrees(packed), binTable(rules, picked(columns, looked)))
    return {
      leftOut,
      packed,
      scores: treeScores(unpackTrees(packed), binTable(rules, columns)),
      typical: meansByStage(
        effects,
        Array.from(looked, (row) => columnValue(columns[NAMES.indexOf('stage')]!, row)),
      ),
    }
  })
  const put = (valuesOf: (one: (typeof learned)[number]) => Float64Array): void => {
    let at = 0
    for (const table of tables) {
      for (let row = 0; row < table.rows; row++, at++)
        for (const [p, one] of learned.entries())
          table.x[row * table.features + RECORDED_FEATURES.length + p] = valuesOf(one)[at]!
    }
  }
  put(({ leftOut }) => leftOut)
  return {
    shipped: {
      columns: NAMES,
      edges: rules.map((rule) => (rule.kind === 'number' ? Array.from(rule.edges) : [])),
      win: learned[0]!.packed,
      loss: learned[1]!.packed,
      typicalWin: learned[0]!.typical,
      typicalLoss: learned[1]!.typical,
    },
    fill: () => put(({ scores }) => scores),
  }
}

/** A company's rows as the prior sees them: its stages are the canonical ones, whatever it calls them. */
export function canonicalRows(table: LandmarkTable, scale: Scale): HazardRows {
  return hazardRows({ ...table, stageName: table.stageName.map(() => 0), stageNames: [] }, scale, 1)
}

/** What companies have in common, from nothing. */
export function spreadOf(companies: readonly HazardRows[], span: Span): HazardBelief {
  const layout = layoutOf(companies[0]!.features, 0)
  const nothing = { win: new Float64Array(layout.size), loss: new Float64Array(layout.size) }
  for (let stage = 0; stage < STAGES; stage++)
    nothing.win[layout.stage + stage * SHAPES] = nothing.loss[layout.stage + stage * SHAPES] = -4
  return spreadOver(companies, layout, span, beliefAround(nothing, layout, 4))
}

/** Wins or losses that a fit expects of each row while it was followed: the slope of the level is what is expected less what came. */
function expectedEvents(rows: HazardRows, layout: Layout, theta: Float64Array, cause: 1 | 2, span: Span): Float64Array {
  const expected = new Float64Array(rows.rows)
  walkRows(new HazardSums(rows, layout, false), theta, cause, {
    span,
    every: 1,
    onRow: (row, slope) => {
      const came = rows.cause[row] === cause && rows.followed[row]! <= span ? 1 : 0
      expected[row] = slope[0]! / rows.weight[row]! + came
    },
  })
  return expected
}

function recordedOnly(table: LandmarkTable): LandmarkTable {
  const features = table.features - PATTERN_FEATURES.length
  const x = new Float64Array(table.rows * features)
  for (let row = 0; row < table.rows; row++)
    x.set(table.x.subarray(row * table.features, row * table.features + features), row * features)
  return { ...table, x, features }
}

/** All tables under one another, as far as the trees look. */
function under(tables: readonly LandmarkTable[]): LandmarkTable {
  return {
    ...tables[0]!,
    rows: sum(tables, ({ rows }) => rows),
    x: joined(tables.map(({ x }) => x)),
    stage: Uint8Array.from(tables.flatMap(({ stage }) => Array.from(stage))),
    segment: Uint8Array.from(tables.flatMap(({ segment }) => Array.from(segment))),
    dueWeeks: joined(tables.map(({ dueWeeks }) => dueWeeks)),
  }
}

function picked(columns: readonly Column[], rows: readonly number[]): Column[] {
  return columns.map((column) => ({ kind: 'number', values: Float64Array.from(rows, (row) => columnValue(column, row)) }))
}

function columnValue(column: Column, row: number): number {
  return column.kind === 'number' ? column.values[row]! : column.codes[row]!
}

function meansByStage(effects: Float64Array, stages: readonly number[]): number[] {
  const width = NAMES.length
  const sums = new Float64Array(STAGES * width)
  const rows = new Float64Array(STAGES)
  for (const [i, stage] of stages.entries()) {
    rows[stage]! += 1
    for (let j = 0; j < width; j++) sums[stage * width + j]! += effects[i * width + j]!
  }
  return Array.from(sums, (value, i) => Number((value / Math.max(1, rows[Math.floor(i / width)]!)).toPrecision(5)))
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(sum(parts, ({ length }) => length))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function sum<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((all, item) => all + valueOf(item), 0)
}
