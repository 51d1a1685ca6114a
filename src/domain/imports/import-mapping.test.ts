import { expect, test } from 'vitest'
import { fittingFiles } from './import-mapping.ts'

const mapped = (file: string, noun: string, columns: string[]) => ({ file, noun, columns: columns.map((column) => ({ column })) })
const saved = [mapped('deals.csv', 'opportunities', ['Name', 'Stage']), mapped('customers.csv', 'accounts', ['Name', 'City'])]

test('a saved mapping fits files by their columns, whatever they are called this month', () => {
  const fitting = fittingFiles(saved, [
    { file: 'customers-december.csv', headers: ['name', ' City '] },
    { file: 'calls.csv', headers: ['When', 'Who'] },
    { file: 'deals-december.csv', headers: ['Name', 'Stage'] },
  ])
  expect(fitting.map(({ file, noun }) => [file, noun])).toEqual([
    ['customers-december.csv', 'accounts'],
    ['deals-december.csv', 'opportunities'],
  ])
})

test('of two with the same columns the one of the same name is taken', () => {
  const twins = [mapped('won.csv', 'opportunities', ['Id', 'At']), mapped('moved.csv', 'opportunity-history', ['Id', 'At'])]
  expect(fittingFiles(twins, [{ file: 'moved.csv', headers: ['Id', 'At'] }])[0]?.noun).toBe('opportunity-history')
})
