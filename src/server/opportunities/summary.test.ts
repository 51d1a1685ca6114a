import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inBase } from '../../domain/values/money.ts'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { companyRates } from './list/store.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let rep: Client<Api>

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  await it.app.db
    .insertInto('exchange_rates')
    .values([
      { currency: 'EUR', valid_from: '2026-01-01', per_base: 0.87654321 },
      { currency: 'EUR', valid_from: '2026-06-01', per_base: 0.9 },
      { currency: 'EUR', valid_from: '2027-01-01', per_base: 0.5 },
      { currency: 'JPY', valid_from: '2026-01-01', per_base: 151.37 },
      { currency: 'KWD', valid_from: '2026-05-01', per_base: 0.3071 },
    ])
    .execute()
})
afterAll(() => it.close())

test('SQL and domain agree on what an amount is worth, on every day and in every currency', async () => {
  const first = await rep.opportunities.create({ name: 'Seed' })
  const stage = async (canonical: 'closed_won' | 'proposal') =>
    (await it.app.db.selectFrom('stages').select('id').where('canonical', '=', canonical).executeTakeFirstOrThrow()).id
  const rows = []
  for (const currency of ['USD', 'EUR', 'JPY', 'KWD', 'GBP'])
    for (const minor of [0, 1, 7, 12_345, 99_999_999, -250])
      for (const closed of [null, '2025-06-01', '2026-05-31', '2026-06-01', '2026-11-20'])
        rows.push({
          name: `Worth ${currency} ${minor} ${closed}`,
          pipeline_id: first.pipeline.id,
          stage_id: await stage(closed ? 'closed_won' : 'proposal'),
          stage: closed ? ('closed_won' as const) : ('proposal' as const),
          amount_minor: minor,
          currency,
          actual_close_on: closed,
          owner_id: first.owner?.id ?? null,
        })
  await it.app.db.insertInto('opportunities').values(rows).execute()
  const rates = await companyRates(it.app.db)
  for (const currency of ['USD', 'EUR', 'JPY', 'KWD', 'GBP']) {
    for (const state of ['open', 'won'] as const) {
      const mine = rows.filter((row) => row.currency === currency && (row.actual_close_on === null) === (state === 'open'))
      const worth = mine.map((row) => inBase(rates, { minor: row.amount_minor, currency }, row.actual_close_on ?? '2026-11-20'))
      const listed = await rep.opportunities.list({ q: `Worth ${currency}`, state, sort: 'amount', limit: 500 })
      expect(listed.total).toBe(mine.length)
      for (const minor of worth) {
        if (minor === undefined) continue
        const above = await rep.opportunities.list({ q: `Worth ${currency}`, state, minAmount: minor })
        expect(above.total).toBe(worth.filter((other) => other !== undefined && other >= minor).length)
      }
      if (state === 'open') {
        const { open } = await rep.opportunities.summary({ q: `Worth ${currency}` })
        const known = worth.filter((minor) => minor !== undefined)
        expect(open).toEqual({
          count: mine.length,
          amount: { minor: known.reduce((sum, minor) => sum + minor, 0), currency: 'USD' },
          withoutAmount: worth.length - known.length,
        })
      }
    }
  }
})

