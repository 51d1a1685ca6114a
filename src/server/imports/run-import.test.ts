import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
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

async function imported(
  files: Readonly<Record<string, string | Uint8Array>>,
  more: { dryRun?: boolean } = {},
): Promise<ImportReport> {
  const folder = await folderOf(files)
  folders.push(folder)
  return runImport(t.app, { paths: [folder], dryRun: more.dryRun ?? false, principal: SYSTEM, onProgress: () => undefined })
}

/** Nothing is dropped in silence: every row read was written, known already, or refused with its reason. */
function expectSums(report: ImportReport): void {
  const sum = (by: Readonly<Record<string, number>>) => Object.values(by).reduce((total, n) => total + n, 0)
  expect(sum(report.read)).toBe(sum(report.stored) + sum(report.unchanged) + report.rejected.length)
}

const SALESFORCE = {
  'User.csv':
    'Id,Username,Name,Email,IsActive,UserRoleId,ManagerId,Role__c\n005A,ann@us.test,Ann Rep,ann@us.test,true,00E2,005B,admin\n005B,bob@us.test,Bob Boss,bob@us.test,true,00E1,,admin\n',
  'UserRole.csv': 'Id,Name,DeveloperName,ParentRoleId\n00E1,Sales,Sales,\n00E2,Sales North,North,00E1\n',
  'Account.csv':
    'Id,Name,Industry,NumberOfEmployees,OwnerId,Shoe_Size__c,CreatedDate,LastModifiedDate\n001A,Acme,Retail,120,005A,44,2024-01-01T00:00:00.000Z,2024-01-01T00:00:00.000Z\n',
  'Contact.csv':
    'Id,AccountId,FirstName,LastName,Email,HasOptedOutOfEmail,ReportsToId,CreatedDate\n003A,001A,Cleo,Buyer,cleo@acme.test,false,,2024-01-01T00:00:00.000Z\n003B,001A,Dan,Tech,dan@acme.test,true,003A,2024-01-01T00:00:00.000Z\n',
  'Opportunity.csv':
    'Id,AccountId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,CreatedDate,LastModifiedDate,IsClosed,IsWon,OwnerId,NextStep,IsDeleted\n' +
    '006A,001A,Acme renewal,Closed Won,1500,USD,2024-03-01,2024-01-10T08:00:00.000Z,2024-03-01T09:00:00.000Z,true,true,005A,,false\n' +
    '006B,001A,Acme growth,Proposal/Price Quote,2500.50,USD,2024-08-01,2024-02-01T08:00:00.000Z,2024-06-01T09:00:00.000Z,false,false,005A,Call Cleo,false\n' +
    '006C,001A,Acme gone,Prospecting,10,USD,2024-08-01,2024-02-01T08:00:00.000Z,2024-06-01T09:00:00.000Z,false,false,005A,,true\n',
  'OpportunityHistory.csv':
    'Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory\n' +
    '008A,006A,2024-01-10T08:00:00.000Z,Qualification,1000,2024-02-15,20,Pipeline\n008B,006A,2024-02-10T08:00:00.000Z,Negotiation/Review,1500,2024-03-15,80,BestCase\n008C,006A,2024-03-01T09:00:00.000Z,Closed Won,1500,2024-03-01,100,Closed\n' +
    '008D,006B,2024-02-01T08:00:00.000Z,Qualification,2000,2024-07-01,20,Pipeline\n008E,006B,2024-04-01T08:00:00.000Z,Proposal/Price Quote,2000,2024-07-01,50,Pipeline\n008F,006X,2024-04-01T08:00:00.000Z,Qualification,1,2024-07-01,50,Pipeline\n',
  'OpportunityContactRole.csv':
    'Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate\n00KA,006B,003A,Economic Buyer,true,2024-02-02T08:00:00.000Z\n00KB,006B,003B,Evaluator,false,2024-02-02T08:00:00.000Z\n',
  'EmailMessage.csv':
    'Id,RelatedToId,FromAddress,ToAddress,CcAddress,Incoming,MessageDate,Subject,CreatedDate\n02sA,006B,Cleo@acme.test,ann@us.test,new@acme.test,true,2024-06-20T08:00:00.000Z,Re: offer,2024-06-20T08:00:00.000Z\n',
  'Task.csv':
    'Id,Subject,TaskSubtype,Status,ActivityDate,CreatedDate,OwnerId,WhatId,WhoId,CallType\n00TA,Call,Call,Completed,2024-05-02,2024-05-02T08:00:00.000Z,005A,006B,003A,Outbound\n',
  'Event.csv':
    'Id,Subject,StartDateTime,EndDateTime,OwnerId,WhatId,WhoId,CreatedDate\n00UA,Demo,2024-05-10T08:00:00.000Z,2024-05-10T09:00:00.000Z,005A,006B,003A,2024-05-01T08:00:00.000Z\n',
  'EventRelation.csv':
    'Id,EventId,RelationId,Status,IsWhat\n0REA,00UA,003A,Accepted,false\n0REB,00UA,003B,Declined,false\n0REC,00UA,006B,,true\n',
  'ForecastingQuota.csv': 'Id,QuotaOwnerId,StartDate,QuotaAmount,CurrencyIsoCode\n0QA,005A,2024-07-01,50000,USD\n',
  'DatedConversionRate.csv': 'Id,IsoCode,StartDate,ConversionRate\n04w,EUR,2024-01-01,0.92\n',
}

