import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('whatever a cell holds, a CSV reader gets it back', () => {
  const cells = ['Halden Bank, core payments', 'said "yes"', 'two\nlines', null, 0, false]
  expect(parse(csvLine(cells))).toEqual([['Halden Bank, core payments', 'said "yes"', 'two\nlines', '', '0', 'false']])
})
