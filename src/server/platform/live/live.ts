import type { Pool, PoolClient } from 'pg'
import type { Logger } from 'pino'
import { JOURNAL_CHANNEL } from '../journal.ts'

/** What a commit announces: enough to know what to read again, never the values themselves. */
export interface Told {
  readonly id: number
  readonly type: string
  readonly noun: string
  readonly subject: string | null
  readonly opportunityId: string | null
  readonly accountId: string | null
}

/** Announcements of every process on the same database. */
export interface Live {
  /** Calls `hear` for each announcement until the returned function is called. */
  listen(hear: (told: Told) => void): () => void
  close(): Promise<void>
}

const AGAIN_AFTER_MS = 1_000

export async function openLive(pool: Pool, log: Logger): Promise<Live> {
  const hearers = new Set<(told: Told) => void>()
  let client: PoolClient | undefined
  let closed = false

  async function connect(): Promise<void> {
    const next = await pool.connect()
    next.on('notification', (message) => {
      const told = JSON.parse(message.payload ?? '{}') as Told
      for (const hear of hearers) hear(told)
    })
    next.on('error', (error) => {
      if (closed) return
      log.warn({ error: error.message }, 'the live connection broke; connecting again')
      next.release(true)
      client = undefined
      setTimeout(() => void again(), AGAIN_AFTER_MS).unref()
    })
    await next.query(`listen ${JOURNAL_CHANNEL}`)
    client = next
  }

  async function again(): Promise<void> {
    if (closed) return
    try {
      await connect()
      // Whatever was announced meanwhile was missed: everybody reads again.
      for (const hear of hearers) hear({ id: 0, type: 'many', noun: 'many', subject: null, opportunityId: null, accountId: null })
    } catch {
      setTimeout(() => void again(), AGAIN_AFTER_MS).unref()
    }
  }

  await connect()
  return {
    listen(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    async close() {
      closed = true
      hearers.clear()
      client?.release(true)
    },
  }
}
