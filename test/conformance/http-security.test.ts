import { randomUUID } from 'node:crypto'
import { request as open } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../../src/contract/api.ts'
import { methodOf, pathOf, type Operation } from '../../src/contract/operation.ts'
import { ROLES, type Role } from '../../src/domain/access/right.ts'
import type { Principal } from '../../src/server/platform/context.ts'
import { servePages } from '../../src/server/platform/http/pages.ts'
import { createHttp, type HttpSettings } from '../../src/server/platform/http/server.ts'
import { mcpRoutes } from '../../src/server/mcp/routes.ts'
import { sessionRoutes } from '../../src/server/session/routes.ts'
import { testApp, type TestApp } from '../../src/server/test-app.ts'
import { foundCompany, type Company } from './access-company.ts'

const SETTINGS: HttpSettings = { perMinute: 100_000, trustProxy: false, https: false, maxUploadBytes: 1_000 }

let t: TestApp
let http: FastifyInstance
let company: Company
let pages: string
/** Who a request is from, by a header that only this test knows: sign-in has tests of its own. */
const people = new Map<string, Principal>()

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
  t.app.signIn.principalOf = async (headers) => people.get(headers.get('x-test-person') ?? '') ?? null
  company = await foundCompany(t)
  for (const [role, principal] of Object.entries(company.principalOf)) people.set(role, principal)
  pages = await mkdtemp(join(tmpdir(), 'pages-'))
  await writeFile(join(pages, 'index.html'), '<!doctype html><script nonce="__CSP_NONCE__" src="/a.js"></script>')
  http = await createHttp(t.app, t.dispatch, SETTINGS, [sessionRoutes, mcpRoutes(neverReached), servePages(pages)])
  await http.listen({ host: '127.0.0.1', port: 0 })
}, 60_000)
afterAll(async () => {
  await http.close()
  await t.close()
  await rm(pages, { recursive: true, force: true })
})

const neverReached = () => {
  throw new Error('No key, no tools')
}

const as = (role: Role) => ({ 'x-test-person': role })

function operationRequests(): [string, InjectOptions][] {
  return Object.entries(api).flatMap(([noun, resource]) =>
    Object.entries(resource as Record<string, Operation>).map(([verb, op]): [string, InjectOptions] => {
      const method = methodOf(op)
      const url = `/api${pathOf(op).replaceAll(/\{\w+\}/g, randomUUID())}`
      return [`${noun}.${verb}`, method === 'GET' ? { method, url } : { method, url, payload: {} }]
    }),
  )
}

const OTHERS: readonly (readonly [what: string, request: InjectOptions, status: number])[] = [
  ['the page', { url: '/' }, 200],
  ['a page of the client', { url: '/pipeline/whatever' }, 200],
  ['health', { url: '/healthz' }, 200],
  ['readiness', { url: '/readyz' }, 200],
  ['metrics', { url: '/metrics' }, 200],
  ['the description of the interface', { url: '/api/openapi.json' }, 200],
  ['the page about the interface', { url: '/api/docs' }, 200],
  ['an address of the interface that is none', { url: '/api/nothing' }, 404],
  ['an asset that is none', { url: '/assets/nothing.js' }, 404],
  ['the stream without a person', { url: '/api/stream' }, 401],
  ['agents without a key', { method: 'POST', url: '/mcp', payload: {} }, 401],
  [
    'a wrong password',
    { method: 'POST', url: '/api/sign-in', payload: { email: 'a@b.test', password: 'wrong wrong wrong' } },
    401,
  ],
  ['sign-in without fields', { method: 'POST', url: '/api/sign-in', payload: {} }, 400],
  ['the demo where there is none', { method: 'POST', url: '/api/demo/sign-in', payload: {} }, 404],
  ['broken JSON', { method: 'POST', url: '/api/views', payload: '{', headers: { 'content-type': 'application/json' } }, 400],
  [
    'a body of another type',
    { method: 'POST', url: '/api/opportunities', payload: 'a=b', headers: { 'content-type': 'text/plain' } },
    400,
  ],
  ['a body that is too large', { method: 'POST', url: '/api/opportunities', payload: { name: 'x'.repeat(2_000_000) } }, 400],
  ['an address that cannot be read', { url: '/api/%E0%A4%A' }, 400],
  ['a method that is none', { method: 'OPTIONS', url: '/api/opportunities' }, 404],
]

