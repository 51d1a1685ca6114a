import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import { ADDRESS_HEADER, type Attempt } from '../platform/access/sign-in.ts'
import type { App } from '../platform/context.ts'
import type { Dispatch } from '../platform/dispatch.ts'
import { headersOf } from '../platform/http/server.ts'
import { readDemoPeople } from './demo.ts'

const Credentials = z.strictObject({ email: z.string().trim().min(1).max(320), password: z.string().min(1).max(200) })
const DemoPerson = z.strictObject({ id: z.guid() })

/** Attempts on one account, from wherever they come; the sign-in library limits those from one address. */
const PER_ACCOUNT = { max: 20, timeWindow: '15 minutes' } as const

/** Signing in and out. These set cookies, so they are routes and not operations. */
export async function sessionRoutes(http: FastifyInstance, app: App, dispatch: Dispatch): Promise<void> {
  const attemptsOn = http.createRateLimit({
    ...PER_ACCOUNT,
    keyGenerator: (request) => `account ${Credentials.safeParse(request.body).data?.email.toLowerCase() ?? ''}`,
  })

  http.post('/api/sign-in', async (request, reply) => {
    const { email, password } = parsed(Credentials, request.body)
    const attempts = await attemptsOn(request)
    if (!attempts.isAllowed && attempts.isExceeded)
      throw new Problem('too-many', 'Too many attempts on this account. Wait a quarter of an hour.')
    const attempt = await app.signIn.withPassword({ email, password, address: request.ip, agent: request.headers['user-agent'] })
    return answer(request, reply, attempt)
  })

  http.post('/api/demo/sign-in', async (request, reply) => {
    if (!app.demo) throw new Problem('not-found', 'There is nothing at /api/demo/sign-in.')
    if (!isLoopback(request.ip) || !isLoopback(request.socket.remoteAddress ?? ''))
      throw new Problem('forbidden', 'The demo lets people in without a password from this computer only.')
    const { id } = parsed(DemoPerson, request.body)
    const listed = await readDemoPeople(app.dataFolder)
    if (!listed.some((one) => one.userId === id)) throw new Problem('not-found', 'This person is not one of the demo.')
    return answer(request, reply, await app.signIn.asPerson(id))
  })

  http.post('/api/sign-out', async (request, reply) => {
    for (const cookie of await app.signIn.end(headersOf(request))) reply.header('set-cookie', cookie)
    return { user: null }
  })

  http.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: async (request, reply) => {
      const headers = headersOf(request)
      headers.set(ADDRESS_HEADER, request.ip)
      const response = await app.signIn.handle(
        new Request(new URL(request.url, `${request.protocol}://${request.headers.host ?? 'localhost'}`), {
          method: request.method,
          headers,
          ...(request.method === 'POST' ? { body: JSON.stringify(request.body ?? {}) } : {}),
        }),
      )
      if (response.status === 404) throw new Problem('not-found', `There is nothing at ${request.url.split('?')[0]}.`)
      if (response.status === 429) throw new Problem('too-many', 'Too many attempts. Wait a minute.')
      if (response.status >= 400)
        throw new Problem('unauthenticated', 'Signing in there did not work. Try again, or use your password.')
      response.headers.forEach((value, name) => {
        if (name !== 'set-cookie' && name !== 'content-length') reply.header(name, value)
      })
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
      return reply.status(response.status).send(await response.text())
    },
  })

  async function answer(request: FastifyRequest, reply: FastifyReply, attempt: Attempt): Promise<unknown> {
    if (attempt.kind === 'too-many') throw new Problem('too-many', 'Too many attempts. Wait a minute.')
    if (attempt.kind === 'refused') throw new Problem('unauthenticated', 'E-mail or password is wrong.')
    for (const cookie of attempt.cookies) reply.header('set-cookie', cookie)
    return dispatch({
      noun: 'session',
      verb: 'current',
      input: {},
      principal: attempt.principal,
      source: 'web',
      requestId: request.id,
    })
  }
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {})
  if (result.success) return result.data
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }))
  throw new Problem(
    'invalid',
    errors[0]?.path ? `${errors[0].path}: ${errors[0].problem}` : 'The request does not fit.',
    undefined,
    errors,
  )
}

function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
}
