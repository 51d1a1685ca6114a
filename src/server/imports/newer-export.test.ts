import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportReport } from '../../contract/imports.ts'
import { SYSTEM } from '../platform/context.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { runImport } from './run-import.ts'
import { folderOf } from './test-files.ts'

const NOW = '2024-07-01T12:00:00.000Z'
let t: TestApp
const folders: string[] = []
beforeEach(async () => {
  t = await testApp({ now: NOW })
})
afterEach(() => t.close())
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

async function imported(files: Readonly<Record<string, string>>, dryRun = false): Promise<ImportReport> {
  const folder = await folderOf(files)
  folders.push(folder)
  return runImport(t.app, { paths: [folder], dryRun, principal: SYSTEM, onProgress: () => undefined })
}

const PEOPLE = {
  'Account.csv': 'Id,Name,NumberOfEmployees\n001A,Acme,120\n',
  'Contact.csv': 'Id,AccountId,LastName,Email\n003A,001A,Buyer,cleo@acme.test\n003B,001A,Tech,dan@acme.test\n',
}
const DEAL =
  'Id,AccountId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,CreatedDate,LastModifiedDate,ForecastCategory,MainCompetitors__c\n'
const dealEvents = () =>
  t.app.db.selectFrom('events').select(['type', 'after']).where('noun', '=', 'opportunity').orderBy('id').execute()

test('forecast calls in the spelling of the API are read; a closing says nothing of the call before it', async () => {
  await imported({
    ...PEOPLE,
    'Opportunity.csv': `${DEAL}006A,001A,One,Closed Won,100,USD,2024-03-01,2024-01-10T08:00:00.000Z,2024-03-01T09:00:00.000Z,Closed,Globex\n006B,001A,Two,Negotiation,100,USD,2024-08-01,2024-01-10T08:00:00.000Z,2024-03-01T09:00:00.000Z,Forecast,\n`,
    'OpportunityHistory.csv':
      'Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory\n008A,006A,2024-01-10T08:00:00.000Z,Qualification,100,2024-02-15,20,BestCase\n008B,006A,2024-02-10T08:00:00.000Z,Negotiation,100,2024-03-15,80,Forecast\n008C,006A,2024-03-01T09:00:00.000Z,Closed Won,100,2024-03-01,100,Closed\n',
  })
  const calls = (await dealEvents()).map((event) => (event.after as { forecastCategory?: string }).forecastCategory)
  expect(calls.filter((call) => call !== undefined)).toEqual(['best_case', 'commit', 'commit'])
  const stored = await t.app.db
    .selectFrom('opportunities')
    .select(['name', 'forecast_category', 'custom'])
    .orderBy('name')
    .execute()
  expect(stored).toEqual([
    { name: 'One', forecast_category: 'commit', custom: { MainCompetitors__c: 'Globex' } },
    { name: 'Two', forecast_category: 'commit', custom: {} },
  ])
})

test("amounts in field history count in the digits of the deal's currency", async () => {
  await imported({
    ...PEOPLE,
    'Opportunity.csv': `${DEAL}006A,001A,Tokyo,Negotiation,150000,JPY,2024-08-01,2024-01-10T08:00:00.000Z,2024-03-01T09:00:00.000Z,Pipeline,\n`,
    'OpportunityFieldHistory.csv':
      'Id,OpportunityId,CreatedDate,Field,OldValue,NewValue\n017A,006A,2024-02-10T08:00:00.000Z,Amount,120000,150000\n',
  })
  const amounts = (await dealEvents()).map((event) => (event.after as { amount?: unknown }).amount).filter(Boolean)
  expect(amounts).toEqual([
    { minor: 120_000, currency: 'JPY' },
    { minor: 150_000, currency: 'JPY' },
  ])
})

const ROLES = 'Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate,IsDeleted\n'
const ROLE_A = '00KA,006A,003A,Decision Maker,true,2024-02-02T08:00:00.000Z,'
const ROLE_B = '00KB,006A,003B,Evaluator,false,2024-02-02T08:00:00.000Z,false\n'

