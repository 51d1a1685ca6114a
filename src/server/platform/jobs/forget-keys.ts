import { sql } from 'kysely'
import { z } from 'zod'
import type { App } from '../context.ts'
import { job } from './queue.ts'

const KEPT_HOURS = 24

/** Idempotency keys are kept for a day: long enough for any client that still tries again. */
export const forgetKeys = job({
  name: 'platform.forget-keys',
  title: 'Forget used idempotency keys',
  payload: z.object({}),
  every: '17 * * * *',
  async run(app: App) {
    await app.db
      .deleteFrom('idempotency_keys')
      .where('created_at', '<', sql<string>`now() - make_interval(hours => ${KEPT_HOURS})`)
      .execute()
  },
})
