import { expect, test } from 'vitest'
import type { TeamOnDay } from '../../access/sight.ts'
import { rollup, type RollupNode } from './rollup.ts'

const member = (userId: string, leads = false) => ({ userId, leads })
const TEAMS: TeamOnDay[] = [
  { id: 'company', parentId: null, members: [member('vp', true)] },
  { id: 'north', parentId: 'company', members: [member('mia', true), member('ann'), member('bo')] },
  { id: 'south', parentId: 'company', members: [member('noa', true), member('cem')] },
]
const PEOPLE = ['vp', 'mia', 'ann', 'bo', 'noa', 'cem']
const SELLERS = new Set(['ann', 'bo', 'cem'])

const question = { teams: TEAMS, people: PEOPLE, sight: { kind: 'all' } as const, within: null, shown: SELLERS }
const outline = (nodes: RollupNode[]) => nodes.map((node) => `${'  '.repeat(node.depth)}${node.key}`)

test('an executive sees the company, its teams and their sellers, and what nobody owns', () => {
  expect(outline(rollup(question))).toEqual([
    'all',
    '  team:north',
    '    person:ann',
    '    person:bo',
    '  team:south',
    '    person:cem',
    '  unassigned',
  ])
})

test('the row of a team counts everybody beneath it, shown or not', () => {
  expect(rollup(question).find((node) => node.key === 'team:north')?.owners).toEqual(['ann', 'bo', 'mia'])
})

test('a manager sees the team whole, and no row of the company', () => {
  expect(outline(rollup({ ...question, sight: { kind: 'owners', owners: ['mia', 'ann', 'bo'] } }))).toEqual([
    'team:north',
    '  person:ann',
    '  person:bo',
  ])
})

test('a rep sees one row: no team is shown of which they see a part', () => {
  expect(outline(rollup({ ...question, sight: { kind: 'owners', owners: ['ann'] } }))).toEqual(['person:ann'])
})

test('narrowed to a team, only that team and what is beneath it is left', () => {
  expect(outline(rollup({ ...question, within: 'south' }))).toEqual(['team:south', '  person:cem'])
})

test('teams that point at each other in a circle end', () => {
  const circle: TeamOnDay[] = [
    { id: 'a', parentId: 'b', members: [member('ann')] },
    { id: 'b', parentId: 'a', members: [member('bo')] },
  ]
  expect(rollup({ ...question, teams: circle, people: ['ann', 'bo'], within: 'a' }).length).toBeLessThan(6)
})
