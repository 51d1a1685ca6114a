import { apiKey } from '@better-auth/api-key'
import { sso, type SSOUserResolution, type SSOUserResolutionContext, type SSOUserResolutionInput } from '@better-auth/sso'
import type { BetterAuthOptions } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { poolWithDates } from './library-dates.ts'
import { ADDRESS_HEADER } from './sign-in.ts'

/** One OpenID Connect provider, from the environment or a settings file. The issuer and its `sub` are a person's identity there. */
export const OidcProvider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  domain: z.string().min(3),
  issuer: z.url({ protocol: /^https$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
})
export type OidcProvider = z.infer<typeof OidcProvider>

export interface AuthSettings {
  readonly secret: string
  /** Where people reach the server, as in 'https://deals.example.com'. */
  readonly baseUrl: string
  readonly https: boolean
  readonly oidc?: readonly OidcProvider[]
}

const DAY = 86_400

/** A session ends after this long without use. */
export const IDLE_SECONDS = 7 * DAY
/** A session ends after this long however much it is used. */
export const ABSOLUTE_SECONDS = 30 * DAY

export const PASSWORD_LENGTH = { min: 12, max: 200 } as const

/** Attempts from one address; the route adds a limit per account. */
export const SIGN_IN_LIMIT = { window: 60, max: 10 } as const

/** Everything the sign-in library is told. Its tables are the schema `auth`; migration 0030 makes them, and a test compares. */
export function authOptions(pool: Pool, log: Logger, settings: AuthSettings) {
  return {
    appName: 'Quarterdeck',
    baseURL: settings.baseUrl,
    basePath: '/api/auth',
    secret: settings.secret,
    telemetry: { enabled: false },
    logger: { log: (level: string, message: string) => log.debug({ level }, `sign-in: ${message}`) },
    database: {
      db: new Kysely({ dialect: new PostgresDialect({ pool: poolWithDates(pool) }) }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: IDLE_SECONDS, updateAge: 3_600, cookieCache: { enabled: false } },
    account: {
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, allowDifferentEmails: false, requireLocalEmailVerified: true },
    },
    rateLimit: { enabled: true, storage: 'database', window: 60, max: 100, customRules: { '/sign-in/email': SIGN_IN_LIMIT } },
    trustedOrigins: (settings.oidc ?? []).map((provider) => new URL(provider.issuer).origin),
    advanced: {
      useSecureCookies: settings.https,
      cookiePrefix: 'quarterdeck',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [
      apiKey({
        defaultPrefix: 'qd_',
        maximumNameLength: 100,
        keyExpiration: { minExpiresIn: 1, maxExpiresIn: 730 },
        rateLimit: { enabled: false },
        startingCharactersConfig: { charactersLength: 9 },
      }),
      sso({
        defaultSSO: (settings.oidc ?? []).map((provider) => ({
          providerId: provider.id,
          domain: provider.domain,
          oidcConfig: {
            issuer: provider.issuer,
            clientId: provider.clientId,
            clientSecret: provider.clientSecret,
            discoveryEndpoint: `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
            pkce: true,
            scopes: ['openid', 'email', 'profile'],
          },
        })),
        // Nobody becomes a person of ours by signing in elsewhere; an admin adds people.
        disableImplicitSignUp: true,
        providersLimit: 0,
        // A verified address there and a person added by an admin here: then, and only then, the two are one.
        trustEmailVerified: true,
        resolveUser,
      }),
      sessionOnSay,
    ],
  } satisfies BetterAuthOptions
}

/**
 * Stricter than the library, which takes the text 'true' for verified, and links a second identity of a provider by its
 * address alone: an address that the provider has given to somebody else since would then open the first person's account.
 */
async function resolveUser(said: SSOUserResolutionInput, { database }: SSOUserResolutionContext): Promise<SSOUserResolution> {
  const refuse = { action: 'reject', code: 'not_vouched_for' } as const
  if (said.protocol !== 'oidc' || said.providerClaims['email_verified'] !== true) return refuse
  const user = await database.findOne<{ id: string }>({
    model: 'user',
    where: [{ field: 'email', value: said.providerUser.email.toLowerCase() }],
  })
  if (!user) return { action: 'continue' }
  const known = await database.findMany<{ accountId: string; providerId: string }>({
    model: 'account',
    where: [{ field: 'userId', value: user.id }],
  })
  const others = known.filter((one) => one.providerId === said.providerId && one.accountId !== said.accountKey.accountId)
  return others.length > 0 ? refuse : { action: 'continue' }
}

/** A session without a password, for the demo's list of people. Callable from this process alone: it has no route. */
const sessionOnSay = {
  id: 'session-on-say',
  endpoints: {
    beginSession: createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ userId: z.string() }) }, async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
      if (!user) throw new Error('There is no such sign-in.')
      const session = await ctx.context.internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ token: session.token })
    }),
  },
}
