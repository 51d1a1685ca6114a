import { randomBytes, randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { api } from '../../../contract/api.ts'
import { methodOf, pathOf, type Operation } from '../../../contract/operation.ts'
import { Problem, STATUS } from '../../../contract/problem.ts'
import { inputFromText } from '../../../contract/text-input.ts'
import type { App, Principal } from '../context.ts'
import type { Dispatch } from '../dispatch.ts'
import { addHealth } from './health.ts'
import { addOpenApi } from './openapi.ts'
import { addStream } from './stream.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
    nonce: string
  }
}

export interface HttpSettings {
  /** Requests per minute and address; sign-in has a tighter limit of its own. */
  readonly perMinute: number
  /** Behind a proxy that sets X-Forwarded-For. */
  readonly trustProxy: boolean
  readonly https: boolean
  readonly maxUploadBytes: number
}

/** Routes that are no operations (uploads, sign-in, MCP, pages) are added by those who own them. */
export type AddRoutes = (http: FastifyInstance, app: App, dispatch: Dispatch) => Promise<void> | void

export async function createHttp(
  app: App,
  dispatch: Dispatch,
  settings: HttpSettings,
  more: readonly AddRoutes[],
): Promise<FastifyInstance> {
  const http = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: settings.trustProxy,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 300 },
    // An address that cannot be read is answered before any hook runs.
    frameworkErrors: (_error, request, reply) => {
      reply.headers({ ...BARE_HEADERS, 'content-security-policy': contentPolicy(newNonce()) })
      answerError(app, new Problem('invalid', 'This address cannot be read.'), request, reply)
    },
  })
  http.decorateRequest('principal', null)
  http.decorateRequest('nonce', '')
  // Set before anything can answer, so that refusals and the stream carry it too.
  http.addHook('onRequest', async (request, reply) => {
    request.nonce = newNonce()
    reply.header('content-security-policy', contentPolicy(request.nonce))
    reply.header('permissions-policy', BARE_HEADERS['permissions-policy'])
  })
  await http.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    hsts: settings.https,
  })
  http.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  await http.register(cookie)
  await http.register(rateLimit, { max: settings.perMinute, timeWindow: '1 minute', errorResponseBuilder: tooMany })
  await http.register(multipart, { limits: { fileSize: settings.maxUploadBytes, files: 200, fields: 20 } })
  http.setErrorHandler((error, request, reply) => answerError(app, error, request, reply))
  addHealth(http, app)
  addOpenApi(http)
  http.addHook('preHandler', async (request) => {
    if (!request.url.startsWith('/api/') || request.url.startsWith('/api/auth/')) return
    request.principal = await principalOf(app, request)
    refuseForeignOrigin(request)
  })
  addOperations(http, dispatch)
  addStream(http, app)
  for (const add of more) await add(http, app, dispatch)
  http.setNotFoundHandler((request, reply) =>
    answerError(app, new Problem('not-found', `There is nothing at ${request.url.split('?')[0]}.`), request, reply),
  )
  return http
}

/** The sign-in library says the same of a lost database and of a bug of its own; a look at the database tells them apart. */
async function principalOf(app: App, request: FastifyRequest): Promise<Principal | null> {
  try {
    return await app.signIn.principalOf(headersOf(request))
  } catch (error) {
    if (error instanceof Problem) throw error
    await app.pool.query('select 1')
    throw error
  }
}

function addOperations(http: FastifyInstance, dispatch: Dispatch): void {
  for (const [noun, resource] of Object.entries(api))
    for (const [verb, op] of Object.entries(resource as Record<string, Operation>))
      http.route({
        method: methodOf(op),
        url: `/api${pathOf(op).replace(/\{(\w+)\}/g, ':$1')}`,
        handler: (request) =>
          dispatch({
            noun,
            verb,
            input: inputOf(op, request),
            principal: request.principal,
            source: request.principal?.kind === 'api-key' ? 'api' : 'web',
            idempotencyKey: keyOf(request),
            requestId: request.id,
          }),
      })
}

function inputOf(op: Operation, request: FastifyRequest): unknown {
  const path = inputFromText(op.input, request.params as Record<string, string>)
  if (methodOf(op) === 'GET') return { ...inputFromText(op.input, request.query as Record<string, string | string[]>), ...path }
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new Problem('invalid', 'The body must be a JSON object.')
  return { ...body, ...path }
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key))
    throw new Problem('invalid', 'An idempotency key is 8 to 200 printable characters.')
  return key
}

/** A browser sends Origin with every change; one from elsewhere is refused, whatever cookie came with it. */
function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin } = request.headers
  if (origin === undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== request.headers.host)
    throw new Problem('forbidden', 'This request came from another site.')
}

function answerError(app: App, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemFrom(error)
  if (problem.code === 'bug')
    app.log.error(
      {
        requestId: request.id,
        route: request.routeOptions.url,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      },
      'bug',
    )
  if (problem.code === 'too-many') reply.header('retry-after', '60')
  return reply.status(STATUS[problem.code]).type('application/problem+json').send(problem.toDocument(request.id))
}

const NO_SPACE = '53100'
const TOO_MANY_CONNECTIONS = '53300'
const LOCK_OR_SERIAL = new Set(['40001', '40P01', '55P03'])
const SHUTTING_DOWN = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ENOENT', 'ECONNRESET'])

function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string }
  if (code === NO_SPACE)
    return new Problem('unavailable', 'The disk is full, so nothing was stored. Free some space and try again.')
  if (code !== undefined && (SHUTTING_DOWN.has(code) || code === TOO_MANY_CONNECTIONS))
    return new Problem('unavailable', 'The database is not ready. Nothing was stored; try again.')
  if (message === 'Connection terminated unexpectedly')
    return new Problem('unavailable', 'The database is not ready. Nothing was stored; try again.')
  if (code !== undefined && LOCK_OR_SERIAL.has(code))
    return new Problem('conflict', 'Somebody else changed this at the same moment. Try again.')
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new Problem('invalid', 'The file is larger than this server takes.')
  if (statusCode === 429) return new Problem('too-many', 'Too many requests. Wait a minute.')
  if (statusCode !== undefined && 400 <= statusCode && statusCode < 500)
    return new Problem('invalid', message ?? 'The request could not be read.')
  return new Problem('bug', 'Something went wrong here. Nothing was stored.')
}

function tooMany(): Error {
  return Object.assign(new Error('Too many requests. Wait a minute.'), { statusCode: 429 })
}

/** What the header plugin sets on every other answer. */
const BARE_HEADERS = {
  'cache-control': 'no-store',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

function newNonce(): string {
  return randomBytes(16).toString('base64')
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Style attributes only (charts and virtual rows place themselves with them); style elements need the nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}
