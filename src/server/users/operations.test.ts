import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
const revoked: string[] = []

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
  t.app.signIn.revokeAll = async (id) => void revoked.push(id)
})
afterAll(() => t.close())

const someone = () => ({ name: 'Ada Berg', email: `ada.${randomUUID()}@example.test`, role: 'rep' as const })

async function eventsOf(subject: string) {
  return (await t.system.journal.list({ subject })).items
}

test('a person may be added without a sign-in, and is given one later', async () => {
  const user = await t.system.users.create(someone())
  expect(user).toMatchObject({ name: 'Ada Berg', role: 'rep', active: true, canSignIn: false, teams: [] })
  await t.system.users.setPassword({ id: user.id, password: 'twelve letters' })
  expect((await t.system.users.list({ q: user.email ?? '' })).items).toMatchObject([{ id: user.id, canSignIn: true }])
  expect((await eventsOf(user.id)).map((event) => event.type)).toEqual(['user.password-set', 'user.created'])
})

test('a password never reaches the journal', async () => {
  const password = 'unmistakable words here'
  const user = await t.system.users.create({ ...someone(), password })
  await t.system.users.setPassword({ id: user.id, password })
  expect(JSON.stringify(await eventsOf(user.id))).not.toContain(password)
})

test('two people cannot share an e-mail address, however it is written', async () => {
  const user = await t.system.users.create(someone())
  await expect(t.system.users.create({ ...someone(), email: (user.email ?? '').toUpperCase() })).rejects.toMatchObject({
    code: 'conflict',
  })
  const other = await t.system.users.create(someone())
  await expect(t.system.users.update({ id: other.id, email: user.email ?? '' })).rejects.toMatchObject({ code: 'conflict' })
})

test('nobody changes their own role or shuts themselves out', async () => {
  const admin = await t.person('Admin', 'admin')
  await t.person('Other admin', 'admin')
  const self = t.as(admin, 'admin')
  await expect(self.users.update({ id: admin, role: 'rep' })).rejects.toMatchObject({ code: 'not-allowed-now' })
  await expect(self.users.update({ id: admin, active: false })).rejects.toMatchObject({ code: 'not-allowed-now' })
  expect(await self.users.update({ id: admin, name: 'Renamed' })).toMatchObject({ name: 'Renamed', role: 'admin' })
})

test('the last active admin stays, also when two are removed at the same moment', async () => {
  const admins = (await t.system.users.list({ active: true })).items.filter((user) => user.role === 'admin')
  const outcomes = await Promise.allSettled(admins.map((admin) => t.system.users.update({ id: admin.id, role: 'rep' })))
  expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(1)
  const left = (await t.system.users.list({ active: true })).items.filter((user) => user.role === 'admin')
  expect(left).toHaveLength(1)
  await expect(t.system.users.update({ id: left[0]?.id ?? '', active: false })).rejects.toThrow('last active admin')
})

test('deactivation takes sessions and keys with it and is told in one event', async () => {
  const user = await t.system.users.create({ ...someone(), password: 'twelve letters' })
  expect(await t.system.users.update({ id: user.id, active: false })).toMatchObject({ active: false, canSignIn: false })
  expect(revoked).toHaveLength(1)
  const [event] = await eventsOf(user.id)
  expect(event).toMatchObject({
    type: 'user.changed',
    before: { active: true, canSignIn: true },
    after: { active: false, canSignIn: false },
  })
})

test('a change that changes nothing leaves no event', async () => {
  const user = await t.system.users.create(someone())
  await t.system.users.update({ id: user.id, name: user.name, role: user.role })
  expect(await eventsOf(user.id)).toHaveLength(1)
})

test('somebody who is not there cannot be changed', async () => {
  await expect(t.system.users.update({ id: randomUUID(), name: 'X' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(t.system.users.setPassword({ id: randomUUID(), password: 'twelve letters' })).rejects.toMatchObject({
    code: 'not-found',
  })
})
