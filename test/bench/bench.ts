import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureApi } from './api.ts'
import { measureBacktest } from './backtest.ts'
import { measureEngine } from './engine.ts'
import { amountText, verdictOf, type Figure } from './figure.ts'
import { measureFresh } from './fresh.ts'
import { measureHeld } from './held.ts'
import { measureGraph } from './graph.ts'
import { measureImport } from './import.ts'
import { removeCompanies } from './imported-company.ts'
import { measureModel } from './model.ts'
import { measurePages } from './pages.ts'
import { endPrograms } from './program.ts'
import { measureSeries } from './series.ts'
import { measureStart } from './start.ts'
import { measureThreading } from './threading.ts'
import { measureTrees } from './trees.ts'
import { measureWhole } from './whole.ts'

/**
 * Measures what each thing costs here and now, beside what it may cost. It reports and judges nobody: the exit code is 0
 * unless something could not be measured, 2 when it was called wrongly.
 */
const PARTS = {
  engine: measureEngine,
  backtest: measureBacktest,
  model: measureModel,
  graph: measureGraph,
  series: measureSeries,
  trees: measureTrees,
  threading: measureThreading,
  whole: measureWhole,
  held: measureHeld,
  fresh: measureFresh,
  start: measureStart,
  import: measureImport,
  api: measureApi,
  pages: measurePages,
} as const
type Part = keyof typeof PARTS

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Of the reads of the API only those whose operation begins so: a whole run takes half an hour. */
    only: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => !(name in PARTS))

if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(', ')}. The parts are ${Object.keys(PARTS).join(', ')}.\n`)
  process.exitCode = 2
} else {
  process.once('SIGINT', () => void breakOff())
  process.once('SIGTERM', () => void breakOff())
  try {
    await run(positionals.length === 0 ? (Object.keys(PARTS) as Part[]) : (positionals as Part[]))
  } finally {
    await removeCompanies()
  }
}

async function run(parts: readonly Part[]): Promise<void> {
  const report: { part: Part; figures: readonly Figure[]; problem: string | null }[] = []
  for (const part of parts) {
    try {
      const figures = await PARTS[part]((step) => void process.stderr.write(`${part}: ${step}\n`), values.only)
      report.push({ part, figures, problem: null })
    } catch (error) {
      process.exitCode = 1
      report.push({ part, figures: [], problem: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
  const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? '', node: process.version, load: loadavg()[0] ?? 0 }
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, parts: report.map(withVerdicts) }, null, 2)}\n`)
  else print(report, machine)
}

function withVerdicts({ part, figures, problem }: { part: Part; figures: readonly Figure[]; problem: string | null }) {
  return { part, problem, figures: figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })) }
}

function print(
  report: readonly { part: Part; figures: readonly Figure[]; problem: string | null }[],
  machine: { cores: number; processor: string; node: string; load: number },
): void {
  const rows = report.flatMap(({ part, figures, problem }) =>
    problem === null
      ? figures.map((figure) => [
          part,
          figure.name,
          figure.budget === null ? '' : amountText(figure.budget, figure.unit),
          Number.isNaN(figure.measured) ? '' : amountText(figure.measured, figure.unit),
          verdictOf(figure),
          figure.on,
        ])
      : [[part, 'could not be measured', '', '', '', problem.split('\n')[0] ?? '']],
  )
  const table = [['part', 'what', 'budget', 'measured', '', 'on'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number) =>
    column === 2 || column === 3 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)
  process.stdout.write(`\n${table.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')}\n\n`)
  process.stdout.write(
    `${machine.cores} cores, ${machine.processor}, Node ${machine.node}; ${machine.load.toFixed(1)} processes wanted them in the last minute.\n`,
  )
  for (const { part, problem } of report) if (problem !== null) process.stderr.write(`${part}: ${problem}\n`)
}

async function breakOff(): Promise<void> {
  await endPrograms()
  await removeCompanies()
  process.exit(130)
}
