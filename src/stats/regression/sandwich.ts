/**
 * Cluster-robust covariance of a ridge fit: V = A B A, with A its Laplace covariance and B the sum over clusters of the
 * outer products of their summed scores (Huber 1967; Liang and Zeger 1986; no small-sample factor). Rows of one deal are
 * one deal's information, and this says so. `scores` is row-major rows by size, the gradient of each row's log-likelihood;
 * `cluster` names a cluster 0 to clusters - 1 per row.
 * @public
 */
export function clusterSandwich(
  covariance: Float64Array,
  scores: Float64Array,
  cluster: ArrayLike<number>,
  clusters: number,
): Float64Array {
  const size = Math.round(Math.sqrt(covariance.length))
  const sums = new Float64Array(clusters * size)
  const rows = scores.length / size
  for (let row = 0; row < rows; row++) {
    const at = cluster[row]! * size
    for (let i = 0; i < size; i++) sums[at + i]! += scores[row * size + i]!
  }
  return sandwich(covariance, sums, clusters)
}

/**
 * The same from scores already summed by cluster: row-major clusters by size. With the `precision` of a prior the result is
 * A (B + precision) A: where the rows say nothing it is the prior's variance, and A itself where B is the rows' information.
 */
export function sandwich(
  covariance: Float64Array,
  sums: Float64Array,
  clusters: number,
  precision: ArrayLike<number> = [],
): Float64Array {
  const size = Math.round(Math.sqrt(covariance.length))
  // V = sum of u u' over clusters, u = A times the cluster's score.
  const meat = new Float64Array(size * size)
  for (let c = 0; c < clusters; c++) {
    const at = c * size
    for (let i = 0; i < size; i++) {
      const a = sums[at + i]!
      if (a === 0) continue
      for (let j = 0; j <= i; j++) meat[i * size + j]! += a * sums[at + j]!
    }
  }
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) meat[i * size + j] = meat[j * size + i]!
  for (let i = 0; i < precision.length; i++) meat[i * size + i]! += precision[i]!
  return product(product(covariance, meat, size), covariance, size)
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const value = a[i * n + k]!
      if (value === 0) continue
      for (let j = 0; j < n; j++) result[i * n + j]! += value * b[k * n + j]!
    }
  }
  return result
}
