import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../../platform/context.ts'
import { testApp, type TestApp } from '../../test-app.ts'
import { runImport } from '../run-import.ts'
import { folderOf } from '../test-files.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2024-07-01T12:00:00.000Z' })
})
afterAll(() => t.close())

const FILES = {
  'Account.csv': 'Id,Name,BillingCountry,Sales_Territory__c,CreatedDate\n001A,Acme,Norway,Nordics,2024-01-01T00:00:00.000Z\n',
  'Product2.csv': 'Id,Name,ProductCode,IsActive\n01tA,Seats,S,true\n01tB,Support,U,true\n',
  'Opportunity.csv':
    'Id,AccountId,Name,StageName,Amount,CloseDate,CreatedDate,LastModifiedDate,IsClosed,IsWon\n' +
    '006A,001A,Acme growth,Proposal/Price Quote,1000,2024-08-01,2024-02-01T08:00:00.000Z,2024-06-01T09:00:00.000Z,false,false\n',
}
const LINES =
  'Id,OpportunityId,Product2Id,Quantity,UnitPrice,TotalPrice,CreatedDate,LastModifiedDate\n00kA,006A,01tA,1,700,700,2024-02-03T08:00:00.000Z,2024-02-03T08:00:00.000Z\n'

async function imported(lines: string): Promise<void> {
  const folder = await folderOf({ ...FILES, 'OpportunityLineItem.csv': lines })
  await runImport(t.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  await rm(folder, { recursive: true })
}

async function told(): Promise<{ at: string; worth: number[] }[]> {
  const rows = await t.app.db
    .selectFrom('events')
    .select(['recorded_at', 'after'])
    .where('type', '=', 'opportunity.products-set')
    .orderBy('id')
    .execute()
  return rows.map(({ recorded_at, after }) => ({
    at: new Date(recorded_at).toISOString(),
    worth: (after as { products: { worth: { minor: number } }[] }).products.map(({ worth }) => worth.minor),
  }))
}

test(
  'what a deal is sold for is journaled at the time of the source, again only when it changes',
  { timeout: 60_000 },
  async () => {
    await imported(LINES)
    const first = { at: '2024-02-03T08:00:00.000Z', worth: [70_000] }
    expect(await told()).toEqual([first])
    await imported(LINES)
    expect(await told()).toEqual([first])
    await imported(`${LINES}00kB,006A,01tB,1,300,300,2024-05-06T08:00:00.000Z,2024-05-06T08:00:00.000Z\n`)
    const [, second, ...more] = await told()
    expect(second).toMatchObject({ at: '2024-05-06T08:00:00.000Z' })
    expect(second!.worth.toSorted((a, b) => a - b)).toEqual([30_000, 70_000])
    expect(more).toEqual([])
  },
)

test('a projection by product and territory tells the parts by name, and they make the whole', { timeout: 60_000 }, async () => {
  const asked = { period: '2024-Q3' }
  const products = (await t.system.forecasting.project({ ...asked, group: 'product' })).parts
  expect(products.map(({ name, openDeals }) => [name, openDeals])).toEqual([
    ['Seats', 1],
    ['Support', 0],
  ])
  const [territory, ...others] = (await t.system.forecasting.project({ ...asked, group: 'territory' })).parts
  expect([territory!.name, others]).toEqual(['Nordics', []])
  const part = products.find(({ name }) => name === 'Support')!.key
  const behind = await t.system.forecasting.deals({ part })
  expect(behind.map(({ name }) => name)).toEqual(['Acme growth'])
  expect(await t.system.forecasting.deals({ part: 'product:is another' })).toEqual([])
  expect((await t.system.forecasting.project(asked)).parts).toEqual([])
})