test('a Salesforce export is stored with its people, history, activities and hierarchy', async () => {
  const report = await imported(SALESFORCE)
  expectSums(report)
  expect(report.recognised).toBe('salesforce')
  expect(report.stored).toMatchObject({
    users: 2,
    teams: 2,
    accounts: 1,
    contacts: 2,
    opportunities: 3,
    'opportunity-history': 5,
    stakeholders: 2,
    activities: 3,
    quotas: 1,
    'exchange-rates': 1,
  })
  expect(report.rejected).toEqual([
    { file: 'OpportunityHistory.csv', line: 7, column: 'OpportunityId', value: '006X', problem: expect.stringContaining('006X') },
  ])

  const { items } = await t.system.opportunities.list({ state: 'all' })
  expect(items.map((deal) => deal.name).sort()).toEqual(['Acme growth', 'Acme renewal'])
  const growth = items.find((deal) => deal.name === 'Acme growth')
  expect(growth).toMatchObject({
    amount: { minor: 250_050, currency: 'USD' },
    stage: 'proposal',
    nextAction: 'Call Cleo',
    expectedCloseOn: '2024-08-01',
    closeDateMoves: 1,
    lastActivityAt: '2024-06-20T08:00:00.000Z',
  })

  const won = await t.app.db
    .selectFrom('events')
    .select(['type', 'recorded_at', 'after'])
    .where('opportunity_id', '=', items.find((deal) => deal.name === 'Acme renewal')?.id ?? '')
    .orderBy('id')
    .execute()
  expect(won.map((event) => [event.type, event.recorded_at])).toEqual([
    ['opportunity.created', '2024-01-10T08:00:00.000Z'],
    ['opportunity.moved', '2024-02-10T08:00:00.000Z'],
    ['opportunity.moved', '2024-03-01T09:00:00.000Z'],
  ])
  expect(won[0]?.after).toMatchObject({
    stage: 'qualification',
    amount: { minor: 100_000, currency: 'USD' },
    expectedCloseOn: '2024-02-15',
  })
  expect(won[2]?.after).toMatchObject({ stage: 'closed_won', actualCloseOn: '2024-03-01' })

  const parts = await t.app.db
    .selectFrom('activity_participants as p')
    .innerJoin('activities as a', 'a.id', 'p.activity_id')
    .leftJoin('contacts as c', 'c.id', 'p.contact_id')
    .leftJoin('users as u', 'u.id', 'p.user_id')
    .select(['a.kind', 'p.part', 'c.name as contact', 'u.name as user', 'p.address', 'p.response'])
    .orderBy('a.kind')
    .orderBy('p.position')
    .execute()
  expect(parts.filter((part) => part.kind === 'email').map((part) => [part.part, part.contact, part.user, part.address])).toEqual(
    [
      ['from', 'Cleo Buyer', null, 'cleo@acme.test'],
      ['to', null, 'Ann Rep', 'ann@us.test'],
      ['cc', null, null, 'new@acme.test'],
    ],
  )
  expect(
    parts
      .filter((part) => part.kind === 'meeting' && part.part === 'attendee')
      .map((part) => [part.contact, part.response])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ).toEqual([
    ['Cleo Buyer', 'accepted'],
    ['Dan Tech', 'declined'],
  ])
  expect(
    await t.app.db
      .selectFrom('team_members as m')
      .innerJoin('users as u', 'u.id', 'm.user_id')
      .innerJoin('teams as x', 'x.id', 'm.team_id')
      .select(['x.name as team', 'u.name', 'm.leads'])
      .orderBy('x.name')
      .orderBy('u.name')
      .execute(),
  ).toEqual([
    { team: 'Sales', name: 'Bob Boss', leads: false },
    { team: 'Sales North', name: 'Ann Rep', leads: false },
    { team: 'Sales North', name: 'Bob Boss', leads: true },
  ])
})

