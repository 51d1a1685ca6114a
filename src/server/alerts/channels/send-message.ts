import { z } from 'zod'
import { retryAfterSeconds, type Attempt } from '../../../domain/alerts/delivery.ts'
import type { App } from '../../platform/context.ts'
import { mailOf, slackPost, teamsPost, webhookPost, type Message, type Post } from './message.ts'
import type { ChannelRow, Shown } from './store.ts'

/** What is secret of a channel, as it is sealed. */
export const ChannelSecrets = z.object({
  url: z.string().optional(),
  signingKey: z.string().optional(),
  password: z.string().nullable().optional(),
})
export type ChannelSecrets = z.infer<typeof ChannelSecrets>

/** What came of one attempt, for the log; never with an address, whose path may be a key. */
export interface SendAnswer {
  readonly attempt: Attempt
  readonly status: number | null
  readonly problem: string | null
}

const GONE = 410

/** The place that a channel's secrets are sealed for. */
export function sealedFor(channelId: string): string {
  return `alert channel ${channelId}`
}

export function secretsOf(app: App, channel: ChannelRow): ChannelSecrets | undefined {
  const text = app.seal.open(channel.sealed, sealedFor(channel.id))
  return text === undefined ? undefined : ChannelSecrets.parse(JSON.parse(text))
}

/** Sends one message through a channel, once. */
export async function sendMessage(app: App, channel: ChannelRow, message: Message): Promise<SendAnswer> {
  const secrets = secretsOf(app, channel)
  if (!secrets) return never('What is secret of this channel cannot be read. Enter it again.')
  if (channel.kind === 'email') return sendMail(app, channel, secrets, message)
  const now = app.clock().toISOString()
  const posts: Readonly<Record<'slack' | 'teams' | 'webhook', () => Post>> = {
    slack: () => slackPost(message),
    teams: () => teamsPost(message),
    webhook: () => webhookPost(message, secrets.signingKey ?? '', now),
  }
  const post = posts[channel.kind]()
  const sent = await app.outbound.post(secrets.url ?? '', post.body, post.headers)
  if (sent.kind === 'refused') return never(sent.because)
  if (sent.kind === 'unreachable') return { attempt: { kind: 'failed', final: false }, status: null, problem: sent.because }
  const { status } = sent
  if (200 <= status && status < 300) return { attempt: { kind: 'taken' }, status, problem: null }
  const wait = retryAfterSeconds(sent.retryAfter, now)
  return {
    attempt: {
      kind: 'failed',
      final: status === GONE,
      gone: status === GONE,
      ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
    },
    status,
    problem:
      300 <= status && status < 400 ? 'The server sent us elsewhere, which is not followed.' : `The server answered ${status}.`,
  }
}

async function sendMail(app: App, channel: ChannelRow, secrets: ChannelSecrets, message: Message): Promise<SendAnswer> {
  const { host, port, from, user } = channel.shown as Shown
  if (message.recipient.email === null) return never(`${message.recipient.name} has no mail address.`)
  const server = { host, port: port ?? 587, user, password: secrets.password ?? null }
  const mailed = await app.outbound.mail(server, mailOf(message, from ?? ''))
  if (mailed.kind === 'taken') return { attempt: { kind: 'taken' }, status: null, problem: null }
  if (mailed.kind === 'refused') return never(mailed.because)
  return { attempt: { kind: 'failed', final: mailed.final }, status: null, problem: mailed.because }
}

function never(problem: string): SendAnswer {
  return { attempt: { kind: 'failed', final: true }, status: null, problem }
}
