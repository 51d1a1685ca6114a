import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { importCommand } from './cli/import-command.ts'
import { remoteCall } from './cli/remote-call.ts'
import { runCommand } from './cli/run.ts'
import { seriesCommand } from './cli/series-command.ts'
import { tableCommand } from './cli/table-command.ts'
import { Problem } from './contract/problem.ts'
import { createMcpServer } from './mcp/mcp-server.ts'
import { serveMcp } from './mcp/stdio.ts'
import { RIGHTS_OF } from './domain/access/right.ts'
import { backupCommand, migrateCommand, restoreCommand } from './server/database-commands.ts'
import { fillDemo, isEmpty } from './server/first-start.ts'
import { runImport } from './server/imports/run-import.ts'
import { openFolder, type Installation } from './server/open-folder.ts'
import { SYSTEM, type App, type Principal } from './server/platform/context.ts'
import { chooseDataFolder, createDataFolder } from './server/platform/data-folder/data-folder.ts'
import { StartError } from './server/platform/data-folder/start-error.ts'
import { examine } from './server/platform/doctor.ts'
import { failed, say, told } from './server/platform/terminal.ts'
import { SERVE_ROLES, serve, type ServeRole } from './server/serve.ts'
import { runWorldCommand } from '../world/command.ts'
import { makeDemo } from '../world/demo.ts'

/** The folder that holds migrations/, whether this runs from src/ or from dist/. */
const ROOT = join(import.meta.dirname, '..')
const BUILT = !import.meta.filename.endsWith('.ts')
const HERE: Installation = {
  root: ROOT,
  workerOf: (noun) =>
    BUILT ? join(import.meta.dirname, 'workers', `${noun}.js`) : join(import.meta.dirname, 'server', noun, 'worker.ts'),
  checkOutput: !BUILT,
}

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
  {
    name: 'restore',
    usage: 'FILE',
    summary: 'Put a backup into an empty data folder',
    run: (argv: string[]) => restoreCommand(argv, ROOT),
  },
  {
    name: 'migrate',
    usage: '',
    summary: 'Bring the database to the newest schema',
    run: (argv: string[]) => migrateCommand(argv, ROOT),
  },
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
  const open = await openFolder(HERE, values.data, { demo, url, exclusive: true, level: process.env['LOG_LEVEL'] ?? 'info' })
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
      const open = await openFolder(HERE, where.data)
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
      const dataFolder = chooseDataFolder(data, process.env, process.cwd())
      await createDataFolder(dataFolder)
      // The files are looked at while the database starts; whoever asks for the pool hears why it did not.
      const opening = openFolder(HERE, data)
      const pool = opening.then(({ app }) => app.pool)
      pool.catch(() => undefined)
      try {
        return await runImport({ dataFolder, pool, clock: () => new Date() }, request)
      } finally {
        await (await opening.catch(() => undefined))?.close()
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
  const open = await openFolder(HERE, values.data)
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

async function doctorCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { data: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help)
    return told(
      'quarterdeck doctor [--data DIR] [--json]\n\nOpens the database, looks whether its schema, journal and settings are sound, and says what is not.\n',
    )
  const open = await openFolder(HERE, values.data)
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

function refusalIn(error: unknown): string | undefined {
  return error instanceof StartError ? error.message : undefined
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
