import { betweenness } from '../../../stats/graph/betweenness.ts'
import { communities } from '../../../stats/graph/communities.ts'
import { graphOf } from '../../../stats/graph/graph.ts'
import { pageRank } from '../../../stats/graph/page-rank.ts'
import { bondOf, type MapEdge } from './map-edge.ts'

export interface Place {
  /** PageRank: adds up to 1 over the map. */
  readonly rank: number
  /** The share of pairs of others whose shortest way leads through here. */
  readonly between: number
  /** Number of the group that the person hangs together with; null for somebody alone. */
  readonly coalition: number | null
}

/** Where each person stands among the others, by the lines of the map; conflicts join nobody. */
export function places(ids: readonly string[], edges: readonly MapEdge[]): ReadonlyMap<string, Place> {
  const place = new Map(ids.map((id, i) => [id, i]))
  const from: number[] = []
  const to: number[] = []
  const weight: number[] = []
  for (const edge of edges) {
    const [a, b, bond] = [place.get(edge.from), place.get(edge.to), bondOf(edge)]
    if (a === undefined || b === undefined || bond <= 0) continue
    from.push(a)
    to.push(b)
    weight.push(bond)
  }
  const graph = graphOf(ids.length, { from, to, weight }, 'undirected')
  const rank = pageRank(graph)
  const between = betweenness(graph)
  const groups = coalitionsOf(communities(graph).of)
  return new Map(ids.map((id, i) => [id, { rank: rank[i] ?? 0, between: between[i] ?? 0, coalition: groups[i] ?? null }]))
}

/** Groups of two and more, numbered anew. */
function coalitionsOf(of: Int32Array): (number | null)[] {
  const size = new Map<number, number>()
  for (const group of of) size.set(group, (size.get(group) ?? 0) + 1)
  const number = new Map<number, number>()
  return [...of].map((group) => {
    if ((size.get(group) ?? 0) < 2) return null
    if (!number.has(group)) number.set(group, number.size)
    return number.get(group) ?? null
  })
}
