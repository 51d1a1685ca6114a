import { z } from 'zod'
import type { App } from '../platform/context.ts'
import { job } from '../platform/jobs/queue.ts'
import * as changes from './changes/store.ts'
import { deliverDue } from './deliver.ts'
import { evaluateAccounts, evaluateDeals } from './evaluate.ts'
import { dealsToWatch, accountIds } from './watch/store.ts'
import { queueDigests, tellWaiting } from './tell.ts'

const READER = 'alerts'

export const lookAtAll = job({
  name: 'alerts.all',
  title: 'Look at every deal for causes for alert',
  payload: z.object({}),
  every: '30 4 * * *',
  retries: 0,
  async run(app: App) {
    await evaluateDeals(app, await dealsToWatch(app.db))
    await evaluateAccounts(app, await accountIds(app.db))
    await tellWaiting(app)
  },
})

/** Comes round each minute: what changed meanwhile is looked at once, however often it changed. */
export const lookAtChanges = job({
  name: 'alerts.routine',
  title: 'Look at what changed, and send alerts',
  payload: z.object({}),
  every: '* * * * *',
  retries: 0,
  async run(app: App) {
    const { deals, accounts, upTo, first } = await changes.changedSince(app.db, READER)
    // The first time there is no "since": all of them.
    await evaluateDeals(app, first ? await dealsToWatch(app.db) : deals)
    await evaluateAccounts(app, first ? await accountIds(app.db) : accounts)
    await changes.keepReading(app.db, READER, upTo)
    await tellWaiting(app)
    await queueDigests(app)
    await deliverDue(app)
  },
})

export const jobs = [lookAtAll, lookAtChanges]
