import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../test-app.ts'
import {
  seenAccounts,
  seenActivities,
  seenActivitiesOfDeals,
  seenContacts,
  seenContactsAtAccounts,
  waysTo,
  type Seer,
} from './sight.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ now: '2026-11-20T10:00:00.000Z' })
})
afterAll(() => it.close())

test('every way of finding what is in sight finds the same', async () => {
  const owners = [await it.person('Rosa', 'rep'), await it.person('Otto', 'rep'), await it.person('Mia', 'rep')]
  for (const [index, owner] of owners.entries()) {
    const call = it.as(owner, 'rep')
    const account = await call.accounts.create({ name: `Account ${index}` })
    const contact = await call.contacts.create({ name: `Person ${index}`, accountId: account.id })
    const bare = await call.accounts.create({ name: `Without a deal ${index}` })
    const outside = await it.system.contacts.create({
      name: `From elsewhere ${index}`,
      accountId: (await it.system.accounts.create({ name: `Elsewhere ${index}` })).id,
    })
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
  for (const some of [owners.slice(0, 1), owners.slice(0, 2), owners, []]) {
    const seer: Seer = { db: it.app.db, sight: { kind: 'owners', owners: some } }
    const accounts = await namesOf(seenAccounts(seer).select('a.name'))
    expect(accounts).toEqual(await namesOf(seenAccounts(seer, 'few').select('a.name')))
    expect(accounts).toEqual(await namesOf(seenAccounts(seer, 'many').select('a.name')))
    expect(accounts).toHaveLength(2 * some.length)
    const people = await namesOf(seenContacts(seer).select('c.name'))
    expect(people).toEqual(await namesOf(seenContacts(seer, 'few').select('c.name')))
    expect(people).toHaveLength(2 * some.length)
    expect(await namesOf(seenContactsAtAccounts(seer).select('c.name'))).toEqual(
      people.filter((name) => !name.startsWith('From elsewhere')),
    )
    const happened = await seenActivities(seer).select('v.id').orderBy('v.id').execute()
    expect(happened).toEqual(await seenActivitiesOfDeals(seer).select('v.id').orderBy('v.id').execute())
    expect(happened).toHaveLength(3 * some.length)
  }
})

test('what happened at an account outside deals is met once by whoever sees a deal there and did it', async () => {
  const rita = await it.person('Rita', 'rep')
  const call = it.as(rita, 'rep')
  const account = await call.accounts.create({ name: 'Met twice' })
  await call.opportunities.create({ name: 'There', accountId: account.id })
  const note = await call.activities.log({ kind: 'note', subject: 'Own, at the account', account: account.id })
  const seer: Seer = { db: it.app.db, sight: { kind: 'owners', owners: [rita] } }
  expect(await seenActivitiesOfDeals(seer).select('v.id').execute()).toEqual([{ id: note.id }])
  expect(await call.activities.list({})).toMatchObject({ total: 1, uncounted: false })
})

test('a list starts from the deals of those to whom few are in sight, and from the list where many are', async () => {
  const owner = await it.person('Many', 'rep')
  const deal = await it.as(owner, 'rep').opportunities.create({ name: 'One of many' })
  const seer: Seer = { db: it.app.db, sight: { kind: 'owners', owners: [owner] } }
  expect(await waysTo(seer)).toEqual({ first: 'few', count: 'few' })
  await sql`insert into opportunities (name, pipeline_id, stage_id, stage, owner_id)
    select 'Many ' || n, ${deal.pipeline.id}, ${deal.stageId}, 'discovery', ${owner} from generate_series(1, 5000) n`.execute(
    it.app.db,
  )
  expect(await waysTo(seer)).toEqual({ first: 'each', count: 'many' })
})

async function namesOf(query: { execute(): Promise<{ name: string }[]> }): Promise<string[]> {
  return (await query.execute()).map((row) => row.name).sort()
}
