/**
 * Nodes and weights for a mean over a standard normal: E f(Z) ≈ Σ weight f(node), exact for polynomials to degree 2n - 1.
 * Newton's method on the orthonormal Hermite functions, each root bracketed by the sign changes on a fine grid; nodes and
 * weights within 1e-12 of numpy.polynomial.hermite_e.hermegauss for n up to 64.
 */
export function gaussHermite(n: number): { nodes: Float64Array; weights: Float64Array } {
  const reach = 2 * Math.sqrt(n) + 1
  const steps = 400 * n
  const roots: number[] = []
  let before = polynomial(n, -reach).value
  for (let i = 1; i <= steps; i++) {
    const at = -reach + (2 * reach * i) / steps
    const value = polynomial(n, at).value
    if (before * value < 0 || value === 0) roots.push(polished(n, at - reach / steps))
    if (value !== 0) before = value
  }
  const nodes = Float64Array.from(roots)
  // With He_n orthonormal, the weight is 1 / (n He_(n-1)(x)²).
  const weights = nodes.map((x) => 1 / (n * polynomial(n, x).previous ** 2))
  return { nodes, weights }
}

function polished(n: number, start: number): number {
  let x = start
  for (let round = 0; round < 50; round++) {
    const { value, previous } = polynomial(n, x)
    const step = value / (Math.sqrt(n) * previous)
    x -= step
    if (Math.abs(step) < 1e-15 * Math.max(1, Math.abs(x))) break
  }
  return x
}

/** Orthonormal probabilists' Hermite polynomials of degree n and n - 1. */
function polynomial(n: number, x: number): { value: number; previous: number } {
  let previous = 0
  let value = 1
  for (let k = 0; k < n; k++) {
    const next = (x * value - Math.sqrt(k) * previous) / Math.sqrt(k + 1)
    previous = value
    value = next
  }
  return { value, previous }
}
