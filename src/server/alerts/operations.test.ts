import { createServer as createHttp, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import type { App } from '../platform/context.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { deliverDue } from './deliver.ts'
import { evaluateAccounts, evaluateDeals } from './evaluate.ts'
import { lookAtChanges } from './jobs.ts'
import { queueDigests, tellWaiting } from './tell.ts'
import { accountIds } from './watch/store.ts'
import * as store from './store.ts'

const NOW = '2026-03-02T09:00:00.000Z'
/** What was recorded at an instant is known after it. */
const LATER = '2026-03-02T10:00:00.000Z'
const received: { headers: IncomingHttpHeaders; body: string; path: string }[] = []
let status = 200
const receiver = createHttp((request, response) => {
  let body = ''
  request.on('data', (part) => (body += String(part)))
  request.on('end', () => {
    received.push({ headers: request.headers, body, path: request.url ?? '' })
    response.writeHead(status).end()
  })
})

let t: TestApp
let admin: Client<Api>
let rosa: string
let rep: Client<Api>
let otto: Client<Api>
let port = 0

beforeAll(async () => {
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready))
  port = (receiver.address() as AddressInfo).port
  t = await testApp({ now: NOW, ownHosts: [`127.0.0.1:${port}`] })
  rosa = await t.person('Rosa', 'rep')
  rep = t.as(rosa, 'rep')
  otto = t.as(await t.person('Otto', 'rep'), 'rep')
  admin = t.as(await t.person('Ada', 'admin'), 'admin')
})
afterAll(async () => {
  receiver.close()
  await t.close()
})

/** The same server on another day. */
const on = (now: string): App => ({ ...t.app, clock: () => new Date(now) })

async function morning(now: string, deals: readonly string[]): Promise<void> {
  await evaluateDeals(on(now), deals)
  await tellWaiting(on(now))
}

const deal = async (client: Client<Api>, name: string, closeOn: string | null = null) =>
  (await client.opportunities.create({ name, ...(closeOn ? { expectedCloseOn: closeOn } : {}) })).id
/** Of its threads: these deals have nobody on them, and so no champion either. */
const openOf = async (client: Client<Api>, id: string) =>
  (await client.alerts.list({ deal: id })).items.filter(({ rule }) => rule !== 'critical-role-gap')

