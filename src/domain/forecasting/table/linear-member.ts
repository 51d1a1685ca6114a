import { fitRidgeLogistic, linear } from '../../../stats/regression/ridge-logistic.ts'
import type { Design } from '../../../stats/regression/design.ts'
import type { Column } from '../../../stats/trees/column.ts'
import type { TableFeatures } from './table-features.ts'

/** Log-odds as a sum over features: a slope per number, a step per common category. */
export interface LinearMember {
  terms: Term[]
  coefficients: Float64Array
  means: Float64Array
  /** Log-odds of the mean row. */
  base: number
}

type Term = { feature: number; speaksFor: number } & (
  | { kind: 'value'; low: number; high: number; logarithm: boolean; middle: number; scale: number }
  | { kind: 'missing' }
  | { kind: 'category'; code: number }
)

const MOST_TERMS = 90
/** A feature with so few gaps gets no term of its own for them. */
const GAPS = 0.01
const STRENGTHS = [1, 10, 100] as const
/** With more rows than this the strength hardly matters. */
const ROWS_TO_CHOOSE = 10_000

/** Ridge logistic regression on standardised terms; the strength by log loss on the rows `part` marks 0, learnt from those of 1. */
export function fitLinear(features: TableFeatures, outcomes: Float64Array, part: Uint8Array): LinearMember {
  const terms = termsOf(features)
  const design = designOf(features, terms)
  let strength: number = STRENGTHS[1]
  if (features.rows <= ROWS_TO_CHOOSE) {
    const weights = Float64Array.from(part)
    const losses = STRENGTHS.map((tried) => lossOf(design, outcomes, part, fitted({ ...design, weights }, outcomes, tried)))
    strength = STRENGTHS[losses.indexOf(Math.min(...losses))]!
  }
  const coefficients = fitted(design, outcomes, strength)
  const means = new Float64Array(design.columns)
  for (let at = 0; at < design.x.length; at++) means[at % design.columns]! += design.x[at]! / design.rows
  const base = means.reduce((sum, mean, term) => sum + mean * coefficients[term]!, 0)
  return { terms, coefficients, means, base }
}

/** Log-odds of each row. */
export function linearScores({ terms, coefficients }: LinearMember, features: TableFeatures): Float64Array {
  const design = designOf(features, terms)
  return Float64Array.from({ length: features.rows }, (_, row) => linear(design, row, coefficients))
}

/** Adds to `into`, by column of the table, what each adds to the log-odds of a row above the mean row. */
export function explainLinear(
  { terms, coefficients, means }: LinearMember,
  features: TableFeatures,
  row: number,
  share: number,
  into: Float64Array,
): void {
  for (const [i, term] of terms.entries())
    into[term.speaksFor]! += share * coefficients[i]! * (termValue(term, features.columns[term.feature]!, row) - means[i]!)
}

function fitted(design: Design, outcomes: Float64Array, strength: number): Float64Array {
  const precision = new Float64Array(design.columns).fill(strength)
  // The last column is the constant.
  precision[design.columns - 1] = 1e-6
  const warm = design.rows > ROWS_TO_CHOOSE ? { warm: { every: 10, fullSteps: 2 } } : {}
  return fitRidgeLogistic(design, outcomes, { prior: { mean: new Float64Array(design.columns), precision }, ...warm })
    .coefficients
}

function lossOf(design: Design, outcomes: Float64Array, part: Uint8Array, coefficients: Float64Array): number {
  let sum = 0
  for (let row = 0; row < design.rows; row++) {
    if (part[row] !== 0) continue
    const score = linear(design, row, coefficients)
    sum += Math.max(score, 0) - score * outcomes[row]! + Math.log1p(Math.exp(-Math.abs(score)))
  }
  return sum
}

function designOf({ rows, columns }: TableFeatures, terms: readonly Term[]): Design {
  const width = terms.length + 1
  const x = new Float64Array(rows * width)
  for (const [i, term] of terms.entries()) {
    const column = columns[term.feature]!
    for (let row = 0; row < rows; row++) x[row * width + i] = termValue(term, column, row)
  }
  for (let row = 0; row < rows; row++) x[row * width + width - 1] = 1
  return { x, rows, columns: width }
}

function termValue(term: Term, column: Column, row: number): number {
  if (column.kind === 'category') return term.kind === 'category' && column.codes[row] === term.code ? 1 : 0
  const value = column.values[row]!
  if (term.kind === 'missing') return Number.isNaN(value) ? 1 : 0
  if (term.kind !== 'value' || Number.isNaN(value)) return 0
  return (moved(Math.min(term.high, Math.max(term.low, value)), term.logarithm) - term.middle) / term.scale
}

function moved(value: number, logarithm: boolean): number {
  return logarithm ? Math.sign(value) * Math.log1p(Math.abs(value)) : value
}

function termsOf({ rows, columns, speaksFor }: TableFeatures): Term[] {
  const perCategory = Math.max(2, Math.min(20, Math.floor(MOST_TERMS / Math.max(1, columns.length))))
  return columns.flatMap((column, feature): Term[] => {
    const at = { feature, speaksFor: speaksFor[feature]! }
    return column.kind === 'number' ? numberTerms(column.values, at, rows) : categoryTerms(column.codes, at, perCategory)
  })
}

function numberTerms(values: Float64Array, at: { feature: number; speaksFor: number }, rows: number): Term[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const terms: Term[] = []
  const missing = 1 - known.length / rows
  if (GAPS < missing && missing < 1) terms.push({ ...at, kind: 'missing' })
  if (known.length === 0) return terms
  const quantile = (p: number) => known[Math.round(p * (known.length - 1))]!
  const [low, high] = [quantile(0.01), quantile(0.99)]
  const inside = known.map((value) => Math.min(high, Math.max(low, value)))
  // A long tail to one side, as amounts have it, is seen in its logarithm.
  const logarithm = low >= 0 && Math.abs(quantile(0.5) - low) * 4 < high - low
  const { mean, deviation } = spread(inside.map((value) => moved(value, logarithm)))
  if (deviation > 0) terms.push({ ...at, kind: 'value', low, high, logarithm, middle: mean, scale: deviation })
  return terms
}

function spread(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) }
}

function categoryTerms(codes: Int32Array, at: { feature: number; speaksFor: number }, most: number): Term[] {
  const counts = new Map<number, number>()
  for (const code of codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([code]) => ({ ...at, kind: 'category', code }))
}
