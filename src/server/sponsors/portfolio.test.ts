import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { touchedSince } from './journal/store.ts'

let it: TestApp
let rep: Client<Api>
const accounts: string[] = []
const people: string[] = []

beforeAll(async () => {
  it = await testApp({ now: '2026-11-20T10:00:00.000Z' })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  for (const name of ['Acme', 'Beta', 'Ceres', 'Delta']) {
    const { id } = await rep.accounts.create({ name, segment: 'enterprise' })
    accounts.push(id)
    const title = 'Chief Financial Officer'
    people.push((await rep.contacts.create({ name: `Fin ${name}`, accountId: id, title, mailbox: `fin@${name}.test` })).id)
  }
})
afterAll(() => it.close())

/** As a newer export tells it. */
async function moves(contact: string, from: string, to: string): Promise<void> {
  const { db } = it.app
  await db.updateTable('contacts').set({ account_id: to }).where('id', '=', contact).execute()
  const [before, after] = [{ accountId: from }, { accountId: to }].map((one) => JSON.stringify(one))
  const at = '2026-11-20T09:00:00Z'
  await sql`insert into events (type, noun, subject, account_id, occurred_at, recorded_at, actor_kind, actor_name, source, before, after)
    values ('contact.changed', 'contact', ${contact}, ${to}, ${at}, ${at}, 'import', 'Import', 'salesforce', ${before}, ${after})`.execute(
    db,
  )
}

const portfolioOf = async (who: Client<Api>) => (await who.sponsors.list({ everybody: true })).items

test('after changes the accounts that they are about are read again, and all say what reading everything anew says', async () => {
  const before = await portfolioOf(rep)
  expect(before).toHaveLength(4)
  const [acme, beta, ceres] = accounts as [string, string, string]
  const [, ofBeta, ofCeres] = people as [string, string, string]
  await rep.accounts.update({ id: acme, name: 'Zeta' })
  await moves(ofBeta, beta, ceres)
  const occurredAt = '2026-11-19T09:00:00.000Z'
  await rep.activities.log({ kind: 'meeting', subject: 'Review', account: ceres, contacts: [ofCeres], occurredAt })
  await rep.sponsors.setContext({ account: beta, contract: { startOn: '2026-01-01', renewsOn: '2026-12-31' } })
  const now = await portfolioOf(rep)
  const anew = await portfolioOf(it.as(await it.person('Ada', 'admin'), 'admin'))
  expect(now).toEqual(anew)
  expect(now.map(({ account }) => account.name).sort()).toEqual(['Beta', 'Ceres', 'Delta', 'Zeta'])
  expect(now.find(({ account }) => account.id === ceres)?.executives).toBe(2)
  expect(now.find(({ account }) => account.id === beta)?.renewsOn).toBe('2026-12-31')
})

test('the journal tells whose accounts a change is about, and that an import or a setting is about all', async () => {
  const { place } = await touchedSince(it.app.db, undefined)
  expect(await touchedSince(it.app.db, place)).toEqual({ place, accounts: [] })
  const [, beta, ceres, delta] = accounts as [string, string, string, string]
  await rep.contacts.update({ id: people[1]!, title: 'Chief Executive Officer' })
  expect([...((await touchedSince(it.app.db, place)).accounts ?? [])].sort()).toEqual([beta, ceres].sort())
  await rep.opportunities.create({ name: 'More of it', accountId: delta })
  expect((await touchedSince(it.app.db, place)).accounts).toContain(delta)
  await it.system.settings.update({ companyName: 'Another name' })
  expect((await touchedSince(it.app.db, place)).accounts).toBeNull()
})
