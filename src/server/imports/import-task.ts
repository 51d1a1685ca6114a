import type { PoolClient } from 'pg'
import type { ImportReport, Mapping } from '../../contract/imports.ts'
import type { SourceFile } from './csv-file.ts'
import type { FileFacts } from './profile-files.ts'
import type { Origin } from './same-again/store.ts'

export interface ImportTask {
  readonly files: readonly SourceFile[]
  readonly dryRun: boolean
  readonly mapping?: Mapping | undefined
  /** Stores nothing when any row is refused. */
  readonly refuseRejections?: boolean
  readonly importedAt: string
  readonly actorName: string
  readonly actorId: string | null
  readonly onProgress: Progress
  /** Written inside the transaction, just before it is committed. */
  readonly beforeCommit?: (client: PoolClient, outcome: ImportOutcome) => Promise<void>
}

/** What is being done, and which share of all work is. */
export type Progress = (step: string, done: number) => Promise<void> | void

export interface ImportResult {
  readonly report: ImportReport
  readonly mapping: Mapping
  readonly files: FileFacts[]
}

/** What is kept of an import; `origin` is null where the same files had been stored before. */
export interface ImportOutcome extends ImportResult {
  readonly origin: Origin | null
}