function expectSafe(answer: { headers: Record<string, unknown> }, path: string): void {
  const policy = String(answer.headers['content-security-policy'])
  expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'nonce-[\w+/=]{20,}'/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("base-uri 'none'")
  expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe-|\*|https?:/)
  expect(answer.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(answer.headers['permissions-policy']).toContain('camera=()')
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  expect(answer.headers['x-powered-by']).toBeUndefined()
  if (path.startsWith('/api/')) expect(answer.headers['cache-control']).toBe('no-store')
}

describe('every answer is safe to show in a browser:', () => {
  test.each(OTHERS)('%s', async (_what, request, status) => {
    const answer = await http.inject(request)
    expect(answer.statusCode).toBe(status)
    expectSafe(answer, String(request.url))
  })

  test.each(operationRequests())('%s, to nobody, to a rep and to an admin', async (_id, request) => {
    for (const headers of [{}, as('rep'), as('admin')]) {
      const answer = await http.inject({ ...request, headers })
      expect(answer.statusCode).toBeLessThan(500)
      expectSafe(answer, String(request.url))
      if (answer.statusCode >= 400) expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    }
  })

  test('no two pages share a nonce, and the page has that of its policy', async () => {
    const nonces = await Promise.all(
      [1, 2, 3].map(async () => {
        const answer = await http.inject({ url: '/' })
        const nonce = /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1]
        expect(answer.body).toContain(`nonce="${nonce}"`)
        return nonce
      }),
    )
    expect(new Set(nonces).size).toBe(3)
  })

  test('the stream to somebody', async () => {
    const { port } = http.server.address() as AddressInfo
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const request = open({ host: '127.0.0.1', port, path: '/api/stream', headers: as('rep') }, (response) => {
        resolve(response.headers)
        request.destroy()
      })
      request.on('error', reject).end()
    })
    expectSafe({ headers }, '/api/stream')
  })

  test('what is not HTTP at all gets no page', async () => {
    const { port } = http.server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'GET',
      headers: { 'content-length': '5' },
    }).catch(() => undefined)
    expect(answer?.headers.get('content-type') ?? '').not.toContain('html')
  })

  test('over TLS alone the browser is told to come back by TLS alone', async () => {
    expect((await http.inject({ url: '/' })).headers['strict-transport-security']).toBeUndefined()
    const secure = await createHttp(t.app, t.dispatch, { ...SETTINGS, https: true }, [])
    expect((await secure.inject({ url: '/api/session' })).headers['strict-transport-security']).toMatch(/max-age=\d{7,}/)
    await secure.close()
  })

  test('too many requests are refused, safely and with a time to wait', async () => {
    const strict = await createHttp(t.app, t.dispatch, { ...SETTINGS, perMinute: 3 }, [])
    const codes: number[] = []
    for (let n = 0; n < 4; n += 1) codes.push((await strict.inject({ url: '/api/session' })).statusCode)
    const answer = await strict.inject({ url: '/api/session' })
    expect([...codes, answer.statusCode]).toEqual([200, 200, 200, 429, 429])
    expectSafe(answer, '/api/session')
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    await strict.close()
  })
})

describe('a change from another site', () => {
  const change = (headers: Record<string, string>) =>
    http.inject({
      method: 'POST',
      url: '/api/opportunities',
      payload: { name: 'Deal' },
      headers: { ...as('rep'), host: 'deals.example.test', ...headers },
    })

  test.each(['https://evil.test', 'null', 'http://deals.example.test.evil.test', 'http://deals.example.test:8080', 'nonsense'])(
    'from %s is refused',
    async (origin) => {
      expect((await change({ origin })).statusCode).toBe(403)
    },
  )

  test('from our own page, and from a program that has no site, is let in', async () => {
    expect((await change({ origin: 'http://deals.example.test' })).statusCode).toBe(200)
    expect((await change({})).statusCode).toBe(200)
  })
})

