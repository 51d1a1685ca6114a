import { createHmac } from 'node:crypto'
import { isAbsolute } from '../../../domain/alerts/alert-path.ts'
import { inMarkup } from '../../../domain/alerts/alert-template.ts'
import type { Mail } from '../../platform/outbound/mail.ts'

/** What is to be said to somebody, wherever it goes. `id` is the same for every attempt. */
export interface Message {
  readonly id: string
  readonly alertId: string | null
  readonly dealId: string | null
  readonly accountId: string | null
  /** The page on which to do something about it: a whole address, or a path where nobody said where the server is reached. */
  readonly link: string | null
  readonly priority: 'urgent' | 'normal'
  readonly title: string
  readonly body: string
  readonly recipient: { readonly id: string; readonly name: string; readonly email: string | null }
}

export interface Post {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const OPEN = 'Open in Quarterdeck'
const JSON_BODY = { 'content-type': 'application/json' }

/** Slack incoming webhook: `text` is what notifications show, blocks are what the channel shows. */
export function slackPost(message: Message): Post {
  const [title, body] = [message.title, message.body].map((text) => inMarkup(text, 'slack'))
  const context = `${message.priority === 'urgent' ? 'Urgent, for ' : 'For '}${inMarkup(message.recipient.name, 'slack')}`
  const { link } = message
  const open = link === null ? [] : [isAbsolute(link) ? `<${link}|${OPEN}>` : link]
  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text: `*${title}*\n${body}`.slice(0, 3000) } },
    ...open.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })),
    { type: 'context', elements: [{ type: 'mrkdwn', text: context }] },
  ]
  return { body: JSON.stringify({ text: title, blocks }), headers: JSON_BODY }
}

/** Teams workflow "when a webhook request is received": an adaptive card. */
export function teamsPost(message: Message): Post {
  const { link } = message
  const text = (value: string, extra: object = {}) => ({
    type: 'TextBlock',
    text: inMarkup(value, 'teams'),
    wrap: true,
    ...extra,
  })
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      text(message.title, { weight: 'Bolder', size: 'Medium' }),
      text(message.body),
      ...(link === null || isAbsolute(link) ? [] : [text(link)]),
      text(`${message.priority === 'urgent' ? 'Urgent, for' : 'For'} ${message.recipient.name}`, {
        isSubtle: true,
        size: 'Small',
      }),
    ],
    ...(link !== null && isAbsolute(link) ? { actions: [{ type: 'Action.OpenUrl', title: OPEN, url: link }] } : {}),
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }
  return { body: JSON.stringify({ type: 'message', attachments: [attachment] }), headers: JSON_BODY }
}

/** A signed webhook as Standard Webhooks 1.0 says; the id is the key for whoever must not act twice. */
export function webhookPost(message: Message, signingKey: string, now: string): Post {
  const body = JSON.stringify({
    type: 'alert.told',
    timestamp: now,
    data: {
      alert: message.alertId,
      deal: message.dealId,
      account: message.accountId,
      link: message.link,
      priority: message.priority,
      title: message.title,
      body: message.body,
      recipient: { id: message.recipient.id, name: message.recipient.name },
    },
  })
  const id = `msg_${message.id}`
  const timestamp = String(Math.floor(Date.parse(now) / 1_000))
  const key = Buffer.from(signingKey.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    body,
    headers: { ...JSON_BODY, 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
  }
}

export function mailOf(message: Message, from: string): Mail {
  const to = message.recipient.email ?? ''
  const subject = `${message.priority === 'urgent' ? 'Urgent: ' : ''}${message.title}`
  const html = (text: string) => inMarkup(text, 'html').replaceAll('\n', '<br>')
  const { link } = message
  const shown = link === null ? '' : isAbsolute(link) ? `<p><a href="${html(link)}">${OPEN}</a></p>` : `<p>${html(link)}</p>`
  return {
    from,
    to,
    subject,
    text: `${message.title}\n\n${message.body}\n${link === null ? '' : `\n${link}\n`}`,
    html: `<p><b>${html(message.title)}</b></p><p>${html(message.body)}</p>${shown}`,
    messageId: `<${message.id}@${from.split('@')[1] ?? 'quarterdeck.invalid'}>`,
  }
}