describe('the strip of the pipeline', () => {
  test('sums open deals by forecast, at the rate of today, and counts apart what has no amount', async () => {
    await rep.opportunities.create({ name: 'Strip 1', amount: { minor: 90_00, currency: 'EUR' }, forecastCategory: 'commit' })
    await rep.opportunities.create({ name: 'Strip 2', forecastCategory: 'commit' })
    await rep.opportunities.create({ name: 'Strip 3', amount: { minor: 5_00, currency: 'USD' }, forecastCategory: 'best_case' })
    const strip = await rep.opportunities.summary({ q: 'Strip' })
    expect(strip.commit).toEqual({ count: 2, amount: { minor: 100_00, currency: 'USD' }, withoutAmount: 1 })
    expect(strip.best_case).toEqual({ count: 1, amount: { minor: 5_00, currency: 'USD' }, withoutAmount: 0 })
    expect(strip.open.count).toBe(3)
    expect(strip.since).toBe('2026-11-13')
  })

  test('tells each change since a day once', async () => {
    const stages = await it.app.db.selectFrom('stages').selectAll().execute()
    const stageOf = (canonical: string) => stages.find((stage) => stage.canonical === canonical)?.id ?? ''
    const usd = (minor: number) => ({ minor, currency: 'USD' })
    const old = async (name: string) => {
      const row = await it.app.db
        .insertInto('opportunities')
        .values({
          name: `Week ${name}`,
          pipeline_id: stages[0]?.pipeline_id ?? '',
          stage_id: stageOf('proposal'),
          stage: 'proposal',
          amount_minor: 100,
          owner_id: (await rep.session.current({})).user?.id ?? null,
          expected_close_on: '2026-12-01',
          created_at: '2026-01-01T00:00:00Z',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    }
    await rep.opportunities.create({ name: 'Week new', amount: usd(100), expectedCloseOn: '2026-12-01' })
    await rep.opportunities.update({ id: await old('up'), amount: usd(130) })
    const twice = await old('down, twice')
    await rep.opportunities.update({ id: twice, amount: usd(200) })
    await rep.opportunities.update({ id: twice, amount: usd(60) })
    await rep.opportunities.update({ id: await old('out'), expectedCloseOn: '2027-02-01', amount: usd(50) })
    await rep.opportunities.move({ id: await old('won'), stageId: stageOf('closed_won') })
    await rep.opportunities.move({ id: await old('lost'), stageId: stageOf('closed_lost') })
    await rep.opportunities.update({ id: await old('renamed'), nextAction: 'x' })
    const { changes } = await rep.opportunities.summary({ q: 'Week', closeFrom: '2026-10-01', closeTo: '2026-12-31' })
    const said = Object.fromEntries(Object.entries(changes).map(([kind, sum]) => [kind, [sum.count, sum.amount.minor]]))
    expect(said).toEqual({
      created: [1, 100],
      increased: [1, 30],
      decreased: [1, 40],
      movedOut: [1, 50],
      won: [1, 100],
      lost: [1, 100],
    })
    const later = await rep.opportunities.summary({ q: 'Week', since: '2026-11-21' })
    expect(Object.values(later.changes).every((sum) => sum.count === 0)).toBe(true)
  })
})

test('the board has the open stages in order, each with the sum of all its deals and the first few', async () => {
  for (const n of [1, 2, 3])
    await rep.opportunities.create({ name: `Card ${n}`, amount: { minor: n, currency: 'USD' }, expectedCloseOn: `2026-12-0${n}` })
  const { columns } = await rep.opportunities.board({ q: 'Card', perColumn: 2 })
  expect(columns.map((column) => [column.label, column.sum.count, column.deals.map((deal) => deal.name)])).toEqual([
    ['Discovery', 3, ['Card 1', 'Card 2']],
    ['Qualification', 0, []],
    ['Proposal', 0, []],
    ['Negotiation', 0, []],
  ])
  expect(columns[0]?.sum.amount.minor).toBe(6)
})

test('product lines give a deal a list amount where no amount was entered', async () => {
  const deal = await rep.opportunities.create({ name: 'Lined' })
  const product = await it.app.db
    .insertInto('products')
    .values({ name: 'Engine', list_price_minor: 500_00, currency: 'USD' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const line = { opportunity_id: deal.id, product_id: product.id }
  await it.app.db
    .insertInto('opportunity_lines')
    .values([
      { ...line, quantity: 2 },
      { ...line, unit_price_minor: 100_00, currency: 'USD' },
      { ...line, quantity: 9, total_minor: 1_00, currency: 'USD' },
    ])
    .execute()
  expect((await rep.opportunities.get({ id: deal.id })).listAmount).toEqual({ minor: 1101_00, currency: 'USD' })
  expect((await rep.opportunities.list({ product: product.id })).items.map((one) => one.name)).toEqual(['Lined'])
  expect((await rep.opportunities.update({ id: deal.id, amount: { minor: 7, currency: 'USD' } })).listAmount).toBe(null)
})
