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
const KINDS = ['renewal', 'expansion', 'new business', null] as const
const SOLD = [
  [{ product: 'seats', share: 1 }],
  [
    { product: 'seats', share: 0.7 },
    { product: 'support', share: 0.3 },
  ],
  [],
]
const histories = knownWorld({ seed: 3, start: '2024-06-01', days: 700, dealsPerWeek: 12, shock: 0.02 }).histories.map(
  (deal, i): DealHistory => ({
    ...deal,
    team: deal.owner === 'Ada' || deal.owner === 'Ben' ? 'north' : 'south',
    segment: SEGMENTS[i % 3]!,
    pipeline: i % 5 === 0 ? 'renewals' : 'sales',
    territory: i % 4 === 0 ? 'Norway' : null,
    kind: KINDS[i % 7] ?? null,
    products: [{ at: deal.createdAt, value: SOLD[i % 3]! }],
  }),
)
const model = fitForecast(histories, asOf)
const question: RevenueQuestion = { histories, asOf, period, seed: 1, paths: 1_000, model }

const BY_TRAIT: Record<string, Group[]> = {
  team: ['north', 'south'].map((team) => ({ key: team, where: { team: [team] } })),
  segment: SEGMENTS.map((segment) => ({ key: segment ?? 'none', where: { segment: [segment] } })),
  pipeline: ['sales', 'renewals'].map((pipeline) => ({ key: pipeline, where: { pipeline: [pipeline] } })),
  territory: ['Norway', null].map((territory) => ({ key: territory ?? 'nowhere', where: { territory: [territory] } })),
  kind: KINDS.map((kind) => ({ key: kind ?? 'not said', where: { kind: [kind] } })),
  product: ['seats', 'support', null].map((product) => ({ key: product ?? 'nothing', where: { product: [product] } })),
  owner: ['Ada', 'Ben', 'Cleo', 'Dan'].map((owner) => ({ key: owner, owners: [owner] })),
}

test('teams, segments, pipelines, territories, kinds, products and owners each add up to the whole on every path, asked for together', () => {
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
    pathsOf(draws.open, cells).map((value, i) => value + pathsOf(draws.new, cells)[i]!)
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

test('a deal of two products wins once and brings each its share; who asks by person gets what they got', () => {
  const byProduct = projectRevenue({ ...question, groups: BY_TRAIT['product']! })
  const { seats, support, nothing } = byProduct.byGroup
  expect(support!.open.mean).toBeGreaterThan(0)
  // A third of the deals sell seats alone, a third seats and support, a third say nothing.
  expect(support!.open.mean / (seats!.open.mean + support!.open.mean)).toBeCloseTo(0.15, 1)
  expect(seats!.won + support!.won + nothing!.won).toBe(byProduct.won)
  expect(seats!.openDeals + support!.openDeals + nothing!.openDeals).toBe(byProduct.openDeals)
  const plain = projectRevenue({ ...question, groups: BY_TRAIT['owner']! })
  const both = projectRevenue({ ...question, groups: [...BY_TRAIT['owner']!, ...BY_TRAIT['product']!] })
  for (const owner of ['Ada', 'Dan']) {
    expect(both.byGroup[owner]!.new).toEqual(plain.byGroup[owner]!.new)
    // Shares are whole minor units, so that a few of these may be lost or won by rounding.
    expect(Math.abs(both.byGroup[owner]!.open.p50 - plain.byGroup[owner]!.open.p50)).toBeLessThan(100)
  }
})

test('to ask for renewals beside the rest changes nothing of what is said of the rest', () => {
  const rest = [...BY_TRAIT['owner']!, ...BY_TRAIT['team']!]
  const { byGroup: without, ...whole } = projectRevenue({ ...question, groups: rest })
  const { byGroup, ...beside } = projectRevenue({ ...question, groups: [...rest, ...BY_TRAIT['kind']!] })
  expect(beside).toEqual(whole)
  expect(byGroup).toMatchObject(without)
  expect(byGroup['renewal']!.open.mean).toBeGreaterThan(0)
  expect(byGroup['renewal']!.new.mean).toBeGreaterThan(0)
})

test('what is sold was not known before somebody said so', () => {
  const later = histories.map((history) => ({ ...history, products: [{ at: asOf, value: SOLD[0]! }] }))
  const { byGroup } = projectRevenue({
    ...question,
    histories: later,
    model: fitForecast(later, asOf),
    groups: BY_TRAIT['product']!,
  })
  expect(byGroup['seats']!.open.mean + byGroup['seats']!.new.mean).toBe(0)
  expect(byGroup['nothing']!.open.mean).toBeGreaterThan(0)
})

test('what shares all groups shares a cell: sixty owners asked for as two teams are two sums', () => {
  const cells = cellsOf({}, [{ key: 'even', where: { owner: Array.from({ length: 30 }, (_, i) => String(2 * i)) } }])
  for (let i = 0; i < 60; i++) cells.cellOf({ owner: String(i), team: null, segment: null, pipeline: 'sales' })
  expect(cells.count()).toBe(2)
  expect(cells.membersOf(0)).toHaveLength(1)
})
