import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '../../../contract/api.ts'
import type { Client } from '../../../contract/operation.ts'
import { gradePast } from '../../accuracy/jobs.ts'
import { runImport } from '../../imports/run-import.ts'
import { SYSTEM } from '../../platform/context.ts'
import { testApp, type TestApp } from '../../test-app.ts'

const DAY = 86_400_000
const NOW = '2026-07-06T09:00:00.000Z'

/** A year and a half of deals every second day, one of two sellers: every third is won after 40 days, the rest lost after 50. */
function deals(): string {
  const lines = ['Id,Name,StageName,Amount,CreatedDate,CloseDate,IsClosed,IsWon,OwnerId']
  for (let n = 0; ; n++) {
    const created = Date.parse('2025-01-06') + n * 2 * DAY
    if (Date.parse(NOW) <= created) return `${lines.join('\n')}\n`
    const won = n % 3 === 0
    const closed = created + (won ? 40 : 50) * DAY
    const isClosed = closed < Date.parse(NOW)
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
    const stage = isClosed ? (won ? 'Closed Won' : 'Closed Lost') : 'Proposal'
    lines.push(
      `D${n},Deal ${n},${stage},10000,${day(created)}T09:00:00.000Z,${day(closed)},${isClosed},${isClosed && won},U${1 + (n % 2)}`,
    )
  }
}

