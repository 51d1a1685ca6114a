import type { Pool, PoolClient } from 'pg'
import type { ImportReport, Mapping } from '../../contract/imports.ts'
import { Problem } from '../../contract/problem.ts'
import { isImportNoun, type ImportNoun } from '../../domain/imports/import-field.ts'
import { proposeMapping } from '../../domain/imports/propose-mapping.ts'
import { dealTally } from '../../domain/imports/quality/deal-tally.ts'
import { openLane, type Lane } from './alongside/store.ts'
import { readMoney } from './findings/store.ts'
import { importReport } from './import-report.ts'
import type { ImportResult, ImportTask, Progress } from './import-task.ts'
import { profileFiles, type ProfiledFile } from './profile-files.ts'
import { digestsOf, fingerprintOf, originOf, sameAgain } from './same-again/store.ts'
import { stageFiles } from './stage-files.ts'
import {
  analyzeStored,
  beginImport,
  openStaging,
  STORED,
  STORED_ALONGSIDE,
  type Counts,
  type Run,
  type Staging,
} from './staging/store.ts'
import { openStandIns } from './stand-ins/store.ts'
import { storeRecords } from './store-records.ts'

/** A pool, or one that is there once its database has started. */
export type ImportPool = Pool | Promise<Pool>

/**
 * Reads the files, proposes or takes a mapping, and stores everything in one transaction; a dry run is the same work
 * rolled back, so that its counts are exact.
 * @throws Problem 'invalid' when a file cannot be read, naming it and what to do.
 */
export async function importFiles(database: ImportPool, task: ImportTask): Promise<ImportResult> {
  if (task.files.length === 0)
    throw new Problem(
      'invalid',
      'There is no CSV or TSV file to import. Give a folder, a .zip or single files that end in .csv or .tsv.',
    )
  const onProgress = onward(task.onProgress)
  const digests = digestsOf(task.files)
  // Looked at further down; until then a failure must not count as unhandled.
  digests.catch(() => undefined)
  const files = await profileFiles(task.files, onProgress)
  const mapping = settledMapping(proposeMapping(files.map(({ profile }) => profile)), task.mapping)
  if (!mapping.files.some((file) => isImportNoun(file.noun)))
    throw new Problem(
      'invalid',
      'No file looks like accounts, people, deals or activities. Name the columns as your CRM does, or give a mapping.',
    )
  const fingerprint = fingerprintOf(task.files, await digests, mapping)
  const pool = await database
  const client = await pool.connect()
  let staging: Staging | undefined
  try {
    await beginImport(client)
    const origin = await originOf(client, fingerprint)
    const earlier = await sameAgain(client, origin)
    if (earlier) {
      refuseRejections(task, earlier.report)
      if (!task.dryRun) await task.beforeCommit?.(client, { ...earlier, origin: null })
      await client.query('commit')
      return earlier
    }
    staging = await openStaging(pool, client)
    const { report, putInPlace } = await storeFiles({ pool, client, staging }, files, mapping, { ...task, onProgress })
    const result = { report, mapping, files: files.map(({ facts }) => facts) }
    if (task.dryRun) await client.query('rollback')
    else {
      refuseRejections(task, report)
      await task.beforeCommit?.(client, { ...result, origin })
      await staging.drop()
      await putInPlace()
      await client.query('commit')
    }
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    await staging?.close()
    client.release()
  }
}

/** Files are read while others are stored already, so that a later word may speak of earlier work. */
function onward(onProgress: Progress): Progress {
  let furthest = 0
  return (step, done) => {
    furthest = Math.max(furthest, done)
    return onProgress(step, furthest)
  }
}

function refuseRejections(task: ImportTask, report: ImportReport): void {
  if (task.dryRun || !task.refuseRejections || report.rejected.length === 0) return
  throw new Problem(
    'not-allowed-now',
    `Nothing was stored: ${report.rejected.length} rows were refused. Correct them, or store without them.`,
  )
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

/** All the work between the beginning of the transaction and its end. */
async function storeFiles(
  { pool, client, staging }: { pool: Pool; client: PoolClient; staging: Staging },
  files: readonly ProfiledFile[],
  mapping: Mapping,
  task: ImportTask,
): Promise<{ report: ImportReport; putInPlace(): Promise<void> }> {
  const { onProgress } = task
  const money = await readMoney(client)
  const counts: Counts = new Map()
  const tally = dealTally(Date.parse(task.importedAt))
  const rowsToCome = rowsOf(files, mapping)
  const arrivals = stageFiles(staging, { files, mapping, counts, money, tally, onProgress })
  let lane: Lane | undefined
  try {
    const standIns = await openStandIns(client, rowsToCome, staging.fresh === 'unlogged' ? STORED_ALONGSIDE : [])
    lane = standIns.lent && (await openLane(pool, standIns.lent, { keeps: !task.dryRun, arrivals: staging.arrivals }))
    const run: Run = {
      ...money,
      client,
      source: mapping.recognised === 'generic' ? 'csv' : mapping.recognised,
      importedAt: task.importedAt,
      actorName: task.actorName,
      actorId: task.actorId,
      counts,
      mapped: mappedFields(mapping),
      fresh: staging.fresh,
      standIns: standIns.tables,
      journal: 'here',
    }
    await storeRecords(run, arrivals, { mapping, tally, lane, onProgress })
    if (!task.dryRun) {
      await onProgress('Building indexes', 0.9)
      await standIns.build(lane?.stored)
      if ([...counts.values()].some((one) => one.created + one.changed > 0))
        await analyzeStored(client, lane ? STORED : [...STORED, ...STORED_ALONGSIDE])
    }
    await lane?.stored()
    await onProgress('Checking the data', 0.96)
    const report = await importReport(run, { files, mapping, tally, unread: arrivals.rejected() })
    return { report, putInPlace: () => standIns.putInPlace() }
  } finally {
    await arrivals.stop()
    await lane?.stop()
  }
}

/** Rows of the nouns that come in large numbers, as far as the files were looked at. */
function rowsOf(files: readonly ProfiledFile[], mapping: Mapping): number {
  const many: ReadonlySet<string> = new Set(['activities', 'opportunities', 'opportunity-history', 'stakeholders', 'contacts'])
  return files.reduce(
    (sum, { csv, facts }) => sum + (many.has(mapping.files.find(({ file }) => file === csv.name)?.noun ?? '') ? facts.rows : 0),
    0,
  )
}

function mappedFields(mapping: Mapping): Map<ImportNoun, Set<string>> {
  const mapped = new Map<ImportNoun, Set<string>>()
  for (const { noun, columns } of mapping.files) {
    if (!isImportNoun(noun)) continue
    const fields = mapped.get(noun) ?? new Set()
    mapped.set(noun, fields)
    for (const { target } of columns) if (target !== null && target !== 'skip') fields.add(target)
  }
  return mapped
}
