import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { resolveActivities, storeActivities } from '../activities/store.ts'
import { resolveGuests, storeParticipants } from '../participants/store.ts'
import { ALONGSIDE, analyzeStored, meansForLargeWork, STAGING, STORED_ALONGSIDE, type Run } from '../staging/store.ts'
import type { LentTables } from '../stand-ins/store.ts'

/** What sorting activities asks for, made in the import's own transaction, which nobody else can look into. */
const HANDED_OVER: readonly { table: string; columns: string; rows: string }[] = [
  ...['k_users', 'k_accounts', 'k_contacts', 'k_opportunities', 'k_mailboxes', 'k_user_mailboxes'].map((table) => ({
    table,
    columns: 'key text, id uuid',
    rows: `select key, id from ${table}`,
  })),
  {
    table: 'p_deals',
    columns: 'id uuid, account_id uuid, nth bigint',
    rows: 'select id, account_id, nth from p_deals where nth = 1 and account_id is not null',
  },
]

/**
 * Activities and who took part in them, which are most rows of an export, sorted and stored on a second connection while the
 * first one tells the stories of deals: one connection works on one processor at a time. What it commits are tables that
 * nobody looks for; they become the real ones in the import's own transaction, or are dropped.
 */
export interface Lane {
  /** Hands over what is known of people and deals, and begins. */
  begin(run: Run): Promise<void>
  /** m_activities, l_activities and m_guests are there. */
  sorted(): Promise<void>
  /** The tables are filled and indexed. */
  stored(): Promise<void>
  /** Comes back once nothing is under way, whatever was. */
  stop(): Promise<void>
}

/** `keeps`: whether the tables are to be built up, which a preview need not do. */
export async function openLane(pool: Pool, lent: LentTables, { keeps }: { keeps: boolean }): Promise<Lane> {
  const client = await pool.connect()
  let sorted = Promise.resolve()
  let stored = Promise.resolve()
  let pid = 0
  let ended = false
  try {
    // Its neighbour is at work at the same time: helpers of its own would only take turns with that one.
    await client.query(
      `${meansForLargeWork('set')}; set max_parallel_maintenance_workers = 0; set max_parallel_workers_per_gather = 1`,
    )
    await client.query(`select set_config('search_path', '${ALONGSIDE}, ${STAGING}, ' || current_setting('search_path'), false)`)
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    pid = rows[0]?.pid ?? 0
  } catch (error) {
    client.release(true)
    throw error
  }
  return {
    async begin(run) {
      for (const one of HANDED_OVER) await handOver(run.client, client, one)
      const here: Run = { ...run, client }
      sorted = resolveActivities(here).then(() => resolveGuests(here))
      stored = sorted.then(() => storeAll(here, lent, keeps))
      // Looked at by whoever waits; until then a failure must not count as unhandled.
      sorted.catch(() => undefined)
      stored.catch(() => undefined)
    },
    sorted: () => sorted,
    async stored() {
      await stored
      ended = true
    },
    async stop() {
      if (!ended) await pool.query('select pg_terminate_backend($1, 10000)', [pid])
      await stored.catch(() => undefined)
      client.release(true)
    },
  }
}

async function storeAll(run: Run, lent: LentTables, keeps: boolean): Promise<void> {
  const { client } = run
  await client.query('begin')
  await lent.layOut(client)
  await storeActivities(run)
  await storeParticipants(run)
  if (keeps) {
    await lent.build(client)
    await analyzeStored(client, STORED_ALONGSIDE)
  }
  await client.query('commit')
}

/** Copies rows from a transaction to another connection, in the database's own form. */
async function handOver(from: PoolClient, to: PoolClient, { table, columns, rows }: (typeof HANDED_OVER)[number]): Promise<void> {
  await to.query(`create unlogged table ${table} (${columns})`)
  await pipeline(
    from.query(copyTo(`copy (${rows}) to stdout (format binary)`)),
    to.query(copyFrom(`copy ${table} from stdin (format binary)`)),
  )
  await to.query(`analyze ${table}`)
}