describe('an alert', () => {
  test('about a deal that closes soon on one thread reaches its owner at once, and only once', async () => {
    const id = await deal(rep, 'Zenith <b>', '2026-03-20')
    await morning(LATER, [id])
    expect(await openOf(rep, id)).toMatchObject([
      {
        rule: 'close-on-one-thread',
        title: 'Zenith <b> is to close on 2026-03-20 and hangs on no active thread',
        state: 'open',
        priority: 'urgent',
        deal: { id },
        mine: true,
      },
    ])
    await morning('2026-03-03T09:00:00.000Z', [id])
    await morning('2026-03-04T09:00:00.000Z', [id])
    const told = await t.app.db
      .selectFrom('events')
      .selectAll()
      .where('opportunity_id', '=', id)
      .where('type', '=', 'alert.told')
      .execute()
    expect(told).toHaveLength(1)
    expect(await t.system.opportunities.history({ id })).toBeDefined()
  })

  test('is the same when so many deals are looked at that it is done in a thread of its own', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, (_, i) => deal(rep, `Many ${i}`, '2026-03-20')))
    await morning(LATER, ids)
    for (const id of [ids[0]!, ids[59]!]) expect(await openOf(rep, id)).toMatchObject([{ rule: 'close-on-one-thread' }])
    await morning(LATER, [ids[0]!])
    expect(await openOf(rep, ids[0]!)).toHaveLength(1)
  })

  test('is seen, put off, acted on; goes by itself when the deal is closed', async () => {
    const id = await deal(rep, 'Life', '2026-03-20')
    await morning(LATER, [id])
    const [alert] = await openOf(rep, id)
    expect(await rep.alerts.see({ ids: [alert!.id] })).toEqual({ seen: 1 })
    expect(await admin.alerts.see({ ids: [alert!.id] })).toEqual({ seen: 0 })
    const snoozed = await rep.alerts.snooze({ id: alert!.id, until: '2026-03-05T09:00:00.000Z' })
    expect(snoozed.state).toBe('snoozed')
    await expect(rep.alerts.snooze({ id: alert!.id, until: '2026-03-01T09:00:00.000Z' })).rejects.toMatchObject({
      code: 'not-allowed-now',
    })
    await morning('2026-03-04T09:00:00.000Z', [id])
    expect((await rep.alerts.list({ list: 'snoozed', deal: id })).total).toBe(1)
    await morning('2026-03-05T09:00:00.000Z', [id])
    expect(await openOf(rep, id)).toMatchObject([{ state: 'open' }])
    await admin.opportunities.remove({ id })
    await evaluateDeals(on('2026-03-06T09:00:00.000Z'), [id])
    expect((await rep.alerts.list({ list: 'history' })).items.find((one) => one.id === alert!.id)).toMatchObject({
      state: 'gone',
    })
    await expect(rep.alerts.act({ id: alert!.id })).rejects.toMatchObject({ code: 'not-allowed-now' })
  })

  test('of another seller is neither seen nor moved; who leads everything sees it', async () => {
    const id = await deal(otto, 'Of Otto', '2026-03-20')
    await morning(LATER, [id])
    const [alert] = await openOf(otto, id)
    expect((await rep.alerts.list({ whose: 'all', deal: id })).items).toEqual([])
    await expect(rep.alerts.dismiss({ id: alert!.id })).rejects.toMatchObject({ code: 'not-found' })
    expect((await admin.alerts.list({ whose: 'all', deal: id })).items).toHaveLength(1)
    expect(await otto.alerts.dismiss({ id: alert!.id, note: 'Known' })).toMatchObject({ state: 'dismissed' })
    await morning('2026-03-10T09:00:00.000Z', [id])
    expect(await openOf(otto, id)).toEqual([])
  })

  test('beyond the budget of the day is held back and shown as such, and told on the next', async () => {
    const person = await t.person('Busy', 'rep')
    const busy = t.as(person, 'rep')
    await busy.alerts.prefer({ budgetPerDay: 2 })
    const deals = await Promise.all([1, 2, 3, 4, 5].map((n) => deal(busy, `Thin ${n}`)))
    await morning('2026-03-30T09:00:00.000Z', deals)
    // Each hangs on nobody and has no champion; the urgent are told first.
    expect((await busy.alerts.list({})).items.map(({ rule }) => rule)).toEqual(['few-threads', 'few-threads'])
    expect((await busy.alerts.list({ list: 'held' })).total).toBe(8)
    expect(await store.counts(t.app.db, person)).toEqual({ unseen: 2, open: 2, snoozed: 0, held: 8 })
    await morning('2026-03-30T15:00:00.000Z', deals)
    expect((await busy.alerts.list({ list: 'held' })).total).toBe(8)
    await morning('2026-03-31T09:00:00.000Z', deals)
    expect((await busy.alerts.list({ list: 'held' })).total).toBe(6)
  })

  test('is not opened by a rule that is switched off, and says what the company wrote', async () => {
    await admin.alerts.setRule({ rule: 'few-threads', title: 'Only {threads} on {deal}' })
    await expect(admin.alerts.setRule({ rule: 'few-threads', body: '{person}' })).rejects.toMatchObject({ code: 'invalid' })
    const id = await deal(rep, 'Worded')
    await morning('2026-03-30T09:00:00.000Z', [id])
    expect(await openOf(rep, id)).toMatchObject([{ title: 'Only no active thread on Worded' }])
    await admin.alerts.setRule({ rule: 'few-threads', title: null, enabled: false })
    await morning('2026-03-31T09:00:00.000Z', [id])
    expect(await openOf(rep, id)).toEqual([])
    await admin.alerts.setRule({ rule: 'few-threads', enabled: true })
  })
})

