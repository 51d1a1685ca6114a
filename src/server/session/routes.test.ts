import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSignIn } from '../platform/access/better-auth.ts'
import { loadSecret } from '../platform/access/secret.ts'
import { createHttp } from '../platform/http/server.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { sessionRoutes } from './routes.ts'

const PASSWORD = 'correct horse battery'
let t: TestApp
let http: FastifyInstance
let email: string
let id: string

beforeAll(async () => {
  t = await testApp({
    demo: true,
    signIn: async (app) =>
      createSignIn(app, { secret: await loadSecret(app.dataFolder), baseUrl: 'http://localhost:4400', https: false }),
  })
  http = await createHttp(t.app, t.dispatch, { perMinute: 10_000, trustProxy: false, https: false, maxUploadBytes: 1_000 }, [
    sessionRoutes,
  ])
  email = `mara.${randomUUID()}@example.test`
  id = (await t.system.users.create({ name: 'Mara Lindt', email, role: 'manager', password: PASSWORD })).id
})

afterAll(async () => {
  await http.close()
  await t.close()
})

let lastAddress = 0
/** An address of one's own for each attempt, so that the limit per address does not reach from one test into the next. */
function fromElsewhere(): string {
  lastAddress += 1
  return `198.51.100.${lastAddress}`
}

function signIn(credentials: { email: string; password: string }, remoteAddress = fromElsewhere()) {
  return http.inject({ method: 'POST', url: '/api/sign-in', payload: credentials, remoteAddress })
}

async function cookieOf(credentials = { email, password: PASSWORD }): Promise<string> {
  const answer = await signIn(credentials)
  expect(answer.statusCode, answer.body).toBe(200)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

async function whoIs(headers: Record<string, string>): Promise<{ name: string; role: string } | null> {
  return (await http.inject({ url: '/api/session', headers })).json<{ user: { name: string; role: string } | null }>().user
}

describe('with a password', () => {
  test('the right one opens a session that knows who is there and what they may do', async () => {
    const answer = await signIn({ email: email.toUpperCase(), password: PASSWORD })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      user: { id, name: 'Mara Lindt', role: 'manager', canSignIn: true, preferences: { theme: 'auto' } },
    })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^quarterdeck\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
    expect(await whoIs({ cookie: cookie.split(';')[0] ?? '' })).toMatchObject({ name: 'Mara Lindt' })
  })

  test('a wrong one and an unknown address are refused in the same words', async () => {
    const wrong = await signIn({ email, password: 'not the password' })
    const unknown = await signIn({ email: 'nobody@example.test', password: 'not the password' })
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
    const { instance: _one, ...first } = wrong.json<Record<string, unknown>>()
    const { instance: _other, ...second } = unknown.json<Record<string, unknown>>()
    expect(first).toEqual(second)
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  test('an unknown address takes as long as a wrong password', async () => {
    const time = async (address: string) => {
      const started = performance.now()
      await signIn({ email: address, password: 'not the password' })
      return performance.now() - started
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 5; round += 1) {
      known.push(await time(email))
      unknown.push(await time(`nobody-${round}@example.test`))
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[2] ?? 0
    // Without a hash for nobody the second would be some fifty times faster.
    expect(median(unknown)).toBeGreaterThan(median(known) / 3)
  })

  test('too many attempts from one address have to wait', async () => {
    const address = fromElsewhere()
    const codes: number[] = []
    for (let attempt = 0; attempt < 12; attempt += 1)
      codes.push((await signIn({ email: 'guess@example.test', password: 'guess guess guess' }, address)).statusCode)
    expect(codes.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(codes.slice(10)).toEqual([429, 429])
  })

  test('too many attempts on one account have to wait, from however many addresses they come', async () => {
    const codes: number[] = []
    for (let attempt = 0; attempt < 21; attempt += 1)
      codes.push((await signIn({ email: 'target@example.test', password: 'guess guess guess' })).statusCode)
    expect(codes.at(-2)).toBe(401)
    expect(codes.at(-1)).toBe(429)
  })

  test('signing out ends the session, also for whoever kept the cookie', async () => {
    const cookie = await cookieOf()
    const answer = await http.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie } })
    expect(answer.statusCode).toBe(200)
    expect(await whoIs({ cookie })).toBeNull()
  })

  test('nobody can open an account from outside, nor reach the library behind the routes', async () => {
    for (const path of [
      'sign-up/email',
      'sign-in/email',
      'update-user',
      'change-password',
      'api-key/create',
      'sso/register',
      'delete-user',
      'get-session',
    ])
      expect(
        (
          await http.inject({
            method: 'POST',
            url: `/api/auth/${path}`,
            payload: { email: 'a@b.test', password: PASSWORD, name: 'A' },
          })
        ).statusCode,
        path,
      ).toBe(404)
  })
})

test('over TLS the cookie travels by TLS alone', async () => {
  const signIn = await createSignIn(t.app, {
    secret: await loadSecret(t.app.dataFolder),
    baseUrl: 'https://deals.example.test',
    https: true,
  })
  const attempt = await signIn.withPassword({ email, password: PASSWORD, address: fromElsewhere() })
  if (attempt.kind !== 'signed-in') throw new Error(`The sign-in was ${attempt.kind}`)
  expect(attempt.cookies).toHaveLength(1)
  expect(attempt.cookies[0]).toMatch(/^__Secure-quarterdeck\.session_token=[^;]+;.*HttpOnly;.*Secure;.*SameSite=Lax/i)
  expect(attempt.cookies[0]).toContain(`Max-Age=${30 * 86_400}`)
  const cookie = attempt.cookies[0]?.split(';')[0] ?? ''
  expect(await signIn.principalOf(new Headers({ cookie }))).toMatchObject({ name: 'Mara Lindt' })
})

