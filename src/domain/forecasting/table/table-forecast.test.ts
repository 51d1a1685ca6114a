import { describe, expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { auc } from '../../../stats/scores/auc.ts'
import { calibrationError } from '../../../stats/scores/calibration-error.ts'
import type { DealTable } from './deal-table.ts'
import { forecastTable, type TableForecast, type TableQuestion } from './table-forecast.ts'

/** Deals whose outcome hangs on an interaction (segment and contacts), the amount, and the days from creation to the due date. */
function deals(rows: number, seed = 1, outcome: (chance: number, draw: number) => string = won) {
  const source = stream(seed, 'deals')
  const next = () => uniform(source)
  const columns = [
    'Deal ID',
    'Name',
    'Segment',
    'Contacts',
    'Amount',
    'Created',
    'Due',
    'Partner',
    'Currency',
    'Notes',
    'Noise',
    'Stage',
  ]
  const truth: boolean[] = []
  const made = Array.from({ length: rows }, (_, row) => {
    const segment = ['Enterprise', 'Mid-market', 'SMB'][Math.floor(next() * 3)]!
    const contacts = Math.floor(next() * 8)
    const amount = Math.round(Math.exp(8 + 3 * next()))
    const created = Date.UTC(2025, 0, 1) + Math.floor(next() * 300) * 86_400_000
    const days = 10 + Math.floor(next() * 120)
    const partner = next() < 0.3
    const score =
      (segment === 'Enterprise' ? (contacts >= 4 ? 1.6 : -1.4) : 0.1) -
      0.4 * (Math.log(amount) - 9.5) +
      (days < 50 ? 1 : -0.6) +
      (partner ? 0.7 : 0)
    const [gap, draw, noise] = [next(), next(), next()]
    truth.push(draw < 1 / (1 + Math.exp(-score)))
    const day = (at: number) => new Date(at).toISOString().slice(0, 10)
    return [
      `006${(row * 7_919) % 100_003}x`,
      `Deal of ${row}`,
      segment,
      gap < 0.05 ? '' : String(contacts),
      amount.toLocaleString('en-US'),
      day(created),
      day(created + days * 86_400_000),
      partner ? 'Yes' : 'No',
      'USD',
      '',
      noise.toFixed(3),
      outcome(1 / (1 + Math.exp(-score)), draw),
    ]
  })
  return { table: { columns, rows: made } satisfies DealTable, truth }
}

function won(chance: number, draw: number): string {
  return draw < chance ? 'Closed Won' : 'Closed Lost'
}

function answered(question: TableQuestion): TableForecast {
  const answer = forecastTable(question)
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}

function column(answer: TableForecast, name: string) {
  return answer.columns.find((one) => one.name === name)
}

const past = deals(3_000)
const later = deals(2_000, 2)
const answer = answered({ training: past.table, target: 'Stage', predict: later.table })

test('finds numbers, dates, yes or no and categories by itself, and says why it leaves columns out', () => {
  const kinds = Object.fromEntries(answer.columns.map(({ name, kind, used }) => [name, used ? kind : `not used: ${kind}`]))
  expect(kinds).toEqual({
    'Deal ID': 'not used: id',
    Name: 'not used: id',
    Segment: 'category',
    Contacts: 'number',
    Amount: 'number',
    Created: 'date',
    Due: 'date',
    Partner: 'yes/no',
    Currency: 'not used: constant',
    Notes: 'not used: empty',
    Noise: 'number',
    Stage: 'not used: target',
  })
  expect(column(answer, 'Currency')?.reason).toContain('USD')
  expect(column(answer, 'Stage')?.reason).toBe('Closed Won is a win, Closed Lost a loss')
})

test('ranks later deals nearly as well as their true chance does, with chances that come true', () => {
  const stated = answer.rows.map(({ probability }) => probability)
  const reached = auc(stated, later.truth)
  const chances: number[] = []
  deals(2_000, 2, (chance) => {
    chances.push(chance)
    return ''
  })
  expect(reached).toBeGreaterThan(auc(chances, later.truth) - 0.03)
  expect(calibrationError(stated, later.truth)).toBeLessThan(0.04)
})

test('its own scores are what later deals show, not what training rows would', () => {
  const reached = auc(
    answer.rows.map(({ probability }) => probability),
    later.truth,
  )
  expect(answer.scores).toMatchObject({ n: 3_000, folds: 5 })
  expect(Math.abs(answer.scores!.auc - reached)).toBeLessThan(0.03)
  expect(answer.scores!.ece).toBeLessThan(0.03)
})

test('three contributions, the rest and the base add up to the chance of every row', () => {
  for (const { probability, contributions, other } of answer.rows) {
    expect(contributions.length).toBe(3)
    const sum = contributions.reduce((all, { effect }) => all + effect, answer.base + other)
    expect(sum).toBeCloseTo(probability, 12)
  }
  const enterprise = answer.rows.filter(({ row }) => later.table.rows[row - 1]![2] === 'Enterprise')
  const told = enterprise.filter(({ contributions }) =>
    contributions.some((one) => one.column === 'Segment' || one.column === 'Contacts'),
  )
  expect(told.length / enterprise.length).toBeGreaterThan(0.9)
})

test('the same table and seed give the same bytes', () => {
  const small: TableQuestion = { training: deals(400).table, target: 'Stage', predict: deals(20, 3).table }
  expect(JSON.stringify(answered(small))).toBe(JSON.stringify(answered(small)))
})

test('outcomes dealt out at random are not ranked, and chances stay near the base rate', () => {
  const source = stream(9, 'coins')
  const coin = deals(1_500, 4, () => (uniform(source) < 0.3 ? 'Closed Won' : 'Closed Lost'))
  const { scores, rows } = answered({ training: coin.table, target: 'Stage', predict: deals(300, 5).table })
  expect(Math.abs(scores!.auc - 0.5)).toBeLessThan(0.04)
  const mean = rows.reduce((sum, { probability }) => sum + probability, 0) / rows.length
  expect(Math.abs(mean - scores!.baseRate)).toBeLessThan(0.04)
})

describe('leak alarm', () => {
  const leaky = {
    columns: [...past.table.columns, 'Close value', 'Close reason'],
    rows: past.table.rows.map((row, i) => [
      ...row,
      past.truth[i] ? '1,200' : '0',
      past.truth[i] ? (i % 3 ? 'Price' : 'Fit') : '',
    ]),
  }
  const leaked = answered({ training: leaky, target: 'Stage' })

  test('names each column that knows the outcome', () => {
    expect(leaked.warnings.filter((one) => one.startsWith('Close value alone'))).toHaveLength(1)
    expect(leaked.warnings.filter((one) => one.startsWith('Close reason alone'))).toHaveLength(1)
  })

  test('is silent on honest columns, and once the leaking ones are dropped', () => {
    expect(answer.warnings).toEqual([])
    expect(answered({ training: leaky, target: 'Stage', drop: ['Close value', 'Close reason'] }).warnings).toEqual([])
  })
})

test('says when later rows are harder to tell apart than rows drawn by chance', () => {
  expect(answer.scores!.later).toMatchObject({ column: 'Created', n: expect.any(Number) })
  expect(Math.abs(answer.scores!.later!.auc - answer.scores!.auc)).toBeLessThan(0.06)
  // A noise column decides until September, and the other way round after it.
  const turned = past.table.rows.map((row) => row.with(11, Number(row[10]) > 0.5 === row[5]! < '2025-09-01' ? 'Won' : 'Lost'))
  const drop = ['Segment', 'Contacts', 'Amount', 'Partner', 'Due']
  const { scores, warnings } = answered({ training: { columns: past.table.columns, rows: turned }, target: 'Stage', drop })
  expect(scores!.later!.auc).toBeLessThan(0.2)
  expect(warnings.join(' ')).toContain('The latest fifth by Created')
})

describe('outcomes', () => {
  const asked = (values: readonly string[], name = 'y') =>
    forecastTable({
      training: {
        columns: ['x', name],
        rows: Array.from({ length: 60 }, (_, i) => [String((i * 37) % 23), values[i % values.length]!]),
      },
      target: name,
    })

  test.each([
    [['1', '0'], '1'],
    [['true', 'false'], 'true'],
    [['no', 'yes'], 'yes'],
    [['Lost', 'Won'], 'Won'],
    [['closed-won', 'closed-lost'], 'closed-won'],
    [['Not converted', 'Converted'], 'Converted'],
    [['7', '2'], '7'],
  ])('of %j, %s is the win', (values, positive) => {
    expect(asked(values)).toMatchObject({ model: { positive } })
  })

  test('deals that are still open are left out, and said so', () => {
    const said = asked(['Won', 'Lost', 'Negotiation', ''])
    expect(said).toMatchObject({ scores: { n: 30 } })
    expect('warnings' in said && said.warnings.join(' ')).toMatch(/Negotiation.*30 rows without an outcome/)
  })

  test('a column of many values is refused, and so is one that is not there or blank', () => {
    expect(asked(['a', 'b', 'c'])).toHaveProperty('refused')
    expect(asked([''])).toHaveProperty('refused')
    expect(forecastTable({ training: past.table, target: 'Outcome' })).toHaveProperty('refused')
    expect(forecastTable({ training: past.table, target: 'Stage', drop: ['Nowhere'] })).toHaveProperty('refused')
  })
})

describe('little to learn from', () => {
  test('five deals give every row the base rate, and say so', () => {
    const { rows, scores, warnings, base } = answered({ training: deals(5).table, target: 'Stage', predict: deals(2, 6).table })
    expect(scores).toBeNull()
    expect(rows.map(({ probability }) => probability)).toEqual([base, base])
    expect(warnings.join(' ')).toMatch(/too few/)
  })

  test('only wins do not make the next win certain', () => {
    const { base } = answered({ training: deals(40, 7, () => 'Won').table, target: 'Stage' })
    expect(base).toBeGreaterThan(0.9)
    expect(base).toBeLessThan(1)
  })

  test('sixty deals give chances that do not run away', () => {
    const { rows } = answered({ training: deals(60, 8).table, target: 'Stage', predict: deals(200, 9).table })
    expect(Math.max(...rows.map(({ probability }) => probability))).toBeLessThan(0.99)
    expect(Math.min(...rows.map(({ probability }) => probability))).toBeGreaterThan(0.01)
  })

  test('columns that the rows to predict lack count as blank, and are named', () => {
    const without = { columns: ['Amount'], rows: [['1,000'], ['oops']] }
    const { rows, warnings } = answered({ training: deals(300).table, target: 'Stage', predict: without })
    expect(rows).toHaveLength(2)
    expect(warnings.join(' ')).toMatch(/lack .*Segment/)
  })
})
