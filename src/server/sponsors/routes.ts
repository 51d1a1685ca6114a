import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../../contract/problem.ts'
import { icsCalendar, type AccountEntry } from '../../domain/sponsors/ics-calendar.ts'
import type { App } from '../platform/context.ts'
import type { Dispatch } from '../platform/dispatch.ts'
import * as feeds from './feeds/store.ts'

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The engagement calendar for calendar programs, which can do no more than ask for an address: whoever knows it reads what its
 * owner would see. The answer is a calendar, so this is a route and not an operation; what is in it comes from the operation.
 */
export async function sponsorRoutes(http: FastifyInstance, app: App, dispatch: Dispatch): Promise<void> {
  http.get<{ Params: { file: string } }>('/api/calendar/:file', async (request, reply) => {
    const token = /^([\w-]{43})\.ics$/.exec(request.params.file)?.[1]
    const now = app.clock().toISOString()
    const reader = token === undefined ? undefined : await feeds.readerOf(app.db, tokenHash(token), now)
    if (!reader) throw new Problem('not-found', 'There is no such calendar, or it was closed.')
    const { items } = (await dispatch({
      noun: 'sponsors',
      verb: 'calendar',
      input: {},
      principal: { kind: 'user', userId: reader.id, name: reader.name, role: reader.role },
      source: 'calendar',
      requestId: request.id,
    })) as { items: AccountEntry[] }
    reply.header('content-type', 'text/calendar; charset=utf-8')
    reply.header('cache-control', 'private, no-store')
    reply.header('referrer-policy', 'no-referrer')
    return reply.send(icsCalendar(items, { name: 'Executive sponsors', now }))
  })
}
