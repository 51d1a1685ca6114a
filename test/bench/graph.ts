import { betweenness } from '../../src/stats/graph/betweenness.ts'
import { graphConvolution } from '../../src/stats/graph/graph-convolution.ts'
import { graphOf } from '../../src/stats/graph/graph.ts'
import { pageRank } from '../../src/stats/graph/page-rank.ts'
import { stream, uniform } from '../../src/stats/random/stream.ts'
import type { Figure } from './figure.ts'
import { pythonAnchor } from './python-anchor.ts'
import { quantile, timed } from './timing.ts'

const NODES = 500
const EDGES = 1_500
const WIDTH = 8
/** Quick work is done this often between two looks at the clock. */
const REPEATS = 200

/** The measures of who stands where among people, each beside networkx in the same run. */
export function measureGraph(say: (step: string) => void): Promise<Figure[]> {
  const edges = acquaintances()
  const graph = graphOf(NODES, edges, 'undirected')
  const features = Float64Array.from({ length: NODES * WIDTH }, (_, i) => Math.sin(i))
  say('ranking')
  const rank = timed(25, () => repeat(() => pageRank(graph)))
  say('looking for who stands between others')
  const between = timed(25, () => betweenness(graph))
  say('smoothing')
  const smooth = timed(25, () => repeat(() => graphConvolution(graph, features, WIDTH)))
  say('doing the same in networkx')
  const anchor = networkx(edges)
  const on = `${NODES} people, ${EDGES} acquaintances`
  return Promise.resolve([
    {
      name: 'PageRank',
      unit: 'ms',
      budget: 0.1,
      measured: rank.median / REPEATS,
      on: `${on}; fastest ${(quantile(rank.runs, 0) / REPEATS).toFixed(3)} ms, processor ${(rank.processor / REPEATS).toFixed(3)} ms`,
    },
    anchored('PageRank in networkx', anchor, 'rank', on),
    {
      name: 'betweenness, exact',
      unit: 'ms',
      budget: 30,
      measured: between.median,
      on: `${on}; fastest ${quantile(between.runs, 0).toFixed(1)} ms, processor ${between.processor.toFixed(1)} ms`,
    },
    anchored('betweenness in networkx', anchor, 'between', on),
    {
      name: 'features smoothed over two hops',
      unit: 'ms',
      budget: null,
      measured: smooth.median / REPEATS,
      on: `${on}, ${WIDTH} features`,
    },
  ])
}

function repeat(work: () => unknown): void {
  for (let i = 0; i < REPEATS; i++) work()
}

/** Each newcomer meets three people, those who know many more often: a few hubs, as in a company. */
function acquaintances(): { from: number[]; to: number[] } {
  const source = stream(1, 'acquaintances')
  const from: number[] = []
  const to: number[] = []
  for (let edge = 0; edge < EDGES; edge++) {
    const person = Math.floor((edge * NODES) / EDGES)
    const known = from.length > 0 && uniform(source) < 0.7 ? to[Math.floor(uniform(source) * to.length)] : undefined
    from.push(person)
    to.push(known === undefined || known === person ? Math.floor(uniform(source) * NODES) : known)
  }
  return { from, to }
}

type Anchor = { rank: number; between: number; version: string } | { absent: string }

function anchored(name: string, anchor: Anchor, which: 'rank' | 'between', on: string): Figure {
  const absent = 'absent' in anchor
  return {
    name,
    unit: 'ms',
    budget: null,
    measured: absent ? NaN : anchor[which],
    on: absent ? `not measured: ${anchor.absent}` : `${on}; ${anchor.version}`,
  }
}

/** Debian's own interpreter is asked too: its packages are not seen by another that comes first in the path. */
function networkx({ from, to }: { from: readonly number[]; to: readonly number[] }): Anchor {
  const input = Int32Array.from([NODES, ...from.flatMap((person, e) => [person, to[e] ?? 0])])
  const said = pythonAnchor('graph-anchor.py', new Uint8Array(input.buffer), 'networkx')
  if ('absent' in said) return said
  const [rank, between, ...version] = said
  return { rank: Number(rank), between: Number(between), version: version.join(' ') }
}
