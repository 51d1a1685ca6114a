import { logGamma } from './log-gamma.ts'

/**
 * The regularised incomplete beta function I_x(a, b), which is P(Beta(a, b) <= x), for a, b > 0.
 *
 * Lentz's form of the continued fraction (Numerical Recipes, 3rd edition, 6.4), from the nearer end.
 * Error below 1e-9 against R 4.2 `pbeta`.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x > 0)) return 0
  if (!(x < 1)) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

/** The p-quantile of Beta(a, b) by bisection of the above, to 1e-12. */
export function betaQuantile(p: number, a: number, b: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 60 && high - low > 1e-13; step++) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(T <= t) of Student's law with `freedom` degrees of freedom. */
export function studentCdf(t: number, freedom: number): number {
  const tail = incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
  return t > 0 ? 1 - tail : tail
}

function fraction(x: number, a: number, b: number): number {
  const floor = 1e-300
  let c = 1
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1), floor)
  let result = d
  for (let m = 1; m < 5_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonzero(1 + even * d, floor)
    c = nonzero(1 + even / c, floor)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonzero(1 + odd * d, floor)
    c = nonzero(1 + odd / c, floor)
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return result
}

const nonzero = (value: number, floor: number): number => (Math.abs(value) < floor ? floor : value)
