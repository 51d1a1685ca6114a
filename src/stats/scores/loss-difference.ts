/**
 * How much better the first of two forecasts of the same rows is: mean of (first - second) loss, below 0 where the first is better,
 * and its standard error when rows of one cluster (a deal) are not independent: the root of the summed squares of the clusters'
 * sums around the mean, over the rows. A challenger that is better by less than one of these has not been shown to be better.
 */
export function lossDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  clusters: ArrayLike<number | string>,
): { difference: number; standardError: number; clusters: number } {
  const rows = first.length
  let difference = 0
  for (let i = 0; i < rows; i++) difference += (first[i]! - second[i]!) / rows
  const sums = new Map<number | string, number>()
  for (let i = 0; i < rows; i++) sums.set(clusters[i]!, (sums.get(clusters[i]!) ?? 0) + first[i]! - second[i]! - difference)
  let squares = 0
  for (const sum of sums.values()) squares += sum * sum
  const count = sums.size
  // With few clusters the mean has taken part of their spread; one alone says nothing of it.
  const standardError = count > 1 ? Math.sqrt((squares * count) / (count - 1)) / rows : Infinity
  return { difference, standardError, clusters: count }
}
