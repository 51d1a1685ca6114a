import { PgBoss } from 'pg-boss'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { z } from 'zod'

/** Work outside a request, declared as a value: its name, what it takes, when it runs, what it calls. */
export interface Job<Payload extends z.ZodType = z.ZodType, App = unknown> {
  readonly name: string
  readonly title: string
  readonly payload: Payload
  /** Cron expression in UTC for work that comes round by itself. */
  readonly every?: string
  readonly retries?: number
  readonly expireInSeconds?: number
  run(app: App, payload: z.output<Payload>): Promise<void>
}

export function job<P extends z.ZodType, App>(declaration: Job<P, App>): Job<P, App> {
  return declaration
}

export interface JobState {
  readonly id: string
  readonly name: string
  /** What the job calls itself; its name in a process that does not work on it. */
  readonly title: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly problem: string | null
  readonly payload: unknown
}

export interface Jobs {
  /** Puts work in the queue; `key` keeps a second request for the same work out while one waits or runs. Gives undefined then. */
  start(name: string, payload: unknown, options?: { key?: string }): Promise<string | undefined>
  /** Begins to work on the queue with these jobs. */
  work<App>(app: App, jobs: readonly Job<z.ZodType, App>[]): Promise<void>
  /** The newest work, without what comes round each minute (named `….routine`). */
  recent(limit: number): Promise<JobState[]>
  /** Aborted when the program begins to end: work that goes through many things takes up no further one. */
  readonly ending: AbortSignal
  close(): Promise<void>
}

const STATES: Readonly<Record<string, JobState['state']>> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
  cancelled: 'failed',
  failed: 'failed',
}

export async function openJobs(pool: Pool, log: Logger): Promise<Jobs> {
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values as unknown[]) }, schema: 'jobs' })
  boss.on('error', (error) => log.warn({ error: error.message }, 'job queue'))
  await boss.start()
  const queues = new Set<string>()
  const titles = new Map<string, string>()
  const ending = new AbortController()

  async function queue(name: string, retries = 2, expireInSeconds = 3_600): Promise<void> {
    if (queues.has(name)) return
    await boss.createQueue(name, { retryLimit: retries, retryBackoff: true, expireInSeconds, policy: 'standard' })
    queues.add(name)
  }

  return {
    async start(name, payload, options = {}) {
      await queue(name)
      return (await boss.send(name, payload as object, options.key ? { singletonKey: options.key } : {})) ?? undefined
    },
    async work(app, jobs) {
      for (const declared of jobs) {
        titles.set(declared.name, declared.title)
        await queue(declared.name, declared.retries, declared.expireInSeconds)
        await boss.work(declared.name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (batch) => {
          for (const one of batch) await declared.run(app, declared.payload.parse(one.data ?? {}))
        })
        if (declared.every) await boss.schedule(declared.name, declared.every)
      }
    },
    async recent(limit) {
      const { rows } = await pool.query<{
        id: string
        name: string
        state: string
        started_on: string | null
        completed_on: string | null
        output: { message?: string } | null
        data: unknown
      }>(
        `select id, name, state, started_on, completed_on, output, data from jobs.job
         where name not like '\\_\\_%' and name not like '%.routine' order by created_on desc limit $1`,
        [limit],
      )
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        title: titles.get(row.name) ?? row.name,
        state: STATES[row.state] ?? 'waiting',
        startedAt: row.started_on,
        endedAt: row.completed_on,
        problem: row.state === 'failed' ? (row.output?.message ?? 'It failed without saying why.') : null,
        payload: row.data,
      }))
    },
    ending: ending.signal,
    async close() {
      ending.abort()
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}
