import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportReport } from '../contract/imports.ts'
import { Problem } from '../contract/problem.ts'
import { importCommand, type ImportOrder } from './import-command.ts'

const REPORT: ImportReport = {
  recognised: 'salesforce',
  read: { opportunities: 3 },
  stored: { opportunities: 2 },
  changed: { opportunities: 1 },
  unchanged: { opportunities: 0 },
  rejected: [{ file: 'Opportunity.csv', line: 4, column: 'Amount', value: 'x', problem: '"x" is not a number.' }],
  warnings: [
    { kind: 'encoding', file: 'Opportunity.csv', count: 3, example: 'Written in windows-1252', advice: 'Check accents.' },
  ],
}
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-command-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(argv: readonly string[], answer: () => Promise<ImportReport> = async () => REPORT) {
  const said = { out: '', err: '', orders: [] as ImportOrder[] }
  const code = await importCommand(argv, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
    isTTY: false,
    run: async (order) => {
      said.orders.push(order)
      order.onProgress('Reading Opportunity.csv', 0.5)
      return answer()
    },
  })
  return { code, ...said }
}

test('an import says in words what was read, stored and refused, and ends with 0', async () => {
  const { code, out, err } = await run(['export'])
  expect(code).toBe(0)
  expect(out).toContain('deals')
  expect(out).toContain('Opportunity.csv, line 4: "x" is not a number.')
  expect(err).toContain('Reading Opportunity.csv')
})

test('--json writes exactly one JSON document, the report, and progress elsewhere', async () => {
  const { code, out } = await run(['export', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual(REPORT)
  expect(out.trimEnd()).not.toContain('\n')
})

test('--dry-run is passed on, and the answer says that nothing was stored', async () => {
  const { orders, out } = await run(['a.csv', 'b.zip', '--dry-run'])
  expect(orders[0]).toMatchObject({ paths: ['a.csv', 'b.zip'], dryRun: true })
  expect(out).toContain('Nothing was stored.')
})

test('--mapping reads a saved mapping; a file that is none is refused with what to do', async () => {
  const mapping = { recognised: 'generic', files: [{ file: 'a.csv', noun: 'contacts', columns: [], values: {} }] }
  await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping))
  await writeFile(join(folder, 'other.json'), '[1]')
  expect((await run(['a.csv', '--mapping', join(folder, 'mapping.json')])).orders[0]?.mapping).toEqual(mapping)
  const other = await run(['a.csv', '--mapping', join(folder, 'other.json')])
  expect([other.code, other.orders.length]).toEqual([1, 0])
  expect(other.err).toContain('Save one on the import page')
  expect((await run(['a.csv', '--mapping', join(folder, 'absent.json')])).code).toBe(1)
})

test('a path with nothing at it is refused with 1; with --json the refusal is one document on the error stream', async () => {
  const absent = async () => Promise.reject(new Problem('invalid', 'There is nothing at nowhere. Check the path and try again.'))
  const plain = await run(['nowhere'], absent)
  expect([plain.code, plain.out]).toEqual([1, ''])
  expect(plain.err).toContain('There is nothing at nowhere.')
  const json = await run(['nowhere', '--json'], absent)
  expect([json.code, json.out]).toEqual([1, ''])
  expect(JSON.parse(json.err.split('\n').find((line) => line.startsWith('{')) ?? '')).toBeTypeOf('object')
})

test('no path, or an option that does not exist, is wrong use and ends with 2', async () => {
  expect((await run([])).code).toBe(2)
  const unknown = await run(['a.csv', '--nope'])
  expect([unknown.code, unknown.orders.length]).toEqual([2, 0])
  expect(unknown.err).toContain('--help')
})

test('a bug is not dressed up as a refusal', async () => {
  await expect(run(['a.csv'], async () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug')
})
