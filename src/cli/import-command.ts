import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Mapping, type ImportReport } from '../contract/imports.ts'
import { Problem } from '../contract/problem.ts'

export interface ImportOrder {
  readonly paths: readonly string[]
  readonly dryRun: boolean
  readonly mapping?: Mapping
  readonly onProgress: (step: string, done: number) => void
  /** The data folder, where one is named. */
  readonly data: string | undefined
}

export interface ImportSurroundings {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  readonly isTTY: boolean
  readonly run: (order: ImportOrder) => Promise<ImportReport>
  readonly refusalIn?: (error: unknown) => string | undefined
}

const HELP = `quarterdeck import PATH… [--dry-run] [--mapping FILE] [--data DIR] [--json]

Reads CRM exports and stores them with their history: folders, .zip archives, .csv and .tsv files.
The same files again change nothing; a newer export becomes history.

  --dry-run        say what would be stored, and store nothing
  --mapping FILE   how to read the columns (JSON, as the import page saves it)
  --data DIR       the data folder
  --json           exactly one JSON document: the report
`

const BAR = 24

/** Runs `quarterdeck import` and gives the exit code: 0 done, 1 refused, 2 used wrongly. */
export async function importCommand(argv: readonly string[], around: ImportSurroundings): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        mapping: { type: 'string' },
        data: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    around.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\nquarterdeck import --help shows the options.\n`,
    )
    return 2
  }
  const { values, positionals } = parsed
  if (values.help) {
    around.stdout.write(HELP)
    return 0
  }
  if (positionals.length === 0) {
    around.stderr.write('Say what to import: a folder, a .zip or CSV files. quarterdeck import --help shows the options.\n')
    return 2
  }
  const json = values.json === true
  try {
    const mapping = values.mapping === undefined ? undefined : await mappingFrom(values.mapping)
    const report = await around.run({
      paths: positionals,
      dryRun: values['dry-run'] === true,
      data: values.data,
      onProgress: progress(around),
      ...(mapping ? { mapping } : {}),
    })
    if (around.isTTY) around.stderr.write('\r\u001b[K')
    around.stdout.write(json ? `${JSON.stringify(report)}\n` : readable(report, values['dry-run'] === true))
    return 0
  } catch (error) {
    if (around.isTTY) around.stderr.write('\r\u001b[K')
    const refusal = error instanceof Problem ? error : undefined
    const sentence = refusal?.message ?? around.refusalIn?.(error)
    if (sentence === undefined) throw error
    around.stderr.write(json && refusal ? `${JSON.stringify(refusal.toDocument())}\n` : `${sentence}\n`)
    return 1
  }
}

async function mappingFrom(path: string): Promise<Mapping> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new Problem('invalid', `The mapping ${path} could not be read. Check the path and try again.`)
  }
  try {
    return Mapping.parse(JSON.parse(text))
  } catch {
    throw new Problem('invalid', `${path} is no mapping. Save one on the import page, and give that file.`)
  }
}

function progress(around: ImportSurroundings): ImportOrder['onProgress'] {
  let last = ''
  return (step, done) => {
    if (around.isTTY) {
      const filled = Math.round(BAR * Math.min(1, done))
      around.stderr.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${Math.round(done * 100)}%  ${step}`)
    } else if (step !== last) around.stderr.write(`${step}\n`)
    last = step
  }
}

const WORDS: Readonly<Record<string, string>> = {
  opportunities: 'deals',
  contacts: 'people',
  users: 'people of ours',
  owners: 'people of ours known by reference only',
  'opportunity-history': 'changes of deals',
  'opportunity-lines': 'product lines',
  stakeholders: 'people on deals',
  'activity-participants': 'guests of meetings',
  'team-members': 'team memberships',
  'exchange-rates': 'exchange rates',
}

const SHOWN = 20

function readable(report: ImportReport, dryRun: boolean): string {
  const nouns = Object.keys(report.read)
  const rejectedIn = report.rejected.length
  const cells = [
    ['', 'read', dryRun ? 'to store' : 'stored', 'of these changed', 'unchanged'],
    ...nouns.map((noun) => [
      WORDS[noun] ?? noun,
      ...[report.read, report.stored, report.changed, report.unchanged].map((by) => (by[noun] ?? 0).toLocaleString('en-US')),
    ]),
  ]
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)))
  const table = cells.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const lines = [
    `Read as ${report.recognised === 'generic' ? 'a general export' : `an export of ${report.recognised === 'salesforce' ? 'Salesforce' : 'HubSpot'}`}.${dryRun ? ' Nothing was stored.' : ''}`,
    '',
    ...table,
    '',
  ]
  if (rejectedIn > 0) {
    lines.push(`${rejectedIn.toLocaleString('en-US')} rows were refused:`)
    for (const row of report.rejected.slice(0, SHOWN)) lines.push(`  ${row.file}, line ${row.line}: ${row.problem}`)
    if (rejectedIn > SHOWN) lines.push(`  … and ${rejectedIn - SHOWN} more; --json lists them all`)
    lines.push('')
  }
  if (report.warnings.length > 0) {
    lines.push('What to know about the data:')
    for (const warning of report.warnings)
      lines.push(
        `  ${warning.file === '' ? '' : `${warning.file}: `}${warning.example} (${warning.count.toLocaleString('en-US')})`,
        `      ${warning.advice}`,
      )
  }
  return `${lines.join('\n').trimEnd()}\n`
}
