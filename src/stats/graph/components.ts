import type { Graph } from './graph.ts'

/** Which nodes hang together, edges taken in either direction: components numbered in the order of their first node. */
export function components({ nodes, offsets, targets }: Graph): { count: number; of: Int32Array; sizes: Int32Array } {
  const parent = Int32Array.from({ length: nodes }, (_, i) => i)
  const rootOf = (node: number): number => {
    let root = node
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!
      root = parent[root]!
    }
    return root
  }
  for (let i = 0; i < nodes; i++) {
    for (let e = offsets[i]!; e < offsets[i + 1]!; e++) {
      const [a, b] = [rootOf(i), rootOf(targets[e]!)]
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
  const of = new Int32Array(nodes)
  const sizes: number[] = []
  for (let i = 0; i < nodes; i++) {
    const root = rootOf(i)
    // The root is the least of its component, so its number is known before any other of them is met.
    if (root === i) sizes.push(0)
    of[i] = root === i ? sizes.length - 1 : of[root]!
    sizes[of[i]!]! += 1
  }
  return { count: sizes.length, of, sizes: Int32Array.from(sizes) }
}
