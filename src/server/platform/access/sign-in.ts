import type { Principal } from '../context.ts'

export interface KeyFacts {
  readonly id: string
  readonly name: string
  readonly start: string | null
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

/** Who is asking, by cookie or API key; and the ways to become somebody. */
export interface SignIn {
  /** The person or key behind a request's headers; null when nobody. A deactivated person is nobody. */
  principalOf(headers: Headers): Promise<Principal | null>
  /** Answers the sign-in library's own routes under /api/auth. */
  handle(request: Request): Promise<Response>
  /** Makes a sign-in for a person of ours; gives the id that users.sign_in_id keeps. */
  create(person: { email: string; name: string; password: string }): Promise<string>
  setPassword(signInId: string, password: string): Promise<void>
  /** Ends every session and key of a sign-in, at once. */
  revokeAll(signInId: string): Promise<void>
  keys: {
    list(signInId: string): Promise<KeyFacts[]>
    create(signInId: string, name: string, expiresInDays?: number): Promise<KeyFacts & { key: string }>
    revoke(signInId: string, keyId: string): Promise<boolean>
  }
}
