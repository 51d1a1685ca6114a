import { expect, test } from 'vitest'
import { betweenness } from './betweenness.ts'
import { components } from './components.ts'
import { graphConvolution } from './graph-convolution.ts'
import { graphOf } from './graph.ts'
import reference from './graph.reference.json' with { type: 'json' }
import { pageRank } from './page-rank.ts'

const directed = graphOf(reference.nodes, reference, 'directed')
const undirected = graphOf(reference.nodes, reference, 'undirected')

function expectClose(ours: ArrayLike<number>, theirs: readonly number[], digits: number): void {
  expect(ours.length).toBe(theirs.length)
  for (const [i, figure] of theirs.entries()) expect(ours[i]).toBeCloseTo(figure, digits)
}

test('PageRank with weights and dead ends is networkx’s', () => {
  expectClose(pageRank(directed, { tolerance: 1e-12 }), reference.pageRankDirected, 9)
  expectClose(pageRank(undirected, { tolerance: 1e-12 }), reference.pageRankUndirected, 9)
  expect(pageRank(directed).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
})

test('who stands between others is networkx’s, exactly', () => {
  expectClose(betweenness(undirected), reference.betweenness, 12)
  expectClose(betweenness(directed, 'ordered pairs'), reference.betweennessDirected, 12)
})

test('the middle of a star stands between all, its ends between none', () => {
  const star = graphOf(5, { from: [0, 0, 0, 0], to: [1, 2, 3, 4] }, 'undirected')
  expect([...betweenness(star)]).toEqual([1, 0, 0, 0, 0])
})

test('groups that never met are apart, whichever way the edges point', () => {
  for (const graph of [directed, undirected]) {
    const { count, of, sizes } = components(graph)
    expect([...sizes].sort((a, b) => b - a)).toEqual(reference.components)
    for (const [e, from] of reference.from.entries()) expect(of[from]).toBe(of[reference.to[e]!])
    expect(Math.max(...of)).toBe(count - 1)
  }
})

test('two hops smooth features as the dense product does', () => {
  expectClose(graphConvolution(undirected, Float64Array.from(reference.features), 3), reference.smoothed, 12)
})

test('a person nobody met keeps her own features, and her standing is that of anybody', () => {
  const alone = graphOf(3, { from: [], to: [] }, 'undirected')
  expect([...graphConvolution(alone, Float64Array.of(1, 2, 3), 1)]).toEqual([1, 2, 3])
  expectClose(pageRank(alone), [1 / 3, 1 / 3, 1 / 3], 12)
  expect([...betweenness(alone)]).toEqual([0, 0, 0])
  expect(pageRank(graphOf(0, { from: [], to: [] }, 'directed'))).toHaveLength(0)
})

test('edges named twice count with both weights', () => {
  const graph = graphOf(2, { from: [0, 1, 0], to: [1, 0, 1], weight: [1, 2, 4] }, 'undirected')
  expect([...graph.weights]).toEqual([7, 7])
  expect([...graph.targets]).toEqual([1, 0])
})
