import { expect, test } from 'vitest'
import { dealKinds } from '../opportunities/deal-kind.ts'
import { accountsKnown, traitsAt, type AccountEvent } from './account-traits.ts'
import { viewAt } from './deal-history.ts'
import { historyFromEvents, type DealEvent, type DealNames } from './history-from-events.ts'

const day = (date: string) => Date.parse(date)
const usd = (minor: number) => ({ minor, currency: 'USD' })

const NAMES: DealNames = {
  key: 'D1',
  teamOf: (owner) => (owner === 'ann' ? 'north' : null),
  rates: {
    base: 'USD',
    digits: new Map([
      ['USD', 2],
      ['EUR', 2],
    ]),
    rates: new Map([['EUR', [{ from: '2025-01-01', perBase: 0.8 }]]]),
  },
}

function event(at: string, fields: Partial<DealEvent>, type = 'opportunity.changed'): DealEvent {
  return {
    type,
    at: day(at),
    recordedAt: day(at),
    stage: undefined,
    stageName: undefined,
    pipelineId: undefined,
    ownerId: undefined,
    amount: undefined,
    listAmount: undefined,
    expectedCloseOn: undefined,
    segment: undefined,
    accountId: undefined,
    products: undefined,
    ...fields,
  }
}

const created = event(
  '2025-01-06',
  { stage: 'discovery', stageName: 'First call', pipelineId: 'P', ownerId: 'ann', amount: usd(100) },
  'opportunity.created',
)

test('a deal is read as its stages, in the company’s own words, from creation on', () => {
  const history = historyFromEvents([created, event('2025-02-01', { stage: 'proposal', stageName: 'Offer out' })], NAMES)
  expect(history).toMatchObject({
    key: 'D1',
    pipeline: 'P',
    createdAt: day('2025-01-06'),
    stages: [
      { stage: 'First call', at: day('2025-01-06') },
      { stage: 'Offer out', at: day('2025-02-01') },
    ],
    outcome: null,
    amountMinor: 100,
    owner: 'ann',
    team: 'north',
  })
})

test('a deal is of the kind that its type told last, and where it tells none, its pipeline', () => {
  const kindOf = dealKinds(new Map([['P', 'Renewals']]))
  const typed = [
    created,
    event('2025-02-01', { dealType: 'New Customer' }),
    event('2025-03-01', { dealType: 'Existing business' }),
  ]
  const kinds = [1, 2, 3].map((known) => historyFromEvents(typed.slice(0, known), { ...NAMES, kindOf })?.kind)
  expect(kinds).toEqual(['renewal', 'new business', 'renewal'])
  expect(historyFromEvents(typed, NAMES)?.kind).toBe('expansion')
  expect(historyFromEvents([created], NAMES)).not.toHaveProperty('kind')
})

test('an amount edited in the event that wins the deal is the outcome, not what was expected before', () => {
  const history = historyFromEvents(
    [created, event('2025-03-01', { stage: 'closed_won', stageName: 'Won', amount: usd(70) })],
    NAMES,
  )
  expect(history?.outcome).toEqual({ kind: 'won', at: day('2025-03-01'), amountMinor: 70 })
  expect(history?.amountMinor).toBe(100)
})

test('a past forecast sees the amount, owner and close date of its day, not those entered later', () => {
  const history = historyFromEvents(
    [
      { ...created, expectedCloseOn: '2025-03-31' },
      event('2025-02-01', { amount: usd(250), ownerId: 'bo', expectedCloseOn: '2025-06-30' }),
      event('2025-03-01', { stage: 'closed_won', stageName: 'Won', amount: usd(70), expectedCloseOn: '2025-03-01' }),
    ],
    NAMES,
  )!
  const at = (date: string) => viewAt(history, day(date))!.history
  expect(at('2025-01-20')).toMatchObject({ amountMinor: 100, owner: 'ann', expectedClose: day('2025-03-31') })
  expect(at('2025-02-20')).toMatchObject({ amountMinor: 250, owner: 'bo', expectedClose: day('2025-06-30') })
  expect(at('2025-04-01')).toMatchObject({ amountMinor: 250, owner: 'bo', expectedClose: day('2025-06-30') })
  expect(viewAt(history, day('2025-02-01'))!.history.amountMinor).toBe(100)
})

test('a win that is entered late is open until then, and closed on its day afterwards', () => {
  const won = { ...event('2025-03-01', { stage: 'closed_won', stageName: 'Won' }), recordedAt: day('2025-03-20') }
  const history = historyFromEvents([created, won], NAMES)!
  expect(viewAt(history, day('2025-03-10'))).toMatchObject({ outcome: null, end: day('2025-03-10') })
  expect(viewAt(history, day('2025-03-21'))).toMatchObject({ outcome: 'won', end: day('2025-03-01') })
})

