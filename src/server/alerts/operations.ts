import { createHash } from 'node:crypto'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { alertMove, type AlertMove } from '../../domain/alerts/alert-life.ts'
import { AlertPreferences } from '../../domain/alerts/alert-preferences.ts'
import { unknownPlaceholders } from '../../domain/alerts/alert-template.ts'
import { localTime } from '../../domain/alerts/local-time.ts'
import { ALERT_RULES } from '../../domain/alerts/rules.ts'
import { may } from '../../domain/access/right.ts'
import type { EventType } from '../../domain/journal/event-type.ts'
import { epochMs, instantOf, MS_PER_DAY } from '../../domain/values/instant.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import { operations as channelOperations } from './channels/operations.ts'
import * as channels from './channels/store.ts'
import { ruleOf, ruleSettings, ruleTitle } from './rule-words.ts'
import { preferencesOf, savePreferences, ruleChanges, saveRule } from './rules/store.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['alerts'], Ctx> = {
  list: (ctx, filter) => store.page(ctx, filter, ruleTitle),

  async count(ctx) {
    const userId = ctx.principal?.userId
    if (!userId) return { unseen: 0, open: 0, snoozed: 0, held: 0, toldToday: 0, budget: 0 }
    const [counts, preferences, lately] = await Promise.all([
      store.counts(ctx.db, userId),
      preferencesOf(ctx.db, userId),
      store.toldSince(ctx.db, userId, instantOf(epochMs(ctx.now) - 2 * MS_PER_DAY)),
    ])
    const today = localTime(ctx.now, preferences.timeZone).date
    const toldToday = lately.filter((at) => localTime(at, preferences.timeZone).date === today).length
    return { ...counts, toldToday, budget: preferences.budgetPerDay }
  },

  async see(ctx, { ids }) {
    let seen = 0
    for (const id of new Set(ids)) {
      const row = await store.find(ctx, id)
      // Only its recipient sees an alert: what a manager reads is not seen by the owner.
      if (row?.state !== 'open' || row.waiting || row.recipient_id !== ctx.principal?.userId) continue
      await moved(ctx, row, { to: 'seen' }, undefined)
      seen += 1
    }
    return { seen }
  },

  snooze: (ctx, { id, until }) => move(ctx, id, { to: 'snoozed', until }, undefined),
  act: (ctx, { id, note }) => move(ctx, id, { to: 'acted-on' }, note),
  dismiss: (ctx, { id, note }) => move(ctx, id, { to: 'dismissed' }, note),

  async send(ctx, { channel, title, body, priority, recipients, deal }) {
    const dealId = deal === undefined ? null : await opportunities.idOf(ctx, deal)
    const people = await store.recipients(ctx.db, recipients)
    const unknown = recipients.filter((one) => !people.has(one))
    if (unknown.length > 0)
      throw new Problem('invalid', `recipients: ${unknown.join(', ')} is none of our people.`, 'Nobody was alerted.')
    const wanted = (await channels.list(ctx.db)).find((one) => one.active && one.name.toLowerCase() === channel.toLowerCase())
    const sent = []
    for (const recipient of new Map([...people.values()].map((one) => [one.id, one])).values()) {
      const key = createHash('sha256')
        .update(JSON.stringify([recipient.id, title, body, channel]))
        .digest('hex')
      const message = { key, title, body, priority, recipientId: recipient.id, deal: dealId, now: ctx.now }
      const { id, already } = await store.openMessage(ctx.db, message)
      sent.push({ recipient: { id: recipient.id, name: recipient.name }, alert: id, already })
      if (already) continue
      ctx.emit({
        type: 'alert.sent',
        noun: 'alert',
        subject: id,
        opportunityId: dealId,
        after: { recipientId: recipient.id, title, body, priority, channel: wanted?.name ?? null },
      })
    }
    return { sent, channel: wanted?.name ?? 'in-app' }
  },

  preferences: async (ctx) => (ctx.principal?.userId ? preferencesOf(ctx.db, ctx.principal.userId) : AlertPreferences.parse({})),

  async prefer(ctx, patch) {
    const userId = ctx.principal?.userId
    if (!userId) throw new Problem('not-allowed-now', 'Only a person can be alerted.')
    const before = await preferencesOf(ctx.db, userId)
    const after = AlertPreferences.parse({ ...before, ...patch })
    const unknown = after.mutedRules.filter((rule) => !ruleOf(rule))
    if (unknown.length > 0) throw new Problem('invalid', `mutedRules: there is no rule ${unknown.join(', ')}.`)
    const changed = difference(before, after)
    if (!changed) return before
    await savePreferences(ctx.db, userId, after)
    ctx.emit({ type: 'alert-preference.changed', noun: 'alert-preference', subject: userId, ...changed })
    return after
  },

  async rules(ctx) {
    const changes = await ruleChanges(ctx.db)
    return { items: ALERT_RULES.map((rule) => ruleSettings(rule, changes.get(rule.id))) }
  },

  async setRule(ctx, { rule: id, ...patch }) {
    const rule = ruleOf(id)
    if (!rule) throw new Problem('not-found', `There is no rule ${id}.`)
    for (const field of ['title', 'body'] as const) {
      const unknown = unknownPlaceholders(patch[field] ?? '', rule.placeholders)
      if (unknown.length > 0)
        throw new Problem(
          'invalid',
          `${field}: this rule does not know {${unknown.join('}, {')}}.`,
          `It knows {${rule.placeholders.join('}, {')}}.`,
        )
    }
    const known = (await ruleChanges(ctx.db)).get(id)
    const before = known ?? { rule: id, enabled: true, quietDays: null, title: null, body: null }
    const after = {
      rule: id,
      enabled: patch.enabled ?? before.enabled,
      quietDays: patch.quietDays === undefined ? before.quietDays : patch.quietDays,
      title: patch.title === undefined ? before.title : patch.title,
      body: patch.body === undefined ? before.body : patch.body,
    }
    const changed = difference({ ...before }, { ...after })
    if (changed) {
      await saveRule(ctx.db, after)
      ctx.emit({
        type: 'alert-rule.changed',
        noun: 'alert-rule',
        before: { rule: id, ...changed.before },
        after: { rule: id, ...changed.after },
      })
    }
    return ruleSettings(rule, after)
  },

  ...channelOperations,
}