describe('a message', () => {
  test('as the tracker sends it reaches our people in the app, once', async () => {
    const id = await deal(rep, 'Sent')
    const message = {
      channel: 'deal-alerts',
      title: 'Single-Threaded Risk: Sent',
      body: 'Only 1 active thread(s).',
      priority: 'urgent' as const,
      recipients: [rosa],
      deal: id,
    }
    const first = await rep.alerts.send(message)
    expect(first).toMatchObject({ channel: 'in-app', sent: [{ recipient: { name: 'Rosa' }, already: false }] })
    expect((await rep.alerts.send(message)).sent).toMatchObject([{ already: true, alert: first.sent[0]?.alert }])
    await tellWaiting(on(LATER))
    expect(await openOf(rep, id)).toMatchObject([{ rule: 'sent', title: message.title }])
  })

  test('goes to nobody but our own people', async () => {
    const message = { title: 'Hello', body: 'There' }
    await expect(rep.alerts.send({ ...message, recipients: ['someone@customer.example'] })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(rep.alerts.send({ ...message, recipients: [rosa], deal: await deal(otto, 'Hidden') })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('a channel', () => {
  test('keeps what is secret: answers, journal and database show none of it', async () => {
    const url = `http://127.0.0.1:${port}/T123/very-secret-path`
    const made = await admin.alerts.saveChannel({ kind: 'webhook', name: 'Secret keeper', url, active: false })
    expect(made.signingKey).toMatch(/^whsec_/)
    expect(
      (await admin.alerts.saveChannel({ id: made.id, kind: 'webhook', name: 'Secret keeper', active: false })).signingKey,
    ).toBeNull()
    const events = await t.app.db.selectFrom('events').selectAll().where('noun', '=', 'alert-channel').execute()
    const rows = await t.app.db.selectFrom('alert_channels').selectAll().execute()
    const shown = JSON.stringify([await admin.alerts.channels({}), events, rows])
    expect(shown).not.toMatch(/very-secret-path|whsec_/)
    expect(shown).not.toContain(made.signingKey!.slice(6))
    await expect(rep.alerts.channels({})).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each([
    'http://127.0.0.1:22/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'file:///etc/passwd',
    'https://localhost/',
  ])('to %s is refused when it is made and when it is changed', async (url) => {
    const port = await openChannel()
    await expect(admin.alerts.saveChannel({ kind: 'slack', name: url, url })).rejects.toMatchObject({ code: 'invalid' })
    await expect(admin.alerts.saveChannel({ id: port, kind: 'webhook', name: 'Same', url })).rejects.toMatchObject({
      code: 'invalid',
    })
    await admin.alerts.removeChannel({ id: port })
  })

  test('to a mail server inside is refused, and a password stays with the server it was given for', async () => {
    const mail = { kind: 'email' as const, name: 'Mail', from: 'alerts@example.com' }
    await expect(admin.alerts.saveChannel({ ...mail, host: '10.0.0.5', port: 25 })).rejects.toMatchObject({ code: 'invalid' })
    await expect(admin.alerts.saveChannel({ ...mail, host: '127.0.0.1', port: 587 })).rejects.toMatchObject({ code: 'invalid' })
    const made = await admin.alerts.saveChannel({ ...mail, host: '127.0.0.1', port, user: 'u', password: 'p', active: false })
    expect(made).toMatchObject({ host: '127.0.0.1', port, user: 'u' })
    await expect(
      admin.alerts.saveChannel({ ...mail, id: made.id, host: '127.0.0.1', port, user: 'other' }),
    ).rejects.toMatchObject({ code: 'invalid' })
    await admin.alerts.removeChannel({ id: made.id })
  })

  test('is told once of an alert, signed as the standard says, and again only after it failed', async () => {
    const made = await admin.alerts.saveChannel({ kind: 'webhook', name: 'Signed', url: `http://127.0.0.1:${port}/hook` })
    const id = await deal(rep, 'Posted', '2026-03-20')
    received.length = 0
    status = 503
    await morning(LATER, [id])
    expect(await deliverDue(on(LATER))).toBeGreaterThan(0)
    expect(await deliverDue(on(LATER))).toBe(0)
    const { items } = await admin.alerts.deliveries({})
    const mine = items.find((one) => one.title.startsWith('Posted'))
    expect(mine).toMatchObject({ state: 'waiting', attempts: 1, status: 503, problem: 'The server answered 503.' })
    status = 200
    await deliverDue(on('2026-03-02T10:00:10.000Z'))
    const posted = received.filter((one) => one.body.includes('Posted'))
    expect(posted).toHaveLength(2)
    expect(new Set(posted.map((one) => one.headers['webhook-id']))).toEqual(new Set([`msg_${mine!.id}`]))
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T10:01:00.000Z') })
    const verified = new Webhook(made.signingKey!).verify(posted[1]!.body, posted[1]!.headers as Record<string, string>)
    vi.useRealTimers()
    expect(verified).toMatchObject({ type: 'alert.told', data: { deal: id, priority: 'urgent', link: `/deals/${id}/people` } })
    expect((await admin.alerts.deliveries({ state: 'delivered' })).items.map((one) => one.id)).toContain(mine!.id)
    await admin.alerts.removeChannel({ id: made.id })
  })

  test('whose receiver is gone is switched off, and says why', async () => {
    const made = await admin.alerts.saveChannel({ kind: 'slack', name: 'Gone', url: `http://127.0.0.1:${port}/gone` })
    await rep.alerts.prefer({ quietHours: null })
    const id = await deal(rep, 'To nobody', '2026-03-20')
    status = 410
    await morning(LATER, [id])
    await deliverDue(on(LATER))
    status = 200
    expect((await admin.alerts.channels({})).items.find((one) => one.id === made.id)).toMatchObject({
      active: false,
      problem: 'Its receiver says that it is no more.',
    })
    await admin.alerts.removeChannel({ id: made.id })
  })

  test('is tried with a message to oneself, and says what came of it', async () => {
    const made = await admin.alerts.saveChannel({
      kind: 'teams',
      name: 'Tried',
      url: `http://127.0.0.1:${port}/teams?sig=secret`,
    })
    received.length = 0
    expect(await admin.alerts.testChannel({ id: made.id })).toEqual({ delivered: true, status: 200, problem: null })
    expect(JSON.parse(received[0]!.body)).toMatchObject({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }],
    })
    await admin.alerts.removeChannel({ id: made.id })
  })

  test('waits for the end of quiet hours where it reaches people, and not where it reaches machines', async () => {
    const person = await t.person('Asleep', 'rep')
    const asleep = t.as(person, 'rep')
    await asleep.alerts.prefer({ quietHours: { from: '20:00', to: '07:00' }, timeZone: 'Europe/Berlin' })
    const slack = await admin.alerts.saveChannel({ kind: 'slack', name: 'People', url: `http://127.0.0.1:${port}/s` })
    const hook = await admin.alerts.saveChannel({ kind: 'webhook', name: 'Machines', url: `http://127.0.0.1:${port}/m` })
    const id = await deal(asleep, 'At night', '2026-03-20')
    await morning('2026-03-02T22:00:00.000Z', [id])
    const { items } = await admin.alerts.deliveries({})
    const due = Object.fromEntries(
      items.filter((one) => one.recipient.id === person).map((one) => [one.channel.name, one.nextAt]),
    )
    expect(due).toEqual({ People: '2026-03-03T06:00:00.000Z', Machines: '2026-03-02T22:00:00.000Z' })
    for (const { id } of [slack, hook]) await admin.alerts.removeChannel({ id })
  })
})

test('a digest gathers what is not urgent into one mail a day', async () => {
  const person = await t.person('Reader', 'rep')
  const reader = t.as(person, 'rep')
  await reader.alerts.prefer({ digest: 'daily', digestAt: '08:00', quietHours: null, timeZone: 'UTC' })
  const mail = await admin.alerts.saveChannel({
    kind: 'email',
    name: 'Digest mail',
    host: '127.0.0.1',
    port,
    from: 'alerts@example.com',
  })
  for (const title of ['One', 'Two']) await reader.alerts.send({ title, body: 'Text', recipients: [person] })
  await tellWaiting(on('2026-03-02T07:30:00.000Z'))
  await queueDigests(on('2026-03-02T07:59:00.000Z'))
  await queueDigests(on('2026-03-02T08:00:00.000Z'))
  await queueDigests(on('2026-03-02T12:00:00.000Z'))
  const { items } = await admin.alerts.deliveries({})
  expect(items.filter((one) => one.recipient.id === person && one.channel.id === mail.id).map((one) => one.title)).toEqual([
    '2 alerts',
  ])
  await admin.alerts.removeChannel({ id: mail.id })
})

test('a sponsor who left is told of at the next look at what changed, once, with the page to act on', async () => {
  const account = (await rep.accounts.create({ name: 'Northwind', segment: 'enterprise' })).id
  const clara = { name: 'Clara Chef', title: 'CEO', accountId: account, mailbox: 'clara@northwind.example' }
  const contact = (await rep.contacts.create(clara)).id
  await rep.sponsors.set({ account, contact, standing: 'primary' })
  const left = async () => (await rep.alerts.list({})).items.filter(({ rule }) => rule === 'sponsor-left')
  await lookAtChanges.run(on(LATER), {})
  expect(await left()).toEqual([])
  await rep.contacts.update({ id: contact, title: 'Former CEO' })
  await lookAtChanges.run(on('2026-03-02T10:01:00.000Z'), {})
  await lookAtChanges.run(on('2026-03-02T10:02:00.000Z'), {})
  expect(await left()).toMatchObject([
    {
      title: 'The executive sponsor at Northwind has left',
      body: 'Clara Chef has left Northwind: their title was changed to “Former CEO”.',
      priority: 'urgent',
      account: { id: account },
      path: `/accounts/${account}/sponsors?executive=${contact}`,
    },
  ])
})

test('a look at every account opens each alert once, and ends none that still holds', async () => {
  await t.system.accounts.create({ name: 'Customer of nobody yet' })
  const everything = await accountIds(t.app.db)
  await evaluateAccounts(on(LATER), everything)
  const events = () => t.app.db.selectFrom('events').select('id').where('noun', '=', 'alert').execute()
  const before = (await events()).length
  await evaluateAccounts(on('2026-03-02T11:00:00.000Z'), everything)
  expect((await events()).length).toBe(before)
})

async function openChannel(): Promise<string> {
  return (await admin.alerts.saveChannel({ kind: 'webhook', name: 'Same', url: `http://127.0.0.1:${port}/x`, active: false })).id
}
