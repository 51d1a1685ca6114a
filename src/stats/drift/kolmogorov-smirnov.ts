/**
 * The largest distance between the distribution functions of two samples and its asymptotic p-value (Kolmogorov's law of
 * sqrt(n m / (n + m)) · distance); conservative with ties. As R 4.2 `ks.test(exact = FALSE)`, to 1e-6. NaN where a sample is empty.
 */
export function kolmogorovSmirnov(first: ArrayLike<number>, second: ArrayLike<number>): { distance: number; pValue: number } {
  const a = Float64Array.from(first).sort()
  const b = Float64Array.from(second).sort()
  let distance = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const value = Math.min(a[i]!, b[j]!)
    while (i < a.length && a[i]! <= value) i++
    while (j < b.length && b[j]! <= value) j++
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length))
  }
  if (a.length === 0 || b.length === 0) return { distance: NaN, pValue: NaN }
  return { distance, pValue: beyond(distance * Math.sqrt((a.length * b.length) / (a.length + b.length))) }
}

/** P(K > x) of Kolmogorov's law, by the series that converges quickly on each side of 1. */
function beyond(x: number): number {
  if (x <= 0) return 1
  let sum = 0
  if (x < 1) {
    for (let k = 1; k < 20; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * x * x))
    return Math.min(1, Math.max(0, 1 - (Math.sqrt(2 * Math.PI) / x) * sum))
  }
  for (let k = 1; k < 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x)
  return Math.min(1, Math.max(0, sum))
}
