import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImportReport } from '../../src/contract/imports.ts'
import { makeLoadExport } from '../../world/load-export.ts'
import { runProgram, type Finished } from './program.ts'

export interface Size {
  readonly deals: number
  readonly activities: number
}

export interface ImportedCompany {
  readonly files: string
  readonly data: string
  /** Rows of the export by file. */
  readonly rows: Readonly<Record<string, number>>
  readonly imported: Finished & { readonly report: ImportReport }
}

export type Say = (step: string) => void

/** The last day of the generated companies: today, so that their open deals are open and due as they would be. */
export const LAST_DAY = new Date().toISOString().slice(0, 10)

const companies = new Map<number, Promise<ImportedCompany>>()
const folders: string[] = []

/** A company of that size, exported into a temporary folder and imported into a fresh data folder; made once. */
export function importedCompany(size: Size, say: Say): Promise<ImportedCompany> {
  const made = companies.get(size.deals) ?? make(size, say)
  companies.set(size.deals, made)
  return made
}

async function make(size: Size, say: Say): Promise<ImportedCompany> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'))
  folders.push(folder)
  const files = join(folder, 'export')
  const data = join(folder, 'data')
  say(`writing an export of ${size.deals.toLocaleString('en')} deals`)
  const rows = makeLoadExport({ ...size, seed: 1, end: LAST_DAY }, files)
  say('importing it')
  const imported = await importFiles(files, data)
  return { files, data, rows, imported }
}

/** Imports with the very command that people use. */
export async function importFiles(files: string, data: string): Promise<ImportedCompany['imported']> {
  const run = await runProgram(['import', files, '--data', data, '--json'])
  return { ...run, report: ImportReport.parse(JSON.parse(run.stdout)) }
}

export async function removeCompanies(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}
