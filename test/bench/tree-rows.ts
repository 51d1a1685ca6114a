import { normalQuantile } from '../../src/stats/normal/normal-quantile.ts'
import { stream, uniform } from '../../src/stats/random/stream.ts'

export interface TreeRows {
  /** One array per column; NaN is missing. */
  columns: Float64Array[]
  target: Uint8Array
}

/**
 * Rows in which no column decides alone: products, thresholds that only hold beyond another threshold, a U shape, waves,
 * plain slopes and noise columns; a twentieth of all values is missing, in two columns because of the outcome's cause.
 */
export function treeRows(seed: number, rows: number, width: number, baseScore = -1.6): TreeRows {
  const columns = Array.from({ length: width }, (_, c) => {
    const source = stream(seed, `column ${c}`)
    return Float64Array.from({ length: rows }, () => {
      const value = normalQuantile(uniform(source))
      if (c % 5 === 3) return Math.exp(value)
      return c % 5 === 4 ? Math.round(value * 3) : value
    })
  })
  const draws = stream(seed, 'outcome')
  const x = (c: number, row: number) => columns[c % width]![row]!
  const target = Uint8Array.from({ length: rows }, (_, row) => {
    const score =
      baseScore +
      0.7 * x(0, row) * x(1, row) +
      (x(2, row) > 0.5 && x(4, row) > 1 ? 1.2 : 0) +
      0.35 * (x(5, row) ** 2 - 1) +
      0.6 * Math.sin(2 * x(6, row)) +
      0.5 * x(7, row) -
      0.4 * Math.log(x(8, row)) +
      (x(10, row) > 0 ? 0.5 * x(11, row) : -0.5 * x(12, row)) +
      0.15 * x(14, row)
    return uniform(draws) < 1 / (1 + Math.exp(-score)) ? 1 : 0
  })
  const gaps = stream(seed, 'missing')
  for (const [c, column] of columns.entries())
    for (let row = 0; row < rows; row++) {
      const chance = c === 7 && column[row]! < -1 ? 0.4 : 0.05
      if (uniform(gaps) < chance) column[row] = Number.NaN
    }
  return { columns, target }
}