const MOVED = {
  seen: 'alert.seen',
  snoozed: 'alert.snoozed',
  'acted-on': 'alert.acted-on',
  dismissed: 'alert.dismissed',
} as const satisfies Record<AlertMove['to'], EventType>

async function move(ctx: Ctx, id: string, to: AlertMove, note: string | undefined) {
  const row = await store.find(ctx, id)
  if (!row) throw new Problem('not-found', 'There is no such alert, or it is not yours to see.')
  const role = ctx.principal?.role
  if (row.recipient_id !== ctx.principal?.userId && !(role && may(role, 'deals:write')))
    throw new Problem('forbidden', 'This alert is for somebody else.')
  return moved(ctx, row, to, note)
}

async function moved(ctx: Ctx, row: store.Row, to: AlertMove, note: string | undefined) {
  const decision = alertMove(store.lifeOf(row), to, ctx.now)
  if (!decision.allowed) throw new Problem('not-allowed-now', decision.because)
  await store.save(ctx.db, row.id, decision.life)
  ctx.emit({
    type: MOVED[to.to],
    noun: 'alert',
    subject: row.id,
    opportunityId: row.opportunity_id,
    accountId: row.account_id,
    before: { state: row.state },
    after: { state: to.to, ...(to.to === 'snoozed' ? { until: to.until } : {}), ...(note ? { note } : {}) },
  })
  const after = {
    ...row,
    state: decision.life.state,
    snoozed_until: decision.life.snoozedUntil,
    closed_at: decision.life.closedAt,
  }
  const [alert] = await store.toAlerts(ctx, [after], ruleTitle)
  if (!alert) throw new Problem('not-found', 'There is no such alert.')
  return alert
}
