/**
 * Adds the weighted cross products of rows [from, to) of a row-major matrix to the lower triangle of `gram`:
 * gram[i * columns + j] += sum over rows of w * x_i * x_j, for j <= i. Four rows at a time, so that every cell of the
 * triangle is loaded and stored once for four of them.
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
    for (let i = 0; i < columns; i++) {
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