describe('a repeated change', () => {
  const create = (role: Role, key: string, name: string) =>
    http.inject({ method: 'POST', url: '/api/accounts', payload: { name }, headers: { ...as(role), 'idempotency-key': key } })

  test('sent fifty times at once happens once, and every answer is the same to the byte', async () => {
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 50 }, () => create('rep', key, `Once ${key}`)))
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([200]))
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
    expect((await t.system.accounts.list({ q: `Once ${key}` })).total).toBe(1)
  })

  test('with other contents, or as another operation, is refused', async () => {
    const key = randomUUID()
    await create('rep', key, 'First')
    expect((await create('rep', key, 'Second')).statusCode).toBe(422)
    const other = await http.inject({
      method: 'POST',
      url: '/api/opportunities',
      payload: { name: 'First' },
      headers: { ...as('rep'), 'idempotency-key': key },
    })
    expect(other.statusCode).toBe(422)
  })

  test('of somebody else under the same key is their own change, and shows them nothing of mine', async () => {
    const key = randomUUID()
    const mine = (await create('rep', key, `Mine ${key}`)).json<{ id: string }>()
    const theirs = (await create('manager', key, `Mine ${key}`)).json<{ id: string }>()
    expect(theirs.id).not.toBe(mine.id)
  })
})

describe('what a request may set', () => {
  const WRITES = Object.entries(api).flatMap(([noun, resource]) =>
    Object.entries(resource as Record<string, Operation>)
      .filter(([, op]) => methodOf(op) !== 'GET')
      .map(([verb, op]) => ({ id: `${noun}.${verb}`, noun, verb, op })),
  )
  const NEVER = [
    'role',
    'rights',
    'signInId',
    'createdAt',
    'deletedAt',
    'source',
    'externalId',
    'version',
    'stage',
    'constructor',
  ] as const

  test.each(WRITES)('$id takes no field that it does not declare', async ({ noun, verb, op }) => {
    const undeclared = [...NEVER.filter((field) => !Object.hasOwn(op.input.shape, field)), 'unheard-of']
    for (const field of undeclared) {
      const input = JSON.parse(`{${JSON.stringify(field)}:"admin"}`) as unknown
      const refusal = await t
        .dispatch({ noun, verb, input, principal: company.principalOf.admin, source: 'test' })
        .catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: 'invalid' })
      expect(JSON.stringify((refusal as { errors?: unknown }).errors)).toContain(field)
    }
  })

  test('a prototype is no field either', async () => {
    for (const payload of [
      '{"name":"x","__proto__":{"role":"admin"}}',
      '{"name":"x","constructor":{"prototype":{"role":"admin"}}}',
    ]) {
      const answer = await http.inject({
        method: 'POST',
        url: '/api/accounts',
        payload,
        headers: { ...as('rep'), 'content-type': 'application/json' },
      })
      expect(answer.statusCode).toBe(400)
    }
    expect(({} as Record<string, unknown>)['role']).toBeUndefined()
  })

  test('a role is set by two operations, both for admins', () => {
    // A buying role of a customer's person is another thing: what can make somebody an admin counts.
    const settingRole = WRITES.filter(({ op }) =>
      Object.values(op.input.shape).some(
        (field) => ROLES.every((role) => field.safeParse(role).success) && !field.safeParse('anything').success,
      ),
    )
    expect(settingRole.map(({ id, op }) => [id, op.allow])).toEqual([
      ['users.create', 'users:write'],
      ['users.update', 'users:write'],
    ])
  })
})

test('the stream tells of changes in sight and of no others', async () => {
  const { port } = http.server.address() as AddressInfo
  const heard: string[] = []
  const request = open({ host: '127.0.0.1', port, path: '/api/stream', headers: as('rep') })
  const told = new Promise<void>((resolve, reject) => {
    request.on('error', reject).on('response', (response) => {
      response.setEncoding('utf8').on('data', (part: string) => {
        heard.push(part)
        if (part.includes('"view.saved"')) resolve()
      })
    })
  })
  request.end()
  await expect.poll(() => heard.length, { timeout: 5_000 }).toBeGreaterThan(0)
  const [mine, theirs] = [await company.rows('rep', 'own'), await company.rows('rep', 'elsewhere')]
  await t.system.opportunities.update({ id: theirs.deal, nextAction: 'Unheard' })
  await t.system.accounts.update({ id: theirs.account, city: 'Unheard' })
  await t.system.contacts.update({ id: theirs.contact, title: 'Unheard' })
  await t.system.activities.log({ deal: theirs.deal, kind: 'note', subject: 'Unheard' })
  await t.system.opportunities.update({ id: mine.deal, nextAction: 'Heard' })
  await t.dispatch({
    noun: 'views',
    verb: 'save',
    input: { page: 'x', name: 'x', search: {} },
    principal: company.principalOf.rep,
    source: 'test',
  })
  await told
  const all = heard.join('')
  expect(all).toContain(mine.deal)
  for (const id of Object.values(theirs)) expect(all).not.toContain(id)
  expect(all).not.toContain('Heard')
  request.destroy()
})
