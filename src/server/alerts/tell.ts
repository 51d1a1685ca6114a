import { alertLink, alertPath } from '../../domain/alerts/alert-path.ts'
import { toldLife } from '../../domain/alerts/alert-life.ts'
import { awakeFrom, budgetPlan, isDigestDue } from '../../domain/alerts/alert-plan.ts'
import type { AlertPreferences } from '../../domain/alerts/alert-preferences.ts'
import { localTime } from '../../domain/alerts/local-time.ts'
import { SENT } from '../../domain/alerts/rules.ts'
import { instantOf, epochMs, MS_PER_DAY } from '../../domain/values/instant.ts'
import type { App, NewEvent } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { writeEvents } from '../platform/journal.ts'
import { readSettings } from '../settings/store.ts'
import * as channels from './channels/store.ts'
import { JOB_STAMP } from './job-ctx.ts'
import { preferencesOf } from './rules/store.ts'
import * as store from './store.ts'

/** Tells people what waits for them, up to their budget of the day; and queues what goes out through channels. */
export async function tellWaiting(app: App): Promise<void> {
  for (const recipient of await store.waitingRecipients(app.db)) await tell(app, recipient)
}

async function tell(app: App, recipientId: string): Promise<void> {
  const now = app.clock().toISOString()
  await app.db.transaction().execute(async (db) => {
    const rows = await store.holdWaiting(db, recipientId)
    const preferences = await preferencesOf(db, recipientId)
    const muted = rows.filter((row) => preferences.mutedRules.includes(row.rule))
    for (const row of muted) await store.save(db, row.id, { ...store.lifeOf(row), state: 'seen', waiting: false })
    const heard = rows.filter((row) => !muted.includes(row))
    const plan = budgetPlan(
      heard.map(({ id, priority, level, always, rule, opened_at }) => ({
        id,
        priority,
        level,
        // What a colleague sends is no alert of ours to hold back.
        always: always || rule === SENT,
        openedAt: opened_at,
      })),
      { perDay: preferences.budgetPerDay, toldToday: await toldToday(db, recipientId, preferences, now) },
    )
    const told = plan.tell.flatMap((id) => heard.find((row) => row.id === id) ?? [])
    const events: NewEvent[] = []
    for (const row of told) {
      await store.save(db, row.id, toldLife(store.lifeOf(row), now), { toldAt: now })
      events.push({
        type: 'alert.told',
        noun: 'alert',
        subject: row.id,
        opportunityId: row.opportunity_id,
        accountId: row.account_id,
        before: { waiting: true },
        after: { waiting: false, recipientId },
      })
    }
    await channels.enqueue(db, await deliveriesOf(db, told, preferences, now), now)
    await writeEvents(db, events, { ...JOB_STAMP, now })
  })
}

async function toldToday(db: Db, recipientId: string, { timeZone }: AlertPreferences, now: string): Promise<number> {
  const today = localTime(now, timeZone).date
  const lately = await store.toldSince(db, recipientId, instantOf(epochMs(now) - 2 * MS_PER_DAY))
  return lately.filter((at) => localTime(at, timeZone).date === today).length
}

/** One message for each alert and channel that wants it: mail when its reader is awake, or in their digest; others at once. */
async function deliveriesOf(
  db: Db,
  told: readonly store.Row[],
  preferences: AlertPreferences,
  now: string,
): Promise<channels.NewDelivery[]> {
  const open = (await channels.list(db)).filter((channel) => channel.active)
  const awake = awakeFrom(preferences, now)
  return told.flatMap((row) =>
    open
      .filter((channel) => !(channel.urgent_only && row.priority !== 'urgent'))
      .filter((channel) => channel.kind !== 'email' || isMailed(preferences, row.priority))
      .map((channel) => ({
        channelId: channel.id,
        recipientId: row.recipient_id,
        alertId: row.id,
        priority: row.priority,
        title: row.title,
        body: row.body,
        nextAt: channel.kind === 'webhook' ? now : awake,
      })),
  )
}

function isMailed({ email, digest }: AlertPreferences, priority: store.Row['priority']): boolean {
  return email !== 'none' && (priority === 'urgent' || (email === 'all' && digest === 'off'))
}

/** Queues the digests whose hour has come: what was told in the app since the last one and is still open. */
export async function queueDigests(app: App): Promise<void> {
  const now = app.clock().toISOString()
  const mail = (await channels.list(app.db)).filter((channel) => channel.active && channel.kind === 'email')
  if (mail.length === 0) return
  const { webAddress } = await readSettings(app.db)
  for (const reader of await channels.digestReaders(app.db))
    await app.db.transaction().execute(async (db) => {
      const preferences = await preferencesOf(db, reader)
      const last = await channels.digestSentAt(db, reader)
      if (preferences.email !== 'all' || !isDigestDue(preferences, now, last)) return
      const items = await channels.digestOf(db, reader, last)
      await channels.keepDigest(db, reader, now)
      if (items.length === 0) return
      const title = items.length === 1 ? '1 alert' : `${items.length} alerts`
      const linkOf = (item: (typeof items)[number]) => alertLink(alertPath(store.placeOf(item)), webAddress) ?? ''
      const body = items.map((item) => `${item.title}\n${item.body}\n${linkOf(item)}`.trimEnd()).join('\n\n')
      const one = {
        recipientId: reader,
        alertId: null,
        priority: 'normal' as const,
        title,
        body,
        nextAt: awakeFrom(preferences, now),
      }
      await channels.enqueue(
        db,
        mail.map((channel) => ({ ...one, channelId: channel.id })),
        now,
      )
    })
}
