import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trackDeal } from '../../../domain/forecasting/landmarks/track-deal.ts'
import { OWN_FEATURES } from '../../../domain/forecasting/landmarks/landmark-features.ts'
import { steps } from '../../../domain/opportunities/replay.ts'
import { runImport } from '../../imports/run-import.ts'
import { SYSTEM } from '../../platform/context.ts'
import { testApp, type TestApp } from '../../test-app.ts'
import { recordedRows } from './store.ts'

const NOW = '2024-07-01T09:00:00.000Z'
const EXPORT = {
  'User.csv': 'Id,Name,Email,IsActive\n005A,Ann North,ann@us.test,true\n',
  'Account.csv': 'Id,Name\n001A,Acme\n',
  'Contact.csv':
    'Id,AccountId,FirstName,LastName,Email,CreatedDate\n003A,001A,Cleo,Berg,cleo@acme.test,2024-01-05T08:00:00.000Z\n003B,001A,Dan,Holm,dan@acme.test,2024-01-05T08:00:00.000Z\n',
  'Opportunity.csv':
    'Id,AccountId,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate,IsClosed,IsWon\n006A,001A,First,Closed Won,5000,2024-04-15,005A,2024-01-10T08:00:00.000Z,true,true\n006B,001A,Second,Proposal,9000,2024-09-30,005A,2024-02-01T08:00:00.000Z,false,false\n',
  'OpportunityHistory.csv':
    'Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate\n008A,006B,Discovery,8000,2024-06-30,2024-02-01T08:00:00.000Z\n008B,006B,Proposal,9000,2024-09-30,2024-05-03T08:00:00.000Z\n',
  'OpportunityContactRole.csv':
    'Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate\n00KA,006B,003A,Economic Buyer,true,2024-02-02T08:00:00.000Z\n00KB,006B,003B,Champion,false,2024-03-02T08:00:00.000Z\n',
  'EmailMessage.csv':
    'Id,RelatedToId,FromAddress,ToAddress,CcAddress,Incoming,MessageDate,Subject,CreatedDate\n02sA,006B,cleo@acme.test,ann@us.test,new@acme.test,true,2024-03-20T08:00:00.000Z,Re: offer,2024-03-20T08:00:00.000Z\n02sB,006B,ann@us.test,cleo@acme.test,,false,2024-06-21T08:00:00.000Z,Offer,2024-06-21T08:00:00.000Z\n',
  'Event.csv':
    'Id,Subject,StartDateTime,EndDateTime,OwnerId,WhatId,WhoId,CreatedDate\n00UA,Demo,2024-05-10T08:00:00.000Z,2024-05-10T09:00:00.000Z,005A,006B,003A,2024-05-01T08:00:00.000Z\n',
  'EventRelation.csv':
    'Id,EventId,RelationId,Status,IsWhat\n0REA,00UA,003A,Accepted,false\n0REB,00UA,003B,Declined,false\n0REC,00UA,006B,,true\n',
}

let world: TestApp
beforeAll(async () => {
  world = await testApp({ now: NOW })
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-records-'))
  for (const [name, text] of Object.entries(EXPORT)) await writeFile(join(folder, name), text)
  await runImport(world.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  await rm(folder, { recursive: true })
})
afterAll(async () => {
  await world.close()
})

const worth = ({ minor }: { minor: number }) => minor

test('a deal read for a forecast stands, week by week, as its own page shows it', async () => {
  const { db } = world.app
  const deals = await db.selectFrom('opportunities').select('id').execute()
  expect(deals).toHaveLength(2)
  const mondays = ['2024-02-05', '2024-03-04', '2024-03-25', '2024-04-29', '2024-05-06', '2024-05-13', '2024-06-24']
  for (const { id } of deals) {
    const [read] = await recordedRows(db, [id], NOW)
    const happened = new Set<string>()
    let week = 0
    for (const step of steps({ ...read!, known: new Map() }, () => mondays.map((day) => Date.parse(day)))) {
      const shown = await world.system.opportunities.dossier({ id, asOf: mondays[week++]! })
      for (const activity of step.activities) happened.add(activity.id)
      expect([...happened].sort()).toEqual(shown.activities.map((activity) => activity.id).sort())
      expect([...step.people].map(([contactId, { roles }]) => [contactId, roles])).toEqual(
        shown.people.map(({ contactId, roles }) => [contactId, roles]),
      )
      expect(step.stages).toEqual(shown.stages)
      expect({ ...step.facts, description: null }).toEqual({ ...shown.opportunity, description: null })
    }
    expect(week).toBe(mondays.length)
  }
})

test('mail, meetings, roles and moves of the close date reach the rows of their week and none before', async () => {
  const { db } = world.app
  const deal = await db.selectFrom('opportunities').select('id').where('external_id', '=', '006B').executeTakeFirstOrThrow()
  const [read] = await recordedRows(db, [deal.id], NOW)
  const track = trackDeal({ ...read!, known: new Map() }, { key: 'deal', until: Date.parse(NOW), worth })!
  const value = (feature: string, day: string) =>
    track.own[track.at.indexOf(Date.parse(day)) * OWN_FEATURES.length + OWN_FEATURES.findIndex(({ name }) => name === feature)]!
  expect(value('inbound', '2024-03-18')).toBe(0)
  expect(value('inbound', '2024-03-25')).toBeGreaterThan(0)
  expect(value('meetingAhead', '2024-05-06')).toBe(1)
  expect(value('meetings', '2024-05-06')).toBe(0)
  expect(value('meetings', '2024-05-13')).toBeGreaterThan(0)
  expect([value('champion', '2024-02-26'), value('champion', '2024-03-04')]).toEqual([0, 1])
  expect([value('pushes', '2024-05-01'), value('pushes', '2024-05-06')]).toEqual([0, 1])
  expect([value('outbound', '2024-06-17') > 0, value('outbound', '2024-06-24') > 0]).toEqual([false, true])
})

test('what was recorded at or after the instant is not read', async () => {
  const { db } = world.app
  const deal = await db.selectFrom('opportunities').select('id').where('external_id', '=', '006B').executeTakeFirstOrThrow()
  const [then] = await recordedRows(db, [deal.id], '2024-03-02T08:00:00.000Z')
  expect(then!.activities).toEqual([])
  expect(then!.events.map(({ type }) => type)).toEqual(['opportunity.created', 'stakeholder.added'])
})
