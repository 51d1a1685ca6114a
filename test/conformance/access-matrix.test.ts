import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../../src/contract/api.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { Problem } from '../../src/contract/problem.ts'
import { may, RIGHTS, ROLES, type Role } from '../../src/domain/access/right.ts'
import { REACH } from '../../src/domain/access/sight.ts'
import type { Principal } from '../../src/server/platform/context.ts'
import { testApp, type TestApp } from '../../src/server/test-app.ts'
import { foundCompany, type Company, type Rows } from './access-company.ts'
import { RELATIONS, SEES, WHO, type Relation } from './access-table.ts'

const OPERATIONS = Object.entries(api).flatMap(([noun, resource]) =>
  Object.entries(resource as Record<string, Operation>).map(([verb, op]) => ({ id: `${noun}.${verb}`, noun, verb, op })),
)

let t: TestApp
let company: Company
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
  company = await foundCompany(t)
}, 60_000)
afterAll(() => t.close())

interface Sum {
  count: number
  amount: { minor: number }
}

type Outcome = 'done' | 'unauthenticated' | 'forbidden' | 'not-found'

/** What became of a request. A refusal for another reason than who asks (input, state) means that they were let in. */
async function outcome(id: string, input: unknown, principal: Principal | null): Promise<Outcome> {
  const [noun = '', verb = ''] = id.split('.')
  try {
    await t.dispatch({ noun, verb, input, principal, source: 'test' })
    return 'done'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.code === 'unauthenticated' || error.code === 'forbidden' || error.code === 'not-found' ? error.code : 'done'
  }
}

const savePlanOf = new Map<string, string>()
const championTestOf = new Map<string, string>()
const judgementOf = new Map<string, string>()
const ENGAGEMENT = { goal: 'Agrees', message: '', channel: 'email', cadenceDays: 7, nextStep: '', nextStepDueOn: null }
const EMPTY_PACK = {
  title: '',
  audience: '',
  problem: '',
  proposal: '',
  benefits: [],
  costOfInaction: '',
  risks: [],
  nextSteps: [],
  roi: null,
  objections: [],
}

