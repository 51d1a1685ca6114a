import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { job } from '../platform/jobs/queue.ts'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  const fails = job({
    name: 'quality.fails',
    title: 'Read the quality of the data',
    payload: z.object({}),
    retries: 0,
    run: () => Promise.reject(new Error('Row 7 names Acme')),
  })
  await t.app.jobs.work(t.app, [fails])
  await t.app.jobs.start('quality.fails', {})
  await vi.waitFor(async () => expect((await t.app.jobs.recent(1))[0]?.state).toBe('failed'), 10_000)
})
afterAll(() => t.close())

test('work in the background is listed under its title; why it failed is for those who read the data', async () => {
  const rep = t.as(await t.person('Rep', 'rep'), 'rep')
  const [seen] = (await rep.jobs.list({})).items
  expect(seen).toMatchObject({ title: 'Read the quality of the data', state: 'failed' })
  expect(seen?.problem).not.toContain('Acme')
  const keeper = t.as(await t.person('Keeper', 'revops'), 'revops')
  expect((await keeper.jobs.list({})).items[0]?.problem).toContain('Acme')
})
