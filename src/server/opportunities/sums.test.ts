import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dealChange } from '../../domain/opportunities/change.ts'
import { FORECAST_CATEGORIES, isOpen, STAGES, type Stage } from '../../domain/opportunities/stage.ts'
import { inBase, type RateTable } from '../../domain/values/money.ts'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { companyRates } from './list/store.ts'

const NOW = '2026-11-20T10:00:00.000Z'
const TODAY = '2026-11-20'
const SINCE = '2026-08-01'

/** A deal as it was written, with the changes that the journal holds of it. */
interface Written {
  readonly id: string
  readonly owner: string
  readonly account: string
  readonly category: (typeof FORECAST_CATEGORIES)[number]
  readonly created: boolean
  readonly now: State
  readonly before: State
}
interface State {
  readonly stage: Stage
  readonly amount: { minor: number; currency: string } | null
  readonly expectedCloseOn: string | null
  readonly actualCloseOn: string | null
}

let it: TestApp
let rates: RateTable
let deals: Written[]
let readers: { owners: string[]; call: Client<Api> }[]

/** Numbers that look like chance and are the same every time (Park and Miller 1988). */
function chance(seed: number) {
  let state = seed
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return {
    below: (n: number) => Math.floor(next() * n),
    one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
    true: (share: number) => next() < share,
  }
}

beforeAll(async () => {
  it = await testApp({ now: NOW })
  const db = it.app.db
  await db
    .insertInto('exchange_rates')
    .values(
      ['EUR', 'JPY'].flatMap((currency) =>
        ['2026-02-01', '2026-06-15', '2026-11-20', '2027-01-01'].map((day, n) => ({
          currency,
          valid_from: day,
          per_base: (currency === 'JPY' ? 140 : 0.8) + n / 7,
        })),
      ),
    )
    .execute()
  const reps = [await it.person('Rosa', 'rep'), await it.person('Otto', 'rep'), await it.person('Mia', 'rep')]
  const { pipeline } = await it.system.opportunities.create({ name: 'First' })
  await db.deleteFrom('opportunities').execute()
  const stages = new Map(
    (await db.selectFrom('stages').select(['id', 'canonical']).execute()).map((row) => [row.canonical, row.id]),
  )
  const accounts = await Promise.all(['A', 'B', 'C', 'D'].map(async (name) => (await it.system.accounts.create({ name })).id))
  const { below, one, true: happens } = chance(7)
  const day = () => `2026-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`
  const state = (): State => {
    const stage = one(STAGES)
    return {
      stage,
      amount: happens(0.15) ? null : { minor: below(1_000_000) - 1_000, currency: one(['USD', 'EUR', 'JPY', 'GBP']) },
      expectedCloseOn: happens(0.1) ? null : day(),
      actualCloseOn: isOpen(stage) || happens(0.1) ? null : day(),
    }
  }
  deals = Array.from({ length: 400 }, (_, n) => {
    const now = state()
    const before = {
      ...now,
      ...(happens(0.5) ? { amount: state().amount } : {}),
      ...(happens(0.3) ? { expectedCloseOn: state().expectedCloseOn } : {}),
      ...(happens(0.3) ? { stage: one(STAGES) } : {}),
    }
    return {
      id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      owner: one(reps),
      account: one(accounts),
      category: one(FORECAST_CATEGORIES),
      created: happens(0.1),
      now,
      before,
    }
  })
  await db
    .insertInto('opportunities')
    .values(
      deals.map(({ id, owner, account, category, now }) => ({
        id,
        name: `Deal ${id}`,
        owner_id: owner,
        account_id: account,
        forecast_category: category,
        pipeline_id: pipeline.id,
        stage_id: stages.get(now.stage) ?? '',
        stage: now.stage,
        amount_minor: now.amount?.minor ?? null,
        currency: now.amount?.currency ?? 'USD',
        expected_close_on: now.expectedCloseOn,
        actual_close_on: now.actualCloseOn,
      })),
    )
    .execute()
  await db.insertInto('events').values(deals.flatMap(eventsOf)).execute()
  const everyone = await it.person('Lead', 'executive')
  readers = [
    { owners: reps, call: it.as(everyone, 'executive') },
    ...reps.map((rep) => ({ owners: [rep], call: it.as(rep, 'rep') })),
  ]
  rates = await companyRates(db)
})
afterAll(() => it.close())

/** Each field on its way from `before` to `now`, some with a stop between, later ones stored first. */
function eventsOf({ id, created, before, now }: Written, index: number) {
  const common = {
    noun: 'opportunity',
    subject: id,
    opportunity_id: id,
    actor_kind: 'system' as const,
    actor_name: 'test',
    source: 'test',
  }
  const event = (at: string, type: string, was: object | null, is: object) => ({
    ...common,
    type,
    occurred_at: at,
    recorded_at: at,
    before: was && JSON.stringify(was),
    after: JSON.stringify(is),
  })
  const stop = { amount: { minor: 5, currency: 'EUR' } }
  const amount =
    index % 3 === 0
      ? [
          event('2026-10-01T00:00:00Z', 'opportunity.changed', stop, { amount: now.amount }),
          event('2026-09-01T00:00:00Z', 'opportunity.changed', { amount: before.amount }, stop),
        ]
      : [event('2026-09-01T00:00:00Z', 'opportunity.changed', { amount: before.amount }, { amount: now.amount })]
  return [
    ...(before.amount === now.amount ? [] : amount),
    ...(before.expectedCloseOn === now.expectedCloseOn
      ? []
      : [
          event(
            '2026-09-01T00:00:00Z',
            'opportunity.changed',
            { expectedCloseOn: before.expectedCloseOn, nextAction: 'x' },
            { expectedCloseOn: now.expectedCloseOn },
          ),
        ]),
    ...(before.stage === now.stage
      ? []
      : [event('2026-08-01T00:00:00Z', 'opportunity.moved', { stage: before.stage }, { stage: now.stage })]),
    ...(created
      ? [event('2026-08-02T00:00:00Z', 'opportunity.created', null, {})]
      : [event('2026-07-31T23:59:59Z', 'opportunity.changed', { amount: { minor: 1, currency: 'USD' } }, {})]),
    event('2026-11-01T00:00:00Z', 'opportunity.changed', { nextAction: null }, { nextAction: 'Call' }),
  ]
}