test('a deal that is re-opened has no outcome, and its expected amount is the newest again', () => {
  const history = historyFromEvents(
    [
      created,
      event('2025-03-01', { stage: 'closed_lost', stageName: 'Lost', amount: null }),
      event('2025-04-01', { stage: 'proposal', stageName: 'Offer out', amount: usd(130) }),
    ],
    NAMES,
  )
  expect(history?.outcome).toBeNull()
  expect(history?.amountMinor).toBe(130)
  expect(history?.stages.at(-1)).toEqual({ stage: 'Offer out', at: day('2025-04-01') })
})

test('a placeholder of zero counts as no amount', () => {
  expect(historyFromEvents([{ ...created, amount: usd(0) }], NAMES)?.amountMinor).toBeNull()
})

test('amounts are worth their dated rate in the base currency; without a rate there is no amount', () => {
  expect(historyFromEvents([{ ...created, amount: { minor: 80, currency: 'EUR' } }], NAMES)?.amountMinor).toBe(100)
  expect(historyFromEvents([{ ...created, amount: { minor: 80, currency: 'SEK' } }], NAMES)?.amountMinor).toBeNull()
})

test('a deleted deal has no history, a restored one has it again', () => {
  const removed = event('2025-02-01', {}, 'opportunity.removed')
  expect(historyFromEvents([created, removed], NAMES)).toBeUndefined()
  expect(historyFromEvents([created, removed, event('2025-02-02', {}, 'opportunity.restored')], NAMES)?.key).toBe('D1')
})

test('what a deal is sold for counts from the day it was told, by worth in one currency, largest first', () => {
  const sold = (at: string, products: NonNullable<DealEvent['products']>) => event(at, { products }, 'opportunity.products-set')
  const history = historyFromEvents(
    [
      event('2025-02-01', { stage: 'discovery', pipelineId: 'P' }, 'opportunity.created'),
      sold('2025-02-02', [
        { id: 'support', worth: { minor: 8_000, currency: 'EUR' } },
        { id: 'seats', worth: usd(30_000) },
      ]),
      sold('2025-03-01', [
        { id: 'seats', worth: null },
        { id: 'support', worth: null },
      ]),
    ],
    NAMES,
  )!
  const [first, second] = history.products!
  expect(first).toEqual({
    at: Date.parse('2025-02-02'),
    value: [
      { product: 'seats', share: 0.75 },
      { product: 'support', share: 0.25 },
    ],
  })
  expect(second!.value.map(({ share }) => share)).toEqual([0.5, 0.5])
  expect(viewAt(history, Date.parse('2025-02-02'))!.history.products).toEqual([])
  expect(viewAt(history, Date.parse('2025-02-20'))!.history.products).toEqual([first])
})

test('a deal without a segment has that of its account as known then, and its territory before its country', () => {
  const said = (at: string, fields: Partial<AccountEvent>): AccountEvent => ({
    account: 'acme',
    recordedAt: day(at),
    segment: undefined,
    country: undefined,
    territory: undefined,
    ...fields,
  })
  const accounts = accountsKnown([
    said('2025-01-01', { segment: 'smb', country: 'Norway' }),
    said('2025-06-01', { segment: 'enterprise', territory: 'Nordics' }),
  ])
  const created = event('2025-02-01', { stage: 'discovery', pipelineId: 'P', accountId: 'acme' }, 'opportunity.created')
  expect(historyFromEvents([created], { ...NAMES, accounts })).toMatchObject({ segment: 'enterprise', territory: 'Nordics' })
  expect(traitsAt(accounts, 'acme', day('2025-06-01'))).toEqual({ segment: 'smb', territory: 'Norway' })
  expect(traitsAt(accounts, 'acme', day('2025-01-01'))).toEqual({ segment: null, territory: null })
  const own = { ...created, segment: 'mid-market' }
  expect(historyFromEvents([own], { ...NAMES, accounts })!.segment).toBe('mid-market')
})

test('a deal in another currency knows what that was worth over time, and one in several only each of its amounts', () => {
  const eur = (minor: number) => ({ minor, currency: 'EUR' })
  const inEuros = [{ ...created, amount: eur(80) }]
  expect(historyFromEvents(inEuros, NAMES)).toMatchObject({ amountMinor: 100, worth: [{ at: day('2025-01-01'), value: 1.25 }] })
  expect(historyFromEvents([created], NAMES)).not.toHaveProperty('worth')
  const both = [...inEuros, event('2025-02-01', { amount: usd(90) })]
  expect(historyFromEvents(both, NAMES)).not.toHaveProperty('worth')
})
