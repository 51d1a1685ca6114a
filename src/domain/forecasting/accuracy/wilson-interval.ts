/** Two-sided 97.5 % point of the normal law. */
const Z = 1.959964

/**
 * The 95 % score interval of a share seen in `n` cases (E. Wilson, JASA 22 (1927) 209): never beyond 0 and 1, and sensible
 * where nothing or everything happened. As R `prop.test(correct = FALSE)`, to 1e-6.
 */
export function wilsonInterval(share: number, n: number): { low: number; high: number } {
  const z2 = (Z * Z) / n
  const middle = (share + z2 / 2) / (1 + z2)
  const half = (Z / (1 + z2)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
