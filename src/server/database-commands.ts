import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { restoreBackup } from './platform/backup/restore-backup.ts'
import { writeBackup } from './platform/backup/write-backup.ts'
import { chooseDataFolder } from './platform/data-folder/data-folder.ts'
import { migrate } from './platform/db/migrate.ts'
import { openDatabase, type OpenDatabase } from './platform/embedded/open-database.ts'
import { failed, say, told } from './platform/terminal.ts'

export function migrateCommand(argv: string[], root: string): Promise<number> {
  return onDatabase('migrate', argv, {
    help: 'quarterdeck migrate [--data DIR] [--json]\n\nBrings the database to the newest schema. `serve` does so by itself.\n',
    file: 'none',
    async work({ connection }) {
      const ran = await migrate(connection, join(root, 'migrations'))
      return { answer: { ran }, text: ran.length === 0 ? 'The schema is the newest already.' : `Ran ${ran.join(', ')}.` }
    },
  })
}

export function backupCommand(argv: string[]): Promise<number> {
  return onDatabase('backup', argv, {
    help: `quarterdeck backup [FILE] [--data DIR] [--json]

Writes everything the database holds, as it stands now, into one file (default quarterdeck-DATE.sql.gz). A server may run
meanwhile. The file holds password hashes and all correspondence: keep it as you keep the data folder.
`,
    file: 'optional',
    async work({ connection }, file, tell) {
      const done = await writeBackup(
        connection,
        file ?? resolve(`quarterdeck-${new Date().toISOString().slice(0, 10)}.sql.gz`),
        new Date(),
        tell,
      )
      return { answer: done, text: `Wrote ${done.tables} tables, ${(done.bytes / 1e6).toFixed(1)} MB, to ${done.file}.` }
    },
  })
}

export function restoreCommand(argv: string[], root: string): Promise<number> {
  return onDatabase('restore', argv, {
    help: `quarterdeck restore FILE [--data DIR] [--json]

Puts a backup into an empty data folder (or the empty database of DATABASE_URL): all of it, or nothing. People sign in again
afterwards.
`,
    file: 'one',
    exclusive: true,
    async work({ connection }, file, tell) {
      const done = await restoreBackup(connection, file ?? '', join(root, 'migrations'), tell)
      const rows = Object.values(done.rows).reduce((sum, count) => sum + count, 0)
      return { answer: done, text: `Restored ${rows.toLocaleString('en')} rows as of ${done.madeAt}.` }
    },
  })
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
