import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, type ClientConfig } from 'pg'

/** Held while migrating, so that two processes on one database do it one after the other. */
const MIGRATION_LOCK = 4_400_001

/**
 * Brings a database to the newest schema: every file of `folder` that has not run yet, in order of name, each in its own
 * transaction. Gives the names that ran. A file that has run and was changed since is refused: migrations go forward only.
 * `wanted` leaves files out, to reach the schema of an earlier version.
 */
export async function migrate(
  connection: ClientConfig,
  folder: string,
  wanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const client = new Client(connection)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(
      'create table if not exists schema_migrations (name text primary key, checksum text not null, ran_at timestamptz not null default now())',
    )
    const ran = await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migrations')
    const checksums = new Map(ran.rows.map((row) => [row.name, row.checksum]))
    const applied: string[] = []
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql') && wanted(file)).sort()) {
      const sql = await readFile(join(folder, name), 'utf8')
      const checksum = await checksumOf(sql)
      const before = checksums.get(name)
      if (before === checksum) continue
      if (before !== undefined)
        throw new Error(`Migration ${name} was changed after it ran on this database. Add a new migration instead.`)
      await inTransaction(client, async () => {
        await client.query(sql)
        await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum])
      })
      applied.push(name)
    }
    return applied
  } finally {
    await client.end()
  }
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function checksumOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(bytes).toString('hex')
}
