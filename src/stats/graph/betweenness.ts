import type { Graph } from './graph.ts'

/**
 * How many shortest paths (by number of edges) between others pass through each node, each pair sharing its paths evenly;
 * exact, by U. Brandes, J. Mathematical Sociology 25 (2001) 163, in O(n m). Every ordered pair counts: for an undirected graph,
 * halve it to count each pair once. `normalised` divides by the (n - 1)(n - 2) ordered pairs of others, for both kinds.
 * Agrees with networkx 2.8 `betweenness_centrality` to 1e-12.
 */
export function betweenness(
  { nodes, offsets, targets }: Graph,
  scale: 'ordered pairs' | 'normalised' = 'normalised',
): Float64Array {
  const through = new Float64Array(nodes)
  const order = new Int32Array(nodes + 1)
  const distance = new Int32Array(nodes)
  const paths = new Float64Array(nodes)
  const owed = new Float64Array(nodes)
  // The edges one step further from the source, node after node in the order in which the nodes were reached.
  const onward = new Int32Array(targets.length + 1)
  const onwardFrom = new Int32Array(nodes + 1)
  for (let source = 0; source < nodes; source++) {
    distance.fill(-1)
    paths.fill(0)
    distance[source] = 0
    paths[source] = 1
    order[0] = source
    let reached = 1
    let steps = 0
    for (let head = 0; head < reached; head++) {
      const at = order[head]!
      const further = distance[at]! + 1
      const count = paths[at]!
      onwardFrom[head] = steps
      for (let e = offsets[at]!, end = offsets[at + 1]!; e < end; e++) {
        const to = targets[e]!
        let known = distance[to]!
        if (known < 0) {
          known = further
          distance[to] = further
          order[reached] = to
          reached += 1
        }
        // A node is never further than one step, so this is 1 one step on and 0 elsewhere, without a branch to guess.
        const isOnward = ((known - further) >> 31) + 1
        paths[to]! += count * isOnward
        onward[steps] = to
        steps += isOnward
      }
    }
    onwardFrom[reached] = steps
    for (let head = reached - 1; head >= 0; head--) {
      const at = order[head]!
      let sum = 0
      for (let e = onwardFrom[head]!, end = onwardFrom[head + 1]!; e < end; e++) sum += owed[onward[e]!]!
      // (1 + dependency) / paths is what each predecessor multiplies by its own paths.
      owed[at] = 1 / paths[at]! + sum
      if (head > 0) through[at]! += paths[at]! * sum
    }
  }
  const pairs = scale === 'normalised' && nodes > 2 ? (nodes - 1) * (nodes - 2) : 1
  return through.map((value) => value / pairs)
}
