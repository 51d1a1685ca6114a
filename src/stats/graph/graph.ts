/**
 * A graph in compact rows: the edges that leave node i are `targets[offsets[i]]` to `targets[offsets[i + 1] - 1]`, ascending and
 * without duplicates, with their weights beside them. An undirected graph holds each edge in both directions.
 */
export interface Graph {
  nodes: number
  offsets: Int32Array
  targets: Int32Array
  weights: Float64Array
}

/**
 * Compact rows from a list of edges; the weights of edges named twice are added up. `undirected` enters each edge in both
 * directions (a loop once). Weights are 1 where none are given. O(m log m).
 */
export function graphOf(
  nodes: number,
  edges: { from: ArrayLike<number>; to: ArrayLike<number>; weight?: ArrayLike<number> },
  direction: 'directed' | 'undirected',
): Graph {
  const { from, to, weight } = edges
  const both = direction === 'undirected'
  const entries: { row: number; column: number; value: number }[] = []
  for (let e = 0; e < from.length; e++) {
    const value = weight === undefined ? 1 : weight[e]!
    entries.push({ row: from[e]!, column: to[e]!, value })
    if (both && from[e] !== to[e]) entries.push({ row: to[e]!, column: from[e]!, value })
  }
  entries.sort((a, b) => a.row - b.row || a.column - b.column)
  const targets: number[] = []
  const weights: number[] = []
  const offsets = new Int32Array(nodes + 1)
  let last: { row: number; column: number } | null = null
  for (const entry of entries) {
    if (last !== null && last.row === entry.row && last.column === entry.column) {
      weights[weights.length - 1]! += entry.value
      continue
    }
    targets.push(entry.column)
    weights.push(entry.value)
    offsets[entry.row + 1]! += 1
    last = entry
  }
  for (let i = 0; i < nodes; i++) offsets[i + 1]! += offsets[i]!
  return { nodes, offsets, targets: Int32Array.from(targets), weights: Float64Array.from(weights) }
}
