import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { cellsOf, type Group } from './cells.ts'
import { projectRevenue, type RevenueQuestion } from './revenue.ts'
import { stageFor } from './scene.ts'
import { simulate } from './simulation.ts'
import { pathsOf } from './summary.ts'

const asOf = Date.parse('2026-01-01')
const period = { start: '2026-01-01', end: '2026-03-31' }
const SEGMENTS = ['enterprise', 'mid-market', null] as const
const histories = knownWorld({ seed: 3, start: '2024-06-01', days: 700, dealsPerWeek: 12, shock: 0.02 }).histories.map(
  (deal, i): DealHistory => ({
    ...deal,
    team: deal.owner === 'Ada' || deal.owner === 'Ben' ? 'north' : 'south',
    segment: SEGMENTS[i % 3]!,
    pipeline: i % 5 === 0 ? 'renewals' : 'sales',
  }),
)
const model = fitForecast(histories, asOf)
const question: RevenueQuestion = { histories, asOf, period, seed: 1, paths: 1_000, model }

const BY_TRAIT: Record<string, Group[]> = {
  team: ['north', 'south'].map((team) => ({ key: team, where: { team: [team] } })),
  segment: SEGMENTS.map((segment) => ({ key: segment ?? 'none', where: { segment: [segment] } })),
  pipeline: ['sales', 'renewals'].map((pipeline) => ({ key: pipeline, where: { pipeline: [pipeline] } })),
  owner: ['Ada', 'Ben', 'Cleo', 'Dan'].map((owner) => ({ key: owner, owners: [owner] })),
}

test('teams, segments, pipelines and owners each add up to the whole on every path, asked for together', () => {
  const groups = Object.values(BY_TRAIT).flat()
  const stage = stageFor({
    asOf,
    views: viewsAt(histories, asOf),
    model,
    start: Date.parse(period.start),
    weekEnds: [Date.parse(period.end) + MS_PER_DAY],
    seed: 1,
    paths: 1_000,
    where: {},
    groups,
    levers: undefined,
    correlation: 0.02,
  })
  const draws = simulate(stage.scene)
  const paths = (cells: readonly number[]): Float64Array =>
    pathsOf(draws.open, { cells, scale: 1 }).map((value, i) => value + pathsOf(draws.new, { cells, scale: 1 })[i]!)
  const whole = paths(Array.from({ length: stage.cells.count() }, (_, cell) => cell))
  expect(Math.max(...whole)).toBeGreaterThan(0)
  for (const parts of Object.values(BY_TRAIT)) {
    const sum = new Float64Array(1_000)
    for (const part of parts) {
      const own = paths(stage.cells.membersOf(groups.indexOf(part)))
      for (const [i, value] of own.entries()) sum[i]! += value
    }
    expect(sum).toEqual(whole)
  }
})

test('a group is the same whatever else is asked for, and the same as a forecast of it alone', () => {
  const alone = projectRevenue({ ...question, where: { segment: ['enterprise'] } })
  const among = projectRevenue({ ...question, groups: Object.values(BY_TRAIT).flat() })
  expect(among.byGroup['enterprise']!.total).toEqual(alone.total)
  expect(among.byGroup['enterprise']!.openDeals).toBe(alone.openDeals)
  const both = projectRevenue({ ...question, where: { segment: ['enterprise'], team: ['north'] } })
  expect(both.total.mean).toBeLessThan(alone.total.mean)
  expect(both.total.mean).toBeGreaterThan(0)
})

test('what shares all groups shares a cell: sixty owners asked for as two teams are two sums', () => {
  const cells = cellsOf({}, [{ key: 'even', where: { owner: Array.from({ length: 30 }, (_, i) => String(2 * i)) } }])
  for (let i = 0; i < 60; i++) cells.cellOf({ owner: String(i), team: null, segment: null, pipeline: 'sales' })
  expect(cells.count()).toBe(2)
  expect(cells.membersOf(0)).toHaveLength(1)
})
