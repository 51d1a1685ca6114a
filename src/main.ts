import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { importCommand } from './cli/import-command.ts'
import { remoteCall } from './cli/remote-call.ts'
import { runCommand } from './cli/run.ts'
import { seriesCommand } from './cli/series-command.ts'
import { tableCommand } from './cli/table-command.ts'
import { Problem } from './contract/problem.ts'
import { createMcpServer } from './mcp/mcp-server.ts'
import { serveMcp } from './mcp/stdio.ts'
import { RIGHTS_OF } from './domain/access/right.ts'
import { fillDemo, isEmpty } from './server/first-start.ts'
import { handlers } from './server/handlers.ts'
import { runImport } from './server/imports/run-import.ts'
import { openApp } from './server/open-app.ts'
import { createSignIn } from './server/platform/access/better-auth.ts'
import { readOidcProviders } from './server/platform/access/oidc-providers.ts'
import { loadSecret } from './server/platform/access/secret.ts'
import { SYSTEM, type App, type Principal } from './server/platform/context.ts'
import { restoreBackup } from './server/platform/backup/restore-backup.ts'
import { writeBackup } from './server/platform/backup/write-backup.ts'
import { chooseDataFolder } from './server/platform/data-folder/data-folder.ts'
import { StartError } from './server/platform/data-folder/start-error.ts'
import { migrate } from './server/platform/db/migrate.ts'
import { createDispatch, type Dispatch } from './server/platform/dispatch.ts'
import { examine } from './server/platform/doctor.ts'
import { openDatabase, type OpenDatabase } from './server/platform/embedded/open-database.ts'
import { SERVE_ROLES, serve, type ServeRole } from './server/serve.ts'
import { runWorldCommand } from '../world/command.ts'
import { makeDemo } from '../world/demo.ts'

/** The folder that holds migrations/, whether this runs from src/ or from dist/. */
const ROOT = join(import.meta.dirname, '..')
const BUILT = !import.meta.filename.endsWith('.ts')

const PLATFORM = [
  {
    name: 'serve',
    usage: '[--port 4400] [--demo]',
    summary: 'Serve pages, API and agents on http://localhost:4400',
    run: serveCommand,
  },
  {
    name: 'import',
    usage: 'PATH… [--dry-run] [--mapping FILE]',
    summary: 'Read a CRM export: a folder, a zip or files; stores it unless --dry-run',
    run: runImportCommand,
  },
  {
    name: 'mcp',
    usage: '[--as EMAIL]',
    summary: 'Speak the Model Context Protocol on standard input and output',
    run: mcpCommand,
  },
  {
    name: 'world',
    usage: '[--seed N] [--out DIR]',
    summary: 'Make a simulated company with known truth as a CRM export',
    run: (argv: string[]) => runWorldCommand(argv, new Date()),
  },
  {
    name: 'backup',
    usage: '[FILE]',
    summary: 'Write everything into one file, while people go on working',
    run: backupCommand,
  },
  { name: 'restore', usage: 'FILE', summary: 'Put a backup into an empty data folder', run: restoreCommand },
  { name: 'migrate', usage: '', summary: 'Bring the database to the newest schema', run: migrateCommand },
  { name: 'doctor', usage: '', summary: 'Check this installation and say what is wrong', run: doctorCommand },
] as const

/** Operations whose input a command line gives as files: carried out here, without a database, unless asked of a server. */
const FILE_COMMANDS: Readonly<Record<string, typeof seriesCommand>> = {
  'forecasting series': seriesCommand,
  'forecasting table': tableCommand,
}

// A reader that has seen enough (`… | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

process.exitCode = await main(process.argv.slice(2))

async function main(argv: string[]): Promise<number> {
  try {
    const [first, ...rest] = argv
    const command = PLATFORM.find(({ name }) => name === first)
    const ofFile = FILE_COMMANDS[`${first} ${rest[0]}`]
    if (ofFile && readsFiles(rest)) return await ofFile(rest.slice(1), process)
    return command ? await command.run(rest) : await operationCommand(argv)
  } catch (error) {
    if (error instanceof StartError || error instanceof Problem) return failed(error.message, 1)
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
      return failed(error.message, 2)
    throw error
  }
}

