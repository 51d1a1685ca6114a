import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { companyAt } from './company.ts'

let t: TestApp
let rep: Client<Api>
let deal: string

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
  rep = t.as(await t.person('Rosa', 'rep'), 'rep')
  const money = { minor: 1_000_000, currency: 'USD' }
  deal = (await rep.opportunities.create({ name: 'Looms', amount: money, expectedCloseOn: '2026-04-01' })).id
  await rep.opportunities.create({ name: 'Spindles', amount: money })
})
afterAll(() => t.close())

const known = () => companyAt({ connection: t.app.connection, asOf: '2026-03-03' })

test('another next step changes nothing that is figured, and an amount or a call does', async () => {
  await rep.opportunities.update({ id: deal, nextAction: 'Ask what they need' })
  const before = await known()
  await rep.opportunities.update({ id: deal, nextAction: 'Send the samples' })
  const stepped = await known()
  expect(stepped.upTo).not.toBe(before.upTo)
  expect(stepped.answers).toBe(before.answers)
  expect(stepped.deals).toBe(before.deals)

  await rep.opportunities.update({ id: deal, amount: { minor: 2_000_000, currency: 'USD' } })
  const larger = await known()
  expect(larger.answers).not.toBe(before.answers)
  expect(larger.deals.find(({ id }) => id === deal)?.amount?.minor).toBe(2_000_000)

  await rep.activities.log({ kind: 'call', subject: 'Samples', deal })
  const called = await known()
  expect(called.answers).not.toBe(larger.answers)
})

test('a deal that is deleted is gone', async () => {
  expect((await known()).deals).toHaveLength(2)
  await t.system.opportunities.remove({ id: deal })
  expect((await known()).deals.filter(({ history }) => !history.outcome)).toHaveLength(1)
})
