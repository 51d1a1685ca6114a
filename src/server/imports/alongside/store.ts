import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { resolveActivities, storeActivities } from '../activities/store.ts'
import { resolveGuests, storeParticipants } from '../participants/store.ts'
import { mergeContacts } from '../customers/store.ts'
import { resolveStakeholders, storeStakeholders } from '../stakeholders/store.ts'
import {
  ALONGSIDE,
  analyzeStored,
  LATER_ALONGSIDE,
  meansForLargeWork,
  PEOPLE_ALONGSIDE,
  STAGING,
  STORED_ALONGSIDE,
  UNATTENDED,
  type Run,
} from '../staging/store.ts'
import type { LentTables } from '../stand-ins/store.ts'

interface HandedOver {
  readonly table: string
  readonly columns: string
  readonly rows: string
}

const keys = (table: string): HandedOver => ({ table, columns: 'key text, id uuid', rows: `select key, id from ${table}` })

/** What the people of customers and whatever refers to deals ask for, made in the import's own transaction, which nobody else can look into. */
const FOR_CONTACTS = [keys('k_accounts')]
const FOR_ACTIVITIES = [
  keys('k_users'),
  keys('k_opportunities'),
  keys('k_user_mailboxes'),
  {
    table: 'p_deals',
    columns: 'id uuid, account_id uuid, nth bigint, file smallint, line integer, external_id text, created_at timestamptz',
    rows: 'select id, account_id, nth, file, line, external_id, created_at from p_deals where nth = 1',
  },
]

/**
 * The people of customers, activities, who took part in them and who is on which deal, which are most rows of an export, on a
 * second connection while the first one stores deals and tells their stories: one connection works on one processor at a
 * time. What it commits are tables that nobody looks for; they become the real ones in the import's own transaction, or are
 * dropped.
 */
export interface Lane {
  /** Hands over what is known of accounts, and begins with the people of customers. */
  beginContacts(run: Run): Promise<void>
  /** Hands over what is known of deals, and goes on with what refers to them. */
  beginActivities(run: Run): Promise<void>
  /** m_contacts, m_activities, l_activities, m_guests and m_stakeholders are there. */
  sorted(): Promise<void>
  /** The tables are filled and indexed. */
  stored(): Promise<void>
  /** Comes back once nothing is under way, whatever was. */
  stop(): Promise<void>
}

/** `keeps`: whether the tables are to be built up, which a preview need not do. `arrivals`: where rows came in, and nothing more does once deals are known. */
export async function openLane(
  pool: Pool,
  lent: LentTables,
  { keeps, arrivals }: { keeps: boolean; arrivals: PoolClient },
): Promise<Lane> {
  const client = await pool.connect()
  let contacts = Promise.resolve()
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
  const here = (run: Run): Run => ({ ...run, client, journal: 'elsewhere' })
  // Looked at by whoever waits; until then a failure must not count as unhandled.
  const heeded = (work: Promise<void>) => {
    work.catch(() => undefined)
    return work
  }
  /** Tables of their own transaction are written once: until it ends nobody need be able to go back. */
  const fill = async (tables: readonly string[], store: () => Promise<void>) => {
    await client.query('begin')
    await lent.layOut(client, tables)
    await store()
    if (keeps) await lent.build(client, tables)
    await client.query('commit')
  }
  return {
    async beginContacts(run) {
      for (const one of FOR_CONTACTS) await handOver(run.client, client, one)
      contacts = stored = heeded(fill(PEOPLE_ALONGSIDE, () => mergeContacts(here(run))))
    },
    async beginActivities(run) {
      for (const one of FOR_ACTIVITIES) await handOver(run.client, arrivals, one)
      sorted = heeded(contacts.then(() => sort(here(run))))
      stored = heeded(
        sorted
          .then(() => fill(LATER_ALONGSIDE, () => store(here(run))))
          .then(async () => {
            if (keeps) await analyzeStored(client, STORED_ALONGSIDE)
          }),
      )
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

async function sort(run: Run): Promise<void> {
  await resolveActivities(run)
  await resolveGuests(run)
  await resolveStakeholders(run)
}

async function store(run: Run): Promise<void> {
  await storeActivities(run)
  await storeParticipants(run)
  await storeStakeholders(run)
}

/** Copies rows from a transaction to another connection, in the database's own form. */
async function handOver(from: PoolClient, to: PoolClient, { table, columns, rows }: HandedOver): Promise<void> {
  await to.query(`create unlogged table ${ALONGSIDE}.${table} (${columns}) with (${UNATTENDED})`)
  await pipeline(
    from.query(copyTo(`copy (${rows}) to stdout (format binary)`)),
    to.query(copyFrom(`copy ${ALONGSIDE}.${table} from stdin (format binary)`)),
  )
  await to.query(`analyze ${ALONGSIDE}.${table}`)
}
