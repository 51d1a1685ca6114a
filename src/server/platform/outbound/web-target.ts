import { destinationOf, type Destination, type Reach } from './destination.ts'

const HTTPS_PORTS = [443, 8443]

export type WebTarget =
  | { readonly allowed: true; readonly url: URL; readonly destination: Destination }
  | { readonly allowed: false; readonly because: string }

/**
 * Where a web address leads: https on a port of the web, without a user in it, on the public internet; or a server of our
 * own, named when this one was started, which may also speak plain http.
 */
export async function webTarget(reach: Reach, text: string): Promise<WebTarget> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.hostname === '')
    return { allowed: false, because: 'This is not a web address. It begins with https://.' }
  if (url.username !== '' || url.password !== '')
    return { allowed: false, because: 'The address holds a user name. Put what is secret into the path or use a header.' }
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const own = reach.ownHosts.includes(`${host}:${port}`)
  if (!own && url.protocol !== 'https:') return { allowed: false, because: 'The address must begin with https://.' }
  if (!own && !HTTPS_PORTS.includes(port)) return { allowed: false, because: `The port must be 443 or 8443, not ${port}.` }
  const decision = await destinationOf(reach, host, port)
  return decision.allowed ? { allowed: true, url, destination: decision.destination } : decision
}
