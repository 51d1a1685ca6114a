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

async function record(number: number, deal: string, noun = 'opportunity'): Promise<void> {
  await sql`insert into events (id, type, noun, opportunity_id, occurred_at, recorded_at, actor_kind, actor_name, source)
    overriding system value values (${number}, ${`${noun}.changed`}, ${noun}, ${deal}, '2026-03-01', '2026-03-01', 'system', 'Test', 'test')`.execute(
    t.app.db,
  )
}

const READING = {
  asOf: '2026-03-02T00:00:00Z',
  rates: { base: 'USD', digits: new Map(), rates: new Map() },
  teamOf: () => null,
}

async function since(place: string): Promise<readonly string[]> {
  return (await changedDeals(t.app.db, place, READING)).ids
}

test('a row that took its number earlier and is committed later is not missed', async () => {
  const [early, late, next] = DEALS as [string, string, string]
  await record(5_010, early)
  const [before = ''] = await placesBefore(t.app.db, ['2026-03-02'])
  await record(5_009, late)
  const [after = ''] = await placesBefore(t.app.db, ['2026-03-02'])
  expect(after).not.toBe(before)
  expect(await since(before)).toContain(late)
  expect(await since(after)).toEqual([])
  await record(5_011, next)
  expect(await since(after)).toEqual([next])
  expect(await placesBefore(t.app.db, ['2026-03-01', '2026-03-02'])).toEqual(['0/0', '5011/3'])
})

test('an alert or a plan about a deal changes nothing that a forecast is read from, and a call on it does', async () => {
  const [deal] = DEALS as [string]
  await record(6_000, deal)
  const [before = ''] = await placesBefore(t.app.db, ['2026-03-02'])
  await record(6_001, deal, 'alert')
  await record(6_002, deal, 'save-plan')
  expect(await since(before)).toEqual([])
  await record(6_003, deal, 'activity')
  expect(await since(before)).toEqual([deal])
})

test('what an import recorded of earlier days is found though its numbers are from long before its end', async () => {
  const [deal] = DEALS as [string]
  const recordToday = (number: number, type: string) =>
    sql`insert into events (id, type, noun, occurred_at, recorded_at, actor_kind, actor_name, source)
      overriding system value values (${number}, ${type}, 'import', now(), '2026-03-02T09:00:00Z', 'system', 'Test', 'test')`.execute(
      t.app.db,
    )
  const place = async () => (await placesBefore(t.app.db, ['2026-03-02']))[0]?.split('/')[0]
  await record(8_000, deal)
  await recordToday(20_000, 'import.progressed')
  expect([await place(), await place()]).toEqual(['8000', '8000'])
  await record(10_000, deal)
  await recordToday(20_001, 'import.stored')
  expect([await place(), await place()]).toEqual(['10000', '10000'])
})
