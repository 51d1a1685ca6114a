import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../../test-app.ts'
import { AS_OF, companyWith, dealsUntil } from '../../test-two-sellers.ts'

let world: TestApp
const people = new Map<string, string>()
beforeAll(async () => {
  world = await companyWith(dealsUntil('2026-01-05'))
  for (const { id, name } of await world.app.db.selectFrom('users').select(['id', 'name']).execute()) people.set(name, id)
  people.set('Chief', await world.person('Chief', 'executive'))
  people.set('Head', await world.person('Head', 'manager'))
})
afterAll(() => world.close())

const period = '2026-Q1'
const ann = () => world.as(people.get('Ann North')!, 'rep')
const bo = () => world.as(people.get('Bo South')!, 'rep')
const chief = () => world.as(people.get('Chief')!, 'executive')
const dealOf = async (name: string): Promise<string> => {
  const deals = await world.system.forecasting.deals({ asOf: AS_OF })
  return deals.find((deal) => deal.owner?.name === name && deal.winBy > 0.05 && deal.amount)!.id
}

test('the base of a scenario is the forecast of that day, for all and in every row, and it stays so', async () => {
  const before = JSON.stringify(await world.system.forecasting.project({ period, asOf: AS_OF }))
  const board = await world.system.forecasting.board({ period, asOf: AS_OF })
  const answer = await world.system.scenarios.preview({ period, asOf: AS_OF, levers: { winRate: 5, creation: 0.2 } })
  const { p10, p50, p90 } = board.projection
  expect(answer.base).toMatchObject({ p10, p50, p90, chanceOfQuota: board.projection.chanceOfQuota })
  for (const row of board.rollup) expect(answer.rows.find(({ key }) => key === row.key)?.base).toMatchObject({ p50: row.p50 })
  expect(answer.scenario.p50.minor).toBeGreaterThan(p50.minor)
  expect(answer.difference.mean.minor).toBeGreaterThan(0)
  const again = await world.system.forecasting.project({ period, asOf: AS_OF })
  expect(JSON.stringify(again)).toBe(before)
})

test('one deal won or lost moves the rows that it is in, and a deal that is closed is said to be so', async () => {
  const deal = await dealOf('Ann North')
  const ask = (outcome: 'won' | 'lost', id = deal) =>
    world.system.scenarios.preview({ period, asOf: AS_OF, levers: { deals: [{ deal: id, outcome }] } })
  const won = await ask('won')
  const lost = await ask('lost')
  expect(won.deals).toMatchObject([{ id: deal, owner: { name: 'Ann North' }, outcome: 'won', applied: true }])
  expect(won.scenario.mean.minor).toBeGreaterThan(won.base.mean.minor)
  expect(lost.scenario.mean.minor).toBeLessThan(lost.base.mean.minor)
  const bosRow = won.rows.find(({ key }) => key === `person:${people.get('Bo South')}`)
  expect(bosRow?.difference.mean.minor).toBe(0)
  const closed = await world.app.db
    .selectFrom('opportunities')
    .select('id')
    .where('stage', '=', 'closed_won')
    .limit(1)
    .executeTakeFirstOrThrow()
  const after = await ask('won', closed.id)
  expect(after.deals).toMatchObject([{ applied: false }])
  expect(after.scenario).toEqual(after.base)
})

test('a scenario is saved, listed, opened with what it said then, changed, deleted and brought back', async () => {
  const saved = await ann().scenarios.save({
    name: 'Slow quarter',
    note: 'If legal takes longer',
    period,
    levers: { slipDays: 6 },
  })
  expect(saved).toMatchObject({ mine: true, shared: 'nobody', owner: { name: 'Ann North' }, team: null, period })
  const opened = await ann().scenarios.get({ id: saved.id })
  expect(opened.saved.said.scenario).toEqual(opened.answer.scenario)
  expect(opened.saved.said).toMatchObject({ model: opened.answer.basis.model })
  const changed = await ann().scenarios.save({ id: saved.id, name: 'Slower quarter', period, levers: { slipDays: 12 } })
  expect(changed).toMatchObject({ id: saved.id, name: 'Slower quarter', note: '' })
  expect((await ann().scenarios.list({})).items.map(({ name }) => name)).toEqual(['Slower quarter'])
  await ann().scenarios.remove({ id: saved.id })
  expect((await ann().scenarios.list({})).items).toEqual([])
  await expect(ann().scenarios.get({ id: saved.id })).rejects.toMatchObject({ code: 'not-found' })
  expect((await ann().scenarios.restore({ id: saved.id })).name).toBe('Slower quarter')
  await ann().scenarios.remove({ id: saved.id })
  const told = await world.system.journal.list({ noun: 'scenario', subject: saved.id })
  expect(told.items.map(({ type }) => type)).toEqual([
    'scenario.removed',
    'scenario.restored',
    'scenario.removed',
    'scenario.changed',
    'scenario.saved',
  ])
})

