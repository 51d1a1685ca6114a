import { expect, test } from 'vitest'
import type { FileMapping, Mapping } from './import-words.ts'
import { missedFields, missingFields, numberFormatProblem, reused, withMeaning, withNoun, withTarget } from './mapping-edit.ts'

const column = (name: string, target: string | null, format: string | null = null) => ({
  column: name,
  target,
  format,
  confidence: 0.9,
  why: 'By its header',
})
const deals: FileMapping = {
  file: 'deals.csv',
  noun: 'opportunities',
  columns: [
    column('value', 'amount', '1.234,56 EUR'),
    column('list', null),
    column('step', 'stage'),
    column('due', 'closeOn', 'DD/MM/YYYY'),
  ],
  values: { step: { Angebot: 'proposal', Fertig: 'closed_won' } },
}
const targets = (file: FileMapping) => Object.fromEntries(file.columns.map((one) => [one.column, one.target]))

test('a field takes one column: the one chosen by hand replaces the one that was proposed', () => {
  const changed = withTarget(deals, 'list', 'amount')
  expect(targets(changed)).toEqual({ value: null, list: 'amount', step: 'stage', due: 'closeOn' })
  expect(changed.columns[1]).toMatchObject({ format: '1,234.56', confidence: 1, why: 'Chosen by hand' })
  expect(changed.columns[0]?.why).toBe('list fills the field instead')
})

test('saying what a file holds keeps the columns whose field that noun has too', () => {
  expect(targets(withNoun(deals, 'opportunity-history'))).toEqual({
    value: 'amount',
    list: 'skip',
    step: 'stage',
    due: 'closeOn',
  })
  expect(targets(withNoun(deals, null))).toEqual({ value: 'skip', list: 'skip', step: 'skip', due: 'skip' })
})

test('a field that a file cannot do without is named before the files are read again', () => {
  expect(missingFields(deals)).toEqual([])
  expect(missingFields(withTarget(deals, 'step', null))).toEqual([['stage', 'isClosed']])
  expect(missingFields(withNoun(deals, null))).toEqual([])
})

test('a meaning is given, changed and taken away value by value', () => {
  expect(withMeaning(deals, 'step', 'Angebot', 'negotiation').values['step']).toEqual({
    Angebot: 'negotiation',
    Fertig: 'closed_won',
  })
  expect(withMeaning(withMeaning(deals, 'step', 'Angebot', ''), 'step', 'Fertig', '').values).toEqual({})
})

test('a saved mapping is found again by the columns, whatever the file is called this month', () => {
  const saved: Mapping = { recognised: 'generic', files: [withTarget(deals, 'list', 'amount')] }
  const proposed: Mapping = {
    recognised: 'generic',
    files: [
      { ...deals, file: 'deals-december.csv' },
      { file: 'x.csv', noun: null, columns: [column('a', 'skip')], values: {} },
    ],
  }
  const result = reused(saved, proposed)
  expect(result.files.map((file) => [file.file, file.noun])).toEqual([
    ['deals-december.csv', 'opportunities'],
    ['x.csv', null],
  ])
  expect(targets(result.files[0]!)['list']).toBe('amount')
})

test.each(['1,234.56', '1.234,56 EUR', '1,234.56 millions USD', '1,234.56 fraction'])(
  '%s is a way to write numbers',
  (format) => {
    expect(numberFormatProblem(format)).toBeUndefined()
  },
)
test.each(['', '1234', '1,234.56 euros'])('%j is none, and the field says what one looks like', (format) => {
  expect(numberFormatProblem(format)).toContain('1.234,56 thousands EUR')
})

test('a file of deals without a close date, an owner or a day of creation is said to lack them; one of two dates is enough', () => {
  expect(missedFields(deals)).toEqual([['createdAt'], ['owner']])
  expect(missedFields(withTarget(deals, 'due', null))).toEqual([['expectedCloseOn', 'closeOn'], ['createdAt'], ['owner']])
  expect(missedFields({ ...deals, noun: 'accounts' })).toEqual([])
})
