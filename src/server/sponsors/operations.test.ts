import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'

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
    void vp
  })
})
