import { randomBytes, randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Api } from '../../../contract/api.ts'
import type { alerts } from '../../../contract/alerts.ts'
import type { Handlers } from '../../../contract/operation.ts'
import { Problem } from '../../../contract/problem.ts'
import type { Ctx } from '../../platform/context.ts'
import { difference } from '../../platform/journal.ts'
import * as people from '../store.ts'
import { sealedFor, secretsOf, sendMessage, type ChannelSecrets } from './send-message.ts'
import * as store from './store.ts'

type ChannelVerb = 'channels' | 'saveChannel' | 'testChannel' | 'removeChannel' | 'deliveries'
type Given = z.output<(typeof alerts)['saveChannel']['input']>

const SIGNING_KEY_BYTES = 32

export const operations: Pick<Handlers<Api['alerts'], Ctx>, ChannelVerb> = {
  async channels(ctx) {
    return { items: (await store.list(ctx.db)).map(store.toChannel) }
  },

  async saveChannel(ctx, given) {
    const known = given.id === undefined ? undefined : await existing(ctx, given.id)
    if (known && known.kind !== given.kind) throw new Problem('invalid', 'kind: A channel stays of its kind. Add another one.')
    const id = known?.id ?? randomUUID()
    if (await store.isNameTaken(ctx.db, given.name, id))
      throw new Problem('conflict', `There is a channel called ${given.name} already.`)
    const before = known && secretsOf(ctx.app, known)
    const made =
      given.kind === 'email' ? await mailChannel(ctx, given, known, before) : await webChannel(ctx, given, known, before)
    const signingKey =
      given.kind === 'webhook' && !made.secrets.signingKey ? `whsec_${randomBytes(SIGNING_KEY_BYTES).toString('base64')}` : null
    const secrets = signingKey === null ? made.secrets : { ...made.secrets, signingKey }
    const row = await store.save(ctx.db, {
      id,
      kind: given.kind,
      name: given.name,
      shown: made.shown,
      sealed: ctx.app.seal.close(JSON.stringify(secrets), sealedFor(id)),
      urgentOnly: given.urgentOnly,
      active: given.active,
    })
    const after = store.toChannel(row)
    const changed = known ? difference(store.toChannel(known), after) : { before: null, after }
    ctx.emit({
      type: 'alert-channel.saved',
      noun: 'alert-channel',
      subject: id,
      before: changed?.before ?? null,
      after: changed?.after ?? { name: after.name },
    })
    return { ...after, signingKey }
  },

  async testChannel(ctx, { id }) {
    const channel = await existing(ctx, id)
    const userId = ctx.principal?.userId
    const recipient = userId ? (await people.recipients(ctx.db, [userId])).get(userId) : undefined
    if (!recipient) throw new Problem('not-allowed-now', 'Only a person can try a channel: the message is for them.')
    const { attempt, status, problem } = await sendMessage(ctx.app, channel, {
      id: randomUUID(),
      alertId: null,
      dealId: null,
      accountId: null,
      link: null,
      priority: 'normal',
      title: 'A message to try this channel',
      body: `${recipient.name} tried the channel ${channel.name} from the settings. Nothing needs to be done.`,
      recipient,
    })
    return { delivered: attempt.kind === 'taken', status, problem }
  },

  async removeChannel(ctx, { id }) {
    const channel = store.toChannel(await existing(ctx, id))
    await store.remove(ctx.db, id, ctx.now)
    ctx.emit({ type: 'alert-channel.removed', noun: 'alert-channel', subject: id, before: channel, after: null })
    return channel
  },

  deliveries: (ctx, filter) => store.log(ctx.db, filter),
}

async function existing(ctx: Ctx, id: string): Promise<store.ChannelRow> {
  const channel = await store.find(ctx.db, id)
  if (!channel) throw new Problem('not-found', 'There is no such channel.')
  return channel
}

interface Made {
  readonly shown: store.Shown
  readonly secrets: ChannelSecrets
}

async function webChannel(
  ctx: Ctx,
  given: Given,
  known: store.ChannelRow | undefined,
  before: ChannelSecrets | undefined,
): Promise<Made> {
  const url = given.url ?? before?.url
  if (!url) throw new Problem('invalid', 'url: Give the address that the messages are posted to.')
  const decision = await ctx.app.outbound.allows(url)
  if (!decision.allowed) throw new Problem('invalid', `url: ${decision.because ?? 'This address is not allowed.'}`)
  const shown = { host: new URL(url).host, port: null, from: null, user: null }
  // A new address is another receiver: it never learns the key of the one before.
  const signingKey = known && given.url === undefined ? before?.signingKey : undefined
  return { shown, secrets: { url, ...(signingKey ? { signingKey } : {}) } }
}

async function mailChannel(
  ctx: Ctx,
  given: Given,
  known: store.ChannelRow | undefined,
  before: ChannelSecrets | undefined,
): Promise<Made> {
  const was = known?.shown as store.Shown | undefined
  const host = (given.host ?? was?.host)?.toLowerCase()
  const port = given.port ?? was?.port ?? 587
  const from = given.from ?? was?.from
  const user = given.user === undefined ? (was?.user ?? null) : given.user
  if (!host || !from) throw new Problem('invalid', `${host ? 'from' : 'host'}: A mail channel needs a server and a sender.`)
  const decision = await ctx.app.outbound.mailServer(host, port)
  if (!decision.allowed) throw new Problem('invalid', `host: ${decision.because}`)
  // A password goes to the server that it was given for, and to no other.
  const sameServer = was?.host === host && was.port === port && was.user === user
  const password = given.password === undefined ? (sameServer ? (before?.password ?? null) : null) : given.password
  if (user !== null && password === null) throw new Problem('invalid', 'password: Give the password for this server and user.')
  return { shown: { host, port, from, user }, secrets: { password } }
}
