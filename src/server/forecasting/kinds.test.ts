import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runImport } from '../imports/run-import.ts'
import { folderOf } from '../imports/test-files.ts'
import { SYSTEM } from '../platform/context.ts'
import { testApp, type TestApp } from '../test-app.ts'

const NOW = '2026-02-10T09:00:00.000Z'

/** A deal every third day for a year and more: of four, one is a renewal, one more business, one a new customer, and of one nobody says. */
const TYPES = ['Renewal', 'Existing Customer - Upgrade', 'New Customer', ''] as const
function deals(): string {
  const lines = ['Id,Name,Type,StageName,Amount,CreatedDate,CloseDate,IsClosed,IsWon,OwnerId']
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  for (let n = 0; n < 130; n++) {
    const created = Date.parse('2025-01-06') + n * 3 * 86_400_000
    const closed = created + 45 * 86_400_000
    const over = closed < Date.parse(NOW)
    const won = n % 4 === 0 ? n % 12 !== 0 : n % 3 === 0
    const stage = over ? (won ? 'Closed Won' : 'Closed Lost') : 'Proposal'
    lines.push(
      [
        `D${n}`,
        `Deal ${n}`,
        TYPES[n % 4],
        stage,
        10_000,
        `${day(created)}T09:00:00.000Z`,
        day(closed),
        over,
        over && won,
        'U1',
      ].join(),
    )
  }
  return lines.join('\n')
}

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: NOW })
  const folder = await folderOf({
    'User.csv': 'Id,Name,Email,IsActive\nU1,Ann North,ann@us.test,true\n',
    'Opportunity.csv': deals(),
  })
  await runImport(t.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  await rm(folder, { recursive: true })
}, 60_000)
afterAll(() => t.close())

const asked = { period: '2026-Q1' }

test('a projection by kind tells the kinds that deals have; their closed revenue is that of the whole', async () => {
  const { parts, won, renewals } = await t.system.forecasting.project({ ...asked, group: 'kind' })
  expect(parts.map(({ name }) => name).toSorted()).toEqual(['Expansion', 'Kind not said', 'New business', 'Renewals'])
  expect(parts.reduce((sum, part) => sum + part.won.minor, 0)).toBe(won.minor)
  const part = parts.find(({ name }) => name === 'Renewals')!
  expect([part.won, part.p10, part.p50, part.p90]).toEqual([renewals!.won, renewals!.p10, renewals!.p50, renewals!.p90])
  const behind = await t.system.forecasting.deals({ part: part.key })
  expect(behind.map(({ externalId }) => Number(externalId.slice(1)) % 4)).toEqual(behind.map(() => 0))
  expect(behind.length).toBe(renewals!.openDeals)
})

test('what is said of the whole is the same whether it is split by kind or not; renewals are told in both', async () => {
  const { parts: _, ...split } = await t.system.forecasting.project({ ...asked, group: 'kind' })
  const { parts, ...whole } = await t.system.forecasting.project(asked)
  expect(split).toEqual(whole)
  expect(parts).toEqual([])
  const { renewals, open } = whole
  expect(renewals!.won.minor).toBeGreaterThan(0)
  expect(renewals!.open.p50.minor).toBeGreaterThan(0)
  expect(renewals!.open.p50.minor).toBeLessThan(open.p50.minor)
})

test('a deal that turns out to be a renewal was none on the day before, and a company without any says nothing of them', async () => {
  const before = await t.system.forecasting.project({ ...asked, asOf: '2026-02-10' })
  const [other] = await t.system.forecasting.deals({ part: 'kind:none' })
  await t.system.opportunities.update({ id: other!.id, dealType: 'Contract renewal' })
  expect(await t.system.forecasting.project({ ...asked, asOf: '2026-02-10' })).toEqual(before)
  const after = await t.system.forecasting.project(asked)
  expect(after.renewals!.openDeals).toBe(before.renewals!.openDeals + 1)
  const early = await t.system.forecasting.project({ period: '2025-Q1', asOf: '2025-01-06' })
  expect(early.renewals).toBeNull()
})
