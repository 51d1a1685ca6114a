import { afterAll, beforeAll, expect, test } from 'vitest'
import { handlers } from '../handlers.ts'
import { SYSTEM } from '../platform/context.ts'
import { createDispatch } from '../platform/dispatch.ts'
import { companyWith, dealsUntil } from '../test-two-sellers.ts'
import type { TestApp } from '../test-app.ts'

let world: TestApp
beforeAll(async () => {
  world = await companyWith(dealsUntil('2026-02-20'))
})
afterAll(() => world.close())

/** A trend as another process of the same company tells it, and how many past days it had to figure for that. */
async function afterRestart(input: object) {
  let figured = 0
  const { workers } = world.app
  const run: typeof workers.run = (place, task, question) => {
    if (task === 'projectPast') figured++
    return workers.run(place, task, question)
  }
  const dispatch = createDispatch({ ...world.app, workers: { ...workers, run } }, handlers, { checkOutput: true })
  const trend = await dispatch({ noun: 'forecasting', verb: 'trend', input, principal: SYSTEM, source: 'test' })
  return { bytes: JSON.stringify(trend), figured }
}

const TREND = { period: '2026-01', asOf: '2026-01-20' }

test('after a restart past weeks are there at once, to the byte as they are figured anew', async () => {
  const first = await afterRestart(TREND)
  expect(first.figured).toBe(8)
  expect(await afterRestart({ ...TREND, answer: 'at once' })).toEqual({ bytes: first.bytes, figured: 0 })
  await world.app.db.deleteFrom('past_projections').execute()
  expect(await afterRestart(TREND)).toEqual(first)
})

test('one person is told of alone, after a restart as before', async () => {
  const { id } = await world.app.db.selectFrom('users').select('id').where('name', '=', 'Bo South').executeTakeFirstOrThrow()
  const first = await afterRestart({ ...TREND, owner: id })
  expect(first.figured).toBe(8)
  expect(await afterRestart({ ...TREND, owner: id })).toEqual({ bytes: first.bytes, figured: 0 })
})

test('what becomes known of the time before has only the days after it figured anew', async () => {
  await afterRestart(TREND)
  await world.app.pool.query(
    `insert into events (type, noun, occurred_at, recorded_at, actor_kind, actor_name, source) values ('setting.changed', 'setting', '2026-01-07', '2026-01-07', 'system', 'Test', 'test')`,
  )
  // The second and the third week of January.
  expect((await afterRestart(TREND)).figured).toBe(2)
})

test('teams that are set up otherwise for a past day have it figured anew', async () => {
  const before = await afterRestart(TREND)
  expect(before.figured).toBe(0)
  await world.app.pool.query(`insert into teams (name) values ('North')`)
  expect((await afterRestart(TREND)).figured).toBe(8)
})
