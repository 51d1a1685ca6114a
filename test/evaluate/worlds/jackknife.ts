/** A figure of rows with its standard error. */
export interface Estimate {
  value: number
  error: number
}

const MOST_GROUPS = 24

/**
 * The figure of all rows, and its standard error by leaving out one group of clusters after the other: rows of one cluster
 * share its fate, so it is clusters that count. With more than 24 of them several form a group (delete-a-group jackknife).
 */
export function jackknifed<Row extends { cluster: string }>(
  rows: readonly Row[],
  figure: (rows: readonly Row[]) => number,
): Estimate {
  const clusters = [...new Set(rows.map(({ cluster }) => cluster))]
  const groups = Math.min(MOST_GROUPS, clusters.length)
  const value = figure(rows)
  if (groups < 2) return { value, error: NaN }
  const groupOf = new Map(clusters.map((cluster, i) => [cluster, i % groups]))
  const without: number[] = []
  for (let left = 0; left < groups; left++) without.push(figure(rows.filter(({ cluster }) => groupOf.get(cluster) !== left)))
  const mean = without.reduce((sum, one) => sum + one, 0) / groups
  const squares = without.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  return { value, error: Math.sqrt(((groups - 1) / groups) * squares) }
}
