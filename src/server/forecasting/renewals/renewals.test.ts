import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runImport } from '../../imports/run-import.ts'
import { folderOf } from '../../imports/test-files.ts'
import { SYSTEM } from '../../platform/context.ts'
import { testApp, type TestApp } from '../../test-app.ts'

const NOW = '2026-02-10T09:00:00.000Z'
const created = '2024-01-05T08:00:00.000Z'

const FILES = {
  'User.csv': 'Id,Name,Email,IsActive\nU1,Ann North,ann@us.test,true\nU2,Bo South,bo@us.test,true\n',
  'Account.csv': `Id,Name,OwnerId,Contract_Value__c,Contract_End_Date__c,CreatedDate
A1,Acme,U1,50000,,${created}
A2,Borr,U2,,,${created}
A3,Cova,U1,,,${created}
A4,Dunn,U2,12000,2026-03-01,${created}
A5,Eyre,U1,,,${created}
`,
  'Contract.csv': `Id,AccountId,ContractNumber,StartDate,EndDate,Status,CreatedDate
C1,A1,100,2025-03-01,2026-02-28,Activated,${created}
C2,A2,200,2025-04-01,2026-03-31,Activated,${created}
C3,A3,300,2025-02-01,2026-01-31,Activated,${created}
C4,A5,400,2024-06-01,2025-05-31,Expired,${created}
C5,A1,101,2024-03-01,2025-02-28,Expired,${created}
`,
  'Opportunity.csv': `Id,AccountId,Name,Type,StageName,Amount,CloseDate,OwnerId,CreatedDate,IsClosed,IsWon
D1,A1,Acme 2025,Renewal,Closed Won,50000,2025-02-20,U1,2024-12-01T08:00:00.000Z,true,true
D2,A2,Borr more seats,Existing Customer - Upgrade,Proposal,9000,2026-03-20,U2,2026-01-05T08:00:00.000Z,false,false
D3,A3,Cova 2026,Renewal,Proposal,20000,2026-01-31,U1,2025-12-05T08:00:00.000Z,false,false
`,
}

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: NOW })
  await imported(FILES)
}, 60_000)
afterAll(() => t.close())

async function imported(files: Readonly<Record<string, string>>): Promise<void> {
  const folder = await folderOf(files)
  await runImport(t.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  await rm(folder, { recursive: true })
}

const named = ({ contracts }: Awaited<ReturnType<TestApp['system']['forecasting']['renewals']>>) =>
  contracts.map(({ account, number, endsOn, value }) => [account.name, number, endsOn, value?.minor ?? null])

async function userId(name: string): Promise<string> {
  return (await t.app.db.selectFrom('users').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}

test('contracts that end in the quarter without a renewal deal are told with what they are worth, records and columns alike', async () => {
  const answer = await t.system.forecasting.renewals({ period: '2026-Q1' })
  // Of Cova a renewal is open; that Borr buys more seats renews nothing.
  expect(named(answer)).toEqual([
    ['Acme', '100', '2026-02-28', 5_000_000],
    ['Dunn', null, '2026-03-01', 1_200_000],
    ['Borr', '200', '2026-03-31', null],
  ])
  // Acme's contract of the year before was renewed, that of Eyre was not.
  expect(answer.past).toMatchObject({ ended: 2, renewed: 1 })
  expect(answer.note).toContain('among those not yet created')
  expect(named(await t.system.forecasting.renewals({ period: '2026-Q2' }))).toEqual([])
})

test('who sees only their own accounts is told only of these; the past is that of the company', async () => {
  const [ann, bo] = [await userId('Ann North'), await userId('Bo South')]
  const hers = await t.as(ann, 'rep').forecasting.renewals({ period: '2026-Q1' })
  expect(named(hers).map(([name]) => name)).toEqual(['Acme'])
  expect(hers.past).toMatchObject({ ended: 2, renewed: 1 })
  const his = await t.as(bo, 'rep').forecasting.renewals({ period: '2026-Q1' })
  expect(named(his).map(([name]) => name)).toEqual(['Dunn', 'Borr'])
  expect(named(await t.system.forecasting.renewals({ period: '2026-Q1', owner: ann }))).toEqual(named(hers))
  await expect(t.as(ann, 'rep').forecasting.renewals({ owner: bo })).rejects.toMatchObject({ code: 'not-found' })
})

test('what was learned later is not in the list of an earlier day', async () => {
  const before = { period: '2026-Q1', asOf: '2026-02-10' }
  const then = await t.system.forecasting.renewals(before)
  const [acme] = then.contracts
  // The contract is made longer, and the other account says when its contract ends.
  await imported({ ...FILES, 'Contract.csv': FILES['Contract.csv'].replace('2026-02-28', '2026-05-31') })
  const eyre = await t.app.db.selectFrom('accounts').select('id').where('name', '=', 'Eyre').executeTakeFirstOrThrow()
  await t.system.sponsors.setContext({
    account: eyre.id,
    contract: { endOn: '2026-03-15', value: { minor: 700, currency: 'USD' } },
  })
  expect(await t.system.forecasting.renewals(before)).toEqual(then)
  const now = await t.system.forecasting.renewals({ period: '2026-Q1' })
  expect(named(now)).toEqual([
    ['Dunn', null, '2026-03-01', 1_200_000],
    ['Eyre', null, '2026-03-15', 700],
    ['Borr', '200', '2026-03-31', null],
  ])
  expect(acme!.account.name).toBe('Acme')
  // Before the renewal of Cova was a deal, its contract had none.
  const early = await t.system.forecasting.renewals({ period: '2026-Q1', asOf: '2025-12-01' })
  expect(named(early).map(([name]) => name)).toContain('Cova')
})
