import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { csvLine } from './crm/csv.ts'
import type { Table } from './crm/export-tables.ts'
import type { World } from './world.ts'

/** Writes the export into a folder, one CSV per object, and the truth into a file of its own elsewhere. */
export function writeWorld(world: World, outFolder: string, truthFile: string): void {
  mkdirSync(outFolder, { recursive: true })
  for (const table of world.tables) writeFileSync(join(outFolder, table.file), csvOf(table))
  mkdirSync(dirname(truthFile), { recursive: true })
  writeFileSync(truthFile, `${JSON.stringify(world.truth)}\n`)
}

export function csvOf(table: Table): string {
  return `${csvLine(table.columns)}\n${table.rows.map((row) => `${csvLine(row)}\n`).join('')}`
}
