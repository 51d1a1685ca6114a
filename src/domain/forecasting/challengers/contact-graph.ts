import { components } from '../../../stats/graph/components.ts'
import { graphConvolution } from '../../../stats/graph/graph-convolution.ts'
import { graphOf } from '../../../stats/graph/graph.ts'
import { pageRank } from '../../../stats/graph/page-rank.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { DealTies } from './deal-ties.ts'

/** What a deal's place among people and other deals says. Logarithms are natural. */
export const GRAPH_FEATURES = [
  'ln(1 + its own ties)',
  'activity of people within two steps',
  'won deals within two steps',
  'lost deals within two steps',
  'ln(1 + rank of its people)',
  'ln(people and deals it hangs together with)',
  'share of pairs of its people who met',
] as const

const HALF_LIFE_MS = 30 * MS_PER_DAY
/** Ties older than so many half-lives are forgotten. */
const REMEMBERED = 7
/** A meeting of half the town ties nobody to anybody. */
const MOST_TOGETHER = 12

/** How each deal had ended by the instant, if it had. */
export type EndedBy = (key: string) => 'won' | 'lost' | null

/**
 * GRAPH_FEATURES of each of `keys` at an instant, [key * features + feature], from ties known before it. People are tied to
 * each other by what they took part in together, and to the deals it was about; a tie counts half as much 30 days later.
 * A deal without ties has zeros.
 */
export function graphFeatures(deals: readonly DealTies[], at: number, keys: readonly string[], endedBy: EndedBy): Float64Array {
  const node = new Map<string, number>()
  const nodeOf = (name: string): number => {
    const known = node.get(name)
    if (known !== undefined) return known
    node.set(name, node.size)
    return node.size - 1
  }
  const edges = { from: [] as number[], to: [] as number[], weight: [] as number[] }
  const join = (a: number, b: number, weight: number): void => {
    edges.from.push(a)
    edges.to.push(b)
    edges.weight.push(weight)
  }
  const strength: number[] = []
  const peopleOf = new Map<string, Set<number>>()
  const met = new Map<string, Set<string>>()
  const ended: { place: number; outcome: 'won' | 'lost' }[] = []
  for (const { key, ties } of deals) {
    const people = new Set<number>()
    const pairs = new Set<string>()
    let deal = -1
    for (const tie of ties) {
      if (tie.knownAt >= at) break
      if (tie.at < at - REMEMBERED * HALF_LIFE_MS || tie.people.length > MOST_TOGETHER) continue
      if (deal === -1) deal = nodeOf(`deal ${key}`)
      const weight = 0.5 ** ((at - tie.at) / HALF_LIFE_MS)
      const nodes = tie.people.map((person) => nodeOf(person))
      for (const [i, person] of nodes.entries()) {
        people.add(person)
        strength[person] = (strength[person] ?? 0) + weight
        strength[deal] = (strength[deal] ?? 0) + weight
        join(deal, person, weight)
        for (let j = 0; j < i; j++) {
          join(nodes[j]!, person, weight)
          pairs.add(`${Math.min(person, nodes[j]!)} ${Math.max(person, nodes[j]!)}`)
        }
      }
    }
    if (deal === -1) continue
    peopleOf.set(key, people)
    met.set(key, pairs)
    const outcome = endedBy(key)
    if (outcome !== null) ended.push({ place: deal, outcome })
  }
  const graph = graphOf(node.size, edges, 'undirected')
  const width = 3
  const x = new Float64Array(node.size * width)
  for (const [name, place] of node) if (!name.startsWith('deal ')) x[place * width] = Math.log1p(strength[place] ?? 0)
  for (const { place, outcome } of ended) x[place * width + (outcome === 'won' ? 1 : 2)] = 1
  const smoothed = graphConvolution(graph, x, width)
  const rank = pageRank(graph)
  const { of, sizes } = components(graph)

  const features = GRAPH_FEATURES.length
  const values = new Float64Array(keys.length * features)
  for (const [i, key] of keys.entries()) {
    const place = node.get(`deal ${key}`)
    const people = peopleOf.get(key)
    if (place === undefined || people === undefined) continue
    let ranks = 0
    for (const person of people) ranks += rank[person]! * node.size
    const pairs = (people.size * (people.size - 1)) / 2
    values.set(
      [
        Math.log1p(strength[place]!),
        ...smoothed.subarray(place * width, (place + 1) * width),
        Math.log1p(ranks),
        Math.log(sizes[of[place]!]!),
        pairs === 0 ? 0 : met.get(key)!.size / pairs,
      ],
      i * features,
    )
  }
  return values
}
