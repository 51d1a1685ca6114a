import { expect, test } from 'vitest'
import { communities } from './communities.ts'
import reference from './communities.reference.json' with { type: 'json' }
import graphs from './graph.reference.json' with { type: 'json' }
import { graphOf } from './graph.ts'

function groupsOf(of: Int32Array): number[][] {
  const groups: number[][] = []
  for (const [node, group] of of.entries()) (groups[group] ??= []).push(node)
  return groups
}

test('groups of a weighted graph are those that networkx finds, with its modularity', () => {
  const { of, modularity } = communities(graphOf(graphs.nodes, graphs, 'undirected'))
  expect(groupsOf(of)).toEqual(reference.weighted.groups)
  expect(modularity).toBeCloseTo(reference.weighted.modularity, 12)
})

test('the karate club falls apart into groups as good as those of networkx', () => {
  const { of, modularity } = communities(graphOf(34, reference.club, 'undirected'))
  expect(groupsOf(of)).toHaveLength(reference.club.groups.length)
  expect(modularity).toBeCloseTo(reference.club.modularity, 12)
})

test('two triangles on a string are two groups, and whoever knows nobody is alone', () => {
  const graph = graphOf(7, { from: [0, 0, 1, 2, 3, 3, 4], to: [1, 2, 2, 3, 4, 5, 5] }, 'undirected')
  expect(groupsOf(communities(graph).of)).toEqual([[0, 1, 2], [3, 4, 5], [6]])
  expect(communities(graphOf(2, { from: [], to: [] }, 'undirected'))).toMatchObject({ count: 2, modularity: 0 })
})
