import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { ImportReport, Mapping } from '../../contract/imports.ts'
import type { App, Principal } from '../platform/context.ts'
import { importFiles, type ImportPool } from './import-files.ts'
import { sourceFiles } from './source-files.ts'
import { insertStored } from './store.ts'

export interface ImportRequest {
  readonly paths: readonly string[]
  readonly dryRun: boolean
  readonly mapping?: Mapping | undefined
  /** Who started it; whoever is at this computer where nobody is named. */
  readonly principal?: Principal | undefined
  readonly onProgress: (step: string, done: number) => void
}

/** Where rows go. The database may still be starting: until they are stored, files need only be looked at. */
interface ImportPlace {
  readonly dataFolder: string
  readonly clock: App['clock']
  readonly pool: ImportPool
}

/**
 * Imports files, folders and archives in one transaction and says what came of it; with `dryRun` nothing is stored.
 * @throws Problem naming the file that cannot be read and what to do; nothing is stored then.
 */
export async function runImport(app: ImportPlace, request: ImportRequest): Promise<ImportReport> {
  const scratch = join(app.dataFolder, 'imports', `unpacked-${randomUUID()}`)
  try {
    const files = await sourceFiles(request.paths, scratch)
    const by = {
      importedAt: app.clock().toISOString(),
      actorName: request.principal?.name ?? atThisComputer(),
      actorId: request.principal?.userId ?? null,
    }
    const { report } = await importFiles(app.pool, {
      ...by,
      files,
      dryRun: request.dryRun,
      mapping: request.mapping,
      onProgress: request.onProgress,
      beforeCommit: (client, outcome) => insertStored(client, randomUUID(), outcome, by),
    })
    return report
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function atThisComputer(): string {
  try {
    return `${userInfo().username}, command line`
  } catch {
    // A container may run as a number that no name stands for.
    return 'Command line'
  }
}
