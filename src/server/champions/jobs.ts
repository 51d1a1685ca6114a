import { z } from 'zod'
import type { App } from '../platform/context.ts'
import { job } from '../platform/jobs/queue.ts'
import { watchDepartures } from './watch.ts'

export const watchChampions = job({
  name: 'champions.routine',
  title: 'Look for champions who left',
  payload: z.object({}),
  every: '*/5 * * * *',
  retries: 0,
  run: (app: App) => watchDepartures(app),
})

/** Whatever a look at changes could have missed; once a day. */
export const watchAllChampions = job({
  name: 'champions.all',
  title: 'Look at every deal for champions who left',
  payload: z.object({}),
  every: '40 3 * * *',
  retries: 0,
  run: (app: App) => watchDepartures(app, 'all'),
})

export const jobs = [watchChampions, watchAllChampions]
