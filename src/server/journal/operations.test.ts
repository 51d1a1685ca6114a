import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
  for (let n = 0; n < 25; n += 1) await t.system.settings.update({ companyName: `Company ${n}` })
})
afterAll(() => t.close())

test('paging walks through every row once, newest first', async () => {
  const names: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await t.system.journal.list({ limit: 10, ...(cursor ? { cursor } : {}) })
    names.push(...page.items.map((event) => event.after?.['companyName']))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(names).toEqual(Array.from({ length: 25 }, (_, n) => `Company ${24 - n}`))
})

test('every row says who, through what, when it was true and when it was learnt', async () => {
  const admin = await t.person('Ida', 'admin')
  await t.as(admin, 'admin').settings.update({ weekStart: 7 })
  expect((await t.system.journal.list({ actor: admin })).items).toMatchObject([
    {
      type: 'setting.changed',
      actor: { kind: 'user', id: admin },
      source: 'test',
      occurredAt: '2026-03-02T09:00:00.000Z',
      recordedAt: '2026-03-02T09:00:00.000Z',
      before: { weekStart: 1 },
      after: { weekStart: 7 },
    },
  ])
})

test.each([
  [{ noun: 'setting' }, true],
  [{ noun: 'team' }, false],
  [{ type: 'setting.changed' }, true],
  [{ source: 'import' }, false],
  [{ from: '2026-03-02', to: '2026-03-02' }, true],
  [{ from: '2026-03-03' }, false],
  [{ to: '2026-03-01' }, false],
])('the filter %j keeps what it names', async (filter, found) => {
  expect((await t.system.journal.list(filter)).items.length > 0).toBe(found)
})

test('the rows of a noun are those of all its kinds of change, newest first and page by page', async () => {
  const view = { page: 'pipeline', search: {}, shared: false } as const
  const admin = await t.person('Noor', 'admin')
  const mine = t.as(admin, 'admin')
  for (const name of ['One', 'Two', 'Three']) {
    const { id } = await mine.views.save({ ...view, name })
    await mine.views.remove({ id })
  }
  const types: string[] = []
  let cursor: string | undefined
  do {
    const page = await t.system.journal.list({ noun: 'view', limit: 4, ...(cursor ? { cursor } : {}) })
    types.push(...page.items.map((event) => event.type))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(types).toEqual(['view.removed', 'view.saved', 'view.removed', 'view.saved', 'view.removed', 'view.saved'])
})

test('a cursor that nobody gave is refused', async () => {
  await expect(t.system.journal.list({ cursor: '1 or 1=1' })).rejects.toMatchObject({ code: 'invalid' })
})
