import { Problem } from '../../contract/problem.ts'
import { addToProfile, emptyProfile, type FileProfile } from '../../domain/imports/column-profile.ts'
import { dictionaryEntries } from '../../domain/imports/data-dictionary.ts'
import { proposeMapping } from '../../domain/imports/propose-mapping.ts'
import { ownCopy } from '../../domain/values/own-copy.ts'
import { openCsv, rowsOf, type CsvFile, type SourceFile } from './csv-file.ts'
import type { Progress } from './import-task.ts'

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

/** One file to import, how it is written, and what its columns hold. */
export interface ProfiledFile {
  readonly csv: CsvFile
  readonly profile: FileProfile
  /** Its number of rows is that of the rows looked at, until all are read. */
  readonly facts: FileFacts
}

/** Beyond these rows a file of a known CRM is not profiled further: its columns are known by name. */
const PROFILED_ROWS = 50_000
const SAMPLE_ROWS = 5

/**
 * Looks at files before any row is stored.
 * @throws Problem 'invalid' when a file cannot be read, naming it and what to do.
 */
export async function profileFiles(sources: readonly SourceFile[], onProgress: Progress): Promise<ProfiledFile[]> {
  const files: CsvFile[] = []
  for (const source of sources) files.push(await opened(source))
  const profiled: ProfiledFile[] = []
  for (const [i, file] of files.entries()) {
    await onProgress(`Looking at ${file.name}`, 0.1 * (i / files.length))
    profiled.push(await profileFile(file))
  }
  return profiled
}

async function opened(source: SourceFile): Promise<CsvFile> {
  try {
    return await openCsv(source)
  } catch (error) {
    throw new Problem(
      'invalid',
      `${source.name} could not be read: ${error instanceof Error ? error.message : String(error)}. Check the file and try again.`,
    )
  }
}

async function profileFile(csv: CsvFile): Promise<ProfiledFile> {
  const profile = emptyProfile(csv.name, csv.headers)
  const known = kindIsKnown(csv)
  const sample: string[][] = []
  scan: for await (const rows of rowsOf(csv))
    for (const row of rows) {
      if ('broken' in row) continue
      if (sample.length < SAMPLE_ROWS) sample.push(row.cells.map((cell) => ownCopy(cell.slice(0, 120))))
      addToProfile(profile, row.cells)
      profile.dictionary.push(...dictionaryEntries(csv.headers, row.cells))
      if (known && profile.rows >= PROFILED_ROWS) break scan
    }
  const facts = {
    file: csv.name,
    bytes: csv.bytes,
    rows: profile.rows,
    encoding: csv.bom ? `${csv.encoding} with byte order mark` : csv.encoding,
    delimiter: csv.delimiter,
    lineEnding: csv.lineEnding,
    headers: [...csv.headers],
    sample,
  }
  return { csv, profile, facts }
}

function kindIsKnown(file: CsvFile): boolean {
  return proposeMapping([emptyProfile(file.name, file.headers)]).recognised !== 'generic'
}