test('nobody becomes more than a rep by a file, whatever it says', async () => {
  await imported(SALESFORCE)
  expect(await t.app.db.selectFrom('users').select('role').distinct().execute()).toEqual([{ role: 'rep' }])
})

/** The same rows in files of other bytes. */
function rewritten(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, `${text}\n`]))
}

test.each([
  ['files', SALESFORCE],
  ['rows in files written otherwise', rewritten(SALESFORCE)],
])('the same %s again change nothing, even after somebody has edited a deal here', async (_, files) => {
  await imported(SALESFORCE)
  const growth = (await t.system.opportunities.list({ state: 'all' })).items.find((deal) => deal.name === 'Acme growth')
  await t.system.opportunities.update({ id: growth?.id ?? '', nextAction: 'Send the offer' })
  const told = () =>
    t.app.db
      .selectFrom('events')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('noun', '<>', 'import')
      .executeTakeFirst()
  const before = await told()
  const again = await imported(files)
  expectSums(again)
  expect(Object.values(again.stored).every((n) => n === 0)).toBe(true)
  expect(Object.values(again.changed).every((n) => n === 0)).toBe(true)
  expect(await told()).toEqual(before)
  expect((await t.system.opportunities.get({ id: growth?.id ?? '' })).nextAction).toBe('Send the offer')
})

/** Imports what is there, and says whether its rows were gone through. */
async function importedWithSteps(
  files: Readonly<Record<string, string>>,
): Promise<{ report: ImportReport; wentThrough: boolean }> {
  const folder = await folderOf(files)
  folders.push(folder)
  const steps: string[] = []
  const onProgress = (step: string) => void steps.push(step)
  const report = await runImport(t.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress })
  return { report, wentThrough: steps.includes('Storing deals') }
}

test('known files are not gone through again until something changes what their rows mean', async () => {
  const first = await importedWithSteps(SALESFORCE)
  const again = await importedWithSteps(SALESFORCE)
  expect([first.wentThrough, again.wentThrough]).toEqual([true, false])
  const { stored, changed, unchanged } = first.report
  expect({ ...again.report, stored, changed, unchanged }).toEqual(first.report)
  const [stage] = await t.app.db.selectFrom('stages').select('id').where('name', '=', 'Proposal/Price Quote').execute()
  await t.system.pipelines.updateStage({ id: stage?.id ?? '', canonical: 'negotiation' })
  expect((await importedWithSteps(SALESFORCE)).wentThrough).toBe(true)
})

test('files that were stored before others say again what the others changed', async () => {
  await imported(SALESFORCE)
  await imported({ ...SALESFORCE, 'Account.csv': SALESFORCE['Account.csv'].replace('Retail', 'Chemistry') })
  expect((await imported(SALESFORCE)).changed).toMatchObject({ accounts: 1 })
})

test('an import from the command line stands in the list like any other', async () => {
  const report = await imported(SALESFORCE)
  await imported(SALESFORCE, { dryRun: true })
  const { items } = await t.system.imports.list({})
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ status: 'stored', storedAt: NOW, by: null, report: { stored: report.stored } })
  const id = items[0]?.id ?? ''
  expect((await t.system.imports.get({ id })).files.map((file) => file.file)).toContain('Opportunity.csv')
  expect((await t.system.imports.rejections({ id })).csv.split('\r\n').length).toBe(report.rejected.length + 2)
})

