import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'

let it: TestApp
let rep: Client<Api>
let stranger: Client<Api>
let account: string
let deal: string

const CSV =
  'First Name;Last Name;Company;Position;Email Address;Connected To\nPetra;Holm;Halden Bank AG;CFO;;Rosa\nSven;Silent;;CTO;sven@halden.example;\nBen;Ash;Elsewhere;CEO;;\n'

beforeAll(async () => {
  it = await testApp({ now: '2026-11-20T10:00:00.000Z' })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  stranger = it.as(await it.person('Otto', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Halden Bank', website: 'https://www.halden.example/en' })).id
  deal = (await rep.opportunities.create({ name: 'Payments', accountId: account })).id
})
afterAll(() => it.close())

describe('a list of a professional network', () => {
  test('is matched to customers in sight, once however often it comes, and told in the journal', async () => {
    expect(await rep.network.import({ csv: CSV })).toMatchObject({
      read: 3,
      stored: 2,
      unchanged: 0,
      unmatched: 1,
      examples: [{ name: 'Ben Ash', company: 'Elsewhere' }],
      accounts: [{ id: account, name: 'Halden Bank', people: 2 }],
    })
    expect(await rep.network.import({ csv: CSV })).toMatchObject({ stored: 0, unchanged: 2 })
    expect(
      await rep.network.import({
        rows: [{ name: 'Petra Holm', company: 'Halden Bank AG', title: 'Group CFO', connectedTo: 'Rosa' }],
      }),
    ).toMatchObject({ stored: 1 })
    const events = await it.app.db.selectFrom('events').select('account_id').where('type', '=', 'network.imported').execute()
    expect(events.map((event) => event.account_id)).toEqual([account, account])
  })

  test('says nothing to whoever does not see the customer, and is stored for nobody there', async () => {
    expect(await stranger.network.import({ csv: CSV })).toMatchObject({ stored: 0, unmatched: 3, accounts: [] })
  })

  test('is a source of people to add, with which of ours knows them', async () => {
    const { items } = await rep.network.recommend({ deal, sources: ['network'] })
    expect(items.map(({ name, title, wayIn }) => [name, title, wayIn.map((way) => way.name)])).toEqual([
      ['Petra Holm', 'Group CFO', ['Rosa']],
      ['Sven Silent', 'CTO', []],
    ])
  })

  test('names nobody whom the CRM says must not be contacted, were it at another customer', async () => {
    const elsewhere = (await rep.accounts.create({ name: 'Elsewhere' })).id
    const sven = await rep.contacts.create({ name: 'S. Silent', accountId: elsewhere, mailbox: 'sven@halden.example' })
    await rep.contacts.update({ id: sven.id, doNotContact: true })
    const found = await rep.network.recommend({ deal })
    expect(found.items.map(({ name }) => name)).toEqual(['Petra Holm'])
    expect(found.withheld).toBe(1)
  })

  test('is refused with a sentence where no column holds names', async () => {
    await expect(rep.network.import({ csv: 'Date,Amount\n1,2\n' })).rejects.toMatchObject({ code: 'invalid' })
  })
})
