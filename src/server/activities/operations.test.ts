import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let repId: string
let rep: Client<Api>
let other: Client<Api>
let account: string
let deal: string
let anna: string

beforeAll(async () => {
  it = await testApp({ now: NOW })
  repId = await it.person('Rosa', 'rep')
  rep = it.as(repId, 'rep')
  other = it.as(await it.person('Otto', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Acme' })).id
  deal = (await rep.opportunities.create({ name: 'Deal', accountId: account })).id
  anna = (await rep.contacts.create({ name: 'Anna', accountId: account })).id
})
afterAll(() => it.close())

describe('logging', () => {
  test('a mail that came in is from the person, to the caller, and moves the deal’s latest activity', async () => {
    const logged = await rep.activities.log({
      kind: 'email',
      subject: 'Question',
      direction: 'inbound',
      deal,
      contacts: [anna],
      occurredAt: '2026-11-18T12:00:00+02:00',
    })
    expect(logged).toMatchObject({
      direction: 'inbound',
      state: 'done',
      accountId: account,
      opportunityId: deal,
      occurredAt: '2026-11-18T10:00:00.000Z',
      recordedAt: NOW,
      owner: { name: 'Rosa' },
    })
    expect(logged.participants.map((one) => [one.part, one.name])).toEqual([
      ['from', 'Anna'],
      ['to', 'Rosa'],
    ])
    expect((await rep.opportunities.get({ id: deal })).lastActivityAt).toBe('2026-11-18T10:00:00.000Z')
    await rep.activities.log({ kind: 'note', subject: 'Older', deal, occurredAt: '2026-11-01T00:00:00Z' })
    await rep.activities.log({ kind: 'meeting', subject: 'Planned', deal, contacts: [anna], occurredAt: '2026-12-01T00:00:00Z' })
    expect(await rep.opportunities.get({ id: deal })).toMatchObject({ lastActivityAt: '2026-11-18T10:00:00.000Z', version: 1 })
    expect(
      (await rep.opportunities.history({ id: deal })).items.filter((event) => event.type === 'activity.logged'),
    ).toHaveLength(3)
  })

  test('a meeting is hosted by the caller', async () => {
    const logged = await rep.activities.log({ kind: 'meeting', subject: 'Demo', deal, contacts: [anna] })
    expect(logged.participants.map((one) => [one.part, one.contactId ?? one.userId])).toEqual([
      ['organizer', repId],
      ['attendee', anna],
    ])
  })

  test('what reached a person who asked not to be contacted is a fact, and kept', async () => {
    await rep.contacts.update({ id: anna, doNotContact: true, doNotContactReason: 'Asked on the phone' })
    expect(
      (await rep.activities.log({ kind: 'email', subject: 'Sent before we knew', direction: 'outbound', deal, contacts: [anna] }))
        .participants,
    ).toHaveLength(2)
    expect((await rep.stakeholders.add({ deal, contact: anna })).contact).toMatchObject({
      doNotContact: true,
      doNotContactReason: 'Asked on the phone',
    })
  })

  test('needs something in sight to hang on', async () => {
    await expect(rep.activities.log({ kind: 'note', subject: 'Nowhere' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(other.activities.log({ kind: 'note', subject: 'Not mine', deal })).rejects.toMatchObject({ code: 'not-found' })
    await expect(other.activities.log({ kind: 'note', subject: 'Not mine', account })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(other.activities.log({ kind: 'note', subject: 'Not mine', contacts: [anna] })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

test('a list is newest first, in pages, in sight, and narrows to deal, account, person and kind', async () => {
  const all: string[] = []
  let cursor: string | undefined
  do {
    const page = await rep.activities.list({ deal, limit: 2, ...(cursor ? { cursor } : {}) })
    all.push(...page.items.map((one) => one.occurredAt))
    expect(page.total).toBe(5)
    cursor = page.next ?? undefined
  } while (cursor)
  expect(all).toHaveLength(5)
  expect(all).toEqual(all.toSorted().toReversed())
  expect((await rep.activities.list({ account })).total).toBe(5)
  expect((await rep.activities.list({ contact: anna, kind: ['email'] })).items.map((one) => one.subject)).toEqual([
    'Sent before we knew',
    'Question',
  ])
  expect(await other.activities.list({ deal })).toEqual({ items: [], next: null, total: 0, uncounted: false })
  expect((await other.activities.list({})).total).toBe(0)
})

test('a long list is counted no further than a page needs to say', async () => {
  await sql`insert into activities (kind, subject, occurred_at, opportunity_id, owner_id)
    select 'task', n::text, ${NOW}::timestamptz - n * interval '1 minute', ${deal}, ${repId} from generate_series(1, 10001) n`.execute(
    it.app.db,
  )
  expect(await rep.activities.list({ limit: 1 })).toMatchObject({ total: 10_000, uncounted: true })
  expect(await it.system.activities.list({ limit: 1, kind: ['task'] })).toMatchObject({
    total: 10_000,
    uncounted: true,
    items: [{ subject: '1' }],
  })
  expect(await rep.activities.list({ limit: 1, kind: ['call'] })).toMatchObject({ total: 0, uncounted: false })
})
