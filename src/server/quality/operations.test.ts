import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runImport } from '../imports/run-import.ts'
import { folderOf } from '../imports/test-files.ts'
import { SYSTEM } from '../platform/context.ts'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
beforeEach(async () => {
  t = await testApp({ now: '2024-07-01T12:00:00.000Z' })
})
afterEach(() => t.close())

async function store(deals: string): Promise<void> {
  const folder = await folderOf({ 'deals.csv': `deal_id,deal_name,company,owner,stage,amount,close_date,created_date\n${deals}` })
  await runImport(t.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  await rm(folder, { recursive: true })
}

test('an empty company has no score and nothing to do', async () => {
  expect(await t.system.quality.report({})).toEqual({ score: null, checked: 0, issues: [] })
})

test('each gap is counted among the deals that it could concern, with the deals that show it', async () => {
  await store(
    '1,Rollout,Acme,Ann,Proposal,100,2024-05-01,2024-06-20\n2,Rollout!,Acme,Ann,Proposal,105,2024-09-01,2024-06-20\n3,Pilot,Beta,Bob,Proposal,,2024-09-01,2024-01-01\n4,Won back,Beta,Bob,Won,10,2024-01-01,2024-02-01\n5,Lost,"ACME, Inc.",,Lost,10,2024-03-01,2024-02-01\n',
  )
  const { score, issues } = await t.system.quality.report({})
  const by = Object.fromEntries(issues.map((issue) => [issue.kind, [issue.count, issue.of, issue.examples[0]?.name]]))
  expect(by).toMatchObject({
    'missing-amount': [1, 3, 'Pilot'],
    'past-close-date': [1, 3, 'Rollout'],
    stale: [1, 3, 'Pilot'],
    'missing-contact': [3, 3, expect.any(String)],
    'missing-next-step': [3, 3, expect.any(String)],
    duplicate: [1, 3, 'Rollout!'],
    'duplicate-account': [1, 3, expect.stringMatching(/acme/i)],
    'conflicting-close': [1, 2, 'Won back'],
  })
  expect(by['missing-owner']).toBeUndefined()
  expect(score).toBeGreaterThan(30)
  expect(score).toBeLessThan(80)
})

test('the report holds for the data as it stands: what somebody corrects is gone from it at once', async () => {
  await store('1,Rollout,Acme,Ann,Proposal,,2024-09-01,2024-06-20\n2,Pilot,Beta,Bob,Proposal,7,2024-09-01,2024-06-20\n')
  const missing = async () => (await t.system.quality.report({})).issues.find((issue) => issue.kind === 'missing-amount')?.count
  expect(await missing()).toBe(1)
  const { items } = await t.system.opportunities.list({ state: 'open' })
  const rollout = items.find((deal) => deal.name === 'Rollout')?.id ?? ''
  await t.system.opportunities.update({ id: rollout, amount: { minor: 5_000, currency: 'USD' } })
  expect(await missing()).toBeUndefined()
})

test('whoever is put on a deal or taken off it counts at once, and so does a deal that comes or goes', async () => {
  await store('1,Rollout,Acme,Ann,Proposal,5,2024-09-01,2024-06-20\n2,Pilot,Beta,Bob,Proposal,7,2024-09-01,2024-06-20\n')
  const withNobody = async () =>
    (await t.system.quality.report({})).issues.find((issue) => issue.kind === 'missing-contact')?.examples.map(({ name }) => name)
  expect(await withNobody()).toEqual(expect.arrayContaining(['Rollout', 'Pilot']))
  const { items } = await t.system.opportunities.list({ state: 'open' })
  const [rollout, pilot] = ['Rollout', 'Pilot'].map((name) => items.find((deal) => deal.name === name)!)
  const { id: contact } = await t.system.contacts.create({ name: 'Ines Ferro', accountId: rollout!.account!.id })
  await t.system.stakeholders.add({ deal: rollout!.id, contact })
  expect(await withNobody()).toEqual(['Pilot'])
  await t.system.opportunities.remove({ id: pilot!.id })
  expect(await withNobody()).toBeUndefined()
  await t.system.stakeholders.remove({ deal: rollout!.id, contact })
  await t.system.opportunities.restore({ id: pilot!.id })
  expect(await withNobody()).toEqual(expect.arrayContaining(['Rollout', 'Pilot']))
})
