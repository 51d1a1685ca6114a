import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

/** One breach each: where it stands, what it says, and the rule that must see it. */
const BREACHES: readonly (readonly [what: string, path: string, source: string, rule: string])[] = [
  ['mathematics that knows the domain', 'src/stats/a.ts', "import { may } from '../domain/access/right.ts'\nmay()", 'tiers'],
  ['mathematics with a package', 'src/stats/b.ts', "import { z } from 'zod'\nz.string()", 'tiers'],
  ['a rule that knows the wire', 'src/domain/deals/a.ts', "import { api } from '../../contract/api.ts'\napi.x()", 'tiers'],
  ['a rule with Node in it', 'src/domain/deals/b.ts', "import { readFile } from 'node:fs/promises'\nreadFile('x')", 'tiers'],
  [
    'a contract that knows the server',
    'src/contract/a.ts',
    "import type { Ctx } from '../server/platform/context.ts'\nexport const x = {} as Ctx",
    'tiers',
  ],
  [
    'a page that reaches into the server',
    'src/web/deals/a.ts',
    "import { find } from '../../server/deals/store.ts'\nfind()",
    'tiers',
  ],
  [
    'a page that imports the server only when needed',
    'src/web/deals/b.ts',
    "export const x = import('../../server/deals/store.ts')",
    'tiers',
  ],
  [
    'a command that reaches into the server',
    'src/cli/a.ts',
    "export { find } from '../server/deals/store.ts'\nexport const y = 1",
    'tiers',
  ],
  ['an agent tool that reaches into the web', 'src/mcp/a.ts', "import { page } from '../web/app/page.ts'\npage()", 'tiers'],
  ['anything that imports main.ts', 'src/server/platform/a.ts', "import { main } from '../../main.ts'\nmain()", 'tiers'],
  [
    'a noun that uses the operations of another',
    'src/server/deals/a.ts',
    "import { operations } from '../teams/operations.ts'\noperations.x()",
    'tiers',
  ],
  [
    'a noun that wires nouns together',
    'src/server/deals/b.ts',
    "import { handlers } from '../handlers.ts'\nhandlers.x()",
    'tiers',
  ],
  [
    'a noun that imports a vendor',
    'src/server/deals/c.ts',
    "import { pull } from '../integrations/salesforce/store.ts'\npull()",
    'tiers',
  ],
  ['the platform that knows a noun', 'src/server/platform/b.ts', "import { find } from '../deals/store.ts'\nfind()", 'tiers'],
  ['the kit that knows a page', 'src/web/ui/a.ts', "import { page } from '../deals/page.ts'\npage()", 'tiers'],
  ['a chart that knows a page', 'src/web/charts/a.ts', "import { page } from '../deals/page.ts'\npage()", 'tiers'],
  [
    'SQL in an operation',
    'src/server/deals/operations.ts',
    'export const x = (ctx) => ctx.db.updateTable("teams")',
    'sql-in-stores',
  ],
  [
    'the sql tag in an operation',
    'src/server/deals/d.ts',
    "import { sql } from 'kysely'\nexport const x = sql`select 1`",
    'sql-in-stores',
  ],
  [
    'a connection of its own',
    'src/server/deals/e.ts',
    "import { Client } from 'pg'\nexport const x = new Client()",
    'sql-in-stores',
  ],
  [
    'deals read past sight',
    'src/server/deals/store.ts',
    "export const x = (db) => db.selectFrom('opportunities as o')",
    'read-through-sight',
  ],
  [
    'accounts among others read past sight',
    'src/server/teams/store.ts',
    "export const x = (db) => db.selectFrom(['teams as t', 'accounts as a'])",
    'read-through-sight',
  ],
  [
    'activities read past sight in plain SQL',
    'src/server/search/store.ts',
    "import { sql } from 'kysely'\nexport const x = sql`select id from activities`",
    'read-through-sight',
  ],
  ['a rule that reads the clock', 'src/domain/deals/c.ts', 'export const x = () => new Date()', 'clock-and-chance'],
  [
    'a rule that reads the clock in milliseconds',
    'src/domain/deals/d.ts',
    'export const x = () => Date.now()',
    'clock-and-chance',
  ],
  ['mathematics that throws dice', 'src/stats/c.ts', 'export const x = () => Math.random()', 'clock-and-chance'],
  ['an operation with a clock of its own', 'src/server/deals/f.ts', 'export const x = () => new Date()', 'clock-and-chance'],
  ['a server that fetches by itself', 'src/server/deals/g.ts', 'export const x = (url) => fetch(url)', 'one-way-out'],
  ['the global fetch', 'src/server/deals/h.ts', 'export const x = (url) => globalThis.fetch(url)', 'one-way-out'],
  ['the platform with a client', 'src/server/platform/c.ts', "import { request } from 'undici'\nrequest('x')", 'one-way-out'],
  ['a plain connection', 'src/server/deals/i.ts', "import { connect } from 'node:net'\nconnect(1)", 'one-way-out'],
  ['a web client of Node', 'src/server/deals/j.ts', "import https from 'node:https'\nhttps.get('x')", 'one-way-out'],
  ['a mail client', 'src/server/deals/k.ts', "import { createTransport } from 'nodemailer'\ncreateTransport()", 'one-way-out'],
  ['a name server asked', 'src/server/deals/l.ts', "import { lookup } from 'node:dns/promises'\nlookup('x')", 'one-way-out'],
  ['a socket of the web', 'src/server/deals/m.ts', "export const x = () => new WebSocket('wss://x')", 'one-way-out'],
  ['a barrel', 'src/domain/deals/all.ts', "export * from './deal.ts'", 'files'],
  ['a barrel by names', 'src/domain/deals/both.ts', "export { a } from './a.ts'\nexport { b } from './b.ts'", 'files'],
  ['an index', 'src/domain/deals/index.ts', 'export const x = 1', 'files'],
  ['a drawer for everything', 'src/domain/deals/utils.ts', 'export const x = 1', 'files'],
  ['a service', 'src/server/deals/deal-service.ts', 'export const x = 1', 'files'],
  ['a name in capitals', 'src/web/deals/DealPage.tsx', 'export const x = 1', 'files'],
  ['a folder too deep', 'src/web/deals/table/cells/money.tsx', 'export const x = 1', 'files'],
]

