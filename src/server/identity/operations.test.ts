import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let rep: Client<Api>
let stranger: Client<Api>
let account: string
let deal: string

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  stranger = it.as(await it.person('Otto', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Acme' })).id
  deal = (await rep.opportunities.create({ name: 'Threads', accountId: account })).id
})
afterAll(() => it.close())

const person = async (name: string, given: { mailbox?: string; title?: string; doNotContact?: boolean } = {}) =>
  (await rep.contacts.create({ name, accountId: account, ...given })).id

describe('records that may be of one person', () => {
  test('are proposed with reasons to whoever sees both, until somebody says that they are two', async () => {
    const [anna, again] = [
      await person('Anna Berg', { mailbox: 'anna.berg@acme.example' }),
      await person('A. Berg', { mailbox: 'Anna.Berg+x@acme.example' }),
    ]
    const found = await rep.identity.candidates({ contact: anna })
    expect(found).toMatchObject({ total: 1, counts: { certain: 1 } })
    expect(found.items).toMatchObject([
      {
        keep: { id: anna },
        other: { id: again },
        certainty: 'certain',
        reasons: [{ text: 'Both write from anna.berg@acme.example' }, {}],
      },
    ])
    expect(await stranger.identity.candidates({})).toMatchObject({ total: 0, items: [] })
    expect((await rep.identity.keepApart({ contact: again, other: anna })).apartFrom.map(({ id }) => id)).toEqual([anna])
    expect(await rep.identity.candidates({ contact: anna })).toMatchObject({ total: 0, items: [] })
    await rep.identity.reconsider({ contact: anna, other: again })
    expect((await rep.identity.candidates({ account, certainty: ['certain'] })).total).toBe(1)
    await expect(rep.identity.merge({ contact: anna, into: anna })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a merge', () => {
  test('makes two records one person in lists, search, counts and activities, and undoing makes them two again', async () => {
    const [ben, benjamin] = [
      await person('Ben Vogel', { mailbox: 'ben.vogel@acme.example' }),
      await person('Benjamin Vogel', { mailbox: 'b.vogel@post.example' }),
    ]
    const log = (contact: string) => rep.activities.log({ deal, kind: 'call', subject: `Call ${contact}`, contacts: [contact] })
    await log(ben)
    await log(benjamin)
    const named = async () => (await rep.contacts.list({ q: 'Vogel' })).items.map(({ id }) => id)
    const searched = async () => (await rep.search.find({ q: 'Vogel' })).items.filter(({ kind }) => kind === 'person').length
    const counted = async () => (await rep.accounts.get({ id: account })).contacts
    const calls = async (contact: string) => (await rep.activities.list({ contact })).items.length
    const before = await counted()
    expect([(await named()).length, await searched(), await calls(ben)]).toEqual([2, 2, 1])

    const merged = await rep.identity.merge({ contact: benjamin, into: ben })
    expect(merged).toMatchObject({ person: { id: ben }, merged: [{ contact: { id: benjamin }, mergedBy: 'Rosa' }] })
    expect(merged.addresses.map(({ mailbox, isPrimary }) => [mailbox, isPrimary])).toEqual([
      ['ben.vogel@acme.example', true],
      ['b.vogel@post.example', false],
    ])
    expect([await named(), await searched(), await counted(), await calls(ben)]).toEqual([[ben], 1, before - 1, 2])
    expect((await rep.identity.candidates({ contact: benjamin })).total).toBe(0)
    await expect(rep.identity.merge({ contact: benjamin, into: ben })).rejects.toMatchObject({ code: 'not-allowed-now' })
    await expect(rep.identity.merge({ contact: ben, into: benjamin })).rejects.toMatchObject({ code: 'not-allowed-now' })

    await rep.identity.unmerge({ contact: benjamin })
    expect([(await named()).length, await searched(), await counted(), await calls(ben)]).toEqual([2, 2, before, 1])
  })

  test('counts two records on a deal as one thread, and as two on a day before it', async () => {
    const [one, two] = [await person('Eva Lund'), await person('Eva Lund-Reiter')]
    const other = (await rep.opportunities.create({ name: 'Two records', accountId: account })).id
    for (const contact of [one, two]) await rep.stakeholders.add({ deal: other, contact })
    expect((await rep.stakeholders.threading({ deal: other })).total).toBe(2)
    await rep.identity.merge({ contact: two, into: one })
    expect((await rep.stakeholders.threading({ deal: other })).total).toBe(1)
    await rep.identity.unmerge({ contact: two })
    expect((await rep.stakeholders.threading({ deal: other })).total).toBe(2)
  })

  test('takes along that somebody wants no contact, and gives it back', async () => {
    const [kept, locked] = [await person('Carl Roth'), await person('Karl Roth', { doNotContact: true })]
    await rep.contacts.update({ id: locked, optedOutChannels: ['email'] })
    expect((await rep.identity.merge({ contact: locked, into: kept })).person).toMatchObject({
      doNotContact: true,
      optedOutChannels: ['email'],
    })
    await rep.identity.unmerge({ contact: locked })
    expect(await rep.contacts.get({ id: kept })).toMatchObject({ doNotContact: false, optedOutChannels: [] })
    expect(await rep.contacts.get({ id: locked })).toMatchObject({ doNotContact: true, optedOutChannels: ['email'] })
  })

  test('of a record that others were merged into takes those along, and undoing gives them back to it', async () => {
    const [first, second, third] = [await person('Ida Krog'), await person('Ida Krogh'), await person('I. Krog')]
    await rep.identity.merge({ contact: third, into: second })
    expect(
      (await rep.identity.merge({ contact: second, into: first })).merged.map(({ contact }) => contact.id).toSorted(),
    ).toEqual([second, third].toSorted())
    expect((await rep.identity.addresses({ contact: third })).person.id).toBe(first)
    const back = await rep.identity.unmerge({ contact: second })
    expect([back.person.id, back.merged.map(({ contact }) => contact.id)]).toEqual([second, [third]])
  })

  test('is nothing that somebody out of sight could do', async () => {
    const [one, two] = [await person('Olga Stein'), await person('Olga Steyn')]
    await expect(stranger.identity.merge({ contact: one, into: two })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('addresses', () => {
  test('of a person may be several; two records with one of them are one person', async () => {
    const [one, two] = [
      await person('Mara Wolf', { mailbox: 'mara@acme.example' }),
      await person('M. Wolf', { mailbox: 'mw@post.example' }),
    ]
    const added = await rep.identity.addAddress({ contact: one, mailbox: 'MW@post.example' })
    expect(added.addresses.map(({ mailbox, isPrimary, isDesk }) => [mailbox, isPrimary, isDesk])).toEqual([
      ['mara@acme.example', true, false],
      ['MW@post.example', false, false],
    ])
    expect((await rep.identity.candidates({ contact: two })).items).toMatchObject([{ certainty: 'certain' }])
    await expect(rep.identity.addAddress({ contact: one, mailbox: 'mw@post.example' })).rejects.toMatchObject({
      code: 'not-allowed-now',
    })
    await expect(rep.identity.removeAddress({ contact: one, mailbox: 'mara@acme.example' })).rejects.toMatchObject({
      code: 'not-allowed-now',
    })
    expect((await rep.identity.removeAddress({ contact: one, mailbox: 'mw@post.example' })).addresses).toHaveLength(1)
    await expect(rep.identity.removeAddress({ contact: one, mailbox: 'mw@post.example' })).rejects.toMatchObject({
      code: 'not-allowed-now',
    })
  })
})
