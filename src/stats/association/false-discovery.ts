/**
 * The false discovery rate at which each test would just be accepted (q-values): Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289. Holds
 * for independent and positively dependent tests. As R's `p.adjust(method = "BH")`; in the order given. NaN stays NaN and is not counted.
 */
export function falseDiscoveryRates(pValues: ArrayLike<number>): Float64Array {
  const rates = new Float64Array(pValues.length).fill(NaN)
  const falling = Array.from(pValues, (_, i) => i)
    .filter((i) => !Number.isNaN(pValues[i]!))
    .sort((a, b) => pValues[b]! - pValues[a]!)
  let least = 1
  for (const [rank, i] of falling.entries()) {
    least = Math.min(least, (pValues[i]! * falling.length) / (falling.length - rank))
    rates[i] = least
  }
  return rates
}
