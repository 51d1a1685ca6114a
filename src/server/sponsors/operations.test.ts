import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fastify } from 'fastify'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { sponsorRoutes } from './routes.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let rep: Client<Api>
let repId: string
let stranger: Client<Api>
let account: string
let cfo: string
let vp: string

beforeAll(async () => {
  it = await testApp({ now: NOW })
  repId = await it.person('Rosa', 'rep')
  rep = it.as(repId, 'rep')
  stranger = it.as(await it.person('Otto', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Acme', segment: 'enterprise' })).id
  cfo = await person('Clara Finanz', 'Directrice financière', 'clara@acme.test')
  vp = await person('Victor Ops', 'VP Operations', 'victor@acme.test')
  await person('Ana Lyst', 'Data Analyst', 'ana@acme.test')
  await it.app.db.updateTable('contacts').set({ created_at: '2025-01-10T00:00:00Z' }).where('account_id', '=', account).execute()
})
afterAll(() => it.close())

const person = async (name: string, title: string, mailbox: string) =>
  (await rep.contacts.create({ name, accountId: account, title, mailbox })).id

async function happened(
  kind: 'meeting' | 'email' | 'call',
  on: string,
  who: string,
  {
    subject = 'Talk',
    direction = null as 'inbound' | 'outbound' | null,
    recordedAt = `${on}T12:00:00Z`,
    body = null as string | null,
  } = {},
): Promise<string> {
  const { id } = await it.app.db
    .insertInto('activities')
    .values({
      kind,
      subject,
      body,
      direction,
      occurred_at: `${on}T11:00:00Z`,
      recorded_at: recordedAt,
      account_id: account,
      owner_id: repId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const from = direction === 'inbound' ? { contact_id: who } : { user_id: repId }
  const to = direction === 'inbound' ? { user_id: repId } : { contact_id: who }
  await it.app.db
    .insertInto('activity_participants')
    .values([
      { activity_id: id, position: 0, part: kind === 'email' ? 'from' : 'organizer', ...from },
      { activity_id: id, position: 1, part: kind === 'email' ? 'to' : 'attendee', ...to },
    ])
    .execute()
  return id
}

describe('the executives of an account', () => {
  test('are found by their titles, and without contact their level is unknown and nothing is scored', async () => {
    const report = await rep.sponsors.report({ account })
    expect(
      report.sponsors.map(({ name, standing, level, score }) => [name, standing, level.level, score.value, score.note]),
    ).toEqual([
      ['Clara Finanz', 'primary', 'unknown', null, 'No contact'],
      ['Victor Ops', 'bench', 'unknown', null, 'No contact'],
    ])
    expect(report).toMatchObject({ tier: 'enterprise', overall: { level: 'unknown' }, succession: { risk: 'high' } })
  })

  test('meetings and answers raise their level; as of a day before they were recorded they are not there', async () => {
    for (const month of ['05', '06', '07', '08', '09', '10', '11']) {
      await happened('meeting', `2026-${month}-05`, cfo, { subject: '1:1 with Clara' })
      await happened('email', `2026-${month}-10`, cfo, { direction: 'outbound' })
      await happened('email', `2026-${month}-11`, cfo, { direction: 'inbound' })
    }
    const now = await rep.sponsors.report({ account })
    expect(now.primary?.name).toBe('Clara Finanz')
    expect(now.overall.level).toBe('engaged')
    expect(now.sponsors[0]?.score.factors.map(({ name, value }) => [name, value])).toEqual([
      ['Meeting frequency', 14.6],
      ['Responsiveness', 25],
      ['QBR attendance', null],
      ['Strategic alignment', null],
    ])
    const then = await rep.sponsors.report({ account, asOf: '2026-05-05' })
    expect(then.overall.level).toBe('unknown')
  })

  test('are not there for whoever does not see the account', async () => {
    await expect(stranger.sponsors.report({ account })).rejects.toMatchObject({ code: 'not-found' })
    expect((await stranger.sponsors.list({ everybody: true })).items).toEqual([])
  })

  test('the report is a document when asked for', async () => {
    const { markdown } = await rep.sponsors.report({ account, markdown: true })
    expect(markdown).toContain('**Account Tier**: Enterprise')
    expect(markdown).toContain('| Clara Finanz | Directrice financière | Engaged (79) | 2026-11-11 | ✓ |')
  })

  test('the portfolio lists the account once it is a customer, and the programme counts it', async () => {
    expect((await rep.sponsors.list({})).items).toEqual([])
    const { items } = await rep.sponsors.list({ everybody: true })
    expect(items).toMatchObject([
      { account: { id: account }, level: 'engaged', primary: { name: 'Clara Finanz' }, executives: 2 },
    ])
    expect((await rep.sponsors.programme({})).accounts).toBe(0)
  })
})

describe('what somebody enters about sponsors', () => {
  test('names backups and levels with a reason, and is rebuilt from the journal as of a day', async () => {
    await rep.sponsors.set({ account, contact: vp, standing: 'backup', priorities: ['Cut downtime'] })
    await rep.sponsors.setLevel({ account, contact: vp, level: 'passive', reason: 'Delegates to her deputy' })
    const report = await rep.sponsors.report({ account })
    expect(report.succession).toMatchObject({ risk: 'medium', backups: [{ name: 'Victor Ops' }] })
    expect(report.sponsors[1]?.level).toMatchObject({
      level: 'passive',
      risk: 'medium',
      overridden: { derived: 'unknown', reason: 'Delegates to her deputy' },
    })
    expect((await rep.sponsors.report({ account, asOf: '2026-11-20' })).succession).toMatchObject({ risk: 'high', backups: [] })
    expect((await rep.sponsors.list({})).items).toHaveLength(1)
  })

  test('goals and initiatives earn points for alignment, goals that nothing serves none', async () => {
    await rep.sponsors.setContext({
      account,
      goals: [{ goal: 'Halve onboarding time' }, { goal: 'Enter Japan' }],
      initiatives: [{ initiative: 'Guided setup', priority: 'Halve onboarding time', alignment: 'high' }],
      contract: { endOn: '2027-01-31' },
      roi: 140,
    })
    const {
      sponsors: [first],
      context,
      alignment,
      calendar,
    } = await rep.sponsors.report({ account })
    expect(first?.score.factors[3]).toMatchObject({ name: 'Strategic alignment', value: 12.5 })
    expect(context).toMatchObject({ source: 'entered', metrics: { roi: 140 }, contract: { endOn: '2027-01-31' } })
    expect(alignment.map(({ priority, alignment: how }) => [priority, how])).toContainEqual(['Enter Japan', null])
    expect(calendar.map(({ event }) => event)).toContain('Renewal of Acme')
  })

  test('a change that somebody read stands in the report with its source', async () => {
    await rep.sponsors.tellNews({ account, what: 'Acme buys Globex', source: 'https://news.example/acme', on: '2026-11-18' })
    expect((await rep.sponsors.report({ account })).changes[0]).toMatchObject({
      kind: 'news',
      at: '2026-11-18T00:00:00.000Z',
      source: 'https://news.example/acme',
    })
    await expect(rep.sponsors.tellNews({ account, what: 'Later', source: 'x y', on: '2027-01-01' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

describe('an outreach to an executive', () => {
  let colleague: Client<Api>
  beforeAll(async () => {
    colleague = it.as(await it.person('Cora', 'customer-success'), 'customer-success')
  })
  const propose = (more: { purpose?: 'goals' | 'support'; topic?: string; contact?: string; channel?: 'email' | 'phone' } = {}) =>
    colleague.sponsors.proposeOutreach({ account, contact: cfo, purpose: 'goals', topic: 'Your goals for next year', ...more })

  test('is never about an operational matter, whatever it is called', async () => {
    await expect(propose({ purpose: 'support' })).rejects.toMatchObject({ code: 'not-allowed-now' })
    await expect(propose({ topic: 'The open invoices' })).rejects.toMatchObject({
      message: expect.stringContaining('operational'),
    })
    expect((await rep.sponsors.outreach({ account })).items).toEqual([])
  })

  test('waits for the owner of the account, blocks another one, and only then is sent', async () => {
    const proposed = await propose()
    expect(proposed.state).toBe('proposed')
    await expect(propose({ topic: 'A second one' })).rejects.toMatchObject({ message: expect.stringContaining('One at a time') })
    const { id } = proposed
    await expect(colleague.sponsors.endOutreach({ account, id, state: 'sent' })).rejects.toMatchObject({
      message: expect.stringContaining('not agreed'),
    })
    await expect(colleague.sponsors.agreeOutreach({ account, id, agree: true })).rejects.toMatchObject({
      code: 'not-allowed-now',
    })
    expect((await rep.sponsors.agreeOutreach({ account, id, agree: true })).state).toBe('agreed')
    expect((await colleague.sponsors.endOutreach({ account, id, state: 'sent' })).state).toBe('sent')
    const next = await rep.sponsors.proposeOutreach({ account, contact: cfo, purpose: 'renewal', topic: 'The years ahead' })
    expect(next.state).toBe('agreed')
    await rep.sponsors.endOutreach({ account, id: next.id, state: 'withdrawn' })
  })

  test('never goes to whoever is not to be contacted, also where they said so after it was agreed', async () => {
    const { id } = await rep.sponsors.proposeOutreach({ account, contact: cfo, purpose: 'goals', topic: 'Next year' })
    await rep.contacts.update({ id: cfo, doNotContact: true })
    await expect(rep.sponsors.endOutreach({ account, id, state: 'sent' })).rejects.toMatchObject({
      message: expect.stringContaining('not to be contacted'),
    })
    await rep.sponsors.endOutreach({ account, id, state: 'withdrawn' })
    await expect(propose()).rejects.toMatchObject({ message: expect.stringContaining('not to be contacted') })
    const report = await rep.sponsors.report({ account })
    expect(report.actions.filter(({ contactId }) => contactId === cfo)).toEqual([])
    expect(JSON.stringify([report.actions, report.calendar])).not.toContain('Clara')
    await rep.contacts.update({ id: cfo, doNotContact: false })
  })

  test('nor to somebody who is no executive', async () => {
    const { items } = await rep.contacts.list({ account })
    const analyst = items.find(({ name }) => name === 'Ana Lyst')?.id ?? ''
    await expect(propose({ contact: analyst })).rejects.toMatchObject({ code: 'not-allowed-now' })
  })
})

describe('a sponsor who left', () => {
  test('is told of at once when their mail comes back', async () => {
    const body = 'Delivery to victor@acme.test failed: 5.1.1 no such user'
    const { id } = await it.app.db
      .insertInto('activities')
      .values({
        kind: 'email',
        subject: 'Undeliverable: Hello',
        body,
        direction: 'inbound',
        occurred_at: '2026-11-20T08:00:00Z',
        recorded_at: '2026-11-20T08:00:00Z',
        account_id: account,
        owner_id: repId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await it.app.db
      .insertInto('activity_participants')
      .values([{ activity_id: id, position: 0, part: 'from', address: 'mailer-daemon@acme.test' }])
      .execute()
    const report = await rep.sponsors.report({ account })
    expect(report.alerts).toContainEqual(
      expect.objectContaining({ cause: 'sponsor-left', severity: 'critical', contactId: vp, evidence: [id] }),
    )
    expect(report.sponsors.find(({ contactId }) => contactId === vp)).toMatchObject({ standing: 'left', status: 'bad' })
  })
})

describe('the engagement calendar', () => {
  test('is read by whoever knows the private address, until it is revoked; only a hash is stored', async () => {
    const made = await rep.sponsors.makeFeed({})
    expect(made.path).toMatch(/^\/api\/calendar\/[\w-]{43}\.ics$/)
    const token = made.path.slice('/api/calendar/'.length, -'.ics'.length)
    const stored = await it.app.db.selectFrom('sponsor_feeds').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(token)
    const http = fastify()
    await sponsorRoutes(http, it.app, it.dispatch)
    const first = await http.inject(made.path)
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(first.body).toContain('SUMMARY:Renewal of Acme')
    expect((await http.inject('/api/calendar/x.ics')).statusCode).not.toBe(200)
    expect((await stranger.sponsors.feeds({})).items).toEqual([])
    await expect(stranger.sponsors.revokeFeed({ id: made.id })).rejects.toMatchObject({ code: 'not-found' })
    await rep.sponsors.revokeFeed({ id: made.id })
    expect((await http.inject(made.path)).statusCode).not.toBe(200)
    await http.close()
  })
})