test('a contact role that the source deletes takes the person off the deal, and the journal says so', async () => {
  const deal = {
    ...PEOPLE,
    'Opportunity.csv': `${DEAL}006A,001A,One,Negotiation,100,USD,2024-08-01,2024-01-10T08:00:00.000Z,2024-03-01T09:00:00.000Z,Pipeline,\n`,
  }
  await imported({ ...deal, 'OpportunityContactRole.csv': `${ROLES}${ROLE_A}false\n${ROLE_B}` })
  const newer = { ...deal, 'OpportunityContactRole.csv': `${ROLES}${ROLE_A}true\n${ROLE_B}` }
  await imported(newer)
  const onDeal = await t.app.db
    .selectFrom('stakeholders as s')
    .innerJoin('contacts as c', 'c.id', 's.contact_id')
    .select(['c.name', 's.left_at'])
    .orderBy('c.name')
    .execute()
  expect(onDeal).toEqual([
    { name: 'Buyer', left_at: NOW },
    { name: 'Tech', left_at: null },
  ])
  const told = () => t.app.db.selectFrom('events').select('type').where('type', '=', 'stakeholder.removed').execute()
  expect(await told()).toHaveLength(1)
  await imported(newer)
  expect(await told()).toHaveLength(1)
})

test('a changed activity names the people that it names now, and keeps its guests', async () => {
  const TASK = 'Id,Subject,TaskSubtype,Status,ActivityDate,CreatedDate,WhoId\n'
  const EVENT = 'Id,Subject,StartDateTime,EndDateTime,CreatedDate\n'
  const guests = { 'EventRelation.csv': 'Id,EventId,RelationId,Status\n0REA,00UA,003B,Accepted\n' }
  await imported({
    ...PEOPLE,
    ...guests,
    'Task.csv': `${TASK}00TA,Call,Call,Completed,2024-05-02,2024-05-02T08:00:00.000Z,003A\n`,
    'Event.csv': `${EVENT}00UA,Demo,2024-05-10T08:00:00.000Z,2024-05-10T09:00:00.000Z,2024-05-01T08:00:00.000Z\n`,
  })
  const report = await imported({
    ...PEOPLE,
    ...guests,
    'Task.csv': `${TASK}00TA,Call,Call,Completed,2024-05-02,2024-05-02T08:00:00.000Z,003B\n`,
    'Event.csv': `${EVENT}00UA,Second demo,2024-05-10T08:00:00.000Z,2024-05-10T09:00:00.000Z,2024-05-01T08:00:00.000Z\n`,
  })
  expect(report.changed['activities']).toBe(2)
  const parts = await t.app.db
    .selectFrom('activity_participants as p')
    .innerJoin('activities as a', 'a.id', 'p.activity_id')
    .leftJoin('contacts as c', 'c.id', 'p.contact_id')
    .select(['a.subject', 'p.part', 'c.name'])
    .orderBy('a.subject')
    .execute()
  expect(parts).toEqual([
    { subject: 'Call', part: 'to', name: 'Tech' },
    { subject: 'Second demo', part: 'attendee', name: 'Tech' },
  ])
})

test('a newer export neither unlocks a person who was locked here nor takes back that they opted out', async () => {
  const people = (rows: string) => ({
    ...PEOPLE,
    'Contact.csv': `Id,AccountId,LastName,Email,Title,HasOptedOutOfEmail,DoNotCall,Do_Not_Contact__c\n${rows}`,
  })
  await imported(
    people('003A,001A,Buyer,cleo@acme.test,Buyer,false,false,false\n003B,001A,Tech,dan@acme.test,Tech,false,false,false\n'),
  )
  const { items } = await t.system.contacts.list({})
  const cleo = items.find(({ name }) => name === 'Buyer')!
  await t.system.contacts.update({ id: cleo.id, doNotContact: true, optedOutChannels: ['phone'] })
  await imported(
    people('003A,001A,Buyer,cleo@acme.test,Head Buyer,true,false,false\n003B,001A,Tech,dan@acme.test,Tech,false,false,true\n'),
  )
  expect(await t.system.contacts.get({ id: cleo.id })).toMatchObject({
    title: 'Head Buyer',
    doNotContact: true,
    optedOutChannels: ['email', 'phone'],
  })
  const dan = items.find(({ name }) => name === 'Tech')!
  expect(await t.system.contacts.get({ id: dan.id })).toMatchObject({ doNotContact: true, optedOutChannels: [] })
})