/** What each operation on one row is asked, beside that row's id. */
const ASKED: Readonly<Record<string, (rows: Rows) => Record<string, unknown>>> = {
  'opportunities.get': ({ deal }) => ({ id: deal }),
  'opportunities.update': ({ deal }) => ({ id: deal, nextAction: `Write to them ${randomUUID()}` }),
  'opportunities.move': ({ deal }) => ({ id: deal, stageId: company.otherStageId }),
  'opportunities.assign': ({ deal }) => ({ id: deal, ownerId: company.somebody }),
  'opportunities.remove': ({ deal }) => ({ id: deal }),
  'opportunities.restore': ({ deal }) => ({ id: deal }),
  'opportunities.history': ({ deal }) => ({ id: deal }),
  'opportunities.dossier': ({ deal }) => ({ id: deal }),
  'accounts.get': ({ account }) => ({ id: account }),
  'accounts.update': ({ account }) => ({ id: account, city: randomUUID() }),
  'contacts.get': ({ contact }) => ({ id: contact }),
  'contacts.create': ({ account }) => ({ accountId: account, name: 'New person' }),
  'contacts.update': ({ contact }) => ({ id: contact, title: randomUUID() }),
  'identity.addresses': ({ contact }) => ({ contact }),
  'identity.merge': ({ contact }) => ({ contact, into: contact }),
  'identity.unmerge': ({ contact }) => ({ contact }),
  'identity.keepApart': ({ contact }) => ({ contact, other: contact }),
  'identity.reconsider': ({ contact }) => ({ contact, other: contact }),
  'identity.addAddress': ({ contact }) => ({ contact, mailbox: `${randomUUID()}@acme.example` }),
  'identity.removeAddress': ({ contact }) => ({ contact, mailbox: 'nobody@acme.example' }),
  'roles.suggest': ({ deal }) => ({ deal }),
  'roles.confirm': ({ deal, contact }) => ({ deal, contact, role: 'legal' }),
  'roles.reject': ({ deal, contact }) => ({ deal, contact, role: 'user' }),
  'stakeholders.list': ({ deal }) => ({ deal }),
  'stakeholders.add': ({ deal, contact }) => ({ deal, contact }),
  'stakeholders.update': ({ deal, contact }) => ({ deal, contact, note: randomUUID() }),
  'stakeholders.remove': ({ deal, contact }) => ({ deal, contact }),
  'stakeholders.threading': ({ deal }) => ({ deal }),
  'relationships.map': ({ deal }) => ({ deal }),
  'relationships.export': ({ deal }) => ({ deal }),
  'relationships.set': ({ deal, contact }) => ({ deal, from: contact, to: contact, kind: 'influences' }),
  'relationships.remove': ({ deal, relationship }) => ({ deal, relationship }),
  'relationships.criteria': ({ deal }) => ({ deal }),
  'relationships.setCriterion': ({ deal }) => ({ deal, name: randomUUID() }),
  'relationships.removeCriterion': ({ deal, criterion }) => ({ deal, criterion }),
  'relationships.position': ({ deal, criterion, contact }) => ({ deal, criterion, contact, stance: 1 }),
  'relationships.commitments': ({ deal }) => ({ deal }),
  'relationships.addCommitment': ({ deal }) => ({ deal, side: 'theirs', what: 'Send the terms' }),
  'relationships.changeCommitment': ({ deal, commitment }) => ({ deal, commitment, state: 'kept' }),
  'network.recommend': ({ deal }) => ({ deal }),
  'sponsors.report': ({ account }) => ({ account }),
  'sponsors.set': ({ account, contact }) => ({ account, contact, standing: 'sponsor' }),
  'sponsors.setLevel': ({ account, contact }) => ({ account, contact, level: 'passive', reason: 'Delegates' }),
  'sponsors.setContext': ({ account }) => ({ account, goals: [{ goal: randomUUID() }] }),
  'sponsors.tellNews': ({ account }) => ({ account, what: 'A new chief executive', source: 'Their site' }),
  'sponsors.outreach': ({ account }) => ({ account }),
  'sponsors.proposeOutreach': ({ account, contact }) => ({ account, contact, purpose: 'goals', topic: 'Next year' }),
  'sponsors.agreeOutreach': ({ account }) => ({ account, id: randomUUID(), agree: true }),
  'sponsors.endOutreach': ({ account }) => ({ account, id: randomUUID(), state: 'sent' }),
  'claims.list': ({ deal }) => ({ deal }),
  'claims.judge': ({ deal }) => ({ deal, claim: 'chance', verdict: 'wrong' }),
  'claims.withdraw': ({ deal }) => ({ deal, judgement: judgementOf.get(deal) ?? randomUUID() }),
  'champions.score': ({ deal }) => ({ deal }),
  'champions.test': ({ deal, contact }) => ({ deal, contact, rung: 1, passed: true }),
  'champions.withdrawTest': ({ deal }) => ({ deal, test: championTestOf.get(deal) ?? randomUUID() }),
  'champions.departures': ({ deal }) => ({ deal }),
  'champions.startSavePlan': ({ deal, contact }) => ({ deal, contact }),
  'champions.updateSavePlan': ({ deal }) => ({ deal, plan: savePlanOf.get(deal) ?? randomUUID(), note: randomUUID() }),
  'champions.plans': ({ deal }) => ({ deal }),
  'champions.setPlan': ({ deal, contact }) => ({ deal, contact, ...ENGAGEMENT }),
  'champions.clearPlan': ({ deal, contact }) => ({ deal, contact }),
  'champions.pack': ({ deal }) => ({ deal }),
  'champions.setPack': ({ deal }) => ({ deal, content: EMPTY_PACK, after: 0 }),
  'champions.exportPack': ({ deal }) => ({ deal }),
  'activities.log': ({ deal }) => ({ deal, kind: 'note', subject: 'Said' }),
}

describe('the contract', () => {
  test('gives every operation a right that exists', () => {
    expect(OPERATIONS.filter(({ op }) => !RIGHTS.includes(op.allow)).map(({ id }) => id)).toEqual([])
  })

  test('and the table of who may what agree on which operations there are', () => {
    expect(OPERATIONS.map(({ id }) => id).sort()).toEqual(Object.keys(WHO).sort())
  })

  test('says of every operation on one row which row that is', () => {
    expect(
      OPERATIONS.filter(({ op }) => op.sight)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(ASKED).sort())
  })

  test.each(OPERATIONS)('gives $id to the roles of the table and to no other', ({ id, op }) => {
    const roles = WHO[id] === 'anybody' ? [...ROLES] : [...(WHO[id] ?? [])]
    expect(ROLES.filter((role) => may(role, op.allow)).sort()).toEqual(roles.sort())
    expect(op.allow === 'public').toBe(WHO[id] === 'anybody')
  })

  test.each(ROLES)('gives the %s the reach of the table', (role) => {
    const reach = { own: ['own'], below: ['own', 'below'], all: RELATIONS }[REACH[role]]
    expect(reach).toEqual(SEES[role])
  })
})

