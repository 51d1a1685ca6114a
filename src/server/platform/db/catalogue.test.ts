import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '../../../domain/access/right.ts'
import { BUYING_ROLES, CHANNELS } from '../../../domain/accounts/contact.ts'
import { ACTIVITY_KINDS, ACTIVITY_STATES, DIRECTIONS, PARTS, RESPONSES, SENTIMENTS } from '../../../domain/activities/activity.ts'
import { ALERT_NOUNS, ALERT_PRIORITIES, ALERT_STATES } from '../../../domain/alerts/alert.ts'
import { CHANNEL_KINDS, DELIVERY_STATES } from '../../../domain/alerts/delivery.ts'
import { SHARED_WITH } from '../../../domain/forecasting/scenarios/scenario-levers.ts'
import { ACTOR_KINDS } from '../../../domain/journal/event.ts'
import { SEGMENTS } from '../../../domain/opportunities/opportunity.ts'
import { FORECAST_CATEGORIES, STAGES } from '../../../domain/opportunities/stage.ts'
import { OUTREACH_STATES, STRATEGIC_PURPOSES } from '../../../domain/sponsors/outreach-guard.ts'
import { cloneDatabase } from './test-database.ts'
import { tablesOf } from './write-tables.ts'

let client: Client
let drop: () => Promise<void>

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  client = new Client(clone.connection)
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await drop()
})

test('tables.ts is what the migrated catalogue says', async () => {
  expect(await readFile(new URL('./tables.ts', import.meta.url), 'utf8')).toBe(await tablesOf(client))
})

test.each([
  ['users', 'role', ROLES],
  ['stages', 'canonical', STAGES],
  ['stages', 'forecast_category', FORECAST_CATEGORIES],
  ['opportunities', 'stage', STAGES],
  ['opportunities', 'forecast_category', FORECAST_CATEGORIES],
  ['opportunities', 'segment', SEGMENTS],
  ['accounts', 'segment', SEGMENTS],
  ['contacts', 'preferred_channel', CHANNELS],
  ['stakeholder_roles', 'role', BUYING_ROLES],
  ['activities', 'kind', ACTIVITY_KINDS],
  ['activities', 'direction', DIRECTIONS],
  ['activities', 'sentiment', SENTIMENTS],
  ['activities', 'status', ACTIVITY_STATES],
  ['activity_participants', 'part', PARTS],
  ['activity_participants', 'response', RESPONSES],
  ['events', 'actor_kind', ACTOR_KINDS],
  ['scenarios', 'shared', SHARED_WITH],
  ['sponsor_outreach', 'state', OUTREACH_STATES],
  ['sponsor_outreach', 'purpose', STRATEGIC_PURPOSES],
  ['sponsor_outreach', 'channel', CHANNELS],
  ['alerts', 'state', ALERT_STATES],
  ['alerts', 'priority', ALERT_PRIORITIES],
  ['alerts', 'subject_noun', ALERT_NOUNS],
  ['alert_channels', 'kind', CHANNEL_KINDS],
  ['alert_deliveries', 'state', DELIVERY_STATES],
])('%s.%s holds exactly the list of the domain', async (table, column, list) => {
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_constraintdef(k.oid) as definition from pg_constraint k
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     where k.conrelid = $1::regclass and k.contype = 'c' and array_length(k.conkey, 1) = 1 and a.attname = $2`,
    [table, column],
  )
  const stored = rows.flatMap(({ definition }) => [...definition.matchAll(/'([^']*)'::text/g)].map((match) => match[1]))
  expect(stored).toEqual([...list])
})

test('the journal refuses every change to what was written', async () => {
  await client.query(
    `insert into events (type, noun, occurred_at, recorded_at, actor_kind, actor_name, source) values ('a.b', 'a', now(), now(), 'system', 'test', 'test')`,
  )
  for (const statement of ["update events set type = 'x'", 'delete from events', 'truncate events'])
    await expect(client.query(statement)).rejects.toThrow('append-only')
})
