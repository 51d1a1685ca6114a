import type { Pool, PoolClient } from 'pg'
import type { ImportReport, Mapping } from '../../contract/imports.ts'
import { Problem } from '../../contract/problem.ts'
import { addToProfile, emptyProfile, type FileProfile } from '../../domain/imports/column-profile.ts'
import { isImportNoun, type ImportNoun } from '../../domain/imports/import-field.ts'
import { dictionaryEntries } from '../../domain/imports/data-dictionary.ts'
import { kindOfFile, proposeMapping } from '../../domain/imports/propose-mapping.ts'
import { isProblem, recordReader } from '../../domain/imports/record-reader.ts'
import type { Stage } from '../../domain/opportunities/stage.ts'
import { ownCopy } from '../../domain/values/own-copy.ts'
import type { Warning } from '../../domain/imports/quality/warning.ts'
import { dealTally, type DealTally } from '../../domain/imports/quality/deal-tally.ts'
import { dealWarnings, leakingFields } from '../../domain/imports/quality/deal-warnings.ts'
import { fileWarnings } from '../../domain/imports/quality/file-warnings.ts'
import { resolveActivities, storeActivities } from './activities/store.ts'
import { openCsv, rowsOf, type CsvFile, type SourceFile } from './csv-file.ts'
import { mergeCustomers } from './customers/store.ts'
import { resolveHistory } from './deal-history/store.ts'
import { storeDeals } from './deal-stories/store.ts'
import { resolveDeals } from './deals/store.ts'
import { resolveLines, storeLines } from './lines/store.ts'
import { mergePipelines, mergeStages } from './pipelines/store.ts'
import { fingerprintOf, originOf, sameAgain, type Origin } from './same-again/store.ts'
import { storeParticipants } from './participants/store.ts'
import { mergePeople } from './people/store.ts'
import { storeStakeholders } from './stakeholders/store.ts'
import { openStandIns, type StandIns } from './stand-ins/store.ts'
import { storeQuotas, storeRates } from './targets/store.ts'
import { adoptOnlyCurrency } from './base-currency/store.ts'
import { readMoney, referenceWarnings, storedWarnings } from './findings/store.ts'
import {
  copyInto,
  copyLine,
  openStaging,
  settleStaging,
  snake,
  tableOf,
  tallyOf,
  type Counts,
  type Run,
} from './staging/store.ts'

export interface ImportTask {
  readonly files: readonly SourceFile[]
  readonly dryRun: boolean
  readonly mapping?: Mapping | undefined
  /** Stores nothing when any row is refused. */
  readonly refuseRejections?: boolean
  readonly importedAt: string
  readonly actorName: string
  readonly actorId: string | null
  readonly onProgress: (step: string, done: number) => Promise<void> | void
  /** Written inside the transaction, just before it is committed. */
  readonly beforeCommit?: (client: PoolClient, outcome: ImportOutcome) => Promise<void>
}

export interface FileFacts {
  file: string
  bytes: number
  rows: number
  encoding: string
  delimiter: string
  lineEnding: string
  headers: string[]
  sample: string[][]
}

export interface ImportResult {
  readonly report: ImportReport
  readonly mapping: Mapping
  readonly files: FileFacts[]
}

/** What is kept of an import; `origin` is null where the same files had been stored before. */
export interface ImportOutcome extends ImportResult {
  readonly origin: Origin | null
}

/** Beyond these rows a file of a known CRM is not profiled further: its columns are known by name. */
const PROFILED_ROWS = 50_000
/** Only one import at a time writes to a database. */
const IMPORT_LOCK = 4_400_002
const SAMPLE_ROWS = 5

/**
 * Reads the files, proposes or takes a mapping, and stores everything in one transaction; a dry run is the same work
 * rolled back, so that its counts are exact.
 * @throws Problem 'invalid' when a file cannot be read, naming it and what to do.
 */
