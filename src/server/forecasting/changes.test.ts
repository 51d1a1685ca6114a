import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../test-app.ts'
import { AS_OF, companyWith, dealsUntil } from '../test-two-sellers.ts'

const LATER = '2026-01-20'
let world: TestApp
const owners = new Map<string, string>()
beforeAll(async () => {
  world = await companyWith(dealsUntil('2026-02-20'))
  for (const { id, name } of await world.app.db.selectFrom('users').select(['id', 'name']).execute()) owners.set(name, id)
})
afterAll(() => world.close())

const period = '2026-Q1'
const minor = (amount: { minor: number }) => amount.minor
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

test('what moved the p50 adds up to the difference of what the forecasts of both days say', async () => {
  const { forecasting } = world.system
  const changes = await forecasting.changes({ period, asOf: LATER, since: AS_OF })
  const [then, now] = [await forecasting.board({ period, asOf: AS_OF }), await forecasting.board({ period, asOf: LATER })]
  expect(changes.before).toMatchObject({ p50: then.projection.p50, commit: then.commit, closed: then.projection.won })
  expect(changes.after).toMatchObject({ p50: now.projection.p50, bestCase: now.bestCase, p10: now.projection.p10 })
  expect(sum(changes.bars.map(({ value }) => minor(value)))).toBe(minor(now.projection.p50) - minor(then.projection.p50))
  for (const row of changes.rows) {
    const [was, is] = [then, now].map(({ rollup }) => rollup.find(({ key }) => key === row.key))
    expect(minor(row.p50)).toBe((is?.p50.minor ?? 0) - (was?.p50.minor ?? 0))
    expect(minor(row.commit)).toBe((is?.commit.minor ?? 0) - (was?.commit.minor ?? 0))
  }
})

test('the deals behind a bar are named, and add up to it', async () => {
  const { bars, deals } = await world.system.forecasting.changes({ period, asOf: LATER, since: AS_OF })
  expect(bars.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['new', 'won', 'lost']))
  for (const bar of bars) {
    const behind = deals.filter(({ kind }) => kind === bar.kind)
    if (bar.kind === 'new business' || bar.kind === 'rest') continue
    expect(behind.length).toBe(bar.deals)
    expect(sum(behind.map(({ effect }) => minor(effect)))).toBe(minor(bar.value))
  }
  const won = deals.find(({ kind }) => kind === 'won')
  expect(won?.name).toMatch(/^Deal \d+$/)
  expect(won?.before?.outcome).toBeNull()
  expect(won?.after).toMatchObject({ outcome: 'won', chance: 1 })
})

test('a rep is told of their own deals only', async () => {
  const rep = world.as(owners.get('Ann North')!, 'rep')
  const mine = await rep.forecasting.changes({ period, asOf: LATER, since: AS_OF })
  expect(mine.deals.length).toBeGreaterThan(0)
  expect(new Set(mine.deals.map(({ owner }) => owner?.name))).toEqual(new Set(['Ann North']))
  expect(mine.rows.map(({ key }) => key)).toEqual([`person:${owners.get('Ann North')}`])
})

test('a week is taken where no day is given, and a day that is not earlier is refused', async () => {
  const { since } = await world.system.forecasting.changes({ period, asOf: LATER })
  expect(since).toBe('2026-01-13')
  await expect(world.system.forecasting.changes({ period, asOf: LATER, since: LATER })).rejects.toMatchObject({ code: 'invalid' })
})

test('each week of a trend is, to the byte, what the forecast of that day says, and the period before ends as it came out', async () => {
  const { forecasting } = world.system
  const trend = await forecasting.trend({ period: '2026-01', asOf: LATER })
  expect(trend.weeks.map(({ week, asOf }) => [week, asOf])).toEqual([
    ['W1', '2026-01-01'],
    ['W2', '2026-01-08'],
    ['W3', '2026-01-15'],
  ])
  expect(trend.progress).toEqual({ done: 8, of: 8 })
  const board = await forecasting.board({ period: '2026-01', asOf: '2026-01-08' })
  const { won, p10, p50, p90 } = board.projection
  expect(trend.weeks[1]?.figures).toEqual({ closed: won, commit: board.commit, bestCase: board.bestCase, p10, p50, p90 })
  expect(trend.previous.period.name).toBe('2025-12')
  expect(trend.previous.weeks.length).toBe(4)
  const ended = await forecasting.project({ period: '2025-12', asOf: LATER })
  expect(trend.previous.closed).toEqual(ended.won)
  // Figured once: asked again, everything is there at once, in the same bytes.
  expect(JSON.stringify(await forecasting.trend({ period: '2026-01', asOf: LATER, answer: 'at once' }))).toBe(
    JSON.stringify(trend),
  )
})

test('asked at once, a trend says how many of its weeks are known', async () => {
  const bo = owners.get('Bo South')!
  const first = await world.system.forecasting.trend({ period: '2026-01', asOf: LATER, owner: bo, answer: 'at once' })
  expect(first.progress.of).toBe(8)
  expect(first.progress.done).toBeLessThan(8)
  const whole = await world.system.forecasting.trend({ period: '2026-01', asOf: LATER, owner: bo })
  expect(whole.progress.done).toBe(8)
  expect(whole.weeks[0]?.figures?.p50).toEqual(
    (await world.system.forecasting.project({ period: '2026-01', asOf: AS_OF, owner: bo })).p50,
  )
})
