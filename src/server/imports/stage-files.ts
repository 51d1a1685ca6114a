import type { ImportReport, Mapping } from '../../contract/imports.ts'
import { IMPORT_FIELDS, isImportNoun, type ImportNoun } from '../../domain/imports/import-field.ts'
import { kindOfFile } from '../../domain/imports/propose-mapping.ts'
import type { DealTally } from '../../domain/imports/quality/deal-tally.ts'
import { isProblem, recordReader } from '../../domain/imports/record-reader.ts'
import { ownCopy } from '../../domain/values/own-copy.ts'
import { rowsOf } from './csv-file.ts'
import type { Progress } from './import-task.ts'
import type { ProfiledFile } from './profile-files.ts'
import { copyInto, copyLine } from './copy/store.ts'
import { settle, snake, tableOf, tallyOf, type Counts, type Staging } from './staging/store.ts'

type Rejected = ImportReport['rejected'][number]
type Nouns = readonly ImportNoun[]

/** Most rows of an export, and the last that anything waits for: read while the other records are stored already. */
const LAST: Nouns = ['stakeholders', 'activity-participants', 'activities']
/** Many rows, which come in while the accounts that they name are stored. */
const AFTER_ACCOUNTS: Nouns = ['contacts']
/** What is asked for once people and customers are stored. */
const AFTER_PEOPLE: Nouns = ['opportunity-lines', 'opportunity-history']
const ALL = Object.keys(IMPORT_FIELDS) as ImportNoun[]
/** What our own people and accounts are made of: not only their own files name them. */
export const FIRST_NOUNS: Nouns = ALL.filter((noun) => ![...AFTER_ACCOUNTS, ...AFTER_PEOPLE, ...LAST].includes(noun))
export const CUSTOMER_NOUNS: Nouns = [...FIRST_NOUNS, ...AFTER_ACCOUNTS]
export const RECORD_NOUNS: Nouns = [...CUSTOMER_NOUNS, ...AFTER_PEOPLE]

export interface Staged {
  readonly files: readonly ProfiledFile[]
  readonly mapping: Mapping
  readonly counts: Counts
  readonly money: { readonly baseCurrency: string; readonly digits: ReadonlyMap<string, number> }
  readonly tally: DealTally
  readonly onProgress: Progress
}

/** The rows of all files on their way into the staging tables, noun by noun. */
export interface Arrivals {
  /** Waits until all rows of these nouns are there, of all nouns where none is named. @throws what reading threw */
  await(nouns?: Nouns): Promise<void>
  /** Rows that could not be read, by file and line; complete once everything has arrived. */
  rejected(): Rejected[]
  /** Reads no further, and comes back once nothing is on its way. */
  stop(): Promise<void>
}

/** Begins to read. Nothing is told of files that are read while nobody waits for them. */
export function stageFiles(staging: Staging, staged: Staged): Arrivals {
  const rejected = new Map<ProfiledFile, Rejected[]>()
  const arrived = new Map<ImportNoun, Promise<void>>()
  let stopped = false
  let awaited = false
  let begun = 0
  for (const file of staged.files) tallyOfFile(staged, file)
  let before = Promise.resolve()
  for (const noun of [...RECORD_NOUNS, ...LAST]) {
    before = before.then(async () => {
      for (const [index, file] of staged.files.entries()) {
        if (mappingOf(staged, file)?.noun !== noun || stopped) continue
        const place = begun++
        rejected.set(
          file,
          await stageFile(staging, staged, noun, { file, index }, async (share) => {
            if (awaited) await staged.onProgress(`Reading ${file.csv.name}`, 0.1 + (0.4 * (place + share)) / staged.files.length)
            return !stopped
          }),
        )
      }
      if (!stopped) await settle(staging.arrivals, noun)
    })
    // Looked at by whoever waits; until then a failure must not count as unhandled.
    before.catch(() => undefined)
    arrived.set(noun, before)
  }
  return {
    async await(nouns = ALL) {
      awaited = true
      await Promise.all(nouns.map((noun) => arrived.get(noun) ?? before))
      awaited = false
    },
    rejected: () => staged.files.flatMap((file) => rejected.get(file) ?? []),
    async stop() {
      stopped = true
      await before.catch(() => undefined)
    },
  }
}

function mappingOf({ mapping }: Staged, { csv }: ProfiledFile): Mapping['files'][number] | undefined {
  return mapping.files.find((entry) => entry.file === csv.name)
}

/** In order of the files, which is the order in which a report names its nouns. */
function tallyOfFile(staged: Staged, file: ProfiledFile): void {
  const noun = mappingOf(staged, file)?.noun
  if (noun && isImportNoun(noun)) tallyOf(staged.counts, noun)
}

/** Rows between two words on how far the reading is. */
const SAID_EVERY = 20_480

async function stageFile(
  { arrivals }: Staging,
  staged: Staged,
  noun: ImportNoun,
  { file, index }: { file: ProfiledFile; index: number },
  goesOn: (share: number) => Promise<boolean>,
): Promise<Rejected[]> {
  const { csv, facts } = file
  const mapping = mappingOf(staged, file) as Mapping['files'][number]
  const reader = recordReader(mapping, noun, csv.headers, {
    ...staged.money,
    keepsOthers: noun === 'accounts' || noun === 'contacts' || noun === 'opportunities',
  })
  const copy = copyInto(arrivals, tableOf(noun), ['file', 'line', ...reader.fields.map(snake), 'custom'])
  const counts = tallyOf(staged.counts, noun)
  const kindAt = reader.fields.indexOf('kind')
  const kind = noun === 'activities' ? kindOfFile(staged.mapping.recognised, csv.name, csv.headers) : undefined
  const watch = noun === 'opportunities' ? staged.tally.watch(csv.name, mapping, csv.headers, reader.fields) : undefined
  const rejected: Rejected[] = []
  let rows = 0
  let saidAt = 0
  for await (const batch of rowsOf(csv)) {
    for (const row of batch) {
      rows += 1
      counts.read += 1
      const record = 'broken' in row ? { column: null, value: null, problem: row.broken } : reader.read(row.cells)
      if (isProblem(record)) {
        counts.rejected += 1
        rejected.push({
          file: csv.name,
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
    if (rows - saidAt < SAID_EVERY && saidAt > 0) continue
    saidAt = rows
    if (!(await goesOn(Math.min(1, rows / Math.max(1, facts.rows))))) break
  }
  await copy.end()
  facts.rows = rows
  return rejected
}
