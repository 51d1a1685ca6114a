import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSight } from '../platform/access/read-sight.ts'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
})
afterAll(() => t.close())

const team = (name: string, parentId: string | null = null, from = '2026-01-01') =>
  t.system.teams.create({ name, parentId, from })

async function parentOn(id: string, on: string) {
  return (await t.system.teams.list({ on })).items.find((one) => one.id === id)?.parentId
}

test('a team put under another from a day on stands where it stood before that day', async () => {
  const [east, west, sales] = [await team('East'), await team('West'), await team('Sales')]
  await t.system.teams.update({ id: sales.id, parentId: east.id, from: '2026-02-01' })
  await t.system.teams.update({ id: sales.id, parentId: west.id, from: '2026-03-01' })
  expect(await parentOn(sales.id, '2026-01-31')).toBeNull()
  expect(await parentOn(sales.id, '2026-02-01')).toBe(east.id)
  expect(await parentOn(sales.id, '2026-02-28')).toBe(east.id)
  expect(await parentOn(sales.id, '2026-03-01')).toBe(west.id)
  expect((await t.system.teams.list({ on: '2025-12-31' })).items.some((one) => one.id === sales.id)).toBe(false)
  const events = (await t.system.journal.list({ subject: sales.id })).items
  expect(events[0]).toMatchObject({
    type: 'team.changed',
    before: { parentId: east.id },
    after: { parentId: west.id, from: '2026-03-01' },
  })
})

test('no team comes to stand below itself, neither now nor on a day that is already set', async () => {
  const top = await team('Top')
  const middle = await team('Middle', top.id)
  const bottom = await team('Bottom', middle.id)
  await expect(t.system.teams.update({ id: top.id, parentId: bottom.id })).rejects.toMatchObject({ code: 'not-allowed-now' })
  await expect(t.system.teams.update({ id: top.id, parentId: top.id })).rejects.toMatchObject({ code: 'not-allowed-now' })

  const [one, other] = [await team('One'), await team('Other')]
  await t.system.teams.update({ id: one.id, parentId: other.id, from: '2026-06-01' })
  await expect(t.system.teams.update({ id: other.id, parentId: one.id, from: '2026-04-01' })).rejects.toThrow('below itself')
})

test('two moves at the same moment cannot close a circle together', async () => {
  const [one, other] = [await team('North'), await team('South')]
  const outcomes = await Promise.allSettled([
    t.system.teams.update({ id: one.id, parentId: other.id }),
    t.system.teams.update({ id: other.id, parentId: one.id }),
  ])
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
})

test('the past of a team is not rewritten', async () => {
  const [top, low] = [await team('Upper'), await team('Lower', null, '2026-02-01')]
  await expect(t.system.teams.update({ id: low.id, parentId: top.id, from: '2026-01-15' })).rejects.toMatchObject({
    code: 'not-found',
  })
  await t.system.teams.update({ id: low.id, parentId: top.id, from: '2026-02-20' })
  await expect(t.system.teams.update({ id: low.id, parentId: null, from: '2026-02-10' })).rejects.toThrow('begins on 2026-02-20')
  await t.system.teams.update({ id: low.id, parentId: null, from: '2026-02-20' })
  expect(await parentOn(low.id, '2026-02-20')).toBeNull()
})

test('who leads a team sees its people from the day they lead it until the day they do not', async () => {
  const crew = await team('Crew')
  const boss = await t.person('Boss', 'manager')
  const rep = await t.person('Rep', 'rep')
  await t.system.teams.setMember({ id: crew.id, userId: rep, from: '2026-01-01' })
  await t.system.teams.setMember({ id: crew.id, userId: boss, from: '2026-01-10' })
  await t.system.teams.setMember({ id: crew.id, userId: boss, leads: true, from: '2026-02-01' })
  await t.system.teams.removeMember({ id: crew.id, userId: boss, from: '2026-03-01' })

  const sees = async (on: string) => {
    const sight = await readSight(t.app.db, { kind: 'user', userId: boss, name: 'Boss', role: 'manager' }, on)
    return sight.kind === 'owners' && sight.owners.includes(rep)
  }
  expect([await sees('2026-01-31'), await sees('2026-02-01'), await sees('2026-02-28'), await sees('2026-03-01')]).toEqual([
    false,
    true,
    true,
    false,
  ])
  const members = (await t.system.teams.list({ on: '2026-02-10' })).items.find((one) => one.id === crew.id)?.members
  expect(members).toEqual([
    { userId: boss, name: 'Boss', leads: true, active: true },
    { userId: rep, name: 'Rep', leads: false, active: true },
  ])
})

test('a membership that ends on its first day never was', async () => {
  const crew = await team('Day crew')
  const rep = await t.person('Short', 'rep')
  await t.system.teams.setMember({ id: crew.id, userId: rep })
  expect((await t.system.teams.removeMember({ id: crew.id, userId: rep })).members).toEqual([])
  await expect(t.system.teams.removeMember({ id: crew.id, userId: rep })).rejects.toMatchObject({ code: 'not-found' })
})

test('a team or a person that is not there is refused', async () => {
  const crew = await team('Real')
  await expect(t.system.teams.setMember({ id: crew.id, userId: randomUUID() })).rejects.toMatchObject({ code: 'not-found' })
  await expect(t.system.teams.update({ id: crew.id, parentId: randomUUID() })).rejects.toMatchObject({ code: 'not-found' })
  await expect(t.system.teams.create({ name: 'Orphan', parentId: randomUUID() })).rejects.toMatchObject({ code: 'not-found' })
})
