import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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
  /** Taken over from an earlier run, changes that it made included. */
  readonly reused: boolean
}

export type Say = (step: string) => void

/** The last day of the generated companies: today, so that their open deals are open and due as they would be. */
export const LAST_DAY = new Date().toISOString().slice(0, 10)

const companies = new Map<number, Promise<ImportedCompany>>()
const folders: string[] = []

/** A folder in which companies stay for later runs, so that a long bench can be run in pieces. */
const KEPT_IN = process.env['QUARTERDECK_BENCH_COMPANIES']

/**
 * A company of that size, exported into a temporary folder and imported into a fresh data folder; made once. Where a folder
 * for companies is named, it stays there and is taken up again on the same day.
 */
export function importedCompany(size: Size, say: Say): Promise<ImportedCompany> {
  const made = companies.get(size.deals) ?? make(size, say)
  companies.set(size.deals, made)
  return made
}

async function make(size: Size, say: Say): Promise<ImportedCompany> {
  const folder = KEPT_IN ? join(KEPT_IN, `${size.deals}-${LAST_DAY}`) : await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'))
  const files = join(folder, 'export')
  const data = join(folder, 'data')
  const told = join(folder, 'imported.json')
  if (KEPT_IN) {
    const kept = await readFile(told, 'utf8').catch(() => null)
    if (kept !== null) {
      say(`taking up the company of ${size.deals.toLocaleString('en')} deals in ${folder}`)
      return { files, data, ...(JSON.parse(kept) as Pick<ImportedCompany, 'rows' | 'imported'>), reused: true }
    }
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
  } else folders.push(folder)
  say(`writing an export of ${size.deals.toLocaleString('en')} deals`)
  const rows = makeLoadExport({ ...size, seed: 1, end: LAST_DAY }, files)
  say('importing it')
  const imported = await importFiles(files, data)
  if (KEPT_IN) await writeFile(told, JSON.stringify({ rows, imported }))
  return { files, data, rows, imported, reused: false }
}

/** Imports with the very command that people use. */
export async function importFiles(files: string, data: string): Promise<ImportedCompany['imported']> {
  const run = await runProgram(['import', files, '--data', data, '--json'])
  return { ...run, report: ImportReport.parse(JSON.parse(run.stdout)) }
}

export async function removeCompanies(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}