describe('whoever is not signed in', () => {
  test.each(OPERATIONS)('gets nothing from $id but what is public', async ({ id }) => {
    expect(await outcome(id, {}, null)).toBe(WHO[id] === 'anybody' ? 'done' : 'unauthenticated')
  })
})

describe.each(ROLES)('the %s', (role) => {
  test('is let into the operations of the table and refused the others', async () => {
    const wrong: string[] = []
    for (const { id } of OPERATIONS) {
      const allowed = WHO[id] === 'anybody' || WHO[id]?.includes(role)
      const got = await outcome(id, { unexpected: true }, company.principalOf[role])
      if (got !== (allowed ? 'done' : 'forbidden')) wrong.push(`${id}: ${got}`)
    }
    expect(wrong).toEqual([])
  })

  test.each(RELATIONS)('has sight of rows of %s as the table says, in every operation on one row', async (relation) => {
    const wrong: string[] = []
    for (const [id, asked] of Object.entries(ASKED)) {
      const rows = await company.rows(role, relation)
      if (id === 'opportunities.restore') await t.system.opportunities.remove({ id: rows.deal })
      if (id === 'champions.updateSavePlan') {
        const plan = await t.system.champions.startSavePlan({ deal: rows.deal, contact: rows.contact })
        savePlanOf.set(rows.deal, plan.id)
      }
      if (id === 'claims.withdraw') {
        const judged = await t.system.claims.judge({ deal: rows.deal, claim: 'chance', verdict: 'right' })
        judgementOf.set(rows.deal, judged.id)
      }
      if (id === 'champions.withdrawTest') {
        const test = await t.system.champions.test({ deal: rows.deal, contact: rows.contact, rung: 1, passed: true })
        championTestOf.set(rows.deal, test.id)
      }
      const wanted = expected(id, role, relation)
      const got = await outcome(id, asked(rows), company.principalOf[role])
      if (got !== wanted) wrong.push(`${id}: ${got}, not ${wanted}`)
    }
    expect(wrong).toEqual([])
  })

  test('finds in lists, search, export, sums and forecasts what is in sight, and no trace of anything else', async () => {
    const rows = new Map<Relation, Rows>()
    for (const relation of RELATIONS) rows.set(relation, await company.rows(role, relation))
    const traces: string[] = []
    for (const [id, inputs] of Object.entries(readsOf(rows))) {
      if (WHO[id] !== 'anybody' && !WHO[id]?.includes(role)) continue
      for (const [input, about] of inputs) {
        const [noun = '', verb = ''] = id.split('.')
        const answer = JSON.stringify(
          await t.dispatch({ noun, verb, input, principal: company.principalOf[role], source: 'test' }),
        )
        for (const [relation, one] of rows) {
          const shown = Object.values(one).some((value) => answer.includes(value))
          const seen = SEES[role].includes(relation)
          if (shown && !seen) traces.push(`${id} shows what is ${relation}`)
          if (!shown && seen && about === relation) traces.push(`${id} hides what is ${relation}`)
        }
      }
    }
    expect([...new Set(traces)]).toEqual([])
  })

  test('reads sums over the deals in sight alone', async () => {
    const mark = `sum${randomUUID().slice(0, 8)}`
    for (const relation of RELATIONS) {
      const { deal } = await company.rows(role, relation)
      await t.app.db
        .updateTable('opportunities')
        .set({ name: `Deal ${mark}` })
        .where('id', '=', deal)
        .execute()
    }
    const { principalOf } = company
    const read = (verb: string) =>
      t.dispatch({ noun: 'opportunities', verb, input: { q: mark }, principal: principalOf[role], source: 'test' })
    const listed = (await read('list')) as { total: number; items: unknown[] }
    const summed = (await read('summary')) as { open: Sum; pipeline: Sum }
    const board = (await read('board')) as { columns: { sum: Sum }[] }
    const seen = SEES[role].length
    expect([listed.total, listed.items.length]).toEqual([seen, seen])
    expect([summed.open, summed.pipeline]).toMatchObject(Array(2).fill({ count: seen, amount: { minor: seen * 100_00 } }))
    expect(board.columns[0]?.sum).toMatchObject({ count: seen, amount: { minor: seen * 100_00 } })
  })

  test('cannot hang what is out of sight on what is in sight', async () => {
    const unseen = RELATIONS.find((relation) => !SEES[role].includes(relation))
    if (!unseen) return
    const [mine, theirs] = [await company.rows(role, 'own'), await company.rows(role, unseen)]
    const attempts: readonly (readonly [string, Record<string, unknown>])[] = [
      ['opportunities.create', { name: 'Deal', accountId: theirs.account }],
      ['opportunities.update', { id: mine.deal, accountId: theirs.account }],
      ['stakeholders.add', { deal: mine.deal, contact: theirs.contact }],
      ['stakeholders.update', { deal: mine.deal, contact: theirs.contact, note: 'x' }],
      ['stakeholders.remove', { deal: mine.deal, contact: theirs.contact }],
      ['champions.test', { deal: mine.deal, contact: theirs.contact, rung: 1, passed: true }],
      ['champions.startSavePlan', { deal: mine.deal, contact: theirs.contact }],
      ['champions.setPlan', { deal: mine.deal, contact: theirs.contact, ...ENGAGEMENT }],
      ['activities.log', { kind: 'note', subject: 'x', deal: mine.deal, account: theirs.account }],
      ['activities.log', { kind: 'note', subject: 'x', account: theirs.account }],
      ['activities.log', { kind: 'note', subject: 'x', deal: mine.deal, contacts: [theirs.contact] }],
      ['contacts.create', { accountId: theirs.account, name: 'x' }],
    ]
    const through: string[] = []
    for (const [id, input] of attempts)
      if ((await outcome(id, input, company.principalOf[role])) !== 'not-found')
        through.push(`${id} ${Object.keys(input).join(' ')}`)
    expect(through).toEqual([])
  })
})

