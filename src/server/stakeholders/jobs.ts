import { z } from 'zod'
import type { App } from '../platform/context.ts'
import { job } from '../platform/jobs/queue.ts'
import { readSettings } from '../settings/store.ts'
import { compute, placeOf } from './record/company-record.ts'
import { recordOf } from './record/store.ts'

/** Before anybody comes to work, so that the first page of the day need not wait for it. */
export const readRecord = job({
  name: 'stakeholders.record',
  title: 'Learn from closed deals how threads and winning go together',
  payload: z.object({}),
  every: '40 0 * * *',
  async run(app: App) {
    const now = app.clock().toISOString()
    const asOf = now.slice(0, 10)
    const place = await placeOf(app, asOf, await readSettings(app.db))
    const kept = await recordOf(app.db, asOf)
    if (kept?.upTo === place.upTo && kept.context === place.context) return
    await compute(app, { asOf, ...place }, now)
  },
})

export const jobs = [readRecord]