test('a file of people alone is stored', async () => {
  const report = await imported({
    'people.csv':
      'First Name,Last Name,E-mail Address,Company,Job Title\nCleo,Buyer,cleo@acme.test,Acme,CFO\nDan,Tech,dan@acme.test,Acme,CTO\n',
  })
  expect(report).toMatchObject({ recognised: 'generic', stored: { contacts: 2, accounts: 1 }, rejected: [] })
})

test('a large first import counts in its preview as it does when stored, and again changes nothing', async () => {
  const rows = Array.from(
    { length: 21_000 },
    (_, i) => `00T${i},Call ${i},Call,Completed,2024-05-02,2024-05-02T08:00:00.000Z,003A\n`,
  )
  const files = {
    ...PEOPLE,
    'Contact.csv':
      'Id,AccountId,LastName,Email,ReportsToId\n003A,001A,Buyer,cleo@acme.test,003B\n003B,001A,Tech,dan@acme.test,\n',
    'Opportunity.csv': `${DEAL}006A,001A,One,Negotiation,100,USD,2024-08-01,2024-01-10T08:00:00.000Z,2024-03-01T09:00:00.000Z,Forecast,\n`,
    'OpportunityContactRole.csv': 'Id,OpportunityId,ContactId,Role,IsPrimary\n00K1,006A,003A,Decision Maker,true\n',
    'Task.csv': `Id,Subject,TaskSubtype,Status,ActivityDate,CreatedDate,WhoId\n${rows.join('')}`,
  }
  const preview = await imported(files, true)
  const nothing = await t.app.pool.query('select (select count(*) from activities) + (select count(*) from events) as n')
  expect(nothing.rows).toEqual([{ n: 0 }])
  const first = await imported(files)
  expect({ ...preview, warnings: [] }).toEqual({ ...first, warnings: [] })
  expect(first.stored).toMatchObject({ activities: 21_000, contacts: 2, accounts: 1 })
  const named = await t.app.pool.query(
    `select count(*) as n, count(distinct c.external_id) as people from activities a join activity_participants p on p.activity_id = a.id join contacts c on c.id = p.contact_id where a.kind = 'call' and p.part = 'to'`,
  )
  expect(named.rows).toEqual([{ n: 21_000, people: 1 }])
  const alongside = await t.app.pool.query(`
    select c.name, chief.name as reports_to, string_agg(distinct r.role, ', ') as roles, string_agg(distinct e.type, ', ' order by e.type) as told
    from contacts c left join contacts chief on chief.id = c.reports_to_id left join stakeholders s on s.contact_id = c.id left join stakeholder_roles r on r.stakeholder_id = s.id
      join events e on e.subject in (c.id, s.id)
    group by 1, 2 order by 1`)
  expect(alongside.rows).toEqual([
    { name: 'Buyer', reports_to: 'Tech', roles: 'decision-maker', told: 'contact.created, stakeholder.added' },
    { name: 'Tech', reports_to: null, roles: null, told: 'contact.created' },
  ])
  const unattended = await t.app.pool.query(`select relname from pg_class where reloptions::text like '%autovacuum%'`)
  expect(unattended.rows).toEqual([])
  const again = await imported({ ...files, 'Task.csv': `${files['Task.csv']}\n` })
  expect(again.unchanged).toMatchObject({ activities: 21_000, contacts: 2, accounts: 1 })
  expect(Object.values(again.stored).every((n) => n === 0)).toBe(true)
}, 120_000)

