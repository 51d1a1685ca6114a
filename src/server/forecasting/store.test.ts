import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../test-app.ts'
import { changedDeals, placesBefore } from './store.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
})
afterAll(() => t.close())

const DEALS = [
  '00000000-0000-4000-8000-00000000000a',
  '00000000-0000-4000-8000-00000000000b',
  '00000000-0000-4000-8000-00000000000c',
]

async function record(number: number, deal: string): Promise<void> {
  await sql`insert into events (id, type, noun, opportunity_id, occurred_at, recorded_at, actor_kind, actor_name, source)
    overriding system value values (${number}, 'opportunity.changed', 'opportunity', ${deal}, '2026-03-01', '2026-03-01', 'system', 'Test', 'test')`.execute(
    t.app.db,
  )
}

test('a row that took its number earlier and is committed later is not missed', async () => {
  const [early, late, next] = DEALS as [string, string, string]
  await record(5_010, early)
  const [before = ''] = await placesBefore(t.app.db, ['2026-03-02'])
  await record(5_009, late)
  const [after = ''] = await placesBefore(t.app.db, ['2026-03-02'])
  expect(after).not.toBe(before)
  const reading = {
    asOf: '2026-03-02T00:00:00Z',
    rates: { base: 'USD', digits: new Map(), rates: new Map() },
    teamOf: () => null,
  }
  const since = async (place: string) => (await changedDeals(t.app.db, place, reading)).ids
  expect(await since(before)).toContain(late)
  expect(await since(after)).toEqual([])
  await record(5_011, next)
  expect(await since(after)).toEqual([next])
  expect(await placesBefore(t.app.db, ['2026-03-01', '2026-03-02'])).toEqual(['0/0', '5011/3'])
})
