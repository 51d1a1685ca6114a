import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Role } from '../domain/access/right.ts'
import { runImport } from './imports/run-import.ts'
import { SYSTEM, type App } from './platform/context.ts'
import type { Dispatch } from './platform/dispatch.ts'

/** A company to try the product on: an export in a folder, and who of it can be signed in as. */
export interface DemoCompany {
  readonly name: string
  readonly people: readonly { readonly userExternalId: string; readonly role: Role; readonly note: string }[]
  readonly teamLeads: readonly { readonly teamExternalId: string; readonly userExternalId: string }[]
}

/** Writes the export of a company into `folder`. */
export type WriteDemo = (folder: string) => Promise<DemoCompany>

export async function isEmpty(app: App): Promise<boolean> {
  return (await app.db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined
}

/**
 * Fills an empty database with the demo company, by the importer that everybody's data goes through. demo.json is written
 * last: until it is there nobody can be signed in as, and the next start says what is missing.
 */
export async function fillDemo(app: App, dispatch: Dispatch, write: WriteDemo, say: (step: string) => void): Promise<void> {
  const folder = join(app.dataFolder, 'demo-export')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  say('Making the demo company')
  const company = await write(folder)
  say('Importing its CRM export')
  await runImport(app, {
    paths: [folder],
    dryRun: false,
    principal: { ...SYSTEM, kind: 'import', name: 'First start' },
    onProgress: () => undefined,
  })
  const call = (noun: string, verb: string, input: unknown) =>
    dispatch({ noun, verb, input, principal: SYSTEM, source: 'first-start' })
  await call('settings', 'update', { companyName: company.name })
  const ids = new Map(
    (await app.db.selectFrom('users').select(['id', 'external_id']).where('external_id', 'is not', null).execute()).map((row) => [
      row.external_id,
      row.id,
    ]),
  )
  const teams = new Map(
    (await app.db.selectFrom('teams').select(['id', 'external_id']).execute()).map((row) => [row.external_id, row.id]),
  )
  for (const { teamExternalId, userExternalId } of company.teamLeads) {
    const [id, userId] = [teams.get(teamExternalId), ids.get(userExternalId)]
    if (id && userId) await call('teams', 'setMember', { id, userId, leads: true, from: '1970-01-01' })
  }
  const listed: { userId: string; note: string }[] = []
  for (const person of company.people) {
    const id = ids.get(person.userExternalId)
    if (!id) continue
    await call('users', 'update', { id, role: person.role })
    // Nobody knows this password: the demo signs people in by their name, and a real one can be set later.
    await call('users', 'setPassword', { id, password: randomBytes(24).toString('base64url') })
    listed.push({ userId: id, note: person.note })
  }
  await writeFile(join(app.dataFolder, 'demo.json'), `${JSON.stringify(listed, null, 2)}\n`, { mode: 0o600 })
  await rm(folder, { recursive: true, force: true })
}
