import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TableForecast } from '../domain/forecasting/table/table-forecast.ts'
import { tableCommand } from './table-command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-table-'))
  const rows = Array.from({ length: 200 }, (_, i) => {
    const partner = i % 4 === 0
    return `${i % 17};"1.${String((i * 37) % 900).padStart(3, '0')},50";${partner ? 'ja' : 'nein'};x${i};${(partner ? i % 5 : i % 3) === 0 ? 'Lost' : 'Won'}`
  })
  // A spreadsheet's code page, semicolons and decimal commas.
  await writeFile(
    join(folder, 'train.csv'),
    Buffer.from(`Tage;Betrag;Partner;Gr\u00f6\u00dfe;Outcome\r\n${rows.join('\r\n')}\r\n`, 'latin1'),
  )
  await writeFile(join(folder, 'test.csv'), 'Tage;Partner\n3;ja\n;nein\n')
})
afterAll(() => rm(folder, { recursive: true }))

async function run(...argv: string[]) {
  const said = { out: '', err: '' }
  const code = await tableCommand(
    argv.map((word) => (word.endsWith('.csv') ? join(folder, word) : word)),
    { stdout: { write: (text) => (said.out += text) }, stderr: { write: (text) => (said.err += text) } },
  )
  return { code, ...said }
}

test('--json gives one document with a chance and its reasons for every row', async () => {
  const { code, out, err } = await run('train.csv', '--target', 'Outcome', '--predict', 'test.csv', '--drop', 'Tage', '--json')
  expect([code, err]).toEqual([0, ''])
  const answer = JSON.parse(out) as TableForecast
  expect(answer.rows.map(({ row }) => row)).toEqual([1, 2])
  expect(answer.columns.map(({ name, kind, used }) => [name, kind, used])).toEqual([
    ['Tage', 'text', false],
    ['Betrag', 'number', true],
    ['Partner', 'yes/no', true],
    ['Größe', 'id', false],
    ['Outcome', 'target', false],
  ])
})

test('without --json it reads as sentences', async () => {
  const { code, out } = await run('train.csv', '--target', 'Outcome', '--predict', 'test.csv')
  expect(code).toBe(0)
  expect(out).toMatch(/^Learnt from 200 deals, [\d.]+% won \(Won\)\./)
  expect(out).toContain('Größe: 200 different values')
  expect(out).toMatch(/\n {2}1 {2}[\d.]+% {2}\w+/)
})

test('says what is wrong: no file, no target, a column that is not there', async () => {
  expect(await run('--target', 'Outcome')).toMatchObject({ code: 2, out: '' })
  expect(await run('train.csv')).toMatchObject({ code: 2, out: '' })
  expect(await run('train.csv', '--target', 'Result')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no column Result'),
  })
  const missing = await run('nowhere.csv', '--target', 'Outcome', '--json')
  expect(missing.code).toBe(1)
  expect(JSON.parse(missing.err)).toMatchObject({ status: 400 })
})
