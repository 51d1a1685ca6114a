import { betterAuth } from 'better-auth'
import type { App, Principal } from '../context.ts'
import { ABSOLUTE_SECONDS, authOptions, type AuthSettings } from './auth-options.ts'
import { ADDRESS_HEADER, type Attempt, type KeyFacts, type SignIn } from './sign-in.ts'

/** The only routes of the library that the outside reaches: single sign-on, there and back. */
const OPEN_ROUTES = /^\/api\/auth\/(sign-in\/sso|sso\/callback(\/[a-z0-9-]+)?)$/

const DAY_SECONDS = 86_400

/** Sign-in by better-auth on our database: passwords, sessions, API keys, OpenID Connect. */
export async function createSignIn(app: Omit<App, 'signIn'>, settings: AuthSettings): Promise<SignIn> {
  const auth = betterAuth(authOptions(app.pool, app.log, settings))
  const { adapter, internalAdapter, password: passwords } = await auth.$context

  async function personOf(signInId: string, kind: 'user' | 'api-key'): Promise<Principal | null> {
    const row = await app.db
      .selectFrom('users')
      .select(['id', 'name', 'role'])
      .where('sign_in_id', '=', signInId)
      .where('active', '=', true)
      .executeTakeFirst()
    return row ? { kind, userId: row.id, name: row.name, role: row.role } : null
  }

  async function signedIn(response: Response): Promise<Attempt> {
    const body = (await response.json()) as { token?: string }
    const found = body.token === undefined ? null : await internalAdapter.findSession(body.token)
    const principal = found ? await personOf(found.user.id, 'user') : null
    if (principal) return { kind: 'signed-in', cookies: response.headers.getSetCookie().map(keptUntilTheEnd), principal }
    if (body.token !== undefined) await internalAdapter.deleteSession(body.token)
    return { kind: 'refused' }
  }

  async function setPassword(signInId: string, password: string): Promise<void> {
    const hash = await passwords.hash(password)
    if (await internalAdapter.findCredentialAccount(signInId)) await internalAdapter.updatePassword(signInId, hash)
    else await internalAdapter.linkAccount({ userId: signInId, providerId: 'credential', accountId: signInId, password: hash })
    await internalAdapter.deleteUserSessions(signInId)
  }

  /** A sign-in that no person of ours holds is left over from a change that was rolled back; it is taken up again. */
  async function signInFor(email: string, name: string): Promise<string> {
    const known = await internalAdapter.findUserByEmail(email.toLowerCase())
    if (known) return known.user.id
    // An admin vouches for the address, so a provider's verified one may be linked to it.
    const made = await internalAdapter.createUser({ email: email.toLowerCase(), name, emailVerified: true }, { method: 'admin' })
    return made.id
  }

  return {
    async principalOf(headers) {
      const key = apiKeyIn(headers)
      if (key !== undefined) {
        const verified = await auth.api.verifyApiKey({ body: { key } })
        return verified.valid && verified.key ? personOf(verified.key.referenceId, 'api-key') : null
      }
      const cookie = headers.get('cookie')
      if (cookie === null || !cookie.includes('quarterdeck.session_token')) return null
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) })
      if (!found) return null
      if (app.clock().getTime() - found.session.createdAt.getTime() > ABSOLUTE_SECONDS * 1_000) {
        await internalAdapter.deleteSession(found.session.token)
        return null
      }
      return personOf(found.user.id, 'user')
    },

    async handle(request) {
      if (!OPEN_ROUTES.test(new URL(request.url).pathname)) return new Response(null, { status: 404 })
      return auth.handler(request)
    },

    async withPassword({ email, password, address, agent }) {
      const response = await auth.handler(
        // Built here, so that no header of the client reaches the library but the two that are named.
        new Request(`${settings.baseUrl}/api/auth/sign-in/email`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            origin: new URL(settings.baseUrl).origin,
            [ADDRESS_HEADER]: address,
            'user-agent': agent ?? '',
          },
          body: JSON.stringify({ email, password }),
        }),
      )
      if (response.status === 429) return { kind: 'too-many' }
      if (!response.ok) return { kind: 'refused' }
      return signedIn(response)
    },

    async asPerson(userId) {
      const person = await app.db
        .selectFrom('users')
        .select(['id', 'name', 'email', 'sign_in_id'])
        .where('id', '=', userId)
        .where('active', '=', true)
        .executeTakeFirst()
      if (!person) return { kind: 'refused' }
      const signInId = person.sign_in_id ?? (await signInFor(person.email ?? `${person.id}@sign-in.invalid`, person.name))
      if (person.sign_in_id === null)
        await app.db.updateTable('users').set({ sign_in_id: signInId }).where('id', '=', userId).execute()
      return signedIn(await auth.api.beginSession({ body: { userId: signInId }, asResponse: true }))
    },

    async end(headers) {
      const response = await auth.api.signOut({ headers: new Headers({ cookie: headers.get('cookie') ?? '' }), asResponse: true })
      return response.headers.getSetCookie()
    },

    async create({ email, name, password }) {
      const id = await signInFor(email, name)
      await setPassword(id, password)
      return id
    },

    setPassword,

    async isPassword(signInId, password) {
      const account = await internalAdapter.findCredentialAccount(signInId)
      return account?.password != null && passwords.verify({ hash: account.password, password })
    },

    async setEmail(signInId, email) {
      await internalAdapter.updateUser(signInId, { email: email.toLowerCase(), emailVerified: true })
    },

    async revokeAll(signInId) {
      await internalAdapter.deleteUserSessions(signInId)
      await adapter.deleteMany({ model: 'apikey', where: [{ field: 'referenceId', value: signInId }] })
    },

    keys: {
      async list(signInId) {
        const rows = await adapter.findMany<KeyRow>({
          model: 'apikey',
          where: [{ field: 'referenceId', value: signInId }],
          sortBy: { field: 'createdAt', direction: 'desc' },
        })
        return rows.map(toKey)
      },
      async create(signInId, name, expiresInDays) {
        const made = await auth.api.createApiKey({
          body: { name, userId: signInId, ...(expiresInDays === undefined ? {} : { expiresIn: expiresInDays * DAY_SECONDS }) },
        })
        return { ...toKey(made), key: made.key }
      },
      async revoke(signInId, keyId) {
        const removed = await adapter.deleteMany({
          model: 'apikey',
          where: [
            { field: 'id', value: keyId },
            { field: 'referenceId', value: signInId },
          ],
        })
        return removed > 0
      },
    },
  }
}

/** `x-api-key`, or a bearer token; nothing else is taken for a key. */
function apiKeyIn(headers: Headers): string | undefined {
  const bearer = headers.get('authorization')?.match(/^Bearer (\S{8,200})$/i)?.[1]
  return headers.get('x-api-key') ?? bearer
}

/** The server decides when a session ends; a cookie that the browser drops earlier would end it while in use. */
function keptUntilTheEnd(cookie: string): string {
  return cookie.replace(/max-age=\d+/i, `Max-Age=${ABSOLUTE_SECONDS}`)
}

interface KeyRow {
  readonly id: string
  readonly name: string | null
  readonly start: string | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastRequest: Date | null
}

function toKey(row: KeyRow): KeyFacts {
  return {
    id: row.id,
    name: row.name ?? 'Unnamed',
    start: row.start,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastRequest?.toISOString() ?? null,
  }
}
