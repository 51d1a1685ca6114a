/**
 * Adds the weighted cross products of rows [from, to) of a row-major matrix to the lower triangle of `gram`:
 * gram[i * columns + j] += sum over rows of w * x_i * x_j, for j <= i. Four rows at a time, so that every cell of the
 * triangle is loaded and stored once for four of them, and two columns, so that what they meet is loaded once for both; each
 * cell is added up in the order of the rows.
 */
export function addGram(
  x: Float64Array,
  columns: number,
  from: number,
  to: number,
  weights: ArrayLike<number>,
  gram: Float64Array,
): void {
  let row = from
  for (; row + 4 <= to; row += 4) {
    const r0 = row * columns
    const r1 = r0 + columns
    const r2 = r1 + columns
    const r3 = r2 + columns
    const w0 = weights[row - from]!
    const w1 = weights[row - from + 1]!
    const w2 = weights[row - from + 2]!
    const w3 = weights[row - from + 3]!
    let i = 0
    for (; i + 2 <= columns; i += 2) {
      const a0 = w0 * x[r0 + i]!
      const a1 = w1 * x[r1 + i]!
      const a2 = w2 * x[r2 + i]!
      const a3 = w3 * x[r3 + i]!
      const b0 = w0 * x[r0 + i + 1]!
      const b1 = w1 * x[r1 + i + 1]!
      const b2 = w2 * x[r2 + i + 1]!
      const b3 = w3 * x[r3 + i + 1]!
      const cell = i * columns
      const next = cell + columns
      for (let j = 0; j <= i; j++) {
        const x0 = x[r0 + j]!
        const x1 = x[r1 + j]!
        const x2 = x[r2 + j]!
        const x3 = x[r3 + j]!
        gram[cell + j] = gram[cell + j]! + a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3
        gram[next + j] = gram[next + j]! + b0 * x0 + b1 * x1 + b2 * x2 + b3 * x3
      }
      const j = i + 1
      gram[next + j] = gram[next + j]! + b0 * x[r0 + j]! + b1 * x[r1 + j]! + b2 * x[r2 + j]! + b3 * x[r3 + j]!
    }
    if (i < columns) {
      const a0 = w0 * x[r0 + i]!
      const a1 = w1 * x[r1 + i]!
      const a2 = w2 * x[r2 + i]!
      const a3 = w3 * x[r3 + i]!
      const cell = i * columns
      for (let j = 0; j <= i; j++)
        gram[cell + j] = gram[cell + j]! + a0 * x[r0 + j]! + a1 * x[r1 + j]! + a2 * x[r2 + j]! + a3 * x[r3 + j]!
    }
  }
  for (; row < to; row++) {
    const r = row * columns
    const w = weights[row - from]!
    for (let i = 0; i < columns; i++) {
      const a = w * x[r + i]!
      for (let j = 0; j <= i; j++) gram[i * columns + j]! += a * x[r + j]!
    }
  }
}
