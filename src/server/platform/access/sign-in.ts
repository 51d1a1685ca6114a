import type { Principal } from '../context.ts'

/** The only header that the sign-in library takes an address from; set by us from the connection, never by a client. */
export const ADDRESS_HEADER = 'x-quarterdeck-address'

export interface KeyFacts {
  readonly id: string
  readonly name: string
  readonly start: string | null
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

/** What an attempt to sign in gives: cookies to set and who it is, or why not. `refused` never says which part was wrong. */
export type Attempt =
  | { readonly kind: 'signed-in'; readonly cookies: readonly string[]; readonly principal: Principal }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many' }

/** Who is asking, by cookie or API key; and the ways to become somebody. */
export interface SignIn {
  /** The person or key behind a request's headers; null when nobody. A deactivated person is nobody. */
  principalOf(headers: Headers): Promise<Principal | null>
  /** Answers the routes that a single-sign-on provider calls back under /api/auth; 404 for everything else there. */
  handle(request: Request): Promise<Response>
  withPassword(attempt: { email: string; password: string; address: string; agent?: string | undefined }): Promise<Attempt>
  /** Begins a session without a password; only the demo's own list of people may lead here. */
  asPerson(userId: string): Promise<Attempt>
  /** Ends the session of these headers; gives the cookies that clear it. */
  end(headers: Headers): Promise<readonly string[]>
  /** Makes a sign-in for a person of ours; gives the id that users.sign_in_id keeps. */
  create(person: { email: string; name: string; password: string }): Promise<string>
  /** Sets a password and ends every session that began with the old one. */
  setPassword(signInId: string, password: string): Promise<void>
  /** Whether this is the password of a sign-in; a sign-in without one has none. */
  isPassword(signInId: string, password: string): Promise<boolean>
  setEmail(signInId: string, email: string): Promise<void>
  /** Ends every session and key of a sign-in, at once. */
  revokeAll(signInId: string): Promise<void>
  keys: {
    list(signInId: string): Promise<KeyFacts[]>
    create(signInId: string, name: string, expiresInDays?: number): Promise<KeyFacts & { key: string }>
    revoke(signInId: string, keyId: string): Promise<boolean>
  }
}
