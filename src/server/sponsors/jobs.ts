import { z } from 'zod'
import type { App } from '../platform/context.ts'
import { job } from '../platform/jobs/queue.ts'
import type { PortfolioInput } from './worker.ts'

/** What is due moves with each day: read before anybody comes to work, so that the first who looks need not wait for it. */
const readPortfolio = job({
  name: 'sponsors.portfolio',
  title: 'Look at the executives of all accounts',
  payload: z.object({}),
  every: '10 0 * * *',
  async run(app: App) {
    const input: PortfolioInput = {
      connection: app.connection,
      sight: { kind: 'all' },
      now: app.clock().toISOString(),
      asOf: undefined,
    }
    await app.workers.run('sponsors', 'programme', input)
  },
})

export const jobs = [readPortfolio]