const closeOn = (state: State) => (isOpen(state.stage) ? state.expectedCloseOn : (state.actualCloseOn ?? state.expectedCloseOn))
const worth = ({ amount, stage, actualCloseOn }: State) =>
  amount ? (inBase(rates, amount, isOpen(stage) ? TODAY : (actualCloseOn ?? TODAY)) ?? null) : null

function sum(amounts: readonly (number | null)[]) {
  return {
    count: amounts.length,
    amount: { minor: amounts.reduce<number>((so, one) => so + (one ?? 0), 0), currency: 'USD' },
    withoutAmount: amounts.filter((one) => one === null).length,
  }
}

describe('sums of many deals are those of each deal by itself', () => {
  test('by forecast and by stage', async () => {
    for (const { owners, call } of readers) {
      const open = deals.filter((deal) => owners.includes(deal.owner) && isOpen(deal.now.stage))
      const strip = await call.opportunities.summary({})
      expect(strip.open).toEqual(sum(open.map((deal) => worth(deal.now))))
      for (const category of FORECAST_CATEGORIES)
        expect(strip[category]).toEqual(sum(open.filter((deal) => deal.category === category).map((deal) => worth(deal.now))))
      const { columns } = await call.opportunities.board({ perColumn: 3 })
      for (const column of columns)
        expect(column.sum).toEqual(sum(open.filter((deal) => deal.now.stage === column.stage).map((deal) => worth(deal.now))))
    }
  })

  test.each([{}, { closeFrom: '2026-07-01', closeTo: '2026-12-31' }])(
    'by change since a day, close dates within %j',
    async (span) => {
      for (const { owners, call } of readers) {
        const { changes } = await call.opportunities.summary({ since: SINCE, ...span })
        const standing = (state: State) => {
          const on = closeOn(state)
          const amount = state.amount ? (inBase(rates, state.amount, isOpen(state.stage) ? TODAY : (on ?? TODAY)) ?? null) : null
          return { stage: state.stage, amount, closeOn: on }
        }
        const told = deals
          .filter((deal) => owners.includes(deal.owner))
          .flatMap(
            (deal) =>
              dealChange(deal.created ? null : standing(deal.before), standing(deal.now), {
                from: span.closeFrom ?? null,
                to: span.closeTo ?? null,
              }) ?? [],
          )
        expect(told.length).toBeGreaterThan(10)
        for (const kind of ['created', 'increased', 'decreased', 'movedOut', 'won', 'lost'] as const)
          expect([kind, changes[kind]]).toEqual([
            kind,
            sum(told.filter((change) => change.kind === kind).map((change) => change.amount)),
          ])
      }
    },
  )

  test('by account, in the order of what is shown', async () => {
    for (const { owners, call } of readers)
      for (const sort of ['open', 'won'] as const) {
        const { items } = await call.accounts.list({ sort, order: 'desc' })
        const rising: number[] = []
        const met: string[] = []
        let cursor: string | undefined
        do {
          const page = await call.accounts.list({ sort, order: 'asc', limit: 2, ...(cursor === undefined ? {} : { cursor }) })
          met.push(...page.items.map(({ id }) => id))
          rising.push(...page.items.map((account) => (sort === 'open' ? account.openAmount : account.wonAmount).minor))
          cursor = page.next ?? undefined
        } while (cursor !== undefined)
        expect(met.toSorted()).toEqual(items.map(({ id }) => id).toSorted())
        expect(rising).toEqual(rising.toSorted((a, b) => a - b))
        const shown = items.map((account) => (sort === 'open' ? account.openAmount : account.wonAmount).minor)
        expect(shown).toEqual(shown.toSorted((a, b) => b - a))
        for (const account of items) {
          const mine = deals.filter(
            (deal) =>
              deal.account === account.id &&
              owners.includes(deal.owner) &&
              (sort === 'open' ? isOpen(deal.now.stage) : deal.now.stage === 'closed_won'),
          )
          expect(shown[items.indexOf(account)]).toBe(sum(mine.map((deal) => worth(deal.now))).amount.minor)
        }
      }
  })

  test('in the order of amounts, whatever their currency and day', async () => {
    const byId = new Map(deals.map((deal) => [deal.id, deal]))
    const { items } = await it.system.opportunities.list({ state: 'all', sort: 'amount', order: 'desc', limit: 500 })
    const amounts = items.map((item) => worth(byId.get(item.id)?.now ?? deals[0]!.now))
    expect(amounts).toEqual(amounts.toSorted((a, b) => (b ?? Number.NEGATIVE_INFINITY) - (a ?? Number.NEGATIVE_INFINITY)))
    expect(items).toHaveLength(deals.length)
  })
})
