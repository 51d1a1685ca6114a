import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Dossier } from '../../src/domain/opportunities/dossier.ts'
import { replay } from '../../src/domain/opportunities/replay.ts'
import { runImport } from '../../src/server/imports/run-import.ts'
import { knownDeals } from '../../src/server/forecasting/store.ts'
import { historyOf } from '../../src/server/opportunities/history/store.ts'
import { SYSTEM, type Ctx } from '../../src/server/platform/context.ts'
import { testApp, type TestApp } from '../../src/server/test-app.ts'
import { forecastHistories } from '../../world/journal/forecast-histories.ts'
import { companyJournal } from '../../world/journal/company-journal.ts'
import { makeWorld } from '../../world/world.ts'
import { writeWorld } from '../../world/write.ts'

const END = '2026-11-21'
const COMPANY = { seed: 4, end: END, deals: 150, years: 1.5, sellers: 6, teams: 2, duplicates: 0.04, replicates: 0, lives: true }
const NOW = `${END}T00:00:00.000Z`

let t: TestApp
let folder: string
beforeAll(async () => {
  t = await testApp({ now: NOW })
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-journal-'))
  writeWorld(makeWorld(COMPANY), join(folder, 'export'), join(folder, 'truth.json'))
  await runImport(t.app, { paths: [join(folder, 'export')], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
}, 60_000)
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

test('the simulated journal is what the importer makes of the export: every dossier of every deal at every Monday', async () => {
  const ctx: Ctx = {
    app: t.app,
    db: t.app.db,
    principal: SYSTEM,
    sight: { kind: 'all' },
    now: NOW,
    today: END,
    requestId: 'test',
    source: 'test',
    emit: () => undefined,
  }
  let weeks = 0
  for (const { id, past, name } of companyJournal(COMPANY).deals) {
    // An export holds a contact's title as last edited, the journal every edit: who was edited is compared without.
    const edited = new Set(past.events.filter(({ type }) => type === 'contact.changed').map(({ subject }) => subject))
    const untitled = (dossier: Dossier) => ({
      ...dossier,
      people: dossier.people.map((person) => (edited.has(person.contactId) ? { ...person, title: null } : person)),
    })
    const imported = [...replay(await historyOf(ctx, id), NOW)].map(untitled)
    expect([...replay(past, NOW)].map(untitled), name).toEqual(imported)
    weeks += imported.length
  }
  expect(weeks).toBeGreaterThan(1_500)
}, 120_000)

test.each(['2026-01-12', END])('a forecast as of %s reads the same histories and landmarks from either', async (asOf) => {
  const journal = companyJournal(COMPANY)
  const { rates, teamOf } = journal
  const imported = await knownDeals(t.app.db, { asOf: `${asOf}T00:00:00.000Z`, rates, teamOf })
  const direct = forecastHistories(journal, asOf)
  expect(direct.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(imported.map(({ history }) => history))
  expect(direct.filter(({ track }) => track !== undefined).length).toBeGreaterThan(50)
})
