import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { Problem } from '../contract/problem.ts'
import type { DealTable } from '../domain/forecasting/table/deal-table.ts'
import { forecastTable, type TableForecast } from '../domain/forecasting/table/table-forecast.ts'
import { delimiterOf, usableHeaders } from '../domain/imports/delimiter.ts'

export interface TableSurroundings {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

const HELP = `quarterdeck forecasting table TRAIN.csv --target COLUMN [--drop A,B] [--predict TEST.csv] [--seed N] [--json]

Learns the win chance from any table of deals, and says it for each row of TEST with what moves it most. Numbers, dates,
yes or no and categories are found by themselves. Nothing is stored, and no data folder is opened.

  --target COLUMN  the column that says won or lost
  --drop A,B       columns to leave out, such as those filled in at the close
  --predict FILE   the rows to say a chance for
  --seed N         whole number; the same seed gives the same answer (1)
  --json           exactly one JSON document: the answer
`

/** Runs `quarterdeck forecasting table` and gives the exit code: 0 done, 1 refused, 2 used wrongly. */
export async function tableCommand(argv: readonly string[], around: TableSurroundings): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        target: { type: 'string' },
        drop: { type: 'string', multiple: true },
        predict: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return misused(around, error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  if (values.help) {
    around.stdout.write(HELP)
    return 0
  }
  const [file, ...more] = positionals
  const seed = Number(values.seed)
  if (file === undefined || more.length > 0) return misused(around, 'Give one table to learn from, such as deals.csv.')
  if (values.target === undefined) return misused(around, 'Say which column holds the outcome: --target COLUMN.')
  if (!Number.isInteger(seed) || seed < 0) return misused(around, `--seed takes a whole number, not ${values.seed}.`)
  try {
    const training = await readTable(file)
    const predict = values.predict === undefined ? undefined : await readTable(values.predict)
    const answer = forecastTable({
      training,
      target: values.target,
      drop: droppedColumns(values.drop ?? [], training.columns),
      ...(predict ? { predict } : {}),
      seed,
    })
    if ('refused' in answer) throw new Problem('invalid', answer.refused)
    around.stdout.write(values.json ? `${JSON.stringify(answer)}\n` : readable(answer))
    return 0
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    around.stderr.write(values.json ? `${JSON.stringify(error.toDocument())}\n` : `${error.message}\n`)
    return 1
  }
}

function misused(around: TableSurroundings, sentence: string): number {
  around.stderr.write(`${sentence}\nquarterdeck forecasting table --help shows the options.\n`)
  return 2
}

/** Names by commas; a name that holds a comma itself is taken whole. */
function droppedColumns(given: readonly string[], columns: readonly string[]): string[] {
  return given
    .flatMap((one) => (columns.includes(one) ? [one] : one.split(',').map((name) => name.trim())))
    .filter((one) => one !== '')
}

async function readTable(path: string): Promise<DealTable> {
  let bytes
  try {
    bytes = await readFile(path)
  } catch {
    throw new Problem('invalid', `The table ${path} could not be read. Check the path and try again.`)
  }
  const text = textOf(bytes)
  let cells: string[][]
  try {
    cells = parse(text, {
      bom: true,
      delimiter: delimiterOf(text.slice(0, 65_536)),
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    throw new Problem('invalid', `${path} is no CSV table: ${error instanceof Error ? error.message : String(error)}`)
  }
  const [header, ...rows] = cells
  if (header === undefined || rows.length === 0) throw new Problem('invalid', `The table ${path} has no rows below its header.`)
  return { columns: usableHeaders(header).headers, rows }
}

/** UTF-8, or where that cannot be, the Western code page of spreadsheets. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const SHOWN = 20

function readable({ rows, scores, model, columns, warnings, base }: TableForecast): string {
  const lines = [
    scores === null
      ? 'Too few outcomes to learn from.'
      : `Learnt from ${scores.n.toLocaleString('en-US')} deals, ${percent(scores.baseRate)} won (${model.positive}).`,
  ]
  if (scores !== null)
    lines.push(
      `On rows not trained on (${scores.folds} folds): AUC ${scores.auc.toFixed(3)}, Brier ${scores.brier.toFixed(4)}, log loss ${scores.logLoss.toFixed(4)}, calibration error ${scores.ece.toFixed(3)}.`,
      ...(scores.later === null
        ? []
        : [
            `On the latest fifth by ${scores.later.column}, learnt from the rest: AUC ${scores.later.auc.toFixed(3)}, calibration error ${scores.later.ece.toFixed(3)}.`,
          ]),
      `Log-odds by ${percent(model.trees)} from ${model.treeCount} boosted trees, ${percent(model.linear)} from a ridge regression; calibration: ${model.calibration}.`,
    )
  const left = columns.filter(({ used, kind }) => !used && kind !== 'target')
  if (left.length > 0) lines.push('', 'Columns left out:', ...left.map(({ name, reason }) => `  ${name}: ${reason}`))
  if (warnings.length > 0) lines.push('', 'What to know:', ...warnings.map((warning) => `  ${warning}`))
  if (rows.length > 0) lines.push('', `Win chance by row, from a base of ${percent(base)}:`)
  for (const { row, probability, contributions } of rows.slice(0, SHOWN)) {
    const reasons = contributions.map(({ column, value, effect }) => `${column} ${value || 'blank'} ${points(effect)}`)
    lines.push(`  ${row}  ${percent(probability)}  ${reasons.join(', ')}`.trimEnd())
  }
  if (rows.length > SHOWN) lines.push(`  … and ${(rows.length - SHOWN).toLocaleString('en-US')} more; --json lists them all`)
  return `${lines.join('\n')}\n`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

/** Percentage points with their sign, a true minus. */
function points(effect: number): string {
  return `${effect < 0 ? '−' : '+'}${Math.abs(effect * 100).toFixed(1)}`
}