let world: TestApp
let ann: Client<Api>
let bo: Client<Api>
let chief: Client<Api>
let deal: string
beforeAll(async () => {
  world = await testApp({ now: NOW })
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-claims-'))
  const users = 'Id,Name,Email,IsActive\nU1,Ann North,ann@example.test,true\nU2,Bo South,bo@example.test,true\n'
  await writeFile(join(folder, 'User.csv'), users)
  await writeFile(join(folder, 'Opportunity.csv'), deals())
  await runImport(world.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  await rm(folder, { recursive: true })
  const idOf = async (name: string) => (await world.system.users.list({})).items.find((one) => one.name === name)!.id
  ann = world.as(await idOf('Ann North'), 'rep')
  bo = world.as(await idOf('Bo South'), 'rep')
  chief = world.as(await world.person('Cleo', 'executive'), 'executive')
  deal = (await ann.opportunities.list({ state: 'open', limit: 1 })).items[0]!.id
  // What the forecast learns, it learns once.
  await chanceOf()
}, 120_000)
afterAll(() => world.close())

const chanceOf = async () => (await ann.forecasting.deal({ deal })).now!
const eventsOf = (type: string) => world.app.db.selectFrom('events').selectAll().where('type', '=', type).orderBy('id').execute()

describe('whoever sees a deal', () => {
  test('calls a claim wrong, and colleagues see it as it stood, with who, when and why', async () => {
    const said = await ann.forecasting.deal({ deal })
    const claim = said.now!.claims.find(({ subject }) => subject === 'chance')!
    const made = await ann.claims.judge({ deal, claim: claim.key, verdict: 'wrong', note: 'They told me no yesterday' })
    expect(made).toMatchObject({ statement: claim.statement, model: said.model.version, asOf: '2026-07-06', mine: true })
    expect((await chief.claims.list({ deal })).judgements).toMatchObject([
      { claim: 'chance', verdict: 'wrong', note: 'They told me no yesterday', by: { name: 'Ann North' }, mine: false, at: NOW },
    ])
    const [event] = await eventsOf('claim.judged')
    expect(event).toMatchObject({ opportunity_id: deal, after: { statement: claim.statement, verdict: 'wrong' } })
  })

  test('moves no chance by it', async () => {
    const before = await chanceOf()
    await ann.claims.judge({ deal, claim: 'chance', verdict: 'wrong' })
    expect(await chanceOf()).toEqual(before)
  })

  test('has one opinion of a claim: the newer takes the place of the older', async () => {
    await ann.claims.judge({ deal, claim: 'chance', verdict: 'right', note: 'It is so' })
    const { judgements } = await ann.claims.list({ deal })
    expect(judgements).toMatchObject([{ verdict: 'right', note: 'It is so' }])
    expect((await ann.claims.records({})).called).toEqual([{ kind: 'chance', right: 1, wrong: 0 }])
  })

  test('cannot call what is not said', async () => {
    await expect(ann.claims.judge({ deal, claim: 'reason/the weather/for', verdict: 'wrong' })).rejects.toMatchObject({
      code: 'not-allowed-now',
    })
  })

  test('calls right what rules say of its people', async () => {
    expect((await ann.claims.list({ deal })).people).toEqual([])
    const contact = (
      await ann.contacts.create({ name: 'Ana Silva', accountId: (await ann.accounts.create({ name: 'Acme' })).id })
    ).id
    await ann.stakeholders.add({ deal, contact, roles: ['champion'] })
    const [threads] = (await ann.claims.list({ deal })).people
    expect(threads).toMatchObject({
      key: 'threads',
      statement: 'Critical risk: No active thread.',
      counted: ['threads/critical'],
    })
    expect(await ann.claims.judge({ deal, claim: 'threads', verdict: 'right' })).toMatchObject({ model: null, verdict: 'right' })
  })

  test('takes back what they called, and nobody else does', async () => {
    const made = await ann.claims.judge({ deal, claim: 'chance', verdict: 'wrong' })
    await expect(chief.claims.withdraw({ deal, judgement: made.id })).rejects.toMatchObject({ code: 'forbidden' })
    await ann.claims.withdraw({ deal, judgement: made.id })
    expect((await ann.claims.list({ deal })).judgements.map(({ claim }) => claim)).toEqual(['threads'])
    expect(await eventsOf('claim.judgement-withdrawn')).toMatchObject([{ before: { claim: 'chance', verdict: 'wrong' } }])
    await expect(ann.claims.withdraw({ deal, judgement: made.id })).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('whoever does not see a deal neither reads nor calls what is said of it', async () => {
  await expect(bo.claims.list({ deal })).rejects.toMatchObject({ code: 'not-found' })
  await expect(bo.claims.judge({ deal, claim: 'chance', verdict: 'right' })).rejects.toMatchObject({ code: 'not-found' })
})

describe('the record of a claim', () => {
  test('is not there before the past was graded, and is then counted over deals of the past', { timeout: 120_000 }, async () => {
    expect(await ann.claims.records({})).toMatchObject({ state: 'never', basis: null, items: [] })
    await gradePast.run(world.app, { period: 'quarter' })
    const { state, basis, items } = await ann.claims.records({})
    expect(state).toBe('ready')
    expect(basis).toMatchObject({ asOf: '2026-07-06' })
    const chances = items.filter(({ claim }) => claim.startsWith('chance/'))
    const n = chances.reduce((sum, one) => sum + one.n, 0)
    const came = chances.reduce((sum, one) => sum + one.came, 0)
    // A third of all deals is won, and nearly all that were ever looked at are decided.
    expect(n).toBeGreaterThan(100)
    expect(came / n).toBeGreaterThan(0.2)
    expect(came / n).toBeLessThan(0.45)
    const said = (await chanceOf()).claims.flatMap(({ counted }) => counted)
    expect(items.some(({ claim }) => said.includes(claim))).toBe(true)
  })

  test('opens on deals in sight alone, and says how many are not', async () => {
    const { items } = await ann.claims.records({})
    const { claim } = items.toSorted((a, b) => b.n - a.n)[0]!
    const [hers, all] = [await ann.claims.record({ claim }), await chief.claims.record({ claim })]
    expect(all.unseen).toBe(0)
    expect(hers.deals.length + hers.unseen).toBe(all.deals.length)
    expect(hers.unseen).toBeGreaterThan(0)
    const own = new Set((await ann.opportunities.list({ limit: 500 })).items.map(({ id }) => id))
    expect(hers.deals.every(({ id }) => own.has(id))).toBe(true)
    expect(hers.record).toEqual(all.record)
  })

  test('does not grow stale by what people call it', async () => {
    await ann.claims.judge({ deal, claim: 'threads', verdict: 'wrong' })
    expect((await ann.accuracy.report({})).report).toMatchObject({ stale: false })
  })

  test('of a claim that was never made is none', async () => {
    expect(await ann.claims.record({ claim: 'reason/the weather/for' })).toEqual({ record: null, deals: [], unseen: 0 })
  })
})
