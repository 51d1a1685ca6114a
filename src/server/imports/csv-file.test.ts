import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCsv, rowsOf } from './csv-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-csv-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(content: string | Uint8Array) {
  const path = join(folder, 'file.csv')
  await writeFile(path, content)
  const file = await openCsv({ path, name: 'file.csv' })
  let rows = 0
  const broken: number[] = []
  let last: readonly string[] = []
  for await (const batch of rowsOf(file))
    for (const row of batch) {
      rows += 1
      if ('broken' in row) broken.push(row.line)
      else last = row.cells
    }
  return { file, rows, broken, last }
}

test('a quote that is never closed costs its own row, in a file of a million rows too', async () => {
  const lines = Array.from({ length: 1_000_000 }, (_, i) => (i === 10 || i === 700_000 ? `${i},"never closed` : `${i},Name ${i}`))
  const { rows, broken, last } = await read(`id,name\n${lines.join('\n')}\n`)
  expect(rows).toBe(1_000_000)
  expect(broken).toEqual([12, 700_002])
  expect(last).toEqual(['999999', 'Name 999999'])
}, 120_000)

test('a file of ten thousand columns is read with all of them', async () => {
  const columns = Array.from({ length: 10_000 }, (_, i) => `Column number ${i}`)
  const { file, rows, last } = await read(`${columns.join(',')}\n${columns.map((_, i) => i).join(',')}\n`)
  expect(file.headers).toHaveLength(10_000)
  expect([rows, last.length, last[9_999]]).toEqual([1, 10_000, '9999'])
})

test('Shift-JIS is not read as Western text: the file is refused with what to do', async () => {
  // "名前,会社" and a row in kana and kanji, as a Japanese Excel saves them.
  const bytes = Buffer.from('96bc914f2c89ef8ed00a83658358836783672c834a83758356834c0a', 'hex')
  await expect(read(bytes)).rejects.toThrow('Save it as UTF-8')
})

test('Western text with low quotes and accents stays Western', async () => {
  const { file, last } = await read(Buffer.from('name,quote\nM\u00fcller,\u0082low\u0091\n', 'latin1'))
  expect(file.encoding).toBe('windows-1252')
  expect(last[0]).toBe('Müller')
})
