import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { Problem } from '../contract/problem.ts'
import { seriesForecasts, type SeriesAnswer, type SeriesRow } from '../domain/forecasting/series/series-forecasts.ts'

interface Surroundings {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

const HELP = `quarterdeck forecasting series FILE.csv --horizon H [--frequency 12] [--json]

Forecasts each series of a CSV file with the columns series, t and value. It needs no server and no data folder.
A column split, where it says train and test, holds back what is not train.

  --horizon H      periods ahead, 1 to 1000
  --frequency F    periods in a cycle: 12 for months, 4 for quarters, 52 for weeks, 1 for none.
                   Left out: the column frequency where there is one, else 12
  --json           exactly one JSON document: a list with mean, lower80, upper80, lower95, upper95 of each series
  --input JSON     ask the database's program instead: {"rows":[{"series","t","value"}],"horizon":H}
`
const MOST_AHEAD = 1_000

/** Runs `quarterdeck forecasting series FILE` and gives the exit code: 0 done, 1 refused, 2 used wrongly. */
export async function seriesCommand(argv: readonly string[], around: Surroundings): Promise<number> {
  const json = argv.includes('--json')
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        horizon: { type: 'string' },
        frequency: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    return misused(around, json, error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  if (values.help) {
    around.stdout.write(HELP)
    return 0
  }
  const [file, surplus] = positionals
  if (file === undefined || surplus !== undefined) return misused(around, json, 'Give one CSV file.')
  const horizon = wholeNumber(values.horizon)
  if (horizon === undefined || horizon > MOST_AHEAD)
    return misused(around, json, `--horizon takes the periods ahead, a whole number from 1 to ${MOST_AHEAD}.`)
  const frequency = wholeNumber(values.frequency)
  if (values.frequency !== undefined && frequency === undefined)
    return misused(around, json, '--frequency takes the periods in a cycle, a whole number from 1.')
  try {
    const answers = forecastFile(await textOf(file), file, horizon, frequency)
    around.stdout.write(json ? `${JSON.stringify(answers)}\n` : table(answers))
    return 0
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    around.stderr.write(json ? `${JSON.stringify(error.toDocument())}\n` : `${error.message}\n`)
    return 1
  }
}

function misused(around: Surroundings, json: boolean, sentence: string): number {
  const problem = new Problem('invalid', `${sentence} quarterdeck forecasting series --help shows the options.`)
  around.stderr.write(json ? `${JSON.stringify(problem.toDocument())}\n` : `${problem.message}\n`)
  return 2
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new Problem('invalid', `${file} could not be read. Check the path and try again.`)
  }
}

function forecastFile(text: string, file: string, horizon: number, frequency: number | undefined): SeriesAnswer[] {
  const rows = rowsOf(text, file)
  const cycles = new Set(rows.map((row) => frequency ?? row.frequency ?? 12))
  const found = new Map<string, SeriesAnswer>()
  for (const cycle of cycles) {
    const own = rows.filter((row) => (frequency ?? row.frequency ?? 12) === cycle)
    const answer = seriesForecasts(own, { horizon, frequency: cycle })
    if (!answer.allowed) throw new Problem('invalid', `${file}: ${answer.because}`)
    for (const one of answer.forecasts) {
      if (found.has(one.series))
        throw new Problem('invalid', `${file}: series ${one.series} has more than one frequency. Give --frequency.`)
      found.set(one.series, one)
    }
  }
  return [...new Set(rows.map(({ series }) => series))].map((series) => found.get(series)!)
}

interface FileRow extends SeriesRow {
  readonly frequency: number | undefined
}

function rowsOf(text: string, file: string): FileRow[] {
  let table: Record<string, string>[]
  try {
    table = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      columns: (names: string[]) => names.map((name) => name.toLowerCase()),
    })
  } catch (error) {
    throw new Problem('invalid', `${file} is no CSV file: ${error instanceof Error ? error.message : String(error)}.`)
  }
  const first = table[0]
  if (!first) throw new Problem('invalid', `${file} has no rows.`)
  const missing = ['series', 't', 'value'].filter((name) => !(name in first))
  if (missing.length > 0)
    throw new Problem('invalid', `${file} has no column ${missing.join(', ')}; it needs series, t and value.`)
  const splits = new Set(table.map((row) => row['split']))
  const held = splits.has('train') && splits.has('test')
  return table.flatMap((row, i) => {
    if (held && row['split'] !== 'train') return []
    const t = Number(row['t'])
    const value = valueOf(row['value'] ?? '')
    const wrong = row['t'] === '' || !Number.isFinite(t) ? 't' : value === undefined ? 'value' : undefined
    if (wrong !== undefined || value === undefined)
      throw new Problem('invalid', `${file}, row ${i + 1}: "${row[wrong ?? '']}" in column ${wrong} is no number.`)
    return [{ series: row['series'] ?? '', t, value, frequency: wholeNumber(row['frequency']) }]
  })
}

/** A number, null where the cell says that there is none, undefined where it says something else. */
function valueOf(text: string): number | null | undefined {
  if (/^(na|nan|null|)$/i.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function wholeNumber(text: string | undefined): number | undefined {
  const value = Number(text)
  return text !== undefined && Number.isInteger(value) && value >= 1 ? value : undefined
}

function table(answers: readonly SeriesAnswer[]): string {
  const figure = (value: number) => Number(value.toPrecision(6)).toLocaleString('en', { maximumFractionDigits: 6 })
  const rows = answers.flatMap(({ series, mean, lower80, upper80, lower95, upper95 }) =>
    mean.map((value, h) => [series, `+${h + 1}`, ...[value, lower80[h]!, upper80[h]!, lower95[h]!, upper95[h]!].map(figure)]),
  )
  const cells = [['series', 'ahead', 'mean', '80% from', 'to', '95% from', 'to'], ...rows]
  const widths = cells[0]!.map((_, i) => cells.reduce((most, row) => Math.max(most, row[i]!.length), 0))
  const lines = cells.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  )
  const notes = answers.flatMap(({ series, note }) => (note === null ? [] : [`${series}: ${note}`]))
  return `${[...lines, ...notes].join('\n')}\n`
}
