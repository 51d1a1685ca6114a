import type { FastifyInstance } from 'fastify'
import { SYSTEM, type App } from './platform/context.ts'
import { listenError } from './platform/data-folder/listen-error.ts'
import type { Dispatch } from './platform/dispatch.ts'
import { createHttp, type AddRoutes } from './platform/http/server.ts'
import { servePages } from './platform/http/pages.ts'
import { jobs } from './all-jobs.ts'
import { importRoutes } from './imports/routes.ts'
import { mcpRoutes, type ServeOne } from './mcp/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { sponsorRoutes } from './sponsors/routes.ts'

/** Which part of the work a process does; one process does all of it unless told otherwise. */
export const SERVE_ROLES = ['all', 'api', 'worker', 'stream'] as const
export type ServeRole = (typeof SERVE_ROLES)[number]

export interface ServeSettings {
  readonly host: string
  readonly port: number
  readonly role: ServeRole
  readonly https: boolean
  /** Requests per minute and address. */
  readonly perMinute: number
  readonly trustProxy: boolean
  readonly pages: string
  readonly mcp: ServeOne
}

const MAX_UPLOAD_BYTES = 2 * 1024 ** 3

/** Opens the port of this process, and has it work on the queue where that is its part. Every role answers health questions. */
export async function serve(
  app: App,
  dispatch: Dispatch,
  settings: ServeSettings,
): Promise<{ url: string; close(): Promise<void> }> {
  const http = await createHttp(
    app,
    dispatch,
    { perMinute: settings.perMinute, trustProxy: settings.trustProxy, https: settings.https, maxUploadBytes: MAX_UPLOAD_BYTES },
    routesOf(settings),
  )
  await listen(http, settings)
  if (settings.role === 'all' || settings.role === 'worker') await app.jobs.work(app, jobs)
  if (settings.role === 'all' || settings.role === 'api') void warm(app, dispatch)
  const name = settings.host === '127.0.0.1' || settings.host === '::1' ? 'localhost' : settings.host
  return { url: `http://${name}:${settings.port}`, close: () => http.close() }
}

const WARMED = [
  { noun: 'forecasting', verb: 'board' },
  { noun: 'sponsors', verb: 'programme' },
] as const

/** Reads the company and fits before the first person asks, one after the other; what goes wrong is said again when they do. */
async function warm(app: App, dispatch: Dispatch): Promise<void> {
  for (const what of WARMED) {
    try {
      await dispatch({ ...what, input: {}, principal: SYSTEM, source: 'start' })
    } catch (error) {
      app.log.warn({ ...what, error: error instanceof Error ? error.message : String(error) }, 'an answer could not be warmed')
    }
  }
}

function routesOf({ role, pages, mcp }: ServeSettings): readonly AddRoutes[] {
  const serving: readonly AddRoutes[] = [sessionRoutes, importRoutes, sponsorRoutes, mcpRoutes(mcp), servePages(pages)]
  return role === 'all' || role === 'api' ? serving : []
}

async function listen(http: FastifyInstance, { host, port }: ServeSettings): Promise<void> {
  try {
    await http.listen({ host, port })
  } catch (error) {
    await http.close()
    throw listenError(error, port)
  }
}
