import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { may } from '../../domain/access/right.ts'
import type { Ctx } from '../platform/context.ts'

const SHOWN = 50

export const operations: Handlers<Api['jobs'], Ctx> = {
  async list(ctx) {
    // Why a job failed may quote a row of the data that it worked on.
    const tellsWhy = ctx.principal !== null && may(ctx.principal.role, 'data:read')
    const items = (await ctx.app.jobs.recent(SHOWN)).map(({ payload: _payload, problem, ...job }) => ({
      ...job,
      progress: null,
      problem: problem === null || tellsWhy ? problem : 'It failed. Those who keep the data can see why.',
    }))
    return { items }
  },
}