test('a large import that breaks off while activities are stored leaves nothing, and the next one goes through', async () => {
  const rows = Array.from(
    { length: 21_000 },
    (_, i) => `00T${i},Call ${i},Call,Completed,2024-05-02,2024-05-02T08:00:00.000Z,003A\n`,
  )
  const folder = await folderOf({
    ...PEOPLE,
    'Task.csv': `Id,Subject,TaskSubtype,Status,ActivityDate,CreatedDate,WhoId\n${rows.join('')}`,
  })
  folders.push(folder)
  const breaking = (at: string) =>
    runImport(t.app, {
      paths: [folder],
      dryRun: false,
      principal: SYSTEM,
      onProgress(step) {
        if (step === at) throw new Error(`broken off at ${at}`)
      },
    })
  for (const at of ['Storing deals', 'Storing activities', 'Checking the data'])
    await expect(breaking(at)).rejects.toThrow(`broken off at ${at}`)
  const left = await t.app.pool.query(
    `select (select count(*) from activities) + (select count(*) from contacts) + (select count(*) from events) as rows, (select count(*) from pg_namespace where nspname in ('import_staging', 'import_alongside', 'incoming')) as schemas`,
  )
  expect(left.rows).toEqual([{ rows: 0, schemas: 0 }])
  const report = await runImport(t.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  expect(report.stored).toMatchObject({ activities: 21_000, contacts: 2, accounts: 1 })
}, 120_000)

test('the tier of an account and its own columns are journaled, so that a past day shows those of that day', async () => {
  const head = 'Id,Name,NumberOfEmployees,Tier__c,Contract_End__c,CreatedDate,LastModifiedDate\n'
  await imported({
    ...PEOPLE,
    'Account.csv': `${head}001A,Acme,120,Gold,2025-01-31,2024-01-01T00:00:00.000Z,2024-01-01T00:00:00.000Z\n`,
  })
  await imported({
    'Account.csv': `${head}001A,Acme,120,Platinum,2027-01-31,2024-01-01T00:00:00.000Z,2024-06-01T08:00:00.000Z\n`,
  })
  const { rows } = await t.app.pool.query<{ recorded_at: string; before: unknown; after: unknown }>(
    `select recorded_at, before, after from events where type = 'account.changed'`,
  )
  expect(rows).toEqual([
    {
      recorded_at: '2024-06-01T08:00:00.000Z',
      before: { tier: 'Gold', custom: { Contract_End__c: '2025-01-31' } },
      after: { tier: 'Platinum', custom: { Contract_End__c: '2027-01-31' } },
    },
  ])
  const endOn = async (asOf?: string) =>
    (await t.system.sponsors.report({ account: '001A', ...(asOf ? { asOf } : {}) })).context.contract?.endOn
  expect(await endOn('2024-06-01')).toBe('2025-01-31')
  expect(await endOn('2024-06-02')).toBe('2027-01-31')
  expect(await endOn()).toBe('2027-01-31')
})

test('contracts of an export are those of the account on each day, and rows that name none say why', async () => {
  const head = 'Id,AccountId,ContractNumber,StartDate,EndDate,ContractTerm,Status,LastModifiedDate\n'
  const first = await imported({
    ...PEOPLE,
    'Contract.csv':
      `${head}8001,001A,00000001,2022-02-01,2023-01-31,12,Expired,2023-02-01T08:00:00.000Z\n` +
      '8002,001A,00000002,2023-02-01,,12,Activated,2023-02-01T08:00:00.000Z\n8003,001Z,00000003,2023-02-01,,12,Activated,\n' +
      '8004,001A,00000004,2023-02-01,2023-01-01,12,Draft,\n8005,001A,00000005,someday,,12,Draft,\n',
  })
  expect([first.read['contracts'], first.stored['contracts']]).toEqual([5, 2])
  expect(first.rejected.map(({ line, column, problem }) => [line, column, problem.split('.')[0]])).toEqual([
    [6, 'StartDate', expect.stringMatching(/^"someday" in "StartDate"/)],
    [4, 'AccountId', 'No account has the identifier 001Z'],
    [5, 'EndDate', 'The contract ends before it begins, on 2023-02-01'],
  ])
  const newer = { 'Contract.csv': `${head}8002,001A,00000002,2023-02-01,2024-12-31,23,Activated,2024-06-01T08:00:00.000Z\n` }
  expect((await imported(newer)).changed).toMatchObject({ contracts: 1 })
  expect((await imported({ 'Contract.csv': `${newer['Contract.csv']}\n` })).unchanged).toMatchObject({ contracts: 1 })
  const contract = async (asOf?: string) =>
    (await t.system.sponsors.report({ account: '001A', ...(asOf ? { asOf } : {}) })).context.contract
  expect(await contract('2022-01-01')).toBeNull()
  expect(await contract('2022-06-01')).toMatchObject({ number: '00000001', startOn: '2022-02-01', endOn: '2023-01-31' })
  expect(await contract('2024-06-01')).toMatchObject({ number: '00000002', endOn: '2024-01-31', status: 'Activated' })
  expect(await contract('2024-06-02')).toMatchObject({ number: '00000002', endOn: '2024-12-31' })
})
