/**
 * Cholesky factor L of a symmetric positive definite matrix A = L L', in place: `a` is row-major n by n of which only the
 * lower triangle is read, and L takes its place there. False if A is not positive definite to working precision.
 * Golub and Van Loan, Matrix Computations, algorithm 4.2.1, by rows.
 */
export function factorise(a: Float64Array, n: number): boolean {
  let i = 0
  // Four rows at a time: their sums do not wait for each other, and each is added up in the order of the algorithm.
  for (; i + 4 <= n; i += 4) {
    solveRows(a, n, i)
    for (let row = i; row < i + 4; row++) if (!finishRow(a, n, row, i)) return false
  }
  for (; i < n; i++) if (!finishRow(a, n, i, 0)) return false
  return true
}

/** The columns left of the diagonal block of four rows. */
function solveRows(a: Float64Array, n: number, first: number): void {
  const r0 = first * n
  const r1 = r0 + n
  const r2 = r1 + n
  const r3 = r2 + n
  for (let j = 0, rj = 0; j < first; j++, rj += n) {
    let s0 = a[r0 + j]!
    let s1 = a[r1 + j]!
    let s2 = a[r2 + j]!
    let s3 = a[r3 + j]!
    for (let k = 0; k < j; k++) {
      const b = a[rj + k]!
      s0 -= a[r0 + k]! * b
      s1 -= a[r1 + k]! * b
      s2 -= a[r2 + k]! * b
      s3 -= a[r3 + k]! * b
    }
    const pivot = a[rj + j]!
    a[r0 + j] = s0 / pivot
    a[r1 + j] = s1 / pivot
    a[r2 + j] = s2 / pivot
    a[r3 + j] = s3 / pivot
  }
}

/** The columns of a row from one on, up to its diagonal; those before are done. */
function finishRow(a: Float64Array, n: number, i: number, from: number): boolean {
  for (let j = from; j <= i; j++) {
    let sum = a[i * n + j]!
    for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!
    if (j < i) a[i * n + j] = sum / a[j * n + j]!
    else if (sum > 1e-300 && Number.isFinite(sum)) a[i * n + i] = Math.sqrt(sum)
    else return false
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
