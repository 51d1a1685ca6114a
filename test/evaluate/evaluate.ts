import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { evaluateBpi2012 } from './evaluate-bpi2012.ts'
import { evaluateM3 } from './evaluate-m3.ts'
import { evaluateMaven } from './evaluate-maven.ts'
import { evaluateTable } from './evaluate-table.ts'
import type { Figure } from './figure.ts'

/**
 * Measures the forecast on real data that nobody here wrote, walking forward: every model is fitted on what was known
 * before the day it forecasts from. Each figure stands beside the best one published for the same question.
 */
const shared = resolve(process.env['QUARTERDECK_SHARED'] ?? join(import.meta.dirname, '../../../shared'))
const data = join(shared, 'data')

if (!existsSync(data)) {
  console.log(`Nothing to evaluate: there is no data folder in ${shared}. Set QUARTERDECK_SHARED to the folder that holds it.`)
} else {
  const started = performance.now()
  report('Maven, a CRM export of 8,800 deals', existsSync(join(data, 'maven')) ? evaluateMaven(join(data, 'maven')) : [])
  report(
    'BPI Challenge 2012, 7,488 credit applications',
    existsSync(join(data, 'bpi2012')) ? evaluateBpi2012(join(data, 'bpi2012')) : [],
  )
  report('M3, 150 monthly series', existsSync(join(data, 'm3')) ? evaluateM3(join(data, 'm3')) : [])
  report('Any table of deals', evaluateTable(join(data, 'maven')))
  console.log(`Measured in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

function report(title: string, figures: readonly Figure[]): void {
  console.log(`${title}\n`)
  const rows = [['question', 'ours', 'to beat', ''], ...figures.map((f) => [f.question, f.ours, f.toBeat, f.note])]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  for (const row of rows) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
  console.log()
}
