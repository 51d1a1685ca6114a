import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { SYSTEM } from './context.ts'
import { createDispatch } from './dispatch.ts'
import { figuredFirst } from './figured-first.ts'

let world: TestApp
beforeAll(async () => {
  world = await testApp()
})
afterAll(() => world.close())

/** Settings stand in for any noun: what is tested is the way in, with the real database and a handler of one's own. */
function dispatchTo(update: (name: string) => Promise<void> = async () => undefined) {
  let runs = 0
  const dispatch = createDispatch(
    world.app,
    {
      settings: {
        get: async () => DEFAULT_SETTINGS,
        defaults: async () => DEFAULT_SETTINGS,
        async update(ctx, { companyName = '' }) {
          runs += 1
          await ctx.db
            .insertInto('settings')
            .values({ key: `run-${companyName}-${runs}-${Math.random()}`, value: '{}' })
            .execute()
          ctx.emit({ type: 'setting.changed', noun: 'setting', after: { companyName } })
          await update(companyName)
          return { ...DEFAULT_SETTINGS, companyName }
        },
      },
    },
    { checkOutput: true },
  )
  const call = (companyName: string, idempotencyKey?: string) =>
    dispatch({ noun: 'settings', verb: 'update', input: { companyName }, principal: SYSTEM, source: 'test', idempotencyKey })
  return { call, dispatch, runs: () => runs }
}

const written = async (name: string) => {
  const rows = await world.app.db.selectFrom('settings').select('key').where('key', 'like', `run-${name}-%`).execute()
  const events = await world.app.db
    .selectFrom('events')
    .select('id')
    .where('after', '@>', JSON.stringify({ companyName: name }))
    .execute()
  return { rows: rows.length, events: events.length }
}

test('a change and its journal row are committed together', async () => {
  await dispatchTo().call('together')
  expect(await written('together')).toEqual({ rows: 1, events: 1 })
})

test('a handler that fails leaves neither the change nor its journal row', async () => {
  const { call } = dispatchTo(() => Promise.reject(new Error('broke half-way')))
  await expect(call('half')).rejects.toThrow('broke half-way')
  expect(await written('half')).toEqual({ rows: 0, events: 0 })
})

test('fifty requests with one idempotency key have one effect and one answer', async () => {
  const { call } = dispatchTo(() => new Promise((resolve) => setTimeout(resolve, 20)))
  const answers = await Promise.all(Array.from({ length: 50 }, () => call('once', 'key-used-fifty-times')))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await written('once')).toEqual({ rows: 1, events: 1 })
})

test('an idempotency key is not taken for another request', async () => {
  const { call } = dispatchTo()
  await call('first', 'one-key-two-bodies')
  await expect(call('second', 'one-key-two-bodies')).rejects.toMatchObject({ code: 'not-allowed-now' })
  expect(await written('second')).toEqual({ rows: 0, events: 0 })
})

test('after a failure the same key may be tried again', async () => {
  let fails = true
  const { call } = dispatchTo(async () => {
    if (fails) throw new Error('not yet')
  })
  await expect(call('again', 'key-that-failed-once')).rejects.toThrow('not yet')
  fails = false
  await call('again', 'key-that-failed-once')
  expect(await written('again')).toEqual({ rows: 1, events: 1 })
})

test('unknown fields are refused by name, and nothing is done', async () => {
  const { dispatch, runs } = dispatchTo()
  const request = {
    noun: 'settings',
    verb: 'update',
    input: { companyName: 'x', role: 'admin' },
    principal: SYSTEM,
    source: 'test',
  }
  await expect(dispatch(request)).rejects.toMatchObject({ code: 'invalid' })
  expect(runs()).toBe(0)
})

test('an answer that breaks its promise is a bug, not an answer', async () => {
  const wrong = { ...DEFAULT_SETTINGS, baseCurrency: 'dollars' }
  const dispatch = createDispatch(
    world.app,
    { settings: { get: async () => wrong, defaults: async () => wrong, update: async () => wrong } },
    { checkOutput: true },
  )
  await expect(dispatch({ noun: 'settings', verb: 'get', input: {}, principal: SYSTEM, source: 'test' })).rejects.toThrow(
    'does not promise',
  )
})

test('what a change rests on is figured before its transaction begins, and nothing is figured for whoever has no right', async () => {
  const inTransaction: boolean[] = []
  const dispatch = createDispatch(
    world.app,
    {
      settings: {
        get: async () => DEFAULT_SETTINGS,
        defaults: async () => DEFAULT_SETTINGS,
        update: figuredFirst(
          async (ctx, { companyName = '' }: { companyName?: string | undefined }) => {
            inTransaction.push(ctx.db.isTransaction)
            return `${companyName}, figured`
          },
          async (ctx, _input, figured) => {
            inTransaction.push(ctx.db.isTransaction)
            return { ...DEFAULT_SETTINGS, companyName: figured }
          },
        ),
      },
    },
    { checkOutput: true },
  )
  const request = { noun: 'settings', verb: 'update', input: { companyName: 'slow' }, source: 'test' }
  expect(await dispatch({ ...request, principal: SYSTEM })).toMatchObject({ companyName: 'slow, figured' })
  expect(inTransaction).toEqual([false, true])
  await expect(dispatch({ ...request, principal: null })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(inTransaction).toHaveLength(2)
})
