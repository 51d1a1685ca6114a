import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { evaluateBpi2012 } from './evaluate-bpi2012.ts'
import { evaluateM3 } from './evaluate-m3.ts'
import { evaluateMaven } from './evaluate-maven.ts'
import { evaluatePeople } from './evaluate-people.ts'
import { evaluateTable } from './evaluate-table.ts'
import { evaluateWorlds } from './evaluate-worlds.ts'
import type { Figure } from './figure.ts'
import { KINDS, SIZES } from './worlds/judged-company.ts'

/**
 * Measures the forecast where the answer is known: on real data that nobody here wrote, walking forward, each figure beside
 * the best one published for the same question; and on simulated companies beside whoever knows all that is so about them.
 * Every model is fitted on what was known before the day it forecasts from.
 *
 *   npm run evaluate                                 all of it, of simulated companies a small one
 *   npm run evaluate -- worlds --full                six of every kind and size
 *   npm run evaluate -- maven bpi m3 table people worlds    some of it
 *   npm run evaluate -- worlds --size M40 --kind bent --seeds 2 --tuning
 */
const SECTIONS = ['maven', 'bpi', 'm3', 'table', 'people', 'worlds'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: 'boolean', default: false },
    size: { type: 'string', multiple: true },
    kind: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    // Siblings of the judged companies: methods are tuned on these alone.
    tuning: { type: 'boolean', default: false },
  },
})
const sizes = values.size ?? (values.full ? [...SIZES] : ['S8'])
const kinds = values.kind ?? (values.full || values.size ? [...KINDS] : ['usual'])
const unknown = [
  ...positionals.filter((name) => !SECTIONS.some((section) => section === name)),
  ...sizes.filter((name) => !SIZES.some((size) => size === name)),
  ...kinds.filter((name) => !KINDS.some((kind) => kind === name)),
]
if (unknown.length > 0) {
  console.error(
    `There is no ${unknown.join(', ')}. Sections: ${SECTIONS.join(', ')}; sizes: ${SIZES.join(', ')}; kinds: ${KINDS.join(', ')}.`,
  )
  process.exit(2)
}

const FULL_SEEDS = 6

const shared = resolve(process.env['QUARTERDECK_SHARED'] ?? join(import.meta.dirname, '../../../shared'))
const data = join(shared, 'data')
const started = performance.now()
const wanted = (section: (typeof SECTIONS)[number]): boolean => positionals.length === 0 || positionals.includes(section)
const withData = (folder: string): string | null => {
  const path = join(data, folder)
  if (existsSync(path)) return path
  console.log(`There is no ${folder} in ${data}; set QUARTERDECK_SHARED to the folder whose data folder holds it.\n`)
  return null
}

const maven = wanted('maven') ? withData('maven') : null
if (maven) report('Maven, a CRM export of 8,800 deals', evaluateMaven(maven))
const bpi = wanted('bpi') ? withData('bpi2012') : null
if (bpi) report('BPI Challenge 2012, 7,488 credit applications', evaluateBpi2012(bpi))
const m3 = wanted('m3') ? withData('m3') : null
if (m3) report('M3, 150 monthly series', evaluateM3(m3))
if (wanted('table')) report('Any table of deals', evaluateTable(join(data, 'maven')))
if (wanted('people'))
  report('People, threads of simulated companies', evaluatePeople(Number(values.seeds ?? (values.full ? 40 : 10))))
if (wanted('worlds'))
  await evaluateWorlds({
    kinds: KINDS.filter((kind) => kinds.includes(kind)),
    sizes: SIZES.filter((size) => sizes.includes(size)),
    seeds: Number(values.seeds ?? (values.full ? FULL_SEEDS : 1)),
    forTuning: values.tuning,
  })
console.log(`Measured in ${((performance.now() - started) / 1000).toFixed(1)} s.`)

function report(title: string, figures: readonly Figure[]): void {
  console.log(`${title}\n`)
  const told = figures.map((f) => [f.question, f.ours, f.toBeat, f.here ?? '', metOrNot(f), f.note])
  const rows = [['question', 'ours', 'to beat', 'on these rows', 'met', ''], ...told]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  for (const row of rows) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
  console.log()
}

function metOrNot({ met }: Figure): string {
  return met === undefined ? '' : met ? 'yes' : 'no'
}
