import type { Cause } from './cause.ts'

export interface AlertPlace {
  readonly dealId: string | null
  readonly accountId: string | null
  readonly key: Cause['key']
}

const PERSON = /(?:^| )([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/

/** The page on which to do something about an alert, opened at its person where it is about one; null for a message about nothing. */
export function alertPath({ dealId, accountId, key }: AlertPlace): string | null {
  // The key of a cause that is about one person ends with their id.
  const person = PERSON.exec(key)?.[1]
  const at = (name: string) => (person && person !== dealId && person !== accountId ? `?${name}=${person}` : '')
  if (dealId !== null) return `/deals/${dealId}/people${at('person')}`
  return accountId === null ? null : `/accounts/${accountId}/sponsors${at('executive')}`
}

/** As it is written where no page stands around it: in full where the company said at which address it works. */
export function alertLink(path: string | null, address: string | null): string | null {
  return path === null || address === null ? path : address.replace(/\/+$/, '') + path
}

export function isAbsolute(link: string): boolean {
  return /^https?:/.test(link)
}
