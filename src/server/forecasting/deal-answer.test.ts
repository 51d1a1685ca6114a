import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../test-app.ts'
import { companyWith, dealsUntil } from '../test-two-sellers.ts'

const DAY = '2026-01-20'
let world: TestApp
let ann: string
beforeAll(async () => {
  world = await companyWith(dealsUntil('2026-02-20'))
  ann = (await world.app.db.selectFrom('users').select('id').where('name', '=', 'Ann North').executeTakeFirstOrThrow()).id
})
afterAll(() => world.close())

const ask = { asOf: DAY, until: '2026-03-31' }
const openDeal = async () => {
  const deals = await world.system.forecasting.deals(ask)
  return deals.find(({ externalId }) => externalId === 'D170') ?? deals[0]!
}

test('the page of a deal says what the list says, and its reasons add up to the chance', async () => {
  const listed = await openDeal()
  const { now, name, model } = await world.system.forecasting.deal({ ...ask, deal: listed.id })
  expect(name).toBe(listed.name)
  expect(now).toMatchObject({ winBy: listed.winBy, winChance: listed.winChance, amount: listed.amount })
  const sum = now!.effects.reduce((all, { effect }) => all + effect, now!.reference.chance)
  expect(sum).toBeCloseTo(now!.winChance, 12)
  expect(now!.band!.low).toBeLessThan(now!.winChance)
  expect(now!.band!.high).toBeGreaterThan(now!.winChance)
  expect(model.state).toContain(`${model.closedDeals} closed deals`)
})

test('long lists are told the same chances, and a rep those of their own deals', async () => {
  const until = '2026-03-31'
  const listed = await world.system.forecasting.deals({ until })
  expect(listed.length).toBeGreaterThan(10)
  expect(await world.system.forecasting.chances({ until })).toEqual({
    until,
    items: listed.map(({ id, winChance, winBy, amount }) => ({ id, winChance, winBy, amount })),
  })
  const own = new Set(listed.filter(({ owner }) => owner?.id === ann).map(({ id }) => id))
  const { items } = await world.as(ann, 'rep').forecasting.chances({ until })
  expect(new Set(items.map(({ id }) => id))).toEqual(own)
})

test('its course ends where it stands: asked for as of one of its Mondays, it says the same of that Monday by the model of that day', async () => {
  const { id, winChance } = await openDeal()
  const { course } = await world.system.forecasting.deal({ ...ask, deal: id })
  expect(course.length).toBeGreaterThan(1)
  expect(course.every(({ at }) => new Date(at).getUTCDay() === 1)).toBe(true)
  const monday = course.at(-1)!
  const then = await world.system.forecasting.deal({ ...ask, asOf: monday.at, deal: id })
  expect(then.course).toHaveLength(course.length - 1)
  // One day's news of other deals apart, which moves the model and not this deal.
  expect(Math.abs(then.now!.winChance - monday.winChance)).toBeLessThan(0.03)
  expect(Math.abs(monday.winChance - winChance)).toBeLessThan(0.2)
})

test('similar deals are closed ones, each once, and their wins are counted', async () => {
  const { id } = await openDeal()
  const { now } = await world.system.forecasting.deal({ ...ask, deal: id })
  const similar = now!.similar!
  expect(similar.n).toBe(similar.deals.length)
  expect(similar.wins).toBe(similar.deals.filter(({ won }) => won).length)
  expect(new Set(similar.deals.map((deal) => deal.id)).size).toBe(similar.n)
  for (const deal of similar.deals) expect(deal.alikeOn <= deal.closedOn && deal.closedOn < DAY).toBe(true)
})

test('a rep learns nothing of a deal of somebody else, and no name of theirs among similar ones', async () => {
  const rep = world.as(ann, 'rep')
  const deals = await world.system.forecasting.deals(ask)
  const other = deals.find(({ owner }) => owner?.id !== ann)!
  const own = deals.find(({ owner }) => owner?.id === ann)!
  await expect(rep.forecasting.deal({ ...ask, deal: other.id })).rejects.toMatchObject({ code: 'not-found' })
  const { now } = await rep.forecasting.deal({ ...ask, deal: own.id })
  const whole = await world.system.forecasting.deal({ ...ask, deal: own.id })
  expect(now!.similar).toMatchObject({ n: whole.now!.similar!.n, wins: whole.now!.similar!.wins })
  expect(now!.similar!.deals.length).toBeLessThan(whole.now!.similar!.n)
  const hers = await world.app.db.selectFrom('opportunities').select('id').where('owner_id', '=', ann).execute()
  for (const deal of now!.similar!.deals) expect(hers.map(({ id }) => id)).toContain(deal.id)
})

test('what would change its chance and what deals like it came to are claims, each by the name its past is counted under', async () => {
  const { id } = await openDeal()
  const { now } = await world.system.forecasting.deal({ ...ask, deal: id })
  const keys = now!.claims.map(({ key }) => key)
  expect(keys).toEqual(expect.arrayContaining(['similar', ...now!.whatIfs.map(({ name }) => `what-if/${name}`)]))
  const { statement, counted } = now!.claims.find(({ subject }) => subject === 'similar')!
  expect(statement).toBe(`Of the ${now!.similar!.n} deals most like it ${now!.similar!.wins} were won`)
  expect(counted).toEqual([`similar/${Math.floor(10 * now!.similar!.shrunkRate)}`])
})

test('what passed with its people is counted as known on the day', async () => {
  const { id } = await openDeal()
  const asked = async () => (await world.system.forecasting.deal({ ...ask, deal: id })).contacts
  const before = await asked()
  const row = { opportunity_id: id, occurred_at: '2026-01-10T09:00:00Z', stored_at: '2026-02-01T09:00:00Z' }
  await world.app.db
    .insertInto('activities')
    .values([
      { ...row, kind: 'email', recorded_at: '2026-01-10T10:00:00Z' },
      { ...row, kind: 'email', recorded_at: '2026-01-10T10:00:00Z', automated: true },
      { ...row, kind: 'call', recorded_at: '2026-01-10T10:00:00Z' },
      { ...row, kind: 'meeting', recorded_at: '2026-01-25T10:00:00Z' },
    ])
    .execute()
  expect(await asked()).toEqual({ ...before, mails: before.mails + 1, calls: before.calls + 1 })
})

test('a closed deal has a course and no chance', async () => {
  const { now, course } = await world.system.forecasting.deal({ ...ask, deal: 'D3' })
  expect(now).toBeNull()
  expect(course.length).toBeGreaterThan(2)
})
