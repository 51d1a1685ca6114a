/**
 * Cholesky factor L of a symmetric positive definite matrix A = L L', in place: `a` is row-major n by n of which only the
 * lower triangle is read, and L takes its place there. False if A is not positive definite to working precision.
 * Golub and Van Loan, Matrix Computations, algorithm 4.2.1, by rows.
 */
export function factorise(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!
      if (j < i) a[i * n + j] = sum / a[j * n + j]!
      else if (sum > 1e-300 && Number.isFinite(sum)) a[i * n + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** Solves A x = b for the factor of A; b becomes x. */
export function solveFactored(l: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!
    b[i] = sum / l[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * b[k]!
    b[i] = sum / l[i * n + i]!
  }
  return b
}

/** The inverse of A from its factor, as a full symmetric matrix. */
export function inverseOf(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  const column = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    column.fill(0)
    column[j] = 1
    solveFactored(l, n, column)
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i]!
  }
  return inverse
}
