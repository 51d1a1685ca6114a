import { join } from 'node:path'
import { Client, type ClientConfig } from 'pg'
import { createDataFolder } from '../data-folder/data-folder.ts'
import { holderOf, lockFolder, lockedBy } from '../data-folder/folder-lock.ts'
import { readServerFile, removeServerFile, writeServerFile } from '../data-folder/server-file.ts'
import { StartError } from '../data-folder/start-error.ts'
import { findBinaries } from './binaries.ts'
import { ensureCluster, SUPERUSER } from './create-cluster.ts'
import { serverUser } from './server-user.ts'
import { makeSocketFolder, removeSocketFolder } from './socket-folder.ts'
import { supervise } from './supervise.ts'

export interface OpenDatabase {
  readonly connection: ClientConfig
  /** Whether a server that runs already lends its database; then closing leaves it alone. */
  readonly lent: boolean
  /** Tells other commands on this folder where the server answers, once its port is open. */
  announce(url: string): Promise<void>
  /** Stops what was started here and gives the folder free. Pools on the connection must be closed before. */
  close(): Promise<void>
}

export interface OpenDatabaseOptions {
  /** The data folder, absolute. Made if it is missing. */
  readonly data: string
  /** A server to use instead of the built-in one; then the folder is neither locked nor given a database. */
  readonly databaseUrl?: string | undefined
  /** A server holds the folder alone; anything else may use the database of a server that runs on it. */
  readonly exclusive?: boolean
  /** Sentences for the person who waits. */
  readonly onProgress: (sentence: string) => void
  /** The database died and could not be started again. */
  readonly onLost?: (error: unknown) => void
}

const DATABASE = 'quarterdeck'
const OLDEST_SERVER = 15

/**
 * Opens the database: the server that `databaseUrl` names, or the built-in one in the data folder, made and started as
 * needed under the folder's lock.
 * @throws StartError one sentence: folder locked or unusable, disk full, will not start, server too old
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  await createDataFolder(options.data)
  return options.databaseUrl ? openServer(options.databaseUrl) : openEmbedded(options)
}

async function openServer(url: string): Promise<OpenDatabase> {
  const connection: ClientConfig = { connectionString: url }
  const client = new Client(connection)
  try {
    await client.connect()
  } catch (error) {
    throw new StartError('will-not-start', `The database that DATABASE_URL names does not answer: ${saidBy(error)}.`, error)
  }
  try {
    const { rows } = await client.query<{ major: number; version: string }>(
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_version') as version`,
    )
    const [server] = rows
    if (server && server.major < OLDEST_SERVER) {
      throw new StartError(
        'server-too-old',
        `DATABASE_URL names PostgreSQL ${server.version}; version ${OLDEST_SERVER} or newer is needed.`,
      )
    }
  } finally {
    await client.end()
  }
  return { connection, lent: false, announce: async () => undefined, close: async () => undefined }
}

function saidBy(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(saidBy).join('; ')
  return error instanceof Error ? error.message : String(error)
}

async function openEmbedded({
  data,
  exclusive = false,
  onProgress,
  onLost = (error) => onProgress(saidBy(error)),
}: OpenDatabaseOptions): Promise<OpenDatabase> {
  const holder = await holderOf(data)
  if (holder) {
    const lent = exclusive ? undefined : await lentBy(data, holder.pid)
    if (lent) return lent
    throw lockedBy(data, holder)
  }
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const lock = await lockFolder(data)
    closing.push(() => lock.release())
    const user = await serverUser(join(data, 'postgres'))
    const binaries = await findBinaries(user)
    const cluster = await ensureCluster(data, binaries, user, onProgress)
    const socket = await makeSocketFolder(data, user)
    closing.push(() => removeSocketFolder(socket))
    const database = await supervise({ cluster, socket, log: join(data, 'postgres.log'), binaries, user }, onProgress, onLost)
    closing.push(() => database.stop())
    const connection: ClientConfig = { host: socket, user: SUPERUSER, database: DATABASE }
    await ensureDatabase(connection)
    await writeServerFile(data, { pid: process.pid, url: null, database: connection })
    closing.push(() => removeServerFile(data))
    return {
      connection,
      lent: false,
      announce: (url) => writeServerFile(data, { pid: process.pid, url, database: connection }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The database of the process that holds the folder, as soon as it says where; it may still be starting. */
async function lentBy(data: string, pid: number): Promise<OpenDatabase | undefined> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const server = await readServerFile(data)
    if (server?.pid === pid)
      return { connection: server.database, lent: true, announce: async () => undefined, close: async () => undefined }
    if ((await holderOf(data))?.pid !== pid) return undefined
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return undefined
}

async function ensureDatabase(connection: ClientConfig): Promise<void> {
  const client = new Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}