/** Files are read and figured here, without a data folder; what comes as input, or goes to a server, is an operation like any other. */
function readsFiles(argv: readonly string[]): boolean {
  return !argv.some((word) => /^--(input|server|training|rows)(=|$)/.test(word))
}

// ---------------------------------------------------------------- commands

async function serveCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      host: { type: 'string', default: process.env['QUARTERDECK_HOST'] ?? '127.0.0.1' },
      port: { type: 'string', default: process.env['QUARTERDECK_PORT'] ?? '4400' },
      role: { type: 'string', default: 'all' },
      demo: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return told(SERVE_HELP)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || 65_535 < port)
    return failed(`--port takes a number from 1 to 65535, not ${values.port}.`, 2)
  if (!(SERVE_ROLES as readonly string[]).includes(values.role)) return failed(`--role is one of ${SERVE_ROLES.join(', ')}.`, 2)
  const demo = values.demo && isLoopback(values.host)
  if (values.demo && !demo)
    return failed('The demo lets people in without a password, so it is served on this computer only: leave --host out.', 2)
  const url = process.env['QUARTERDECK_URL'] ?? `http://localhost:${port}`
  const open = await openHere(values.data, { demo, url, exclusive: true, level: process.env['LOG_LEVEL'] ?? 'info' })
  try {
    if (demo && (await isEmpty(open.app))) await fillDemo(open.app, open.dispatch, (folder) => makeDemo(folder, today()), say)
    const server = await serve(open.app, open.dispatch, {
      host: values.host,
      port,
      role: values.role as ServeRole,
      https: url.startsWith('https:'),
      perMinute: Number(process.env['QUARTERDECK_REQUESTS_PER_MINUTE'] ?? 3_000),
      trustProxy: process.env['QUARTERDECK_TRUST_PROXY'] === 'true',
      pages: join(ROOT, 'dist', 'web'),
      mcp: (call, principal, onBug) => createMcpServer({ call, rights: RIGHTS_OF[principal.role], onBug }),
    })
    await open.announce(server.url)
    process.stdout.write(`Quarterdeck is ready on ${server.url}\n`)
    await stopSignal()
    say('Stopping')
    await server.close()
    return 0
  } finally {
    await open.close()
  }
}

async function operationCommand(argv: string[]): Promise<number> {
  return runCommand(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    isTTY: process.stderr.isTTY === true && process.stdin.isTTY === true,
    refusalIn,
    platform: PLATFORM.map(({ name, usage, summary }) => ({ name, usage, summary })),
    version: process.env['npm_package_version'] ?? '0.1.0',
    confirm: asked,
    async call(noun, verb, input, where) {
      const server = where.server ?? process.env['QUARTERDECK_SERVER']
      if (server) return remoteCall(server, where.key ?? process.env['QUARTERDECK_KEY'], fetch, randomUUID)(noun, verb, input)
      const open = await openHere(where.data)
      try {
        return await open.dispatch({ noun, verb, input, principal: SYSTEM, source: 'cli' })
      } finally {
        await open.close()
      }
    },
  })
}

async function runImportCommand(argv: string[]): Promise<number> {
  return importCommand(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    isTTY: process.stderr.isTTY === true,
    refusalIn,
    async run({ data, ...request }) {
      const open = await openHere(data)
      try {
        return await runImport(open.app, { ...request, principal: { ...SYSTEM, kind: 'import', name: 'Import' } })
      } finally {
        await open.close()
      }
    },
  })
}

async function mcpCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { data: { type: 'string' }, as: { type: 'string' }, help: { type: 'boolean', default: false } },
  })
  if (values.help)
    return told(
      'quarterdeck mcp [--data DIR] [--as EMAIL]\n\nSpeaks the Model Context Protocol on standard input and output, with the rights of the person whose mail address is given.\nWithout --as, with the rights of whoever owns the data folder: all of them.\n',
    )
  const open = await openHere(values.data)
  try {
    const principal = values.as === undefined ? SYSTEM : await personOf(open.app, values.as)
    await serveMcp({
      rights: RIGHTS_OF[principal.role],
      onBug: (error) => open.app.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'bug'),
      call: (noun, verb, input) => open.dispatch({ noun, verb, input, principal, source: 'mcp' }),
    })
    return 0
  } finally {
    await open.close()
  }
}

