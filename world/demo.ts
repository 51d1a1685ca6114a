import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VENDOR } from './content/vendor.ts'
import type { DemoPerson } from './demo-people.ts'
import { makeWorld, type World } from './world.ts'
import { csvOf } from './write.ts'

/** What the company that people look at has beside those on which forecasts are judged: people with lives, and more of them help. */
export const LIVELY = { lives: true, breadth: 0.5 } as const

/** Writes the export of the demo company as of a day. Its truth is not written anywhere: the product must not be able to read it. */
export async function makeDemo(
  folder: string,
  end: string,
): Promise<{ name: string; people: readonly DemoPerson[]; teamLeads: World['teamLeads'] }> {
  const world = makeWorld({ ...LIVELY, end, replicates: 0 })
  mkdirSync(folder, { recursive: true })
  for (const table of world.tables) writeFileSync(join(folder, table.file), csvOf(table))
  return { name: VENDOR.name, people: world.people, teamLeads: world.teamLeads }
}
