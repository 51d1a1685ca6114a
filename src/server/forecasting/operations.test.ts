import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../test-app.ts'
import { AS_OF, companyWith, dealsUntil } from '../test-two-sellers.ts'

let world: TestApp
let cut: TestApp
beforeAll(async () => {
  world = await companyWith(dealsUntil('2026-02-20'))
  cut = await companyWith(dealsUntil(AS_OF))
})
afterAll(async () => {
  await world.close()
  await cut.close()
})

test('a forecast as of a day is the same, to the byte, in a company where nothing later ever happened', async () => {
  const ask = (company: TestApp) => company.system.forecasting.project({ period: '2026-Q1', asOf: AS_OF })
  expect(JSON.stringify(await ask(cut))).toBe(JSON.stringify(await ask(world)))
  const deals = (company: TestApp) => company.system.forecasting.deals({ asOf: AS_OF, until: '2026-03-31' })
  expect(JSON.stringify(await deals(cut))).toBe(JSON.stringify(await deals(world)))
})

test('what later happened does change what is said without a day', async () => {
  const [then, now] = await Promise.all([
    world.system.forecasting.project({ period: '2026-Q1', asOf: AS_OF }),
    world.system.forecasting.project({ period: '2026-Q1' }),
  ])
  expect(then.won.minor).toBe(0)
  expect(now.won.minor).toBeGreaterThan(0)
  expect(now.basis.closedDeals).toBeGreaterThan(then.basis.closedDeals)
})

test('the chances know that a third is won, and about when', async () => {
  const deals = await world.system.forecasting.deals({ asOf: AS_OF, until: '2026-12-31' })
  expect(deals.length).toBe(23)
  const expected = deals.reduce((sum, deal) => sum + deal.winBy, 0)
  expect(expected / deals.length).toBeGreaterThan(0.2)
  expect(expected / deals.length).toBeLessThan(0.5)
})

test('a rep is told of their own deals only, in the list, the sums and the rollup', async () => {
  const ann = await world.app.db.selectFrom('users').select('id').where('name', '=', 'Ann North').executeTakeFirstOrThrow()
  const rep = world.as(ann.id, 'rep')
  const own = await rep.forecasting.deals({ asOf: AS_OF })
  const all = await world.system.forecasting.deals({ asOf: AS_OF })
  expect(own.length).toBe(12)
  expect(all.length).toBe(23)
  const board = await rep.forecasting.board({ period: '2026-Q1' })
  expect(board.rollup.map((row) => row.name)).toEqual(['Ann North'])
  const everybody = await world.system.forecasting.board({ period: '2026-Q1' })
  const her = everybody.rollup.find((row) => row.name === 'Ann North')
  expect(board.projection.won).toEqual(her?.won)
  expect(board.rollup[0]?.p50).toEqual(her?.p50)
})

test('asked for one person, board and deals are those of that person, and of nobody out of sight', async () => {
  const users = await world.app.db.selectFrom('users').select(['id', 'name']).execute()
  const [ann, bo] = ['Ann North', 'Bo South'].map((name) => users.find((user) => user.name === name)?.id ?? '') as [
    string,
    string,
  ]
  const hers = await world.system.forecasting.board({ period: '2026-Q1', owner: ann })
  const everybody = await world.system.forecasting.board({ period: '2026-Q1' })
  const row = everybody.rollup.find((node) => node.key === `person:${ann}`)
  expect(hers.rollup).toEqual([{ ...row, parent: null, depth: 0 }])
  expect(hers.projection.p50).toEqual(row?.p50)
  const deals = await world.system.forecasting.deals({ asOf: AS_OF, owner: bo })
  expect(deals.map((deal) => deal.owner)).toEqual(Array.from({ length: 11 }, () => ({ id: bo, name: 'Bo South' })))
  await expect(world.as(ann, 'rep').forecasting.board({ owner: bo })).rejects.toMatchObject({ code: 'not-found' })
  await expect(world.as(ann, 'rep').forecasting.deals({ owner: bo })).rejects.toMatchObject({ code: 'not-found' })
})

test('closed revenue of the parts is closed revenue of the whole', async () => {
  const { rollup, projection } = await world.system.forecasting.board({ period: '2025-Q4', asOf: AS_OF })
  const parts = rollup
    .filter((row) => row.kind === 'person' || row.kind === 'unassigned')
    .reduce((sum, row) => sum + row.won.minor, 0)
  expect(parts).toBe(projection.won.minor)
  expect(projection.p10).toEqual(projection.p90)
})

test('a period that is none is refused with an example of one', async () => {
  await expect(world.system.forecasting.project({ period: 'next week' })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('2017-Q4'),
  })
})

test('a month has no quota of the quarter it lies in, and says which quota that is', async () => {
  const { system } = world
  const ann = await world.app.db.selectFrom('users').select('id').where('name', '=', 'Ann North').executeTakeFirstOrThrow()
  const quarter = { start: '2026-01-01', end: '2026-03-31' }
  const amount = { minor: 900_000_00, currency: 'USD' }
  const { id } = await system.quotas.set({ userId: ann.id, periodStart: quarter.start, periodEnd: quarter.end, amount })
  const month = await system.forecasting.board({ period: '2026-02' })
  expect(month.projection.quota).toBeNull()
  expect(month.quotas).toEqual([{ ...quarter, amount, counts: false }])
  const whole = await system.forecasting.board({ period: '2026-Q1' })
  expect(whole.projection.quota).toEqual(amount)
  expect(whole.quotas).toEqual([{ ...quarter, amount, counts: true }])
  await system.quotas.remove({ id })
})
