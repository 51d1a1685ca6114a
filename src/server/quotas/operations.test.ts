import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
let rep: string
let colleague: string
let boss: string
let crew: string
const YEAR = { from: '2026-01-01', to: '2026-12-31' }
const Q1 = { periodStart: '2026-01-01', periodEnd: '2026-03-31' }

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
  rep = await t.person('Rep', 'rep')
  colleague = await t.person('Colleague', 'rep')
  boss = await t.person('Boss', 'manager')
  crew = (await t.system.teams.create({ name: 'Crew' })).id
  for (const [userId, leads] of [
    [rep, false],
    [colleague, false],
    [boss, true],
  ] as const)
    await t.system.teams.setMember({ id: crew, userId, leads })
  const other = (await t.system.teams.create({ name: 'Others' })).id
  await t.system.teams.setMember({ id: other, userId: await t.person('Stranger', 'rep') })
  await t.system.quotas.set({ userId: rep, ...Q1, amount: { minor: 50_000_00, currency: 'USD' } })
  await t.system.quotas.set({ userId: colleague, ...Q1, amount: { minor: 60_000_00, currency: 'USD' } })
  await t.system.quotas.set({ teamId: crew, ...Q1, amount: { minor: 110_000_00, currency: 'USD' } })
  await t.system.quotas.set({ teamId: other, ...Q1, amount: { minor: 1_00, currency: 'USD' } })
})
afterAll(() => t.close())

async function seenBy(id: string, role: 'rep' | 'manager' | 'executive'): Promise<string[]> {
  const { items } = await t.as(id, role).quotas.list(YEAR)
  return items.map((quota) => quota.user?.name ?? quota.team?.name ?? '').sort()
}

test('a rep sees their own quota, a manager those below, an executive all of them', async () => {
  expect(await seenBy(rep, 'rep')).toEqual(['Rep'])
  expect(await seenBy(boss, 'manager')).toEqual(['Colleague', 'Crew', 'Rep'])
  expect(await seenBy(randomUUID(), 'executive')).toEqual(['Colleague', 'Crew', 'Others', 'Rep'])
})

test('a list holds the quotas that overlap its days', async () => {
  const listed = async (from: string, to: string) => (await t.system.quotas.list({ from, to })).items.length
  expect([await listed('2026-03-31', '2026-06-30'), await listed('2026-04-01', '2026-06-30')]).toEqual([4, 0])
})

test('setting it again corrects it and tells what it was; setting the same tells nothing', async () => {
  const amount = { minor: 55_000_00, currency: 'USD' }
  const quota = await t.system.quotas.set({ userId: rep, ...Q1, amount })
  await t.system.quotas.set({ userId: rep, ...Q1, amount })
  const events = (await t.system.journal.list({ subject: quota.id })).items
  expect(events.map((event) => event.before)).toEqual([{ amount: { minor: 50_000_00, currency: 'USD' } }, null])
})

test('a quota that is taken away is gone from the list, and the journal keeps what it was', async () => {
  const spare = { userId: boss, periodStart: '2027-01-01', periodEnd: '2027-03-31' }
  const quota = await t.system.quotas.set({ ...spare, amount: { minor: 7_00, currency: 'USD' } })
  await t.system.quotas.remove({ id: quota.id })
  expect((await t.system.quotas.list({ from: '2027-01-01', to: '2027-12-31' })).items).toEqual([])
  const [event] = (await t.system.journal.list({ subject: quota.id })).items
  expect(event).toMatchObject({ type: 'quota.removed', before: { userId: boss, amount: { minor: 7_00, currency: 'USD' } } })
  await expect(t.system.quotas.remove({ id: quota.id })).rejects.toMatchObject({ code: 'not-found' })
})

test.each([
  ['both a person and a team', () => ({ userId: rep, teamId: crew }), 'invalid'],
  ['neither', () => ({}), 'invalid'],
  ['somebody who is not there', () => ({ userId: randomUUID() }), 'not-found'],
  ['a team that is not there', () => ({ teamId: randomUUID() }), 'not-found'],
] as const)('a quota for %s is refused', async (_what, whose, code) => {
  await expect(t.system.quotas.set({ ...whose(), ...Q1, amount: { minor: 1, currency: 'USD' } })).rejects.toMatchObject({ code })
})

test('a period that ends before it begins, a negative amount and an unknown currency are refused', async () => {
  const amount = { minor: 1, currency: 'USD' }
  await expect(
    t.system.quotas.set({ userId: rep, periodStart: '2026-03-31', periodEnd: '2026-01-01', amount }),
  ).rejects.toMatchObject({ code: 'invalid' })
  await expect(t.system.quotas.set({ userId: rep, ...Q1, amount: { minor: -1, currency: 'USD' } })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(t.system.quotas.set({ userId: rep, ...Q1, amount: { minor: 1, currency: 'XQX' } })).rejects.toMatchObject({
    code: 'invalid',
  })
})
