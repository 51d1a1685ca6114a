import { buildConnector, Client } from 'undici'
import { mail, type Mail, type Mailed, type MailServer } from './mail.ts'
import { destinationOf, resolveName, type Decision, type Destination, type Reach, type Resolve } from './destination.ts'
import { webTarget } from './web-target.ts'

/** What came of a message. `refused`: it was never sent, and never will be to this address. */
export type Sent =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null; readonly text: string }
  | { readonly kind: 'unreachable'; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string }

export interface Outbound {
  /** Posts text and gives what the server answered. Redirects are answers like any other: they are not followed. */
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Sent>
  /** Whether an address may be posted to at all, without posting. */
  allows(url: string): Promise<{ readonly allowed: boolean; readonly because?: string }>
  mail(server: MailServer, message: Mail): Promise<Mailed>
  /** Whether a mail server may be connected to, and where, without connecting. */
  mailServer(host: string, port: number): Promise<Decision>
}

export interface OutboundSettings {
  readonly ownHosts?: readonly string[]
  readonly resolve?: Resolve
  /** Told of every connection before it is made; tests count them. */
  readonly onConnect?: (to: Destination) => void
  readonly limits?: Partial<Limits>
}

interface Limits {
  readonly connectMs: number
  /** From the first byte sent to the last byte read. */
  readonly answerMs: number
  readonly answerBytes: number
}

const LIMITS: Limits = { connectMs: 5_000, answerMs: 15_000, answerBytes: 65_536 }
const MAIL_PORTS = [25, 465, 587, 2525]

/**
 * The only way out of this server: what is to be reached is resolved once, every address it stands for is looked at, and
 * the connection goes to that very address. Nothing is followed, unpacked, kept open, or read beyond a limit.
 */
export function openOutbound(settings: OutboundSettings = {}): Outbound {
  const reach: Reach = { resolve: settings.resolve ?? resolveName, ownHosts: settings.ownHosts ?? [] }
  const limits = { ...LIMITS, ...settings.limits }
  const isOwn = (host: string, port: number) => reach.ownHosts.includes(`${host.toLowerCase()}:${port}`)
  async function mailServer(host: string, port: number): Promise<Decision> {
    if (isOwn(host, port) || MAIL_PORTS.includes(port)) return destinationOf(reach, host, port)
    return { allowed: false, because: `A mail server is reached on port ${MAIL_PORTS.join(', ')}, not ${port}.` }
  }
  return {
    mailServer,
    async mail(server, message) {
      const decision = await mailServer(server.host, server.port)
      if (decision.allowed) settings.onConnect?.(decision.destination)
      return mail(decision, server, message, { plain: isOwn(server.host, server.port) })
    },
    async post(address, body, headers) {
      const target = await webTarget(reach, address)
      if (!target.allowed) return { kind: 'refused', because: target.because }
      settings.onConnect?.(target.destination)
      return request(target.url, target.destination, limits, body, headers)
    },
    async allows(address) {
      const target = await webTarget(reach, address)
      return target.allowed ? { allowed: true } : { allowed: false, because: target.because }
    },
  }
}

async function request(
  url: URL,
  destination: Destination,
  limits: Limits,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Sent> {
  const client = new Client(url.origin, {
    connect: pinnedTo(destination, limits.connectMs),
    headersTimeout: limits.answerMs,
    bodyTimeout: limits.answerMs,
    maxHeaderSize: 16_384,
    pipelining: 0,
  })
  try {
    const answer = await client.request({
      method: 'POST',
      path: url.pathname + url.search,
      headers: { 'user-agent': 'Quarterdeck', 'accept-encoding': 'identity', ...headers },
      body,
      signal: AbortSignal.timeout(limits.answerMs),
    })
    const text = await firstBytes(answer.body, limits.answerBytes)
    return { kind: 'answered', status: answer.statusCode, retryAfter: one(answer.headers['retry-after']), text }
  } catch (error) {
    return { kind: 'unreachable', because: reasonOf(error) }
  } finally {
    // What is still under way is cut off; an end that never comes is not waited for.
    void client.destroy().catch(() => undefined)
  }
}

/** Connects to the address that was looked at, under the name that the certificate must bear. */
function pinnedTo({ host, address }: Destination, timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout, allowH2: false, maxCachedSessions: 0 })
  return (options, callback) => connect({ ...options, hostname: address, servername: isName(host) ? host : '' }, callback)
}

function isName(host: string): boolean {
  return !host.includes(':') && !/^[\d.]+$/.test(host)
}

/** As it came, up to a limit; what is packed stays packed. */
async function firstBytes(body: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body) {
    parts.push(part.subarray(0, limit - size))
    size += part.length
    if (limit <= size) break
  }
  return Buffer.concat(parts).toString('utf8')
}

function one(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The server refused the connection.',
  ECONNRESET: 'The server broke off.',
  UND_ERR_SOCKET: 'The server broke off.',
  UND_ERR_CONNECT_TIMEOUT: 'The server could not be reached in time.',
  UND_ERR_HEADERS_TIMEOUT: 'The server did not answer in time.',
  UND_ERR_BODY_TIMEOUT: 'The server did not end its answer in time.',
  CERT_HAS_EXPIRED: 'The certificate of the server has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the server is for another name.',
}

/** One sentence for the log of deliveries; never the address, whose path may be secret. */
function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string }
  if (name === 'TimeoutError') return 'The server did not answer in time.'
  return REASONS[code ?? ''] ?? `The connection failed (${code ?? name ?? 'unknown'}).`
}
