import { alertLink, alertPath } from '../../domain/alerts/alert-path.ts'
import { afterAttempt } from '../../domain/alerts/delivery.ts'
import { instantOf, epochMs } from '../../domain/values/instant.ts'
import type { App } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'
import { sendMessage } from './channels/send-message.ts'
import * as channels from './channels/store.ts'
import * as store from './store.ts'

/** A process that has not said within this time what came of a message has died; another sends it, under the same id. */
const TAKEN_OVER_AFTER_MS = 120_000
const AT_A_TIME = 20

/** Sends what is due. A message may arrive twice, never not at all while its receiver answers within three days. */
export async function deliverDue(app: App): Promise<number> {
  let sent = 0
  for (;;) {
    const now = app.clock().toISOString()
    const due = await channels.claimDue(app.db, now, instantOf(epochMs(now) + TAKEN_OVER_AFTER_MS), AT_A_TIME)
    // One receiver that does not answer keeps nobody else waiting.
    const { webAddress } = due.length === 0 ? { webAddress: null } : await readSettings(app.db)
    await Promise.all(due.map((delivery) => deliver(app, delivery, webAddress)))
    sent += due.length
    if (due.length < AT_A_TIME) return sent
  }
}

async function deliver(app: App, delivery: channels.DeliveryRow, webAddress: string | null): Promise<void> {
  const channel = await channels.find(app.db, delivery.channel_id)
  const recipient = (await store.recipients(app.db, [delivery.recipient_id])).get(delivery.recipient_id)
  if (!channel?.active || !recipient) {
    const problem = recipient ? 'The channel is switched off.' : 'Its recipient is no longer active.'
    return channels.settle(app.db, delivery.id, { state: 'given-up' }, { status: null, problem, now: app.clock().toISOString() })
  }
  const place = delivery.alert_id === null ? undefined : await store.placeWithId(app.db, delivery.alert_id)
  const answer = await sendMessage(app, channel, {
    id: delivery.id,
    alertId: delivery.alert_id,
    dealId: place?.dealId ?? null,
    accountId: place?.accountId ?? null,
    link: alertLink(place ? alertPath(place) : null, webAddress),
    priority: delivery.priority,
    title: delivery.title,
    body: delivery.body,
    recipient,
  })
  const now = app.clock().toISOString()
  const next = afterAttempt(delivery.attempts, answer.attempt, { now, jitter: Math.random() })
  await channels.settle(app.db, delivery.id, next, { status: answer.status, problem: answer.problem, now })
  if (answer.attempt.kind === 'failed' && answer.attempt.gone)
    await channels.disable(app.db, channel.id, 'Its receiver says that it is no more.')
}
