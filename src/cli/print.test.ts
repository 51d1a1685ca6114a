import { expect, test } from 'vitest'
import { z } from 'zod'
import { bare } from '../contract/text-input.ts'
import { COLUMNS } from './columns.ts'
import { verbsOf } from './operations-by-name.ts'
import { print } from './print.ts'

const usd = (amount: number) => ({ minor: amount * 100, currency: 'USD' })

test('a list is a table with money to the right, and says how to turn the page', () => {
  const deal = {
    id: 'd1',
    name: 'Acme renewal',
    account: { id: 'a', name: 'Acme' },
    stageName: 'Proposal',
    amount: usd(1_200),
    expectedCloseOn: '2017-12-01',
    forecastCategory: 'commit',
    owner: null,
  }
  const text = print('opportunities', 'list', {
    items: [deal, { ...deal, id: 'd2', name: 'Beta', amount: usd(35) }],
    next: 'c2',
    total: 7,
  })
  expect(text).toBe(
    [
      'Id  Name          Account  Stage name     Amount  Expected close on  Forecast category  Owner',
      '──  ────────────  ───────  ──────────  ─────────  ─────────────────  ─────────────────  ─────',
      'd1  Acme renewal  Acme     Proposal    1,200 USD  2017-12-01         commit             –',
      'd2  Beta          Acme     Proposal       35 USD  2017-12-01         commit             –',
      '',
      '2 of 7. Next page: --cursor c2',
      '',
    ].join('\n'),
  )
})

test('a forecast is shown as a range, never as its middle alone', () => {
  const text = print('forecasting', 'project', {
    period: { start: '2017-10-01', end: '2017-12-31', name: '2017-Q4' },
    asOf: '2017-10-01',
    p10: usd(900),
    p50: usd(1_000),
    p90: usd(1_200),
    open: { p10: usd(1), p50: usd(2), p90: usd(3) },
    chanceOfQuota: 0.4,
  })
  expect(text).toContain('Range            900 USD – 1,200 USD (middle 1,000 USD)')
  expect(text).toContain('Open             1 USD – 3 USD (middle 2 USD)')
  expect(text).toContain('Chance of quota  40%')
})

test('a forecast inside another answer keeps its period and basis', () => {
  const projection = {
    period: { start: '2017-10-01', end: '2017-12-31', name: '2017-Q4' },
    p10: usd(1),
    p50: usd(2),
    p90: usd(3),
    basis: { text: 'From 40 closed deals', seed: 1, paths: 10 },
  }
  const text = print('forecasting', 'board', { projection })
  expect(text).toContain('From 40 closed deals')
  expect(text).toMatch(/^Range +1 USD – 3 USD \(middle 2 USD\)$/m)
})

test('a rollup shows the range of each team in one column and indents those below', () => {
  const row = {
    name: 'All',
    depth: 0,
    quota: null,
    won: usd(1),
    commit: usd(1),
    bestCase: usd(0),
    pipeline: usd(0),
    openDeals: 4,
    p10: usd(1),
    p50: usd(2),
    p90: usd(3),
    chanceOfQuota: null,
  }
  const lines = print('forecasting', 'board', { rollup: [row, { ...row, name: 'East', depth: 1 }] }).split('\n')
  expect(lines[1]).toMatch(/^Name .* P10 – P90 +Middle +Chance of quota$/)
  expect(lines[4]).toMatch(/^ {2}East .* 1 USD – 3 USD +2 USD +–$/)
})

test('an empty list says so, and an export is the file itself', () => {
  expect(print('opportunities', 'list', { items: [], next: null, total: 0 })).toBe('Nothing found.\n')
  expect(print('opportunities', 'export', { fileName: 'deals.csv', csv: 'name\nAcme\n' })).toBe('name\nAcme\n')
})

test('a name from outside cannot steer the terminal', () => {
  expect(print('accounts', 'list', { items: [{ id: 'a', name: 'Evil\u001b[2J\u202eCo' }], next: null, total: 1 })).not.toMatch(
    /[\u001b\u202e]/,
  )
})

test.each(Object.entries(COLUMNS))('the columns of %s exist in what the operation answers', (operation, columns) => {
  const [noun = '', verb = ''] = operation.split('.')
  const op = verbsOf(noun)[verb]
  if (!op) throw new Error(`${operation} is no operation`)
  expect(rowSchemas(op.output).some((row) => columns.every((name) => name in row.shape))).toBe(true)
})

/** Every object that stands in a list anywhere at the top of an answer. */
function rowSchemas(output: z.ZodType): z.ZodObject[] {
  const lists = output instanceof z.ZodObject ? Object.values(output.shape) : [output]
  return lists
    .map((list) => bare(list as z.ZodType))
    .flatMap((list) => (list instanceof z.ZodArray && list.element instanceof z.ZodObject ? [list.element] : []))
}
