import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let rep: Client<Api>
let other: Client<Api>
let acme: string

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  other = it.as(await it.person('Otto', 'rep'), 'rep')
  acme = (await rep.accounts.create({ name: 'Acme', segment: 'enterprise', industry: 'Retail' })).id
  await rep.opportunities.create({ name: 'Acme, first', accountId: acme, amount: { minor: 100, currency: 'USD' } })
})
afterAll(() => it.close())

describe('an account', () => {
  test('sums the deals that its reader sees, not those of others', async () => {
    const [row] = await it.app.db.selectFrom('opportunities').select('pipeline_id').execute()
    const stage = await it.app.db.selectFrom('stages').selectAll().where('canonical', '=', 'closed_won').executeTakeFirstOrThrow()
    const otto = await it.app.db.selectFrom('users').select('id').where('name', '=', 'Otto').executeTakeFirstOrThrow()
    await it.app.db
      .insertInto('opportunities')
      .values({
        name: 'Acme, of Otto',
        account_id: acme,
        owner_id: otto.id,
        pipeline_id: row?.pipeline_id ?? '',
        stage_id: stage.id,
        stage: 'closed_won',
        amount_minor: 1000,
        actual_close_on: '2026-05-01',
      })
      .execute()
    expect(await rep.accounts.get({ id: acme })).toMatchObject({
      openDeals: 1,
      openAmount: { minor: 100 },
      wonDeals: 0,
      wonAmount: { minor: 0 },
    })
    expect(await other.accounts.get({ id: acme })).toMatchObject({ openDeals: 0, wonDeals: 1, wonAmount: { minor: 1000 } })
    expect(await it.system.accounts.get({ id: acme })).toMatchObject({ openDeals: 1, wonDeals: 1 })
  })

  test('is changed field by field, and only what changed is journalled', async () => {
    expect(await rep.accounts.update({ id: acme, city: 'Berlin', name: 'Acme' })).toMatchObject({
      city: 'Berlin',
      industry: 'Retail',
    })
    const events = await it.app.db
      .selectFrom('events')
      .select(['type', 'before', 'after'])
      .where('subject', '=', acme)
      .orderBy('id')
      .execute()
    expect(events.at(-1)).toEqual({ type: 'account.changed', before: { city: null }, after: { city: 'Berlin' } })
    await rep.accounts.update({ id: acme, city: 'Berlin' })
    expect(await it.app.db.selectFrom('events').select('id').where('subject', '=', acme).execute()).toHaveLength(events.length)
  })

  test('out of sight is not there', async () => {
    const hidden = (await other.accounts.create({ name: 'Hidden' })).id
    await expect(rep.accounts.get({ id: hidden })).rejects.toMatchObject({ code: 'not-found' })
    await expect(rep.accounts.update({ id: hidden, name: 'x' })).rejects.toMatchObject({ code: 'not-found' })
    expect((await rep.accounts.list({})).items.map((account) => account.name)).toEqual(['Acme'])
  })

  test.each(['name', 'open', 'won', 'activity'] as const)('is listed once in pages by %s', async (sort) => {
    for (const order of ['asc', 'desc'] as const) {
      const met: string[] = []
      let cursor: string | undefined
      do {
        const page = await it.system.accounts.list({ sort, order, limit: 1, ...(cursor ? { cursor } : {}) })
        met.push(...page.items.map((account) => account.name))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(met.toSorted()).toEqual(['Acme', 'Hidden'])
      if (sort === 'open' && order === 'desc') expect(met[0]).toBe('Acme')
    }
  })

  test('is listed by the latest activity that it shows to its reader', async () => {
    const lists = async (call: Client<Api>) => {
      const { items } = await call.accounts.list({ sort: 'activity', order: 'desc' })
      return items.map((account) => [account.name, account.lastActivityAt])
    }
    const shared = (await other.accounts.create({ name: 'Shared' })).id
    const bare = (await other.accounts.create({ name: 'Bare' })).id
    const rosa = await it.app.db.selectFrom('users').select('id').where('name', '=', 'Rosa').executeTakeFirstOrThrow()
    const deal = (await it.system.opportunities.create({ name: 'Shared, of Rosa', accountId: shared, ownerId: rosa.id })).id
    const log = (call: Client<Api>, day: string, on: { deal: string } | { account: string }) =>
      call.activities.log({ kind: 'note', subject: day, occurredAt: `2026-${day}T00:00:00Z`, ...on })
    await log(it.system, '11-10', { account: acme })
    await log(rep, '11-11', { deal })
    await log(other, '11-12', { account: shared })
    await log(it.system, '11-14', { account: bare })
    await log(other, '11-09', { account: bare })
    await log(it.system, '12-24', { account: acme })
    expect(await lists(it.system)).toEqual([
      ['Bare', '2026-11-14T00:00:00.000Z'],
      ['Shared', '2026-11-12T00:00:00.000Z'],
      ['Acme', '2026-11-10T00:00:00.000Z'],
      ['Hidden', null],
    ])
    expect(await lists(rep)).toEqual([
      ['Shared', '2026-11-12T00:00:00.000Z'],
      ['Acme', '2026-11-10T00:00:00.000Z'],
    ])
    expect(await lists(other)).toEqual([
      ['Shared', '2026-11-12T00:00:00.000Z'],
      ['Acme', '2026-11-10T00:00:00.000Z'],
      ['Bare', '2026-11-09T00:00:00.000Z'],
      ['Hidden', null],
    ])
    await it.app.db.deleteFrom('activities').execute()
    await it.app.db.deleteFrom('opportunities').where('id', '=', deal).execute()
    await it.app.db.deleteFrom('accounts').where('id', 'in', [shared, bare]).execute()
  })

  test('is found by part of its name, its segment and industry', async () => {
    expect((await it.system.accounts.list({ q: 'cm', segment: ['enterprise'], industry: 'retail' })).total).toBe(1)
    expect((await it.system.accounts.list({ q: 'cm', segment: ['smb'] })).total).toBe(0)
  })
})

test('the accounts directly under another are asked for by it', async () => {
  const child = (await rep.accounts.create({ name: 'Acme Bakeries' })).id
  await it.app.db.updateTable('accounts').set({ parent_id: acme }).where('id', '=', child).execute()
  expect((await rep.accounts.list({ parent: acme })).items.map((account) => account.name)).toEqual(['Acme Bakeries'])
  expect((await rep.accounts.list({ parent: child })).total).toBe(0)
  await it.app.db.deleteFrom('accounts').where('id', '=', child).execute()
})

describe('a person at a customer', () => {
  test('has one primary address, whose change is journalled', async () => {
    const anna = await rep.contacts.create({ name: 'Anna', accountId: acme, mailbox: 'anna@acme.example', title: 'CFO' })
    expect(anna).toMatchObject({ mailbox: 'anna@acme.example', account: { name: 'Acme' }, doNotContact: false })
    const moved = await rep.contacts.update({ id: anna.id, mailbox: 'anna.b@acme.example', optedOutChannels: ['email'] })
    expect(moved).toMatchObject({ mailbox: 'anna.b@acme.example', optedOutChannels: ['email'] })
    expect((await rep.contacts.update({ id: anna.id, mailbox: null })).mailbox).toBe(null)
    const events = await it.app.db
      .selectFrom('events')
      .select(['type', 'after'])
      .where('subject', '=', anna.id)
      .orderBy('id')
      .execute()
    expect(events.map((event) => event.type)).toEqual(['contact.created', 'contact.changed', 'contact.changed'])
    expect(events[2]?.after).toEqual({ mailbox: null })
  })

  test('is in sight with the account or the deal, and in no list otherwise', async () => {
    const hidden = (await other.accounts.list({ q: 'Hidden' })).items[0]?.id ?? ''
    const zoe = await other.contacts.create({ name: 'Zoe', accountId: hidden })
    await expect(rep.contacts.get({ id: zoe.id })).rejects.toMatchObject({ code: 'not-found' })
    await expect(rep.contacts.create({ name: 'Eve', accountId: hidden })).rejects.toMatchObject({ code: 'not-found' })
    expect((await rep.contacts.list({})).items.map((person) => person.name)).toEqual(['Anna'])
    expect((await other.contacts.list({ account: hidden })).total).toBe(1)
  })
})

describe('search', () => {
  test('finds deals, accounts and people in sight, beginnings first', async () => {
    await rep.contacts.create({ name: 'Jo Acme', accountId: acme })
    const found = await rep.search.find({ q: 'acme' })
    expect(found.items.map((one) => [one.kind, one.name])).toEqual([
      ['deal', 'Acme, first'],
      ['account', 'Acme'],
      ['person', 'Jo Acme'],
    ])
    expect(found.items[2]?.context).toBe('Acme')
    expect((await rep.search.find({ q: 'hidden' })).items).toEqual([])
    expect((await rep.search.find({ q: '%' })).items).toEqual([])
  })
  test('a name that begins with it comes before one with a word that does, and that before one with it within a word', async () => {
    for (const name of ['Brandor', 'Zora Dorn', 'Dora Zell']) await rep.contacts.create({ name, accountId: acme })
    const names = async (q: string) => (await rep.search.find({ q })).items.map((one) => one.name)
    expect(await names('dor')).toEqual(['Dora Zell', 'Zora Dorn', 'Brandor'])
    expect(await names('do')).toEqual(['Dora Zell', 'Zora Dorn'])
  })
  test('gives no more than asked, and something of each kind', async () => {
    for (let n = 0; n < 6; n++) await rep.opportunities.create({ name: `Acme ${n}` })
    const { items } = await rep.search.find({ q: 'acme', limit: 4 })
    expect(items).toHaveLength(4)
    expect(new Set(items.map((one) => one.kind))).toEqual(new Set(['deal', 'account', 'person']))
  })
})
