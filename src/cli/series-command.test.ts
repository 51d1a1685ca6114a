import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeriesAnswer } from '../domain/forecasting/series/series-forecasts.ts'
import { seriesCommand } from './series-command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-series-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(csv: string, ...options: string[]) {
  const file = join(folder, 'series.csv')
  await writeFile(file, csv)
  const said = { out: '', err: '' }
  const code = await seriesCommand([file, ...options], {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

const rows = (series: string, split: string, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${series},12,${split},${from + i},${100 + (from + i) * 2 + ((i * 7) % 5)}\n`).join('')
const HEADER = 'series,frequency,split,t,value\n'

test('--json prints one document: each series with its mean and bounds', async () => {
  const { code, out } = await run(`${HEADER}${rows('a', 'train', 1, 40)}${rows('b', 'train', 1, 30)}`, '--horizon', '3', '--json')
  expect(code).toBe(0)
  const answers = JSON.parse(out) as SeriesAnswer[]
  expect(answers.map(({ series }) => series)).toEqual(['a', 'b'])
  for (const { mean, lower95, lower80, upper80, upper95 } of answers) {
    expect(mean).toHaveLength(3)
    for (const [h, value] of mean.entries())
      expect([lower95[h]!, lower80[h]!, value, upper80[h]!, upper95[h]!].toSorted((a, b) => a - b)).toEqual([
        lower95[h],
        lower80[h],
        value,
        upper80[h],
        upper95[h],
      ])
  }
})

test('what is marked as test is not looked at', async () => {
  const train = rows('a', 'train', 1, 40)
  const calm = await run(`${HEADER}${train}${rows('a', 'test', 41, 6)}`, '--horizon', '6', '--json')
  const wild = await run(`${HEADER}${train}a,12,test,41,99999\n`, '--horizon', '6', '--json')
  expect(wild.out).toBe(calm.out)
  expect(calm.out).toBe((await run(`${HEADER}${train}`, '--horizon', '6', '--json')).out)
})

test('without --json a table is printed, and short series are noted', async () => {
  const { code, out } = await run('series,t,value\nshort,1,5\nshort,2,NA\nshort,3,7\n', '--horizon', '2', '--frequency', '4')
  expect(code).toBe(0)
  expect(out).toMatch(/^series +ahead +mean/)
  expect(out).toContain('short: 2 values only')
})

test('a file that cannot be read as series is refused with the row', async () => {
  expect(await run('series,t,value\na,1,5\na,2,five\n', '--horizon', '2')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('row 2: "five" in column value is no number'),
  })
  expect((await run('name,value\na,1\n', '--horizon', '2')).err).toContain('has no column series, t')
  const twice = await run('series,t,value\na,1,5\na,1,6\n', '--horizon', '2', '--json')
  expect(twice.code).toBe(1)
  expect(JSON.parse(twice.err)).toMatchObject({ title: expect.stringContaining('two values at t = 1') })
})

test('a horizon is needed', async () => {
  expect(await run('series,t,value\na,1,5\n')).toMatchObject({ code: 2, err: expect.stringContaining('--horizon') })
})
