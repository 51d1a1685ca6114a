import { z } from 'zod'
import { AlertPreferences } from '../domain/alerts/alert-preferences.ts'
import { AlertPriority, AlertState } from '../domain/alerts/alert.ts'
import { CHANNEL_KINDS, DELIVERY_STATES } from '../domain/alerts/delivery.ts'
import { Instant } from '../domain/values/instant.ts'
import { PageInput, pageOf } from '../domain/values/page.ts'
import { operation, type Resource } from './operation.ts'

const id = z.guid()
const Person = z.object({ id, name: z.string() })

export const Alert = z.object({
  id,
  rule: z.string(),
  ruleTitle: z.string(),
  deal: Person.nullable(),
  account: Person.nullable(),
  recipient: Person,
  mine: z.boolean(),
  state: AlertState,
  priority: AlertPriority,
  title: z.string(),
  body: z.string(),
  /** The page on which to do something about it; null for a message about nothing of ours. */
  path: z.string().nullable(),
  openedAt: Instant,
  /** Null while it waits for its turn or is held back by the recipient's budget. */
  toldAt: Instant.nullable(),
  snoozedUntil: Instant.nullable(),
  closedAt: Instant.nullable(),
})
export type Alert = z.infer<typeof Alert>

/** What a list shows: pending and told; put off; waiting for room in the budget; closed. */
export const ALERT_LISTS = ['open', 'snoozed', 'held', 'history'] as const

export const AlertRuleSettings = z.object({
  rule: z.string(),
  name: z.string(),
  about: z.string(),
  placeholders: z.array(z.string()),
  enabled: z.boolean(),
  quietDays: z.int(),
  title: z.string(),
  body: z.string(),
  /** Whether title and body are still as the product came. */
  asShipped: z.boolean(),
})

const host = z.string().trim().min(1).max(253)

export const AlertChannel = z.object({
  id,
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  /** Where it leads, without anything that is secret. */
  host: z.string(),
  port: z.int().nullable(),
  from: z.string().nullable(),
  user: z.string().nullable(),
  urgentOnly: z.boolean(),
  active: z.boolean(),
  problem: z.string().nullable(),
})

export const AlertDelivery = z.object({
  id,
  channel: Person.extend({ kind: z.enum(CHANNEL_KINDS) }),
  recipient: Person,
  alert: id.nullable(),
  title: z.string(),
  priority: AlertPriority,
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  status: z.int().nullable(),
  problem: z.string().nullable(),
  createdAt: Instant,
  nextAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
})