function expected(id: string, role: Role, relation: Relation): Outcome {
  if (WHO[id] !== 'anybody' && !WHO[id]?.includes(role)) return 'forbidden'
  return SEES[role].includes(relation) ? 'done' : 'not-found'
}

type Question = readonly [input: Record<string, unknown>, about?: Relation]

/** Every read that is not of one row, with what it is asked; what a question is about must be in its answer where it is in sight. */
function readsOf(rows: ReadonlyMap<Relation, Rows>): Record<string, readonly Question[]> {
  const each = (toInput: (one: Rows) => Record<string, unknown>): Question[] =>
    [...rows].map(([relation, one]) => [toInput(one), relation])
  return {
    'opportunities.list': [[{ limit: 500 }], ...each((one) => ({ account: one.account })), ...each((one) => ({ q: one.mark }))],
    'opportunities.board': [[{}], ...each((one) => ({ q: one.mark }))],
    'opportunities.summary': [[{}]],
    'opportunities.export': [[{}], ...each((one) => ({ account: one.account }))],
    'accounts.list': [[{ limit: 500 }], ...each((one) => ({ q: one.mark }))],
    'contacts.list': [[{ limit: 500 }], ...each((one) => ({ account: one.account })), ...each((one) => ({ q: one.mark }))],
    'activities.list': [
      [{ limit: 500 }],
      ...each((one) => ({ deal: one.deal })),
      ...each((one) => ({ account: one.account })),
      ...each((one) => ({ contact: one.contact })),
    ],
    'sponsors.list': [[{ everybody: true, limit: 500 }]],
    'sponsors.calendar': [[{}]],
    'champions.savePlans': [[{}]],
    'search.find': each((one) => ({ q: one.mark })),
    'forecasting.deals': [[{}]],
    'forecasting.counted': [[{ figure: 'closed' }], [{ figure: 'pipeline' }]],
    'forecasting.project': [[{}]],
    'forecasting.board': [[{}]],
    'forecasting.renewals': [[{}]],
    'scenarios.list': [[{}]],
    'scenarios.preview': [[{ levers: { winRate: 5 } }]],
    'scenarios.cases': [[{}]],
    'scenarios.sensitivity': [[{}]],
    'users.list': [[{}]],
    'quotas.list': [[{ from: '2026-01-01', to: '2026-12-31' }]],
    'jobs.list': [[{}]],
    'views.list': [[{}]],
    'session.current': [[{}]],
  }
}
