/** Solves a symmetric positive system of `k` rows into `b` by Cholesky, `a` spent; false where it is not positive. */
export function solveInPlace(a: Float64Array, b: Float64Array, k: number): boolean {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * k + j]!
      for (let l = 0; l < j; l++) sum -= a[i * k + l]! * a[j * k + l]!
      if (i === j) {
        if (!(sum > 0)) return false
        a[i * k + i] = Math.sqrt(sum)
      } else a[i * k + j] = sum / a[j * k + j]!
    }
  }
  for (let i = 0; i < k; i++) {
    let sum = b[i]!
    for (let l = 0; l < i; l++) sum -= a[i * k + l]! * b[l]!
    b[i] = sum / a[i * k + i]!
  }
  for (let i = k - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let l = i + 1; l < k; l++) sum -= a[l * k + i]! * b[l]!
    b[i] = sum / a[i * k + i]!
  }
  return true
}
