import { availableParallelism } from 'node:os'
import type { ClientConfig } from 'pg'
import type { Logger } from 'pino'
import type { App } from './platform/context.ts'
import { openDatabase, openPool } from './platform/db/connect.ts'
import { openJobs } from './platform/jobs/queue.ts'
import { openLive } from './platform/live/live.ts'
import { sealWith } from './platform/access/sealed.ts'
import type { SignIn } from './platform/access/sign-in.ts'
import { openOutbound, type OutboundSettings } from './platform/outbound/outbound.ts'
import { createWorkers } from './platform/workers.ts'

export interface AppSettings {
  readonly connection: ClientConfig
  readonly dataFolder: string
  readonly log: Logger
  readonly demo: boolean
  readonly clock: () => Date
  /** Where the worker entry of a noun lies: beside its source while developing, in the bundle once built. */
  readonly workerOf: (noun: string) => string
  /** What other people's secrets are sealed with. */
  readonly secret: string
  readonly outbound?: OutboundSettings
  readonly signIn: (app: Omit<App, 'signIn'>) => Promise<SignIn>
}

/** Opens what one process needs. `close` lets everything go in the reverse order. */
export async function openApp(settings: AppSettings): Promise<{ app: App; close(): Promise<void> }> {
  const { connection, dataFolder, log, demo, clock } = settings
  // What people read is asked for by several at once: a query that takes every processor for itself makes the others wait.
  const pool = openPool({ options: '-c max_parallel_workers_per_gather=0', ...connection })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ error: error.message }, 'an idle database connection broke'))
  const db = openDatabase(pool)
  const without: Omit<App, 'signIn'> = {
    db,
    pool,
    connection,
    log,
    dataFolder,
    demo,
    clock,
    jobs: await openJobs(pool, log),
    outbound: openOutbound(settings.outbound),
    seal: sealWith(settings.secret),
    live: await openLive(pool, log),
    // Past quarters are forecast apart from each other, at night or while somebody waits for them. What stands of the accounts is
    // kept by the thread that read it: two would read it twice.
    workers: createWorkers(settings.workerOf, {
      threads: { accuracy: availableParallelism(), sponsors: 1 },
      brief: ['alerts', 'identity', 'stakeholders', 'stakeholders/record'],
    }),
  }
  const app: App = { ...without, signIn: await settings.signIn(without) }
  return {
    app,
    async close() {
      await app.workers.close()
      await app.jobs.close()
      await app.live.close()
      await db.destroy()
      // Kysely ends only a pool that it has used itself.
      if (!pool.ended) await pool.end()
    },
  }
}
