import { randomUUID } from 'node:crypto'
import { ROLES, type Role } from '../../src/domain/access/right.ts'
import type { Principal } from '../../src/server/platform/context.ts'
import type { TestApp } from '../../src/server/test-app.ts'
import { RELATIONS, type Relation } from './access-table.ts'

/** A deal with an account, a person at it and an activity, all of one owner; `mark` stands in every text of theirs. */
export interface Rows {
  readonly mark: string
  readonly deal: string
  readonly account: string
  readonly contact: string
  readonly activity: string
  readonly relationship: string
  readonly criterion: string
  readonly commitment: string
}

export interface Company {
  readonly principalOf: Readonly<Record<Role, Principal>>
  readonly stageId: string
  readonly otherStageId: string
  readonly pipelineId: string
  /** Somebody active whom a deal may be given to. */
  readonly somebody: string
  rows(role: Role, relation: Relation): Promise<Rows>
}

/**
 * Two branches, three levels: head office; North and South; in North one team for each role, led by whoever asks.
 * So the same six relations exist for every role.
 */
export async function foundCompany(t: TestApp): Promise<Company> {
  const team = async (name: string, parentId: string | null) =>
    (await t.system.teams.create({ name, parentId, from: '2026-01-01' })).id
  const join = (id: string, userId: string, leads: boolean) => t.system.teams.setMember({ id, userId, leads, from: '2026-01-01' })
  const office = await team('Head office', null)
  const north = await team('North', office)
  const south = await team('South', office)
  const above = await t.person('Leads North', 'manager')
  const beside = await t.person('Leads another team of North', 'manager')
  const elsewhere = await t.person('Sells in South', 'rep')
  await join(north, above, true)
  await join(await team('Beside', north), beside, true)
  await join(south, elsewhere, false)

  const owners = new Map<string, string | null>()
  const principals: [Role, Principal][] = []
  for (const role of ROLES) {
    const own = await t.person(`The ${role}`, role)
    const below = await t.person(`Below the ${role}`, 'rep')
    const crew = await team(`Team of the ${role}`, north)
    await join(crew, own, true)
    await join(await team(`Second team of the ${role}`, crew), below, false)
    for (const [relation, owner] of Object.entries({ own, below, beside, above, elsewhere, nobody: null }))
      owners.set(`${role} ${relation}`, owner)
    principals.push([role, { kind: 'user', userId: own, name: `The ${role}`, role }])
  }

  const pipeline = await t.system.pipelines.create({ name: 'New business' })
  const [stage, otherStage] = pipeline.stages
  if (!stage || !otherStage) throw new Error('A pipeline without stages')

  return {
    principalOf: Object.fromEntries(principals) as Record<Role, Principal>,
    stageId: stage.id,
    otherStageId: otherStage.id,
    pipelineId: pipeline.id,
    somebody: beside,
    rows: (role, relation) => insertRows(t, owners.get(`${role} ${relation}`) ?? null, pipeline.id, stage.id, relation),
  }
}

async function insertRows(t: TestApp, owner: string | null, pipeline: string, stage: string, relation: Relation): Promise<Rows> {
  const { db } = t.app
  const mark = `zq${RELATIONS.indexOf(relation)}${randomUUID().replaceAll('-', '').slice(0, 12)}`
  const account = (
    await db
      .insertInto('accounts')
      .values({ name: `Account ${mark}`, owner_id: owner })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
  const contact = (
    await db
      .insertInto('contacts')
      .values({ name: `Contact ${mark}`, account_id: account })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
  const values = {
    name: `Deal ${mark}`,
    account_id: account,
    owner_id: owner,
    pipeline_id: pipeline,
    stage_id: stage,
    stage: 'discovery',
    amount_minor: 100_00,
    currency: 'USD',
    expected_close_on: '2026-03-20',
    created_at: '2026-02-01T00:00:00Z',
    next_action: `Call ${mark}`,
  } as const
  const deal = (await db.insertInto('opportunities').values(values).returning('id').executeTakeFirstOrThrow()).id
  await db
    .insertInto('stakeholders')
    .values({ opportunity_id: deal, contact_id: contact, joined_at: '2026-02-01T00:00:00Z' })
    .execute()
  const onMap = await insertMap(t, deal, contact, account, mark)
  const done = {
    kind: 'call',
    subject: `Activity ${mark}`,
    occurred_at: '2026-02-20T10:00:00Z',
    recorded_at: '2026-02-20T10:00:00Z',
    opportunity_id: deal,
    account_id: account,
    owner_id: owner,
  } as const
  const activity = (await db.insertInto('activities').values(done).returning('id').executeTakeFirstOrThrow()).id
  await db
    .insertInto('activity_participants')
    .values({ activity_id: activity, position: 0, part: 'attendee', contact_id: contact })
    .execute()
  const stamp = {
    occurred_at: '2026-02-01T00:00:00Z',
    recorded_at: '2026-02-01T00:00:00Z',
    actor_kind: 'system',
    actor_name: 'Test',
    source: 'test',
  } as const
  const told = {
    name: values.name,
    ownerId: owner,
    accountId: account,
    stage: 'discovery',
    stageId: stage,
    pipelineId: pipeline,
    amount: { minor: 100_00, currency: 'USD' },
    expectedCloseOn: '2026-03-20',
  }
  await db
    .insertInto('events')
    .values({
      type: 'opportunity.created',
      noun: 'opportunity',
      subject: deal,
      opportunity_id: deal,
      account_id: account,
      after: JSON.stringify(told),
      ...stamp,
    })
    .execute()
  return { mark, deal, account, contact, activity, ...onMap }
}

/** A line of the map, what the deal is decided by, and a promise. */
async function insertMap(
  { app: { db } }: TestApp,
  deal: string,
  contact: string,
  account: string,
  mark: string,
): Promise<Pick<Rows, 'relationship' | 'criterion' | 'commitment'>> {
  const superior = { name: `Superior ${mark}`, account_id: account }
  const { id: to } = await db.insertInto('contacts').values(superior).returning('id').executeTakeFirstOrThrow()
  const line = {
    opportunity_id: deal,
    from_id: contact,
    to_id: to,
    kind: 'reports-to',
    source: 'entered',
    state: 'confirmed',
  } as const
  const promise = { opportunity_id: deal, side: 'theirs', what: `Send ${mark}` } as const
  const [relationship, criterion, commitment] = await Promise.all([
    db
      .insertInto('relationships')
      .values({ ...line, confidence: 1 })
      .returning('id')
      .executeTakeFirstOrThrow(),
    db
      .insertInto('decision_criteria')
      .values({ opportunity_id: deal, name: `Price ${mark}` })
      .returning('id')
      .executeTakeFirstOrThrow(),
    db.insertInto('commitments').values(promise).returning('id').executeTakeFirstOrThrow(),
  ])
  return { relationship: relationship.id, criterion: criterion.id, commitment: commitment.id }
}
