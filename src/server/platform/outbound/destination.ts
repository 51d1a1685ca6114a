import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Every address of a name; injected by tests. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** Where a message may go: a name, and the one address that it stood for when it was looked at. */
export interface Destination {
  readonly host: string
  readonly port: number
  readonly address: string
}

/** A destination, or one sentence for the person who gave the address. */
export type Decision =
  | { readonly allowed: true; readonly destination: Destination }
  | { readonly allowed: false; readonly because: string }

export interface Reach {
  readonly resolve: Resolve
  /** `host:port` of servers in the company's own network, given when the server is started; nobody can add to it from a page. */
  readonly ownHosts: readonly string[]
}

const RESOLVE_WITHIN_MS = 5_000

export const resolveName: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

/**
 * Resolves a host once, looks at every address it stands for, and gives one of them to connect to; whoever connects must
 * use this address and never the name again, so that a second answer of the name server changes nothing. One address that
 * is not public refuses all of them.
 */
export async function destinationOf(reach: Reach, host: string, port: number): Promise<Decision> {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  const own = reach.ownHosts.includes(`${bare}:${port}`)
  const addresses = isIP(bare) === 0 ? await within(RESOLVE_WITHIN_MS, reach.resolve(bare)) : [bare]
  const [address] = addresses ?? []
  if (addresses === undefined || address === undefined) return refused(`${bare} could not be found. Check its spelling.`)
  if (!own && !addresses.every(isPublicAddress))
    return refused(
      `${bare} is not on the public internet. Whoever runs this server can allow it with QUARTERDECK_OWN_HOSTS=${bare}:${port}.`,
    )
  // Whatever the resolver says, only an address is connected to.
  if (isIP(address) === 0) return refused(`${bare} could not be found. Check its spelling.`)
  return { allowed: true, destination: { host: bare, port, address } }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), ms)
  })
  try {
    return await Promise.race([work.catch(() => undefined), late])
  } finally {
    clearTimeout(timer)
  }
}

function refused(because: string): Decision {
  return { allowed: false, because }
}
