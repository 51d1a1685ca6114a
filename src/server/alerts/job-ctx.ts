import type { App, Ctx, Principal } from '../platform/context.ts'

const JOB: Principal = { kind: 'job', userId: null, name: 'Alerts', role: 'admin' }

export const JOB_STAMP = { principal: JOB, source: 'job', requestId: 'alerts' } as const

/** What a look at deals reads with: everything, in the name of the job. It writes its events itself. */
export function jobCtx(app: App): Ctx {
  const now = app.clock().toISOString()
  return {
    app,
    db: app.db,
    principal: JOB,
    sight: { kind: 'all' },
    now,
    today: now.slice(0, 10),
    requestId: JOB_STAMP.requestId,
    source: JOB_STAMP.source,
    emit() {
      throw new Error('A look at deals changes nothing but alerts.')
    },
  }
}