test('the audit log names the files of the import that wrote a change, and who started it', async () => {
  const folder = await folderOf(SALESFORCE)
  folders.push(folder)
  await runImport(t.app, { paths: [folder], dryRun: false, onProgress: () => undefined })
  const { items } = await t.system.journal.list({ type: 'account.created' })
  expect(items).toMatchObject([
    { source: 'salesforce', actor: { kind: 'import', name: expect.stringMatching(/command line$/i) } },
  ])
  expect(items[0]?.files).toEqual(Object.keys(SALESFORCE).sort())
  await t.system.settings.update({ companyName: 'Acme' })
  expect((await t.system.journal.list({ type: 'setting.changed' })).items[0]?.files).toEqual([])
})

test('a newer export becomes history at the stamps of the source', async () => {
  await imported(SALESFORCE)
  const newer = await imported({
    'Opportunity.csv':
      'Id,AccountId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,CreatedDate,LastModifiedDate,IsClosed,IsWon,OwnerId,NextStep,IsDeleted\n006B,001A,Acme growth,Negotiation/Review,2600,USD,2024-08-15,2024-02-01T08:00:00.000Z,2024-06-25T09:00:00.000Z,false,false,005B,Call Cleo,false\n',
  })
  expect(newer.changed).toMatchObject({ opportunities: 1 })
  const event = await t.app.db
    .selectFrom('events')
    .select(['type', 'recorded_at', 'before', 'after'])
    .where('noun', '=', 'opportunity')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({
    type: 'opportunity.moved',
    recorded_at: '2024-06-25T09:00:00.000Z',
    before: { stage: 'proposal', amount: { minor: 250_050 }, expectedCloseOn: '2024-08-01' },
    after: { stage: 'negotiation', amount: { minor: 260_000 }, expectedCloseOn: '2024-08-15' },
  })
  const deal = (await t.system.opportunities.list({ state: 'all' })).items.find((one) => one.name === 'Acme growth')
  expect(deal).toMatchObject({ stage: 'negotiation', owner: { name: 'Bob Boss' }, closeDateMoves: 2, account: { name: 'Acme' } })
})

test('a dry run counts exactly and stores nothing', async () => {
  const preview = await imported(SALESFORCE, { dryRun: true })
  expect((await t.system.opportunities.list({ state: 'all' })).total).toBe(0)
  expect(await t.app.db.selectFrom('events').selectAll().execute()).toEqual([])
  const stored = await imported(SALESFORCE)
  expect(preview).toEqual(stored)
})

test('what a killed import left behind is gone with the next one, and one that is previewed or breaks off leaves nothing', async () => {
  const left = async () =>
    (
      await t.app.pool.query(
        `select nspname from pg_namespace where nspname in ('import_staging', 'import_alongside', 'incoming')`,
      )
    ).rows
  await t.app.pool.query('create schema import_staging; create table import_staging.in_accounts (id integer)')
  expect((await imported(SALESFORCE)).stored).toMatchObject({ accounts: 1 })
  expect(await left()).toEqual([])
  const newer = { ...SALESFORCE, 'User.csv': `${SALESFORCE['User.csv']}005C,cas@us.test,Cas Rep,cas@us.test,true,,,\n` }
  await imported(newer, { dryRun: true })
  expect(await left()).toEqual([])
  const folder = await folderOf(newer)
  folders.push(folder)
  const breaks = runImport(t.app, {
    paths: [folder],
    dryRun: false,
    principal: SYSTEM,
    onProgress(step) {
      if (step === 'Storing deals') throw new Error('broken off')
    },
  })
  await expect(breaks).rejects.toThrow('broken off')
  expect(await left()).toEqual([])
})

test('whoever owns nothing but activities is stored too, and owns them', async () => {
  const task = (id: string, owner: string) =>
    `${id},Call,Call,Completed,2024-05-02,2024-05-02T08:00:00.000Z,${owner},006B,003A,Outbound\n`
  const head = SALESFORCE['Task.csv'].split('\n')[0]
  const report = await imported({ ...SALESFORCE, 'Task.csv': `${head}\n${task('00TA', '005A')}${task('00TB', '005Z')}` })
  expectSums(report)
  expect(report.stored).toMatchObject({ users: 2, owners: 1, activities: 4 })
  const { rows } = await t.app.pool.query(
    `select a.external_id, u.name from activities a join users u on u.id = a.owner_id where a.kind = 'call' order by 1`,
  )
  expect(rows).toEqual([
    { external_id: '00TA', name: 'Ann Rep' },
    { external_id: '00TB', name: '005Z' },
  ])
})