test('only its author changes or deletes a scenario', async () => {
  const { id } = await ann().scenarios.save({ name: 'Mine', period, shared: 'all', levers: { amount: 0.1 } })
  await expect(chief().scenarios.save({ id, name: 'Ours', period, levers: {} })).rejects.toMatchObject({ code: 'not-found' })
  await expect(chief().scenarios.remove({ id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(chief().scenarios.restore({ id })).rejects.toMatchObject({ code: 'not-found' })
  expect((await chief().scenarios.get({ id })).saved).toMatchObject({ mine: false, author: { name: 'Ann North' } })
  await ann().scenarios.remove({ id })
})

test('a shared scenario is seen by those who see all of its deals, and never tells of deals out of sight', async () => {
  const [hers, his] = [await dealOf('Ann North'), await dealOf('Bo South')]
  const levers = {
    deals: [
      { deal: hers, outcome: 'won' as const },
      { deal: his, outcome: 'lost' as const },
    ],
  }
  const company = await chief().scenarios.save({ name: 'All of us', period, shared: 'all', levers })
  const annOnly = await chief().scenarios.save({
    name: 'Ann alone',
    period,
    shared: 'all',
    owner: people.get('Ann North')!,
    levers,
  })
  const kept = await chief().scenarios.save({ name: 'Kept', period, levers })
  expect((await ann().scenarios.list({})).items.map(({ name }) => name)).toEqual(['Ann alone'])
  expect((await bo().scenarios.list({})).items).toEqual([])
  const opened = await ann().scenarios.get({ id: annOnly.id })
  expect(opened.answer.deals.map(({ id }) => id)).toEqual([hers])
  expect(opened.answer.outOfSight).toBe(1)
  expect(JSON.stringify([opened, (await ann().scenarios.list({})).items])).not.toContain(his)
  for (const { id } of [company, kept]) await expect(ann().scenarios.get({ id })).rejects.toMatchObject({ code: 'not-found' })
  for (const { id } of [company, annOnly, kept]) await chief().scenarios.remove({ id })
})

test('shared with the team, it is for those in it and above it', async () => {
  const team = await world.system.teams.create({ name: 'North team' })
  const lead = people.get('Head')!
  for (const [userId, leads] of [
    [people.get('Ann North')!, false],
    [lead, true],
  ] as const)
    await world.system.teams.setMember({ id: team.id, userId, leads })
  const { id } = await ann().scenarios.save({ name: 'For us', period, shared: 'team', levers: { cycleDays: 7 } })
  expect((await world.as(lead, 'manager').scenarios.get({ id })).saved.name).toBe('For us')
  await expect(chief().scenarios.get({ id })).rejects.toMatchObject({ code: 'not-found' })
  await ann().scenarios.remove({ id })
})

test('deals, people and teams out of sight cannot be asked about', async () => {
  const his = await dealOf('Bo South')
  const levers = { deals: [{ deal: his, outcome: 'won' as const }] }
  await expect(ann().scenarios.preview({ period, levers })).rejects.toMatchObject({ code: 'not-found' })
  await expect(ann().scenarios.save({ name: 'His', period, levers })).rejects.toMatchObject({ code: 'not-found' })
  const owner = people.get('Bo South')!
  await expect(ann().scenarios.preview({ period, owner, levers: {} })).rejects.toMatchObject({ code: 'not-found' })
  await expect(ann().scenarios.save({ name: 'His', period, owner, levers: {} })).rejects.toMatchObject({ code: 'not-found' })
  const named = await ann().scenarios.cases({ period, asOf: AS_OF })
  const owners = named.cases.flatMap(({ deals }) => deals.map((deal) => deal.owner?.name))
  expect(new Set(owners)).toEqual(new Set(['Ann North']))
})

test('cases, tornado and path speak of the same base as the forecast', async () => {
  const { p10, p50, p90 } = await world.system.forecasting.project({ period, asOf: AS_OF })
  const { cases } = await world.system.scenarios.cases({ period, asOf: AS_OF })
  for (const [i, at] of [p10, p50, p90].entries()) expect(Math.abs(cases[i]!.total.minor / at.minor - 1)).toBeLessThan(0.02)
  const { base, swings, shares } = await world.system.scenarios.sensitivity({ period, asOf: AS_OF })
  expect(base).toMatchObject({ p10, p50, p90 })
  expect(swings.some(({ deal }) => deal !== null) && swings.some(({ lever }) => lever === 'winRate')).toBe(true)
  expect(shares.deals.reduce((sum, { share }) => sum + share, shares.others)).toBeCloseTo(1, 9)
  const target = { ...p50, minor: Math.round(p50.minor * 1.1) }
  const path = await world.system.scenarios.path({ period, asOf: AS_OF, target, chance: 0.6, most: 12 })
  expect(path).toMatchObject({ target, outcome: 'reached' })
  expect(path.chanceThen).toBeGreaterThanOrEqual(0.6)
  const deals = path.steps.flatMap((step) => (step.kind === 'deal' ? [{ deal: step.deal.id, outcome: 'won' as const }] : []))
  const checked = await world.system.scenarios.preview({ period, asOf: AS_OF, levers: { deals } })
  expect(checked.scenario.p50.minor).toBeGreaterThanOrEqual(target.minor)
})

test('without a quota and without a target there is no path, and it says so', async () => {
  await expect(world.system.scenarios.path({ period: '2031-Q1' })).rejects.toMatchObject({ code: 'invalid' })
})
