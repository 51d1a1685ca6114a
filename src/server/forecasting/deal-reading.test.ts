import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../test-app.ts'
import { companyWith, dealsUntil } from '../test-two-sellers.ts'
import { companyAt } from './company.ts'
import { deal } from './deal-reading.ts'

const asOf = '2026-03-03'
const until = '2026-03-31'
let world: TestApp
let id: string
let readers = 0
beforeAll(async () => {
  world = await companyWith(dealsUntil('2026-02-20'))
  id = (await world.system.forecasting.deals({ until }))[0]!.id
})
afterAll(() => world.close())

const known = () => companyAt({ connection: world.app.connection, asOf })
const read = () => deal({ connection: world.app.connection, asOf, key: id, until })
/** By a reader that has kept nothing. */
const readAnew = () =>
  deal({ connection: { ...world.app.connection, application_name: `reader ${++readers}` }, asOf, key: id, until })

test('what is kept of the past while a deal changes is what would be read anew, to the bit', async () => {
  const first = await read()
  expect(first?.now?.similar?.deals.length).toBeGreaterThan(0)
  const before = await known()

  await world.system.opportunities.update({ id, amount: { minor: 7_700_000, currency: 'USD' } })
  const larger = await read()
  expect(larger).toEqual(await readAnew())
  expect(larger).not.toEqual(first)
  expect((await known()).ofThePast).toBe(before.ofThePast)

  await world.system.activities.log({ kind: 'call', subject: 'Terms', deal: id })
  expect(await read()).toEqual(await readAnew())
  expect((await known()).ofThePast).toBe(before.ofThePast)
})

test('where a deal came to an end, the past is read anew', async () => {
  await read()
  const before = await known()
  const other = (await world.system.forecasting.deals({ until })).find((one) => one.id !== id)!
  const won = await world.app.db
    .selectFrom('stages as s')
    .innerJoin('opportunities as o', 'o.pipeline_id', 's.pipeline_id')
    .select('s.id')
    .where('o.id', '=', other.id)
    .where('s.canonical', '=', 'closed_won')
    .executeTakeFirstOrThrow()
  await world.system.opportunities.move({ id: other.id, stageId: won.id })
  expect(await read()).toEqual(await readAnew())
  expect((await known()).ofThePast).not.toBe(before.ofThePast)
})

test('a deal that is deleted is forgotten by the model, too', async () => {
  await read()
  const before = await known()
  const closed = before.deals.find(({ history }) => history.outcome && history.outcome.at < Date.parse('2026-02-01'))!
  await world.system.opportunities.remove({ id: closed.id })
  expect(await read()).toEqual(await readAnew())
  expect((await known()).fitted.model).not.toBe(before.fitted.model)
})