test('a HubSpot export is stored with its pipelines, owners, property history and engagements', async () => {
  const report = await imported({
    'owners.csv': 'Owner ID,Email,First Name,Last Name\n11,ann@us.test,Ann,Rep\n',
    'pipelines.csv':
      'Pipeline ID,Pipeline Label,Stage ID,Stage Label,Display Order,Probability,Is Closed\ndefault,Sales Pipeline,appointmentscheduled,Appointment Scheduled,0,0.2,false\ndefault,Sales Pipeline,decisionmakerboughtin,Decision Maker Bought-In,1,0.8,false\ndefault,Sales Pipeline,closedwon,Closed Won,2,1.0,true\n',
    'companies.csv':
      'Record ID,Company name,Company Domain Name,Company owner,Create Date\n501,Acme,acme.test,Ann Rep,2024-01-01 10:00\n',
    'contacts.csv':
      'Record ID,First Name,Last Name,Email,Associated Company IDs,Create Date\n701,Cleo,Buyer,cleo@acme.test,501,2024-01-01 10:00\n702,Dan,Tech,dan@acme.test,501,2024-01-01 10:00\n',
    'deals.csv':
      'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Company IDs,Associated Contact IDs\n901,Acme growth,closedwon,default,1000,2024-05-20,2024-02-01 09:30,Ann Rep,501,701;702\n',
    'deal-property-history.csv':
      'Deal ID,Property,Value,Timestamp\n901,dealstage,appointmentscheduled,1706779800000\n901,amount,800,1706779800000\n901,dealstage,decisionmakerboughtin,1709285400000\n901,amount,1000,1709285400000\n901,dealstage,closedwon,1716199200000\n',
    'engagements.csv':
      'Engagement ID,Type,Timestamp,Associated Deal IDs,Associated Contact IDs,Owner ID,Subject\n1,EMAIL,1709285400000,901,701,11,Hello\n2,MEETING,1709371800000,901,702,11,Demo\n',
  })
  expectSums(report)
  expect(report.recognised).toBe('hubspot')
  expect(report.rejected).toEqual([])
  expect(report.stored).toMatchObject({
    users: 1,
    accounts: 1,
    contacts: 2,
    opportunities: 1,
    activities: 2,
    stakeholders: 2,
    stages: 3,
    pipelines: 1,
  })
  const deal = (await t.system.opportunities.list({ state: 'all' })).items[0]
  expect(deal).toMatchObject({
    stage: 'closed_won',
    stageName: 'Closed Won',
    pipeline: { name: 'Sales Pipeline' },
    owner: { name: 'Ann Rep' },
    account: { name: 'Acme' },
    actualCloseOn: '2024-05-20',
    contacts: 2,
  })
  const events = await t.app.db
    .selectFrom('events')
    .select(['type', 'after'])
    .where('noun', '=', 'opportunity')
    .orderBy('id')
    .execute()
  const stages = events.map((event) => (event.after as { stage?: string }).stage).filter((stage) => stage !== undefined)
  expect(stages).toEqual(['qualification', 'negotiation', 'closed_won'])
  expect(events[0]?.after).toMatchObject({ amount: { minor: 80_000, currency: 'USD' } })
})

test('one table of deals brings its accounts, people and products along', async () => {
  const report = await imported({
    'sales.csv':
      '\uFEFFDeal;Kunde;Verkäufer;Produkt;Phase;Betrag;Erstellt am;Abschlussdatum\r\nA;Müller GmbH;Jörg;Kern;Gewonnen;1.234,50 €;01.02.2024;15.03.2024\r\nB;Müller GmbH;Jörg;Kern;Angebot;2.000 €;20.02.2024;31.07.2024\r\nC;Çelik;Anna;Rand;Verloren;0;05.02.2024;31.03.2024\r\n',
  })
  expectSums(report)
  expect(report.stored).toMatchObject({ opportunities: 3, accounts: 2, owners: 2, products: 2 })
  const { items } = await t.system.opportunities.list({ state: 'all' })
  expect(items.find((deal) => deal.name === 'A')).toMatchObject({
    amount: { minor: 123_450, currency: 'EUR' },
    stage: 'closed_won',
    createdAt: '2024-02-01T00:00:00.000Z',
    actualCloseOn: '2024-03-15',
    account: { name: 'Müller GmbH' },
    owner: { name: 'Jörg' },
  })
  expect(items.find((deal) => deal.name === 'C')?.amount).toBeNull()
})