export async function importFiles(pool: Pool, task: ImportTask): Promise<ImportResult> {
  if (task.files.length === 0)
    throw new Problem(
      'invalid',
      'There is no CSV or TSV file to import. Give a folder, a .zip or single files that end in .csv or .tsv.',
    )
  const files: CsvFile[] = []
  for (const source of task.files) {
    try {
      files.push(await openCsv(source))
    } catch (error) {
      throw new Problem(
        'invalid',
        `${source.name} could not be read: ${error instanceof Error ? error.message : String(error)}. Check the file and try again.`,
      )
    }
  }
  const { profiles, facts } = await profileFiles(files, task)
  const mapping = settledMapping(proposeMapping(profiles), task.mapping)
  if (!mapping.files.some((file) => isImportNoun(file.noun)))
    throw new Problem(
      'invalid',
      'No file looks like accounts, people, deals or activities. Name the columns as your CRM does, or give a mapping.',
    )
  const fingerprint = await fingerprintOf(files, mapping)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local work_mem = '96MB'; set local temp_buffers = '256MB'; set local jit = off;
       set local max_parallel_workers_per_gather = 2; set local parallel_setup_cost = 100; set local parallel_tuple_cost = 0.01; set local min_parallel_table_scan_size = '1MB'`,
    )
    await client.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
    const origin = await originOf(client, fingerprint)
    const earlier = await sameAgain(client, origin)
    if (earlier) {
      refuseRejections(task, earlier.report)
      if (!task.dryRun) await task.beforeCommit?.(client, { ...earlier, origin: null })
      await client.query('commit')
      return earlier
    }
    const result = await work(client, files, profiles, facts, mapping, task)
    if (task.dryRun) await client.query('rollback')
    else {
      refuseRejections(task, result.report)
      await task.beforeCommit?.(client, { report: result.report, mapping, files: facts, origin })
      await result.clear()
      await result.standIns.putInPlace()
      await client.query('commit')
    }
    const { standIns: _placed, clear: _cleared, ...told } = result
    return told
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

function refuseRejections(task: ImportTask, report: ImportReport): void {
  if (task.dryRun || !task.refuseRejections || report.rejected.length === 0) return
  throw new Problem(
    'not-allowed-now',
    `Nothing was stored: ${report.rejected.length} rows were refused. Correct them, or store without them.`,
  )
}

async function profileFiles(
  files: readonly CsvFile[],
  task: ImportTask,
): Promise<{ profiles: FileProfile[]; facts: FileFacts[] }> {
  const profiles: FileProfile[] = []
  const facts: FileFacts[] = []
  for (const [i, file] of files.entries()) {
    await task.onProgress(`Looking at ${file.name}`, 0.1 * (i / files.length))
    const profile = emptyProfile(file.name, file.headers)
    const known = kindIsKnown(file)
    const sample: string[][] = []
    scan: for await (const rows of rowsOf(file))
      for (const row of rows) {
        if ('broken' in row) continue
        if (sample.length < SAMPLE_ROWS) sample.push(row.cells.map((cell) => ownCopy(cell.slice(0, 120))))
        addToProfile(profile, row.cells)
        profile.dictionary.push(...dictionaryEntries(file.headers, row.cells))
        if (known && profile.rows >= PROFILED_ROWS) break scan
      }
    profiles.push(profile)
    facts.push({
      file: file.name,
      bytes: file.bytes,
      rows: profile.rows,
      encoding: file.bom ? `${file.encoding} with byte order mark` : file.encoding,
      delimiter: file.delimiter,
      lineEnding: file.lineEnding,
      headers: [...file.headers],
      sample,
    })
  }
  return { profiles, facts }
}

function kindIsKnown(file: CsvFile): boolean {
  const alone = proposeMapping([emptyProfile(file.name, file.headers)])
  return alone.recognised !== 'generic'
}

/** A given mapping decides for the files it names; others are read as proposed. */
function settledMapping(proposed: ReturnType<typeof proposeMapping>, given: Mapping | undefined): Mapping {
  const mutable = structuredClone(proposed) as Mapping
  if (!given) return mutable
  return {
    recognised: given.recognised,
    files: mutable.files.map((file) => given.files.find((one) => one.file === file.file) ?? file),
  }
}

async function work(
  client: PoolClient,
  files: readonly CsvFile[],
  profiles: readonly FileProfile[],
  facts: FileFacts[],
  mapping: Mapping,
  task: ImportTask,
): Promise<ImportResult & { standIns: StandIns; clear(): Promise<void> }> {
  const { digits, baseCurrency } = await readMoney(client)
  const counts: Counts = new Map()
  const mapped = new Map<ImportNoun, Set<string>>()
  for (const file of mapping.files) {
    if (!isImportNoun(file.noun)) continue
    const set = mapped.get(file.noun) ?? new Set()
    mapped.set(file.noun, set)
    for (const column of file.columns) if (column.target !== null && column.target !== 'skip') set.add(column.target)
  }
  const staging = await openStaging(client)
  const staged: Run = {
    client,
    source: mapping.recognised === 'generic' ? 'csv' : mapping.recognised,
    importedAt: task.importedAt,
    actorName: task.actorName,
    actorId: task.actorId,
    baseCurrency,
    digits,
    counts,
    mapped,
    fresh: staging.fresh,
    standIns: new Set(),
  }
  const rejected: ImportReport['rejected'] = []
  const tally = dealTally(Date.parse(task.importedAt))
  for (const [i, file] of files.entries()) {
    const one = mapping.files.find((entry) => entry.file === file.name)
    if (!one || !isImportNoun(one.noun)) continue
    await stageFile(
      staged,
      file,
      i,
      one,
      one.noun,
      facts[i] as FileFacts,
      mapping.recognised,
      { baseCurrency, digits },
      rejected,
      tally,
      (share) => task.onProgress(`Reading ${file.name}`, 0.1 + 0.4 * ((i + share) / files.length)),
    )
  }
  await settleStaging(client)
  const leaking = leakingFields(tally)
  const rowsToCome = ['activities', 'opportunities', 'opportunity-history', 'stakeholders', 'contacts'].reduce(
    (sum, noun) => sum + (counts.get(noun)?.read ?? 0),
    0,
  )
  const standIns = await openStandIns(client, rowsToCome)
  const run: Run = { ...staged, standIns: standIns.tables }
  const stages = stageMeanings(mapping)
  await task.onProgress('Storing people and customers', 0.52)
  await mergePeople(run)
  await mergeCustomers(run, { digitsOf: client.escapeLiteral(baseCurrency) })
  await task.onProgress('Storing deals', 0.6)
  const settings = {
    stages,
    leaking: new Set([...leaking].map((field) => JOURNAL_KEYS[field] ?? field)),
    onStageMeaning: (name: string, stage: Stage) => noteStage(mapping, name, stage),
    onProgress: async (share: number) => task.onProgress('Writing the history of deals', 0.62 + 0.15 * share),
  }
  await mergePipelines(run)
  await mergeStages(run, settings)
  await resolveDeals(run, settings.leaking.has('accountId'))
  await resolveHistory(run)
  await resolveLines(run)
  await resolveActivities(run)
  await storeDeals(run, settings, 'l_activities')
  await storeLines(run)
  await task.onProgress('Storing activities', 0.8)
  await storeActivities(run)
  await task.onProgress('Storing who took part', 0.85)
  await storeParticipants(run)
  await storeStakeholders(run)
  await storeQuotas(run)
  await storeRates(run)
  if (!task.dryRun) {
    await task.onProgress('Building indexes', 0.9)
    await standIns.build()
    if ([...counts.values()].some((tally) => tally.created + tally.changed > 0))
      await client.query(
        'analyze users, accounts, contacts, opportunities, opportunity_lines, activities, activity_participants, stakeholders, events, import_rows',
      )
  }
  const refused = await client.query<{
    noun: string
    file: number
    line: number
    column_name: string | null
    value: string | null
    problem: string
  }>('select noun, file, line, column_name, value, problem from in_rejected order by file, line')
  for (const row of refused.rows) {
    const name = files[row.file]?.name ?? ''
    const column =
      row.column_name === null
        ? undefined
        : mapping.files.find((file) => file.file === name)?.columns.find((one) => one.target === row.column_name)?.column
    tallyOf(counts, row.noun).rejected += 1
    rejected.push({ file: name, line: row.line, column: column ?? row.column_name, value: row.value, problem: row.problem })
  }
  await task.onProgress('Checking the data', 0.96)
  const adopted = await adoptOnlyCurrency(run)
  const warnings: Warning[] = [
    ...fileWarnings(
      files.map((file, i) => ({
        ...file,
        rows: facts[i]?.rows ?? 0,
        profile: profiles[i] as FileProfile,
        mapping: mapping.files.find((one) => one.file === file.name) as Mapping['files'][number],
      })),
    ),
    ...(await referenceWarnings(
      run,
      files.map((file) => file.name),
      mapping,
      profiles,
    )),
    ...dealWarnings(tally, task.importedAt),
    ...(await storedWarnings(adopted === undefined ? run : { ...run, baseCurrency: adopted })),
    ...(adopted === undefined
      ? []
      : [
          {
            kind: 'base-currency',
            file: '',
            count: 1,
            example: `Every amount is in ${adopted}, so ${adopted} is now the currency of all sums`,
            advice: 'Set another under Settings, with its rates, if you report in another.',
          },
        ]),
  ]
  return { report: reportOf(mapping, counts, rejected, warnings), mapping, files: facts, standIns, clear: staging.drop }
}

const JOURNAL_KEYS: Readonly<Record<string, string>> = {
  account: 'accountId',
  owner: 'ownerId',
  product: 'listAmount',
  closeOn: 'expectedCloseOn',
}

async function stageFile(
  run: Run,
  file: CsvFile,
  index: number,
  mapping: Mapping['files'][number],
  noun: ImportNoun,
  facts: FileFacts,
  recognised: string,
  money: { baseCurrency: string; digits: ReadonlyMap<string, number> },
  rejected: ImportReport['rejected'],
  tally: DealTally,
  onProgress: (share: number) => Promise<void> | void,
): Promise<void> {
  const reader = recordReader(mapping, noun, file.headers, {
    ...money,
    keepsOthers: noun === 'accounts' || noun === 'contacts' || noun === 'opportunities',
  })
  const copy = copyInto(run.client, tableOf(noun), ['file', 'line', ...reader.fields.map(snake), 'custom'])
  const counts = tallyOf(run.counts, noun)
  const kindAt = reader.fields.indexOf('kind')
  const kind = noun === 'activities' ? kindOfFile(recognised, file.name, file.headers) : undefined
  const watch = noun === 'opportunities' ? tally.watch(file.name, mapping, file.headers, reader.fields) : undefined
  let rows = 0
  for await (const batch of rowsOf(file)) {
    for (const row of batch) {
      rows += 1
      counts.read += 1
      const record = 'broken' in row ? { column: null, value: null, problem: row.broken } : reader.read(row.cells)
      if (isProblem(record)) {
        counts.rejected += 1
        rejected.push({
          file: file.name,
          line: row.line,
          column: record.column,
          value: record.value === null ? null : ownCopy(record.value),
          problem: ownCopy(record.problem),
        })
        continue
      }
      if (kind !== undefined && record.values[kindAt] === null) record.values[kindAt] = kind
      if (watch && 'cells' in row) watch(row.cells, record.values)
      const waiting = copy.write(
        copyLine([index, row.line, ...record.values, record.custom === null ? null : JSON.stringify(record.custom)]),
      )
      if (waiting) await waiting
    }
    if (rows % 20_480 === 0) await onProgress(Math.min(1, rows / Math.max(1, facts.rows)))
  }
  await copy.end()
  facts.rows = rows
}

/** Meanings of stage names that the mapping gives, from every column that names a stage. */
function stageMeanings(mapping: Mapping): Map<string, Stage> {
  const meanings = new Map<string, Stage>()
  for (const file of mapping.files)
    for (const column of file.columns)
      if (column.target === 'stage' || column.target === 'newValue')
        for (const [name, stage] of Object.entries(file.values[column.column] ?? {}))
          meanings.set(name.toLowerCase(), stage as Stage)
  return meanings
}

/** Shows in the mapping what a stage without a telling name was taken for, so that it can be corrected. */
function noteStage(mapping: Mapping, name: string, stage: Stage): void {
  for (const file of mapping.files)
    for (const column of file.columns) {
      if (column.target !== 'stage') continue
      const values = (file.values[column.column] ??= {})
      values[name] ??= stage
    }
}

function reportOf(mapping: Mapping, counts: Counts, rejected: ImportReport['rejected'], warnings: Warning[]): ImportReport {
  const pick = (of: (tally: { read: number; created: number; changed: number; unchanged: number }) => number) =>
    Object.fromEntries([...counts].filter(([, tally]) => tally.read > 0).map(([noun, tally]) => [noun, of(tally)]))
  return {
    recognised: mapping.recognised,
    read: pick((tally) => tally.read),
    // Rows that were written: new ones and changed ones. So read = stored + unchanged + rejected, noun by noun.
    stored: pick((tally) => tally.created + tally.changed),
    changed: pick((tally) => tally.changed),
    unchanged: pick((tally) => tally.unchanged),
    rejected,
    warnings: warnings.map((warning) => ({ ...warning })),
  }
}
