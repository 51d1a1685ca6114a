import { expect, test } from 'vitest'
import { endingContracts, heldContract, renewalRecord, type HeldContract } from './ending-contracts.ts'

const Q1 = { start: '2026-01-01', end: '2026-03-31' }

function contract(account: string, endsOn: string, more: Partial<HeldContract> = {}): HeldContract {
  return { account, endsOn, number: null, startOn: '2025-02-01', value: null, status: 'Activated', ...more }
}

const ending = (contracts: HeldContract[], deals: Parameters<typeof endingContracts>[1] = []) =>
  endingContracts(contracts, deals, Q1).map(({ account, endsOn }) => `${account} ${endsOn}`)

test('contracts that end in the period are told, the next first; those that end at another time or were ended before are not', () => {
  expect(
    ending([
      contract('Acme', '2026-03-31'),
      contract('Borr', '2026-01-01'),
      contract('Cova', '2026-04-01'),
      contract('Dunn', '2025-12-31'),
      contract('Eyre', '2026-02-01', { status: 'Terminated' }),
    ]),
  ).toEqual(['Borr 2026-01-01', 'Acme 2026-03-31'])
})

test('a contract with an open renewal deal, with one won within a quarter of its end, or with one that takes over is in hand', () => {
  const contracts = ['Acme', 'Borr', 'Cova', 'Dunn'].map((account) => contract(account, '2026-02-28'))
  const deals = [
    { account: 'Acme', wonOn: null },
    { account: 'Borr', wonOn: '2025-12-15' },
    { account: 'Cova', wonOn: '2025-03-01' },
  ]
  const next = contract('Dunn', '2027-02-28', { startOn: '2026-03-01' })
  const beside = contract('Cova', '2028-02-28', { startOn: '2024-03-01' })
  // A renewal won a year ago was that of the year before, and another contract that runs beside it does not take over.
  expect(ending([...contracts, next, beside], deals)).toEqual(['Cova 2026-02-28'])
})

test('a contract counts from its last day or from the day it renews; a draft is none', () => {
  const plain = { number: null, startOn: null, endOn: null, renewsOn: null, value: null, status: null }
  expect(heldContract('Acme', { ...plain, renewsOn: '2026-02-01' })).toMatchObject([{ endsOn: '2026-02-01' }])
  expect(heldContract('Acme', { ...plain, endOn: '2026-01-31', renewsOn: '2026-02-01' })).toMatchObject([
    { endsOn: '2026-01-31' },
  ])
  expect(heldContract('Acme', { ...plain, endOn: '2026-01-31', status: 'Draft' })).toEqual([])
  expect(heldContract('Acme', plain)).toEqual([])
})

test('of contracts that ended, those count of which it can be known by now; few of them say little', () => {
  const ends = ['2023-10-01', '2024-06-30', '2024-12-31', '2025-06-30', '2025-09-30', '2025-12-31']
  const contracts = ends.map((endsOn, i) => contract(`A${i}`, endsOn))
  const deals = [
    { account: 'A0', wonOn: '2023-10-01' },
    { account: 'A1', wonOn: '2024-08-01' },
    { account: 'A2', wonOn: '2025-01-15' },
    { account: 'A5', wonOn: '2025-12-31' },
  ]
  const { ended, renewed, share, low, high } = renewalRecord(contracts, deals, '2026-01-01')!
  // A0 is too long ago, and of A5 it cannot be known yet. The interval is qbeta(c(.1, .9), 2.5, 2.5) in R.
  expect([ended, renewed, share]).toEqual([4, 2, 0.5])
  expect(low).toBeCloseTo(0.2245686, 6)
  expect(high).toBeCloseTo(0.7754314, 6)
  expect(renewalRecord(contracts, [], '2026-01-01')).toBeNull()
  expect(renewalRecord([], deals, '2026-01-01')).toBeNull()
})