export const alerts = {
  list: operation({
    summary: 'Alerts that are yours, or of all deals in your sight',
    route: 'GET /alerts',
    allow: 'signed-in',
    input: PageInput.extend({
      list: z.enum(ALERT_LISTS).default('open'),
      whose: z.enum(['mine', 'all']).default('mine'),
      deal: id.optional(),
    }),
    output: pageOf(Alert),
  }),
  count: operation({
    summary: 'How many alerts of yours are open, put off and held back',
    route: 'GET /alerts/count',
    allow: 'signed-in',
    input: z.object({}),
    output: z.object({ unseen: z.int(), open: z.int(), snoozed: z.int(), held: z.int(), toldToday: z.int(), budget: z.int() }),
  }),
  see: operation({
    summary: 'Mark alerts of yours as seen',
    route: 'POST /alerts/seen',
    allow: 'signed-in',
    input: z.object({ ids: z.array(id).min(1).max(200) }),
    output: z.object({ seen: z.int() }),
  }),
  snooze: operation({
    summary: 'Put an alert off until a moment; it comes back by itself if its cause is still there',
    route: 'POST /alerts/{id}/snooze',
    allow: 'signed-in',
    input: z.object({ id, until: Instant }),
    output: Alert,
  }),
  act: operation({
    summary: 'Say that something was done about an alert',
    route: 'POST /alerts/{id}/action',
    allow: 'signed-in',
    input: z.object({ id, note: z.string().trim().max(2000).optional() }),
    output: Alert,
  }),
  dismiss: operation({
    summary: 'Close an alert that needs nothing done',
    route: 'POST /alerts/{id}/dismissal',
    allow: 'signed-in',
    input: z.object({ id, note: z.string().trim().max(2000).optional() }),
    output: Alert,
  }),
  send: operation({
    summary: 'Alert people of ours about something: title, body, priority; the same is sent once',
    route: 'POST /alerts/messages',
    allow: 'deals:write',
    input: z.object({
      channel: z.string().trim().min(1).max(100).default('in-app').describe('Name of a channel; in the app always'),
      title: z.string().trim().min(1).max(200),
      body: z.string().trim().min(1).max(4000),
      priority: AlertPriority.default('normal'),
      recipients: z
        .array(z.string().trim().min(1).max(320))
        .min(1)
        .max(20)
        .describe('Our own people: ids, external ids or mail addresses'),
      deal: z.string().max(200).optional().describe('Id or external id of the deal that it is about'),
    }),
    output: z.object({
      sent: z.array(z.object({ recipient: Person, alert: id, already: z.boolean() })),
      channel: z.string(),
    }),
  }),
  preferences: operation({
    summary: 'How you want to be alerted',
    route: 'GET /alerts/preferences',
    allow: 'signed-in',
    input: z.object({}),
    output: AlertPreferences,
  }),
  prefer: operation({
    summary: 'Change how you want to be alerted',
    route: 'PATCH /alerts/preferences',
    allow: 'signed-in',
    input: AlertPreferences.partial(),
    output: AlertPreferences,
  }),
  rules: operation({
    summary: 'What alerts by itself, and what it says',
    route: 'GET /alerts/rules',
    allow: 'settings:read',
    input: z.object({}),
    output: z.object({ items: z.array(AlertRuleSettings) }),
  }),
  setRule: operation({
    summary: 'Switch a rule, or change its quiet time and its words; null puts back what the product came with',
    route: 'PATCH /alerts/rules/{rule}',
    allow: 'settings:write',
    input: z.object({
      rule: z.string().max(60),
      enabled: z.boolean().optional(),
      quietDays: z.int().min(1).max(365).nullable().optional(),
      title: z.string().trim().min(1).max(200).nullable().optional(),
      body: z.string().trim().min(1).max(2000).nullable().optional(),
    }),
    output: AlertRuleSettings,
  }),
  channels: operation({
    summary: 'Where alerts are sent beside the app; never with what is secret',
    route: 'GET /alerts/channels',
    allow: 'settings:write',
    input: z.object({}),
    output: z.object({ items: z.array(AlertChannel) }),
  }),
  saveChannel: operation({
    summary: 'Add or change a channel. A new webhook answers with its signing key, once',
    route: 'PUT /alerts/channels',
    allow: 'settings:write',
    input: z.object({
      id: id.optional(),
      kind: z.enum(CHANNEL_KINDS),
      name: z.string().trim().min(1).max(100),
      url: z.string().trim().max(2000).optional().describe('Slack, Teams and webhooks. Left out, it stays as it was'),
      host: host.optional().describe('Mail'),
      port: z.int().min(1).max(65_535).optional(),
      from: z.email().max(320).optional(),
      user: z.string().trim().max(320).nullable().optional(),
      password: z.string().max(1000).nullable().optional().describe('Left out, it stays as it was'),
      urgentOnly: z.boolean().default(false),
      active: z.boolean().default(true),
    }),
    output: AlertChannel.extend({ signingKey: z.string().nullable() }),
    secret: true,
  }),
  testChannel: operation({
    summary: 'Send a message to yourself through a channel, now, and say what came of it',
    route: 'POST /alerts/channels/{id}/test',
    allow: 'settings:write',
    input: z.object({ id }),
    output: z.object({ delivered: z.boolean(), status: z.int().nullable(), problem: z.string().nullable() }),
    reads: true,
  }),
  removeChannel: operation({
    summary: 'Remove a channel; what is still to be sent through it is given up',
    route: 'DELETE /alerts/channels/{id}',
    allow: 'settings:write',
    input: z.object({ id }),
    output: AlertChannel,
    confirm: 'Its address and password are forgotten.',
  }),
  deliveries: operation({
    summary: 'What was sent where, with attempts and answers',
    route: 'GET /alerts/deliveries',
    allow: 'settings:write',
    input: PageInput.extend({ state: z.enum(DELIVERY_STATES).optional() }),
    output: z.object({ items: z.array(AlertDelivery), next: z.string().nullable() }),
  }),
} satisfies Resource
