import type { Graph } from './graph.ts'

/**
 * PageRank: the share of time a walker is at each node who follows edges in proportion to their weights, and with chance
 * 1 - `damping`, or where no edge leaves, goes anywhere. Shares add up to 1.
 *
 * Power iteration until the shares move by less than `tolerance` a node on average, networkx's rule and default, at most 200
 * times; error in sum below `nodes` · `tolerance` · damping / (1 - damping). Agrees with networkx 2.8 `pagerank` to that bound.
 * Weights below 0 are not allowed.
 */
export function pageRank(
  { nodes, offsets, targets, weights }: Graph,
  { damping = 0.85, tolerance = 1e-6 }: { damping?: number; tolerance?: number } = {},
): Float64Array {
  // Edges are walked against their direction, so that each node gathers its share in a register and writes it once.
  const { starts, sources, shares, dangling } = incoming(nodes, offsets, targets, weights)
  let rank = new Float64Array(nodes).fill(1 / nodes)
  let next = new Float64Array(nodes)
  for (let round = 0; round < 200; round++) {
    let loose = 0
    for (let d = 0; d < dangling.length; d++) loose += rank[dangling[d]!]!
    const everywhere = (1 - damping + damping * loose) / nodes
    let moved = 0
    for (let i = 0; i < nodes; i++) {
      const end = starts[i + 1]!
      let e = starts[i]!
      let sum = 0
      // Two sums at once: one addition need not wait for the other.
      let second = 0
      for (; e + 1 < end; e += 2) {
        sum += shares[e]! * rank[sources[e]!]!
        second += shares[e + 1]! * rank[sources[e + 1]!]!
      }
      if (e < end) sum += shares[e]! * rank[sources[e]!]!
      const value = everywhere + damping * (sum + second)
      moved += Math.abs(value - rank[i]!)
      next[i] = value
    }
    const before = rank
    rank = next
    next = before
    if (moved < nodes * tolerance) break
  }
  return rank
}

function incoming(nodes: number, offsets: Int32Array, targets: Int32Array, weights: Float64Array) {
  const starts = new Int32Array(nodes + 1)
  for (let e = 0; e < targets.length; e++) starts[targets[e]! + 1]! += 1
  for (let i = 0; i < nodes; i++) starts[i + 1]! += starts[i]!
  const place = starts.slice(0, nodes)
  const sources = new Int32Array(targets.length)
  const shares = new Float64Array(targets.length)
  const dangling: number[] = []
  for (let i = 0; i < nodes; i++) {
    let out = 0
    for (let e = offsets[i]!; e < offsets[i + 1]!; e++) out += weights[e]!
    if (out <= 0) dangling.push(i)
    for (let e = offsets[i]!; e < offsets[i + 1]!; e++) {
      const at = place[targets[e]!]!
      place[targets[e]!] = at + 1
      sources[at] = i
      shares[at] = out > 0 ? weights[e]! / out : 0
    }
  }
  return { starts, sources, shares, dangling: Int32Array.from(dangling) }
}
