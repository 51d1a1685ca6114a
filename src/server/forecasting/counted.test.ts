import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../test-app.ts'
import { companyWith, dealsUntil } from '../test-two-sellers.ts'

let world: TestApp
beforeAll(async () => {
  world = await companyWith(dealsUntil('2026-02-20'))
  // The last ten deals are open, and due within the quarter.
  const open = await world.system.opportunities.list({ state: 'open', limit: 10, sort: 'created', order: 'desc' })
  const categories = ['commit', 'best_case', 'pipeline'] as const
  for (const [i, { id }] of open.items.entries())
    await world.system.opportunities.update({
      id,
      forecastCategory: categories[i % 3]!,
      expectedCloseOn: i === 9 ? '2026-05-01' : '2026-03-20',
      amount: { minor: 100_000 + i, currency: 'USD' },
    })
})
afterAll(() => world.close())

const period = '2026-Q1'

test('the deals behind closed, commit and best case add up to what the board says of everybody, of one person and of each part', async () => {
  const board = await world.system.forecasting.board({ period, group: 'segment' })
  const { rollup } = await world.system.forecasting.board({ period })
  const sum = async (figure: 'closed' | 'commit' | 'best_case' | 'pipeline', of = {}) =>
    (await world.system.forecasting.counted({ figure, period, ...of })).sum.minor
  const questions = [
    { row: rollup[0], of: {} },
    ...rollup.flatMap((row) => (row.kind === 'person' ? [{ row, of: { owner: row.key.slice('person:'.length) } }] : [])),
    ...board.rollup.flatMap((row) => (row.kind === 'part' ? [{ row, of: { part: row.key } }] : [])),
  ]
  expect(questions.length).toBe(4)
  for (const { row, of } of questions) {
    const [closed, commit, best, pipeline] = await Promise.all([
      sum('closed', of),
      sum('commit', of),
      sum('best_case', of),
      sum('pipeline', of),
    ])
    expect({ closed, commit: closed + commit, best: closed + commit + best, pipeline }).toEqual({
      closed: row?.won.minor,
      commit: row?.commit.minor,
      best: row?.bestCase.minor,
      pipeline: row?.pipeline.minor,
    })
  }
  expect(rollup[0]?.won.minor).toBeGreaterThan(0)
  expect(rollup[0]?.commit.minor).toBeGreaterThan(rollup[0]?.won.minor ?? 0)
})

test('each deal stands there with what it counts for and its day, the one that counts most first; all are counted where few are named', async () => {
  const all = await world.system.forecasting.counted({ figure: 'closed', period })
  expect(all.deals).toHaveLength(all.count)
  for (const { on, counts } of all.deals) {
    expect(on >= all.period.start && on <= all.period.end).toBe(true)
    expect(counts?.minor).toBe(1_000_000)
  }
  const two = await world.system.forecasting.counted({ figure: 'closed', period, most: 2 })
  expect(two).toEqual({ ...all, deals: all.deals.slice(0, 2) })
  const called = await world.system.forecasting.counted({ figure: 'commit', period })
  const worth = called.deals.map(({ counts }) => counts?.minor ?? 0)
  expect(worth).toEqual(worth.toSorted((a, b) => b - a))
})

test('what nobody owns is a part of its own, and a rep is told of their own deals only', async () => {
  expect((await world.system.forecasting.counted({ figure: 'closed', period, part: 'unassigned' })).count).toBe(0)
  const ann = await world.app.db.selectFrom('users').select('id').where('name', '=', 'Ann North').executeTakeFirstOrThrow()
  const own = await world.as(ann.id, 'rep').forecasting.counted({ figure: 'closed', period })
  expect(new Set(own.deals.map(({ owner }) => owner?.id))).toEqual(new Set([ann.id]))
  expect(own).toEqual(await world.system.forecasting.counted({ figure: 'closed', period, owner: ann.id }))
})

test('as of an earlier day, what closed later has not closed', async () => {
  const now = await world.system.forecasting.counted({ figure: 'closed', period })
  const then = await world.system.forecasting.counted({ figure: 'closed', period, asOf: '2026-01-20' })
  expect(then.count).toBeGreaterThan(0)
  expect(then.count).toBeLessThan(now.count)
  expect(then.deals.every(({ on }) => on < '2026-01-20')).toBe(true)
})
