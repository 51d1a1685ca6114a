import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriesForecasts } from '../../domain/forecasting/series/series-forecasts.ts'
import { testApp, type TestApp } from '../test-app.ts'

let world: TestApp
beforeAll(async () => {
  world = await testApp()
})
afterAll(() => world.close())

const rows = Array.from({ length: 36 }, (_, t) => ({ series: 'bookings', t, value: 50 + t + 9 * Math.sin(t / 2) }))

test('a series sent to the server is forecast there as it is on the command line', async () => {
  const answer = await world.system.forecasting.series({ rows, horizon: 6 })
  expect(seriesForecasts(rows, { horizon: 6, frequency: 12 })).toEqual({ allowed: true, forecasts: answer })
  expect(answer[0]?.mean).toHaveLength(6)
})

test('nothing is journalled for it', async () => {
  const count = () =>
    world.app.db
      .selectFrom('events')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
  const before = await count()
  await world.system.forecasting.series({ rows, horizon: 1, frequency: 1 })
  expect(await count()).toEqual(before)
})

test('two values at one time are refused with the series and the time', async () => {
  const twice = [...rows, { series: 'bookings', t: 3, value: 1 }]
  await expect(world.system.forecasting.series({ rows: twice, horizon: 6 })).rejects.toThrow(
    'Series bookings has two values at t = 3.',
  )
})
