import { join } from 'node:path'
import { pino } from 'pino'
import { handlers } from './handlers.ts'
import { openApp } from './open-app.ts'
import { createSignIn } from './platform/access/better-auth.ts'
import { readOidcProviders } from './platform/access/oidc-providers.ts'
import { loadSecret } from './platform/access/secret.ts'
import type { App } from './platform/context.ts'
import { chooseDataFolder } from './platform/data-folder/data-folder.ts'
import { StartError } from './platform/data-folder/start-error.ts'
import { migrate } from './platform/db/migrate.ts'
import { createDispatch, type Dispatch } from './platform/dispatch.ts'
import { openDatabase } from './platform/embedded/open-database.ts'
import { say } from './platform/terminal.ts'

/** The product on one data folder, as every command that needs more than the database opens it. */
interface Open {
  readonly app: App
  readonly dispatch: Dispatch
  readonly folder: string
  /** Tells commands on the same data folder where the server answers. */
  announce(url: string): Promise<void>
  close(): Promise<void>
}

/** Where the program lies. */
export interface Installation {
  /** The folder that holds migrations/. */
  readonly root: string
  /** The file that the worker thread of a noun runs. */
  readonly workerOf: (noun: string) => string
  /** A built program does not check its own answers against the contract. */
  readonly checkOutput: boolean
}

interface OpenOptions {
  readonly demo?: boolean
  readonly url?: string
  /** A server holds the folder alone; a command joins the database of a server that runs. */
  readonly exclusive?: boolean
  readonly level?: string
}

/** Opens the data folder named, or the one chosen by environment and place, brings its schema up, and wires the product onto it. */
export async function openFolder(
  { root, workerOf, checkOutput }: Installation,
  data: string | undefined,
  options: OpenOptions = {},
): Promise<Open> {
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
    await migrate(database.connection, join(root, 'migrations'))
    const secret = await loadSecret(folder, process.env['QUARTERDECK_SECRET'])
    const oidc = await readOidcProviders(folder)
    const url = options.url ?? 'http://localhost:4400'
    const opened = await openApp({
      connection: database.connection,
      dataFolder: folder,
      log,
      demo: options.demo ?? false,
      clock: () => new Date(),
      workerOf,
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
      dispatch: createDispatch(opened.app, handlers, { checkOutput }),
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

/** The database died and would not start again: nothing can be acknowledged any more, so the process ends and says why. */
function lost(error: unknown): void {
  say(error instanceof StartError ? error.message : `The database ended and could not be started again: ${String(error)}`)
  process.exit(1)
}
