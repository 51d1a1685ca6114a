import { expect, test } from 'vitest'
import { keyOf, paramOf, partOf, questionOf } from './forecast-search.ts'
import { periodLabel, weekText } from './forecast-words.ts'
import { fanOf } from './path-panel.tsx'
import { rollupCsv } from './rollup-csv.ts'
import { peopleRows, treeRows, unfoldedAtFirst } from './rollup-rows.ts'
import { sampleBoard } from './test-board.ts'

const { rollup } = sampleBoard
const [everyone, enterprise, priya] = rollup.map((row) => row.key) as [string, string, string]

test('the tree shows what is under unfolded rows only, each with its place among its siblings', () => {
  const places = (unfolded: ReadonlySet<string>) =>
    treeRows(rollup, unfolded).map(({ row, level, position, siblings, state }) => [
      row.name,
      level,
      `${position} of ${siblings}`,
      state,
    ])
  expect(places(unfoldedAtFirst(rollup))).toEqual([
    ['Everyone', 1, '1 of 1', 'expanded'],
    ['Enterprise', 2, '1 of 1', 'expanded'],
    ['Priya Raman', 3, '1 of 2', 'leaf'],
    ['=Tomas Weber', 3, '2 of 2', 'leaf'],
  ])
  expect(places(new Set([everyone])).map(([name]) => name)).toEqual(['Everyone', 'Enterprise'])
  // A team stays unfolded behind a folded parent, but is not seen.
  expect(places(new Set([enterprise])).map(([name]) => name)).toEqual(['Everyone'])
})

test('a large company opens with two levels', () => {
  const many = [...rollup, ...Array.from({ length: 50 }, (_, n) => ({ ...rollup[2]!, key: `person:${n}`, name: `Rep ${n}` }))]
  expect([...unfoldedAtFirst(many)]).toEqual([everyone, enterprise])
  const deep = many.map((row) => (row.key === enterprise ? { ...row, depth: 2 } : row))
  expect([...unfoldedAtFirst(deep)]).toEqual([everyone])
})

test('by rep there are people alone, by name', () => {
  expect(peopleRows(rollup).map((row) => [row.name, row.depth, row.parent])).toEqual([
    ['=Tomas Weber', 0, null],
    ['Priya Raman', 0, null],
  ])
})

test('a row survives the way through the address, and what is no row asks for everybody', () => {
  for (const row of rollup) expect(keyOf(paramOf(row.key))).toBe(row.key)
  expect(keyOf('team-<script>')).toBeUndefined()
  expect(partOf(priya)).toEqual({ owner: priya.slice('person:'.length) })
  expect(questionOf({ node: paramOf(enterprise), asOf: '2026-11-01', period: '2026-Q4' }, '2026-11-20')).toEqual({
    period: '2026-Q4',
    asOf: '2026-11-01',
    team: enterprise.slice('team:'.length),
  })
  // A day that has not come is now.
  expect(questionOf({ asOf: '2026-12-01', node: 'nonsense' }, '2026-11-20')).toEqual({})
})

test('the bands of the path open at what has closed, and the table keeps the week that holds today', () => {
  const { points, target } = fanOf(sampleBoard)
  expect(points[1]).toEqual({ at: 'W2', done: 70_000_000 })
  expect(points[2]?.p).toEqual([120_000_000, 129_000_000, 136_000_000, 143_000_000, 150_000_000])
  expect(target).toBe(152_500_000)
})

test('in the last week the projection is drawn to the end of the period, beyond the week that holds today', () => {
  const { path, projection } = sampleBoard
  const { points } = fanOf({ path: path.slice(0, 2), projection: { ...projection, asOf: '2026-12-28' } })
  expect(points.slice(1)).toEqual([
    { at: 'W2', done: 70_000_000 },
    { at: '25 Nov', p: [70_000_000, 72_000_000, 74_000_000, 76_000_000, 80_000_000] },
  ])
  expect(fanOf({ path: path.slice(0, 2), projection: { ...projection, asOf: '2027-01-05' } }).points).toHaveLength(2)
})

test('the week is said for a period that runs, has ended or has not begun', () => {
  const at = (asOf: string) => weekText({ ...sampleBoard, projection: { ...sampleBoard.projection, asOf } })
  expect([at('2026-11-20'), at('2027-01-05'), at('2026-09-01')]).toEqual([
    'Week 8 of 13, 42 days left',
    'Ended 31 Dec 2026',
    'Starts 1 Oct',
  ])
})

test('the export has every row with what it is under, in whole dollars, and runs nothing in a spreadsheet', () => {
  const lines = rollupCsv(sampleBoard).trim().split('\r\n')
  expect(lines[0]).toBe(
    'Row,Kind,Under,Lead,Currency,Quota,Closed,Commit,Best case,Pipeline,Open deals,p10,p50,p90,Gap,Chance of quota',
  )
  expect(lines[2]).toBe(
    'Enterprise,team,Everyone,Sarah Okafor,USD,710000,278000,378000,478000,50000,4,520000,608000,700000,-102000,0.21',
  )
  expect(lines[4]).toBe("'=Tomas Weber,person,Enterprise,,USD,,64000,164000,264000,50000,4,100000,139000,170000,,")
})

test('periods are called as people call them', () => {
  expect(['2026-Q4', 'FY26-Q1', 'FY26', '2026', '2026-11', '2026-11-15 to 2027-01-31'].map(periodLabel)).toEqual([
    '2026 Q4',
    'FY26 Q1',
    'FY26',
    '2026',
    'Nov 2026',
    '15 Nov 2026 – 31 Jan 2027',
  ])
})
