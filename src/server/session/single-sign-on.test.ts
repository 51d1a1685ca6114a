import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSignIn } from '../platform/access/better-auth.ts'
import { createHttp } from '../platform/http/server.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { sessionRoutes } from './routes.ts'

const ISSUER = 'https://login.example.test'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }

let t: TestApp
let http: FastifyInstance
/** What the provider says of whoever signs in there. */
let claims: Record<string, unknown>

beforeAll(async () => {
  t = await testApp({
    signIn: (app) =>
      createSignIn(app, {
        secret: 'f9Yq2-test-only-0123456789-abcdefgh',
        baseUrl: 'http://localhost:4400',
        https: false,
        oidc: [{ id: 'corp', domain: 'example.test', issuer: ISSUER, clientId: 'quarterdeck', clientSecret: 'provider-knows' }],
      }),
  })
  http = await createHttp(t.app, t.dispatch, { perMinute: 10_000, trustProxy: false, https: false, maxUploadBytes: 1_000 }, [
    sessionRoutes,
  ])
  vi.stubGlobal('fetch', provider)
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await http.close()
  await t.close()
})

/** The provider: its description, its keys, and a token with the claims of the moment. */
async function provider(input: string | URL | Request): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input)
  if (url.endsWith('/.well-known/openid-configuration'))
    return Response.json({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/keys`,
      userinfo_endpoint: `${ISSUER}/me`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
  if (url === `${ISSUER}/keys`) return Response.json({ keys: [jwk] })
  if (url === `${ISSUER}/me`) return Response.json(claims)
  if (url === `${ISSUER}/token`)
    return Response.json({ access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: signed(claims) })
  throw new Error(`Nothing may be asked of ${url}`)
}

function signed(said: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const now = Math.floor(Date.now() / 1_000)
  const body = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part({ iss: ISSUER, aud: 'quarterdeck', iat: now, exp: now + 300, ...said })}`
  return `${body}.${sign('sha256', Buffer.from(body), keys.privateKey).toString('base64url')}`
}

async function person(): Promise<{ id: string; email: string }> {
  const email = `mara.${randomUUID()}@example.test`
  return {
    email,
    id: (await t.system.users.create({ name: 'Mara Lindt', email, role: 'manager', password: 'correct horse battery' })).id,
  }
}

let lastAddress = 0

/** There and back; gives who is signed in then, or null. */
async function comeBackAs(
  said: Record<string, unknown>,
  change: { state?: string; cookie?: string } = {},
): Promise<string | null> {
  claims = said
  lastAddress += 1
  const remoteAddress = `198.51.100.${lastAddress}`
  const headers = { host: 'localhost:4400', origin: 'http://localhost:4400' }
  const away = await http.inject({
    method: 'POST',
    url: '/api/auth/sign-in/sso',
    payload: { providerId: 'corp', callbackURL: '/' },
    headers,
    remoteAddress,
  })
  expect(away.statusCode, away.body).toBe(200)
  const target = new URL(away.json<{ url: string }>().url)
  expect(target.origin).toBe(ISSUER)
  expect(target.searchParams.get('code_challenge_method')).toBe('S256')
  const state = change.state ?? target.searchParams.get('state') ?? ''
  const cookie = change.cookie ?? cookiesOf(away.headers['set-cookie'])
  const back = await http.inject({
    url: `/api/auth/sso/callback/corp?code=c&state=${state}`,
    headers: { ...headers, cookie },
    remoteAddress,
  })
  const session = await http.inject({
    url: '/api/session',
    headers: { ...headers, cookie: cookiesOf(back.headers['set-cookie']) },
  })
  return session.json<{ user: { name: string } | null }>().user?.name ?? null
}

function cookiesOf(header: string | string[] | undefined): string {
  return [header ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ')
}

test('a person whom the provider vouches for is let in as the person an admin has added', async () => {
  const { email } = await person()
  expect(await comeBackAs({ sub: randomUUID(), email, email_verified: true, name: 'Mara' })).toBe('Mara Lindt')
})

test.each([
  ['the address is not verified', { email_verified: false }],
  ['nothing is said of whether the address is verified', {}],
  ['"verified" is text', { email_verified: 'true' }],
  ['the token is for another program', { email_verified: true, aud: 'somebody-else' }],
  ['the token is of another issuer', { email_verified: true, iss: 'https://evil.test' }],
  ['the token has expired', { email_verified: true, exp: 1 }],
])('nobody is let in when %s', async (_what, said) => {
  const { email } = await person()
  expect(await comeBackAs({ sub: randomUUID(), email, name: 'Mara', ...said })).toBeNull()
})

test('whoever was let in once is known by the name the provider gives them, not by an address that passed to somebody else', async () => {
  const { email } = await person()
  const said = { email, email_verified: true, name: 'Mara' }
  expect(await comeBackAs({ ...said, sub: 'first' })).toBe('Mara Lindt')
  expect(await comeBackAs({ ...said, sub: 'second' })).toBeNull()
  expect(await comeBackAs({ ...said, sub: 'first' })).toBe('Mara Lindt')
})

test('nobody becomes one of us by signing in elsewhere', async () => {
  expect(
    await comeBackAs({ sub: randomUUID(), email: 'stranger@example.test', email_verified: true, name: 'Stranger' }),
  ).toBeNull()
  expect((await t.system.users.list({ q: 'stranger' })).items).toEqual([])
})

test('an answer that this browser did not ask for is refused', async () => {
  const { email } = await person()
  const said = { sub: randomUUID(), email, email_verified: true, name: 'Mara' }
  expect(await comeBackAs(said, { state: 'made-up' })).toBeNull()
  expect(await comeBackAs(said, { cookie: '' })).toBeNull()
})

test('a person who is no longer active is not let in by the provider either', async () => {
  const { id, email } = await person()
  await t.system.users.update({ id, active: false })
  expect(await comeBackAs({ sub: randomUUID(), email, email_verified: true, name: 'Mara' })).toBeNull()
})
