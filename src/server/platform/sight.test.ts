import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../test-app.ts'
import { seenActivities, seenContacts } from './sight.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ now: '2026-11-20T10:00:00.000Z' })
})
afterAll(() => it.close())

test('few people and many see the same rows by either way of reading', async () => {
  const owners = [await it.person('Rosa', 'rep'), await it.person('Otto', 'rep'), await it.person('Mia', 'rep')]
  for (const [index, owner] of owners.entries()) {
    const call = it.as(owner, 'rep')
    const account = await call.accounts.create({ name: `Account ${index}` })
    const contact = await call.contacts.create({ name: `Person ${index}`, accountId: account.id })
    const bare = await call.accounts.create({ name: `Without a deal ${index}` })
    const outside = await it.system.contacts.create({ name: `From elsewhere ${index}`, accountId: (await it.system.accounts.create({ name: `Elsewhere ${index}` })).id })
    const deal = await call.opportunities.create({ name: `Deal ${index}`, accountId: account.id })
    await it.system.stakeholders.add({ deal: deal.id, contact: outside.id })
    await it.system.activities.log({ kind: 'note', subject: 'On the deal', deal: deal.id })
    await it.system.activities.log({ kind: 'note', subject: 'At the account', account: account.id })
    await call.activities.log({ kind: 'note', subject: 'Own, without a deal', account: bare.id })
    await it.system.activities.log({ kind: 'note', subject: 'At an account without a deal', account: bare.id })
    const gone = await call.opportunities.create({ name: `Gone ${index}`, accountId: bare.id })
    await it.system.activities.log({ kind: 'note', subject: 'On a deleted deal', deal: gone.id })
    await it.system.opportunities.remove({ id: gone.id })
    await call.contacts.update({ id: contact.id, title: 'CFO' })
  }
  const nobody = Array.from({ length: 30 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`)
  for (const some of [owners.slice(0, 1), owners.slice(0, 2), owners, []]) {
    const few = { db: it.app.db, sight: { kind: 'owners', owners: some } } as const
    const many = { db: it.app.db, sight: { kind: 'owners', owners: [...some, ...nobody] } } as const
    const people = await seenContacts(few).select('c.name').orderBy('c.name').execute()
    expect(people).toEqual(await seenContacts(many).select('c.name').orderBy('c.name').execute())
    expect(people).toHaveLength(2 * some.length)
    const happened = await seenActivities(few).select('v.id').orderBy('v.id').execute()
    expect(happened).toEqual(await seenActivities(many).select('v.id').orderBy('v.id').execute())
    expect(happened).toHaveLength(3 * some.length)
  }
})
