import { expect, test } from 'vitest'
import { fiscalQuarters, fiscalYearName } from './fiscal-quarters.ts'
import { otherSpans, quotaRows, yearOf, type Quota } from './quota-rows.ts'

const quarters = fiscalQuarters('2026-11-21', 1)
const user = (id: string, role: 'rep' | 'revops' = 'rep') => ({
  id,
  name: id,
  role,
  active: true,
  externalId: null,
  email: null,
  title: null,
  canSignIn: false,
  teams: [],
})
const quota = (who: Partial<Pick<Quota, 'user' | 'team'>>, start: string, end: string, units: number): Quota => ({
  id: `${start} ${JSON.stringify(who)}`,
  user: null,
  team: null,
  ...who,
  periodStart: start,
  periodEnd: end,
  amount: { minor: units * 100, currency: 'USD' },
})
const member = (userId: string, leads = false) => ({ userId, name: userId, leads, active: true })
const teams = [
  { id: 'Sales', name: 'Sales', parentId: null, members: [member('Lea', true)] },
  { id: 'East', name: 'East', parentId: 'Sales', members: [member('Ana'), member('Lea', true), member('Ops')] },
]
const given = {
  teams,
  users: [user('Ana'), user('Lea'), user('Ops', 'revops'), user('Gone')],
  quotas: [
    quota({ user: { id: 'Ana', name: 'Ana' } }, '2026-10-01', '2026-12-31', 200),
    quota({ user: { id: 'Lea', name: 'Lea' } }, '2026-10-01', '2026-12-31', 100),
    quota({ user: { id: 'Gone', name: 'Gone' } }, '2026-10-01', '2026-12-31', 50),
    quota({ team: { id: 'Sales', name: 'Sales' } }, '2026-01-01', '2026-12-31', 900),
  ],
  quarters,
}

test('people stand once, in the lowest of their teams; who has a quota and no team is not lost', () => {
  const rows = quotaRows({ ...given, show: 'all' })
  expect(rows.map((row) => `${'  '.repeat(row.level)}${row.name}`)).toEqual(['Sales', '  East', '    Ana', '    Lea', 'Gone'])
})

test('a team without a quota of its own shows what its people come to', () => {
  const [sales] = quotaRows({ ...given, show: 'all' })
  expect(sales?.sums.get('2026-10-01')).toEqual({ minor: 300_00, currency: 'USD' })
})

test('who may see some quotas only gets no sums, which would be of a part', () => {
  const rows = quotaRows({ ...given, quotas: given.quotas.slice(0, 1), show: 'set' })
  expect(rows.map((row) => row.name)).toEqual(['East', 'Ana'])
  expect(rows[0]?.sums.size).toBe(0)
})

test('amounts of different currencies are not added up', () => {
  const euro = { ...given.quotas[0]!, periodStart: '2026-07-01', periodEnd: '2026-09-30', amount: { minor: 1, currency: 'EUR' } }
  const ana = quotaRows({ ...given, quotas: [...given.quotas, euro], show: 'all' }).find((row) => row.name === 'Ana')
  expect(ana && yearOf(ana)).toBeUndefined()
})

test('a quota for a whole year is told apart from those of quarters', () => {
  expect(otherSpans(given.quotas, quarters).map((one) => one.team?.name)).toEqual(['Sales'])
})

test('a fiscal year that begins in February is named after the year it ends in', () => {
  const shifted = fiscalQuarters('2026-11-21', 2)
  expect(fiscalYearName(shifted)).toBe('FY27')
  expect(shifted.map((one) => one.start)).toEqual(['2026-02-01', '2026-05-01', '2026-08-01', '2026-11-01'])
})
