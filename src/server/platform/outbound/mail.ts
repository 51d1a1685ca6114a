import { createTransport } from 'nodemailer'
import type { Decision } from './destination.ts'

export interface MailServer {
  readonly host: string
  readonly port: number
  readonly user: string | null
  readonly password: string | null
}

export interface Mail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same for every attempt, so that a mail server that kept the first can tell the second. */
  readonly messageId: string
}

/** `final`: the server will never take it. */
export type Mailed =
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly because: string; readonly final: boolean }
  | { readonly kind: 'refused'; readonly because: string }

const WITHIN_MS = 15_000
const TLS_FROM_THE_START = 465

/** Hands a mail to the server at a destination that was looked at; never to whatever its name stands for later. */
export async function mail(decision: Decision, server: MailServer, message: Mail, options: { plain: boolean }): Promise<Mailed> {
  if (!decision.allowed) return { kind: 'refused', because: decision.because }
  const { host, port, address } = decision.destination
  const transport = createTransport({
    host: address,
    port,
    secure: port === TLS_FROM_THE_START,
    // A password or a deal's name never crosses the internet in the clear.
    requireTLS: !options.plain,
    ignoreTLS: false,
    tls: { servername: host },
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password ?? '' } }),
  })
  try {
    await transport.sendMail({ ...message, headers: { 'Auto-Submitted': 'auto-generated' } })
    return { kind: 'taken' }
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string }
    const because =
      code === 'EAUTH'
        ? 'The mail server refused the user name or password.'
        : responseCode === undefined
          ? `The mail server could not be reached (${code ?? 'unknown'}).`
          : `The mail server answered ${responseCode}.`
    return { kind: 'failed', because, final: code === 'EAUTH' || (responseCode ?? 0) >= 500 }
  } finally {
    transport.close()
  }
}
