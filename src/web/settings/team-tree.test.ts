import { expect, test } from 'vitest'
import { teamTree, treeLines, withBelow, type Team } from './team-tree.ts'

const team = (id: string, parentId: string | null): Team => ({ id, name: id, parentId, members: [] })
const shape = (teams: Team[]) => treeLines(teamTree(teams)).map(({ team, level }) => `${'  '.repeat(level)}${team.id}`)

test('teams stand under the team above them, in the order of the list', () => {
  const teams = [team('Americas', 'Company'), team('Company', null), team('EMEA', 'Company'), team('Enterprise', 'Americas')]
  expect(shape(teams)).toEqual(['Company', '  Americas', '    Enterprise', '  EMEA'])
})

test('a team whose parent did not exist on the day, or that stands in a circle, is still shown', () => {
  expect(shape([team('Orphan', 'gone'), team('A', 'B'), team('B', 'A')])).toEqual(['Orphan', 'A', '  B'])
})

test('a team cannot be put under itself or anything below it', () => {
  const [company] = teamTree([team('Company', null), team('Americas', 'Company'), team('Enterprise', 'Americas')])
  const americas = company?.below[0]
  expect(americas && [...withBelow(americas)]).toEqual(['Americas', 'Enterprise'])
})