/** A command on the database alone: its words, and what it does with them. */
interface DatabaseCommand {
  readonly help: string
  /** The file it takes: none, one, or one that may be left out. */
  readonly file: 'none' | 'one' | 'optional'
  readonly exclusive?: boolean
  work(database: OpenDatabase, file: string | undefined, tell: (step: string) => void): Promise<{ answer: object; text: string }>
}

async function onDatabase(
  name: string,
  argv: string[],
  { help, file, exclusive = false, work }: DatabaseCommand,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: file !== 'none',
    options: { data: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return told(help)
  if (positionals.length > 1 || (file === 'one' && positionals.length === 0)) return failed(`${name} takes one file.`, 2)
  const [path] = positionals
  const database = await openDatabase({
    data: chooseDataFolder(values.data, process.env, process.cwd()),
    databaseUrl: process.env['DATABASE_URL'],
    onProgress: say,
    exclusive,
  })
  try {
    const { answer, text } = await work(
      database,
      path === undefined ? undefined : resolve(path),
      values.json ? () => undefined : say,
    )
    return told(values.json ? `${JSON.stringify(answer)}\n` : `${text}\n`)
  } finally {
    await database.close()
  }
}

function migrateCommand(argv: string[]): Promise<number> {
  return onDatabase('migrate', argv, {
    help: 'quarterdeck migrate [--data DIR] [--json]\n\nBrings the database to the newest schema. `serve` does so by itself.\n',
    file: 'none',
    async work({ connection }) {
      const ran = await migrate(connection, join(ROOT, 'migrations'))
      return { answer: { ran }, text: ran.length === 0 ? 'The schema is the newest already.' : `Ran ${ran.join(', ')}.` }
    },
  })
}

function backupCommand(argv: string[]): Promise<number> {
  return onDatabase('backup', argv, {
    help: `quarterdeck backup [FILE] [--data DIR] [--json]

Writes everything the database holds, as it stands now, into one file (default quarterdeck-DATE.sql.gz). A server may run
meanwhile. The file holds password hashes and all correspondence: keep it as you keep the data folder.
`,
    file: 'optional',
    async work({ connection }, file, tell) {
      const done = await writeBackup(connection, file ?? resolve(`quarterdeck-${today()}.sql.gz`), new Date(), tell)
      return { answer: done, text: `Wrote ${done.tables} tables, ${(done.bytes / 1e6).toFixed(1)} MB, to ${done.file}.` }
    },
  })
}

function restoreCommand(argv: string[]): Promise<number> {
  return onDatabase('restore', argv, {
    help: `quarterdeck restore FILE [--data DIR] [--json]

Puts a backup into an empty data folder (or the empty database of DATABASE_URL): all of it, or nothing. People sign in again
afterwards.
`,
    file: 'one',
    exclusive: true,
    async work({ connection }, file, tell) {
      const done = await restoreBackup(connection, file ?? '', join(ROOT, 'migrations'), tell)
      const rows = Object.values(done.rows).reduce((sum, count) => sum + count, 0)
      return { answer: done, text: `Restored ${rows.toLocaleString('en')} rows as of ${done.madeAt}.` }
    },
  })
}

async function doctorCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { data: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help)
    return told(
      'quarterdeck doctor [--data DIR] [--json]\n\nOpens the database, looks whether its schema, journal and settings are sound, and says what is not.\n',
    )
  const open = await openHere(values.data)
  try {
    const report = { dataFolder: open.folder, ...(await examine(open.app.pool)) }
    told(
      values.json
        ? `${JSON.stringify(report, null, 2)}\n`
        : `${Object.entries(report)
            .map(([name, value]) => `${name}: ${typeof value === 'object' ? value.join(' ') || 'none' : value}`)
            .join('\n')}\n`,
    )
    return report.problems.length === 0 ? 0 : 1
  } finally {
    await open.close()
  }
}

