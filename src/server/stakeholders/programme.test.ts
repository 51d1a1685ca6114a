import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { ThreadingProgramme } from '../../contract/stakeholders.ts'
import { SYSTEM } from '../platform/context.ts'
import { testApp, type TestApp } from '../test-app.ts'

const LONG_ENOUGH = { timeout: 20_000 }
let it: TestApp

beforeAll(async () => {
  it = await testApp({ now: '2026-11-20T10:00:00.000Z' })
  await it.system.opportunities.create({ name: 'Told of in the journal' })
  await sql`
    insert into opportunities (name, pipeline_id, stage_id, stage)
    select 'Deal ' || n, pipeline_id, stage_id, stage from opportunities, generate_series(1, 1000) as n`.execute(it.app.db)
})
afterAll(() => it.close())

const onPage = async () =>
  (await it.dispatch({
    noun: 'stakeholders',
    verb: 'programme',
    input: { to: '2026-11-30' },
    principal: SYSTEM,
    source: 'web',
  })) as z.output<typeof ThreadingProgramme>

test('a page does not wait while the deals of a large company are read', LONG_ENOUGH, async () => {
  const first = await onPage()
  expect(first).toMatchObject({ computing: true, segments: [], months: [], targets: { activeThreads: 3 } })
  await expect.poll(async () => (await onPage()).computing, LONG_ENOUGH).toBe(false)
  expect((await onPage()).segments[0]).toMatchObject({ segment: null, openDeals: 1 })
})

test('what was read is there after a restart, and stands in while a later day is read', LONG_ENOUGH, async () => {
  const days = () => it.app.db.selectFrom('thread_tracks').select('as_of').orderBy('as_of').execute()
  expect(await days()).toEqual([{ as_of: '2026-11-30' }])
  const next = await it.dispatch({
    noun: 'stakeholders',
    verb: 'programme',
    input: { from: '2026-11-01', to: '2026-12-31' },
    principal: SYSTEM,
    source: 'web',
  })
  expect(next).toMatchObject({ computing: true, segments: [{ segment: null, openDeals: 1 }, {}] })
  await expect.poll(async () => (await days()).length, LONG_ENOUGH).toBe(2)
})
