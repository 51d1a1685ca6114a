import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import { createSignIn } from '../platform/access/better-auth.ts'
import type { Principal } from '../platform/context.ts'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
let id: string
let self: Client<Api>
beforeAll(async () => {
  t = await testApp({
    signIn: (app) =>
      createSignIn(app, { secret: 'k3y-t3st-0123456789-abcdefghijklmnop', baseUrl: 'http://localhost:4400', https: false }),
  })
  id = (
    await t.system.users.create({
      name: 'Ada',
      email: `ada.${randomUUID()}@example.test`,
      role: 'revops',
      password: 'twelve letters',
    })
  ).id
  self = t.as(id, 'revops')
})
afterAll(() => t.close())

const whoHas = (headers: Record<string, string>) => t.app.signIn.principalOf(new Headers(headers))

test('a key acts as whoever made it, in either header, until it is revoked', async () => {
  const made = await self.keys.create({ name: 'Nightly export' })
  expect(made.key).toMatch(/^qd_\w{40,}/)
  expect(await whoHas({ 'x-api-key': made.key })).toEqual({ kind: 'api-key', userId: id, name: 'Ada', role: 'revops' })
  expect(await whoHas({ authorization: `Bearer ${made.key}` })).toMatchObject({ userId: id })
  expect((await self.keys.list({})).items).toMatchObject([
    { id: made.id, name: 'Nightly export', start: made.key.slice(0, 9), expiresAt: null },
  ])
  await self.keys.revoke({ id: made.id })
  expect(await whoHas({ 'x-api-key': made.key })).toBeNull()
  expect((await self.keys.list({})).items).toEqual([])
})

test('the text of a key is nowhere in the database, not even behind an idempotency key', async () => {
  const principal: Principal = { kind: 'user', userId: id, name: 'Ada', role: 'revops' }
  const request = {
    noun: 'keys',
    verb: 'create',
    input: { name: 'Secret' },
    principal,
    source: 'test',
    idempotencyKey: randomUUID(),
  }
  const made = (await t.dispatch(request)) as { key: string }
  await expect(t.dispatch(request)).rejects.toMatchObject({ code: 'conflict' })
  expect((await self.keys.list({})).items).toHaveLength(1)
  const kept = await t.app.pool.query(
    `select (select string_agg(k::text, '') from auth.apikey k) || (select string_agg(e::text, '') from events e) || (select string_agg(i::text, '') from idempotency_keys i) as all`,
  )
  const everything = (kept.rows[0] as { all: string }).all
  expect(everything).toContain('Secret')
  expect(everything).not.toContain(made.key)
})

test('a key has the role of its person from one request to the next, and none once they are not active', async () => {
  const { key } = await self.keys.create({ name: 'Role' })
  await t.system.users.update({ id, role: 'rep' })
  expect(await whoHas({ 'x-api-key': key })).toMatchObject({ role: 'rep' })
  await t.system.users.update({ id, role: 'revops' })
  const other = (
    await t.system.users.create({
      name: 'Ben',
      email: `ben.${randomUUID()}@example.test`,
      role: 'rep',
      password: 'twelve letters',
    })
  ).id
  const his = await t.as(other, 'rep').keys.create({ name: 'His' })
  await t.system.users.update({ id: other, active: false })
  expect(await whoHas({ 'x-api-key': his.key })).toBeNull()
  await t.system.users.update({ id: other, active: true })
  expect(await whoHas({ 'x-api-key': his.key })).toBeNull()
})

test('a key past its day is nobody, and so are words that are no key', async () => {
  const { key, id: keyId } = await self.keys.create({ name: 'Short', expiresInDays: 1 })
  expect(await whoHas({ 'x-api-key': key })).not.toBeNull()
  await t.app.pool.query(`update auth.apikey set "expiresAt" = now() - interval '1 second' where id = $1`, [keyId])
  expect(await whoHas({ 'x-api-key': key })).toBeNull()
  for (const wrong of ['', 'qd_', 'qd_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', `${key}x`, "' or 1=1 --"])
    expect(await whoHas({ 'x-api-key': wrong })).toBeNull()
  expect(await whoHas({ authorization: 'Basic YTpi' })).toBeNull()
})

test('nobody revokes the key of another, and a key makes no keys', async () => {
  const { id: keyId } = await self.keys.create({ name: 'Hers' })
  const other = (
    await t.system.users.create({
      name: 'Cy',
      email: `cy.${randomUUID()}@example.test`,
      role: 'admin',
      password: 'twelve letters',
    })
  ).id
  await expect(t.as(other, 'admin').keys.revoke({ id: keyId })).rejects.toMatchObject({ code: 'not-found' })
  const asKey: Principal = { kind: 'api-key', userId: id, name: 'Ada', role: 'revops' }
  await expect(
    t.dispatch({ noun: 'keys', verb: 'create', input: { name: 'More' }, principal: asKey, source: 'api' }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})