// ---------------------------------------------------------------- wiring

interface Open {
  readonly app: App
  readonly dispatch: Dispatch
  readonly folder: string
  /** Tells commands on the same data folder where the server answers. */
  announce(url: string): Promise<void>
  close(): Promise<void>
}

interface OpenOptions {
  readonly demo?: boolean
  readonly url?: string
  /** A server holds the folder alone; a command joins the database of a server that runs. */
  readonly exclusive?: boolean
  readonly level?: string
}

async function openHere(data: string | undefined, options: OpenOptions = {}): Promise<Open> {
  const folder = chooseDataFolder(data, process.env, process.cwd())
  const log = pino(
    { level: options.level ?? 'warn', base: null, redact: ['*.password', '*.key', '*.secret', '*.token'] },
    pino.destination(2),
  )
  const database = await openDatabase({
    data: folder,
    databaseUrl: process.env['DATABASE_URL'],
    onProgress: say,
    exclusive: options.exclusive ?? false,
    onLost: lost,
  })
  try {
    await migrate(database.connection, join(ROOT, 'migrations'))
    const secret = await loadSecret(folder, process.env['QUARTERDECK_SECRET'])
    const oidc = await readOidcProviders(folder)
    const url = options.url ?? 'http://localhost:4400'
    const opened = await openApp({
      connection: database.connection,
      dataFolder: folder,
      log,
      demo: options.demo ?? false,
      clock: () => new Date(),
      workerOf: (noun) =>
        BUILT ? join(import.meta.dirname, 'workers', `${noun}.js`) : join(import.meta.dirname, 'server', noun, 'worker.ts'),
      secret,
      outbound: {
        ownHosts: (process.env['QUARTERDECK_OWN_HOSTS'] ?? '')
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      },
      signIn: (app) => createSignIn(app, { secret, baseUrl: url, https: url.startsWith('https:'), oidc }),
    })
    return {
      app: opened.app,
      dispatch: createDispatch(opened.app, handlers, { checkOutput: !BUILT }),
      folder,
      announce: (at) => database.announce(at),
      async close() {
        await opened.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function personOf(app: App, email: string): Promise<Principal> {
  const row = await app.db
    .selectFrom('users')
    .select(['id', 'name', 'role'])
    .where('email', 'ilike', email)
    .where('active', '=', true)
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', `Nobody active has the mail address ${email}.`)
  return { kind: 'user', userId: row.id, name: row.name, role: row.role }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}

async function asked(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

function say(step: string): void {
  process.stderr.write(`${step}\n`)
}

/** The database died and would not start again: nothing can be acknowledged any more, so the process ends and says why. */
function lost(error: unknown): void {
  say(error instanceof StartError ? error.message : `The database ended and could not be started again: ${String(error)}`)
  process.exit(1)
}

function refusalIn(error: unknown): string | undefined {
  return error instanceof StartError ? error.message : undefined
}

function told(text: string): number {
  process.stdout.write(text)
  return 0
}

function failed(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`)
  return code
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

const SERVE_HELP = `quarterdeck serve [--data DIR] [--port 4400] [--host 127.0.0.1] [--role ${SERVE_ROLES.join('|')}] [--demo]

Serves pages, API, event stream and agents. The embedded database is started in the data folder; DATABASE_URL names a
PostgreSQL server (15 or newer) instead. --demo fills an empty database with a simulated company and lets one sign in as
its people with a click, on this computer only.

Environment: QUARTERDECK_DATA, QUARTERDECK_PORT, QUARTERDECK_HOST, QUARTERDECK_URL (the address people type),
QUARTERDECK_SECRET, QUARTERDECK_TRUST_PROXY=true behind a proxy, QUARTERDECK_OWN_HOSTS=host:port,… (servers of your own
network that alerts may be sent to), DATABASE_URL, LOG_LEVEL.
`
