import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../test-app.ts'
import { keptAnswers, PLANS_OF_DEALS } from './kept-answers.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const EVENT = `insert into events (type, noun, occurred_at, recorded_at, actor_kind, actor_name, source) values ('setting.changed', 'setting', now(), now(), 'system', 'Test', 'test')`

/** Says how often it was really answered. */
function counter() {
  const answers = keptAnswers<number>(2)
  let made = 0
  return (question: unknown, more: object = {}) =>
    answers({ app: t.app, db: t.app.db, sight: { kind: 'all' }, today: '2026-11-20', ...more }, question, async () => ++made)
}

test('an answer is made once for all who ask, until something is recorded', async () => {
  const ask = counter()
  expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual([1, 1, 1])
  await t.app.pool.query(EVENT)
  expect(await ask('a')).toBe(2)
})

test('an alert that comes up, or a view that is saved, changes nothing that is kept', async () => {
  const ask = counter()
  expect(await ask('a')).toBe(1)
  for (const type of ['alert.opened', 'view.saved', 'import.progressed'])
    await t.app.pool.query(EVENT.replaceAll('setting.changed', type))
  expect(await ask('a')).toBe(1)
  await t.app.pool.query(EVENT)
  expect(await ask('a')).toBe(2)
})

test('another question, another day and another sight have answers of their own', async () => {
  const ask = counter()
  expect(await ask('a')).toBe(1)
  expect(await ask('b')).toBe(2)
  expect(await ask('a', { today: '2026-11-21' })).toBe(3)
  expect(await ask('a', { sight: { kind: 'owners', owners: [] } })).toBe(4)
})

test('a change that took its number early and is committed late counts too', async () => {
  const ask = counter()
  const slow = await t.app.pool.connect()
  await slow.query('begin')
  await slow.query(EVENT)
  await t.app.pool.query(EVENT)
  expect(await ask('a')).toBe(1)
  await slow.query('commit')
  slow.release()
  expect(await ask('a')).toBe(2)
})

test('what could not be answered is tried again', async () => {
  const answers = keptAnswers<number>(2)
  const ctx = { app: t.app, db: t.app.db, sight: { kind: 'all' as const }, today: '2026-11-20' }
  await expect(answers(ctx, 'a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await answers(ctx, 'a', async () => 7)).toBe(7)
})

test('an answer about some kinds of events outlasts all others', async () => {
  const answers = keptAnswers<number>(2, ['account.changed', 'contact.changed'])
  const ctx = { app: t.app, db: t.app.db, sight: { kind: 'all' as const }, today: '2026-11-20' }
  let made = 0
  const ask = () => answers(ctx, 'a', async () => ++made)
  expect(await ask()).toBe(1)
  await t.app.pool.query(EVENT)
  expect(await ask()).toBe(1)
  await t.app.pool.query(EVENT.replaceAll('setting', 'contact'))
  expect(await ask()).toBe(2)
})

test('an answer that does not rest on what is planned outlasts a new next step, not a new amount', async () => {
  const answers = keptAnswers<number>(2, { beside: PLANS_OF_DEALS })
  const ctx = { app: t.app, db: t.app.db, sight: { kind: 'all' as const }, today: '2026-11-20' }
  let made = 0
  const ask = () => answers(ctx, 'a', async () => ++made)
  const changed = (after: object | null) =>
    t.app.pool.query(
      `insert into events (type, noun, occurred_at, recorded_at, actor_kind, actor_name, source, after) values ('opportunity.changed', 'opportunity', now(), now(), 'system', 'Test', 'test', $1)`,
      [after],
    )
  expect(await ask()).toBe(1)
  await changed({ nextAction: 'Call', nextActionDueOn: '2026-11-23' })
  expect(await ask()).toBe(1)
  await changed({ nextAction: 'Call again', amount: { minor: 500, currency: 'USD' } })
  expect(await ask()).toBe(2)
  await changed({ expectedCloseOn: null })
  expect(await ask()).toBe(2)
  await changed(null)
  expect(await ask()).toBe(3)
})