describe('a session', () => {
  test('that was not used for a week is over', async () => {
    const cookie = await cookieOf()
    await sql`update auth.session set "expiresAt" = now() - interval '1 second'`.execute(t.app.db)
    expect(await whoIs({ cookie })).toBeNull()
  })

  test('that began a month ago is over, however much it was used', async () => {
    const cookie = await cookieOf()
    await sql`update auth.session set "createdAt" = now() - interval '31 days'`.execute(t.app.db)
    expect(await whoIs({ cookie })).toBeNull()
  })

  test('follows the role of the person from one request to the next', async () => {
    const cookie = await cookieOf()
    await t.system.users.update({ id, role: 'rep' })
    expect(await whoIs({ cookie })).toMatchObject({ role: 'rep' })
    await t.system.users.update({ id, role: 'manager' })
  })

  test('a forged or altered cookie is nobody', async () => {
    const cookie = await cookieOf()
    const [name, value] = cookie.split('=') as [string, string]
    expect(await whoIs({ cookie: `${name}=${value.slice(0, -6)}AAAAAA` })).toBeNull()
    expect(await whoIs({ cookie: `${name}=${value.split('.')[0] ?? ''}` })).toBeNull()
  })

  test('ends with a new password, and with deactivation, at once', async () => {
    const before = await cookieOf()
    await t.system.users.setPassword({ id, password: 'a quite different one' })
    expect(await whoIs({ cookie: before })).toBeNull()
    const after = await cookieOf({ email, password: 'a quite different one' })
    await t.system.users.update({ id, active: false })
    expect(await whoIs({ cookie: after })).toBeNull()
    expect((await signIn({ email, password: 'a quite different one' })).statusCode).toBe(401)
    await t.system.users.update({ id, active: true })
    await t.system.users.setPassword({ id, password: PASSWORD })
  })

  test('a person changes their own password against the present one, which ends their sessions; a key cannot', async () => {
    const cookie = await cookieOf()
    const change = (headers: Record<string, string>, current: string) =>
      http.inject({
        method: 'PUT',
        url: '/api/session/password',
        headers,
        payload: { current, password: 'a newer one entirely' },
      })
    expect((await change({ cookie }, 'a guess at it')).statusCode).toBe(400)
    expect(await whoIs({ cookie })).toMatchObject({ name: 'Mara Lindt' })
    const made = await http.inject({ method: 'POST', url: '/api/keys', headers: { cookie }, payload: { name: 'Script' } })
    const key = made.json<{ key: string }>().key
    expect((await change({ 'x-api-key': key }, PASSWORD)).statusCode).toBe(422)
    expect((await change({ cookie }, PASSWORD)).statusCode).toBe(200)
    expect(await whoIs({ cookie })).toBeNull()
    expect((await signIn({ email, password: PASSWORD })).statusCode).toBe(401)
    await cookieOf({ email, password: 'a newer one entirely' })
    await t.system.users.setPassword({ id, password: PASSWORD })
  })

  test('a changed e-mail address is the one to sign in with', async () => {
    await t.system.users.update({ id, email: `new.${email}` })
    expect((await signIn({ email, password: PASSWORD })).statusCode).toBe(401)
    await cookieOf({ email: `new.${email}`, password: PASSWORD })
    await t.system.users.update({ id, email })
  })

  test('a change from another site is refused whatever cookie comes with it', async () => {
    const cookie = await cookieOf()
    const change = (origin: string) =>
      http.inject({
        method: 'PATCH',
        url: '/api/session/preferences',
        headers: { cookie, origin, host: 'localhost:4400' },
        payload: { theme: 'dark' },
      })
    expect((await change('https://evil.test')).statusCode).toBe(403)
    expect((await change('null')).statusCode).toBe(403)
    expect((await change('http://localhost:4400')).statusCode).toBe(200)
  })
})

describe('the demo', () => {
  beforeAll(() => writeFile(join(t.app.dataFolder, 'demo.json'), JSON.stringify([{ userId: id, note: 'Leads the North team' }])))
  const enter = (payload: { id: string }, remoteAddress: string) =>
    http.inject({ method: 'POST', url: '/api/demo/sign-in', payload, remoteAddress })

  test('lets a visitor of this computer be one of the listed people, and nobody else', async () => {
    const list = (await http.inject({ url: '/api/session' })).json<{ demo: { people: unknown[] } }>().demo.people
    expect(list).toEqual([{ id, name: 'Mara Lindt', role: 'manager', title: null, note: 'Leads the North team' }])
    const answer = await enter({ id }, '127.0.0.1')
    expect(answer.statusCode).toBe(200)
    expect(await whoIs({ cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' })).toMatchObject({
      name: 'Mara Lindt',
    })
    const admin = await t.person('Not listed', 'admin')
    expect((await enter({ id: admin }, '127.0.0.1')).statusCode).toBe(404)
  })

  test('is closed to other computers', async () => {
    expect((await enter({ id }, '203.0.113.9')).statusCode).toBe(403)
  })
})