/** The same things where they belong: none of these may be reported. */
const SOUND: readonly (readonly [path: string, source: string])[] = [
  [
    'src/domain/teams/team.ts',
    "import { z } from 'zod'\nimport { mean } from '../../stats/mean.ts'\nexport const Team = z.number(mean([Date.parse('2026-01-01'), new Date(0).getTime()]))",
  ],
  [
    'src/server/teams/fine.ts',
    "import type { Kysely } from 'kysely'\nimport { find } from '../deals/store.ts'\nimport { seen } from '../platform/sight.ts'\nexport const x = (db: Kysely<object>) => find(seen(db))",
  ],
  [
    'src/server/plans/store.ts',
    "import { sql } from 'kysely'\nexport const x = (db) => db.selectFrom('plans').where((eb) => eb.exists(eb.selectFrom('opportunities as o'))).select(sql`(select count(*) from contacts c where c.account_id = a.id)`)",
  ],
  [
    'src/server/deals/page.ts',
    "import type { IncomingMessage } from 'node:http'\nconst fetch = (page: number) => page\nexport const x = (message: IncomingMessage) => [fetch(0), message]",
  ],
  ['src/server/platform/outbound/client.ts', "import { request } from 'undici'\nexport const x = () => request('x')"],
  ['src/server/platform/sight.ts', "export const seen = (db) => db.selectFrom('opportunities')"],
  ['src/server/handlers.ts', "import { operations } from './teams/operations.ts'\nexport const handlers = { operations }"],
  [
    'src/web/app/router.ts',
    "import { page } from '../deals/page.ts'\nimport { api } from '../../contract/api.ts'\nexport const routes = [page, api]",
  ],
  ['src/domain/teams/team.test.ts', "import { testApp } from '../../server/test-app.ts'\nexport const x = testApp(new Date())"],
]

let folder: string
let reports: { filename: string; code: string }[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'house-rules-'))
  const own = JSON.parse(await readFile(join(ROOT, '.oxlintrc.json'), 'utf8')) as { rules: Record<string, unknown> }
  const rules = Object.fromEntries(Object.entries(own.rules).filter(([name]) => name.startsWith('house/')))
  const config = { plugins: [], jsPlugins: [join(ROOT, 'lint/house.js')], categories: { correctness: 'off' }, rules }
  await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(config))
  for (const [path, source] of [...BREACHES.map(([, path, source]) => [path, source] as const), ...SOUND]) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), source)
  }
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (!stdout.includes('diagnostics')) throw new Error(`oxlint did not run: ${stderr}${stdout}`)
  reports = (JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }).diagnostics
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the lint sees', () => {
  test.each(BREACHES)('%s', (_what, path, _source, rule) => {
    expect(reports.filter((report) => report.filename === path).map((report) => report.code)).toEqual([`house(${rule})`])
  })

  test('nothing wrong in what is sound', () => {
    const paths = new Set(SOUND.map(([path]) => path))
    expect(reports.filter((report) => paths.has(report.filename))).toEqual([])
  })
})

test('every path that a page of the documentation names exists', async () => {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  const known = new Set(
    execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' }).split('\n'),
  )
  const folders = new Set([...known].flatMap((path) => path.split('/').map((_part, at, parts) => parts.slice(0, at).join('/'))))
  const missing: string[] = []
  for (const page of listed.split('\n').filter(Boolean)) {
    const text = await readFile(join(ROOT, page), 'utf8')
    for (const [, named = ''] of text.matchAll(
      /[`(]((?:\.\/|\.\.\/)*(?:src|test|docs|migrations|lint|world|scripts|bin)\/[\w./-]+)[`)#:]/g,
    )) {
      const path = (named.startsWith('.') ? join(dirname(page), named) : named).replace(/\/$/, '')
      if (!known.has(path) && !folders.has(path)) missing.push(`${page}: ${named}`)
    }
  }
  expect(missing).toEqual([])
})