const TABLE =
  'deal_id,deal_name,company,stage,amount,close_date,created_date\n1,Café,Ä,Won,10,2024-02-01,2024-01-01\n2,Zwei,Ö,Lost,20,2024-02-01,2024-01-01\n'

test.each([
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TABLE}`)],
  ['UTF-16 little endian', Buffer.from(`\uFEFF${TABLE}`, 'utf16le')],
  ['UTF-16 big endian', Buffer.from(`\uFEFF${TABLE}`, 'utf16le').swap16()],
  ['Windows-1252', Buffer.from(TABLE, 'latin1')],
  ['old Macintosh line ends', Buffer.from(TABLE.replaceAll('\n', '\r'))],
  ['tabs', Buffer.from(TABLE.replaceAll(',', '\t'))],
])('a file in %s reads the same', async (_form, bytes) => {
  const report = await imported({ 'deals.csv': bytes })
  expect(report.rejected).toEqual([])
  expect(
    (await t.system.opportunities.list({ state: 'all' })).items
      .map((deal) => [deal.name, deal.account?.name])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ).toEqual([
    ['Café', 'Ä'],
    ['Zwei', 'Ö'],
  ])
})

test('rows that cannot be read are refused by line and value, and the others are stored', async () => {
  const report = await imported({
    'deals.csv':
      'deal_id,deal_name,company,stage,amount,close_date,created_date\n1,One,A,Won,10,2024-02-01,2024-01-01\n2,Two,A,Won,ten,2024-02-01,2024-01-01\n3,Three,A,Lost,10,2024-02-31,2024-01-01\n4,Short,A,Lost\n1,One again,A,Won,10,2024-02-01,2024-01-01\n5,Nul\0l,A,Won,10,2024-02-01,2024-01-01\n6,"never closed,A,Won,10,2024-02-01,2024-01-01\n7,Seven,A,Won,70,2024-02-01,2024-01-01\n8,"two\nlines",A,Won,80,2024-02-01,2024-01-01,extra,cells\n9,Nine,A,Won,90,2024-02-01,soon\n',
  })
  expectSums(report)
  expect(report.rejected.map((row) => [row.line, row.column, row.value]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
    [2, null, '1'],
    [3, 'amount', 'ten'],
    [4, 'close_date', '2024-02-31'],
    [8, null, null],
    [12, 'created_date', 'soon'],
  ])
  expect((await t.system.opportunities.list({ state: 'all' })).items.map((deal) => deal.name).sort()).toEqual([
    'Null',
    'One again',
    'Seven',
    'Short',
    'two\nlines',
  ])
})

test('an empty file and a header alone are said to be empty', async () => {
  const report = await imported({ 'deals.csv': TABLE, 'contacts.csv': '', 'accounts.csv': 'account,industry\n' })
  expect(report.warnings.filter((warning) => warning.kind === 'empty-file').map((warning) => warning.file)).toEqual([
    'accounts.csv',
    'contacts.csv',
  ])
})

test('headers that repeat are told apart and named', async () => {
  const report = await imported({
    'deals.csv':
      'deal_id,deal_name,company,stage,amount,amount,close_date\n1,One,A,Won,10,20,2024-02-01\n2,Two,B,Lost,10,20,2024-02-01\n',
  })
  expect(report.warnings.map((warning) => warning.kind)).toContain('repeated-header')
  expect((await t.system.opportunities.list({ state: 'all' })).items.find((deal) => deal.name === 'One')?.amount).toEqual({
    minor: 1_000,
    currency: 'USD',
  })
})

test('what cannot be read is refused in a sentence that names it', async () => {
  await expect(
    runImport(t.app, { paths: ['/nowhere/at-all'], dryRun: false, principal: SYSTEM, onProgress: () => undefined }),
  ).rejects.toThrow('There is nothing at /nowhere/at-all')
  await expect(imported({ 'weather.csv': 'city,rain\nBerlin,3\n' })).rejects.toThrow('No file looks like')
  await expect(imported({ 'notes.md': 'nothing' })).rejects.toThrow('There is no CSV')
})

const shared = process.env['QUARTERDECK_SHARED'] ?? join(import.meta.dirname, '../../../../shared')

test.skipIf(!existsSync(join(shared, 'data/maven')))(
  'the Maven pipeline is stored whole, and its oddities are named by general checks',
  async () => {
    const run = () =>
      runImport(t.app, { paths: [join(shared, 'data/maven')], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
    const report = await run()
    expectSums(report)
    expect(report.stored).toMatchObject({ opportunities: 8_800, accounts: 85, products: 7, users: 35, managers: 6, teams: 9 })
    const said = report.warnings.map((warning) => `${warning.kind}: ${warning.example}`).join('\n')
    for (const part of [
      '"GTXPro"',
      '"technolgy" in "sector" is probably "technology"',
      '5 of the people listed own no deal',
      '"account" is blank on 1425 deals, and not one of them is closed',
      '"close_value" is 0 on every lost deal',
      'No deal ever closed later than 138 days',
      'won-rate-by-closing-month',
      'CRLF',
    ])
      expect(said).toContain(part)
    const leaked = await t.app.db
      .selectFrom('events')
      .select('id')
      .where('type', '=', 'opportunity.created')
      .where('recorded_at', '<', '2018-01-01')
      .where((eb) =>
        eb.or([
          eb(eb.ref('after', '->>').key('accountId' as never), 'is not', null),
          eb(eb.ref('after', '->>').key('amount' as never), 'is not', null),
        ]),
      )
      .execute()
    expect(leaked).toEqual([])
    const again = await run()
    expect(Object.values(again.stored).every((n) => n === 0)).toBe(true)
    expect(again.unchanged).toMatchObject({ opportunities: 8_800 })
  },
  60_000,
)

test.skipIf(!existsSync(join(shared, 'data/bpi2012')))(
  'a real bank process and a developer export are stored without a row lost',
  async () => {
    for (const name of ['bpi2012', 'crm-exports/salesforce']) {
      const report = await runImport(t.app, {
        paths: [join(shared, 'data', name)],
        dryRun: false,
        principal: SYSTEM,
        onProgress: () => undefined,
      })
      expectSums(report)
      expect(report.rejected).toEqual([])
      expect((await readdir(join(shared, 'data', name))).length).toBeGreaterThan(0)
    }
  },
  120_000,
)

test('a company whose amounts are all in one other currency reports in it, and says so', async () => {
  const report = await imported({
    'Opportunity.csv':
      'Id,Name,StageName,Amount,CurrencyIsoCode,CreatedDate,CloseDate,IsClosed,IsWon\nD1,One,Closed Won,1000,EUR,2024-01-06T09:00:00.000Z,2024-02-06,true,true\nD2,Two,Proposal,500,EUR,2024-01-07T09:00:00.000Z,2024-09-06,false,false\n',
  })
  const kinds = report.warnings.map((warning) => warning.kind)
  expect(kinds).toContain('base-currency')
  expect(kinds).not.toContain('currency-gap')
  expect((await t.system.settings.get({})).baseCurrency).toBe('EUR')
  expect((await t.system.opportunities.summary({})).open.amount).toEqual({ minor: 50_000, currency: 'EUR' })
})

test('a call has the length that the source gives, and mail and tasks have none', async () => {
  await imported({
    'Task.csv':
      'Id,Subject,TaskSubtype,ActivityDate,CallDurationInSeconds,CreatedDate\nT1,Spoke,Call,2024-02-01,600,2024-02-01T09:00:00.000Z\nT2,Send offer,Task,2024-02-02,,2024-02-01T09:00:00.000Z\nT3,Wrote,Email,2024-02-03,,2024-02-01T09:00:00.000Z\n',
  })
  const { items } = await t.system.activities.list({})
  expect(Object.fromEntries(items.map((item) => [item.subject, item.durationMinutes]))).toEqual({
    Spoke: 10,
    'Send offer': null,
    Wrote: null,
  })
})
