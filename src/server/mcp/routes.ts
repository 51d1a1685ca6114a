import { createMcpHandler, type AuthInfo, type McpServer } from '@modelcontextprotocol/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../contract/problem.ts'
import type { App, Principal } from '../platform/context.ts'
import type { Dispatch } from '../platform/dispatch.ts'
import type { AddRoutes } from '../platform/http/server.ts'

/** Makes the protocol's side of one request; main.ts hands over the one whose tools are the contract. */
export type ServeOne = (
  call: (noun: string, verb: string, input: Record<string, unknown>) => Promise<unknown>,
  principal: Principal,
  onBug: (error: unknown) => void,
) => McpServer

const BODY_LIMIT_BYTES = 1_048_576

/**
 * The Model Context Protocol over streamable HTTP at /mcp, stateless: every request brings its API key and is answered
 * as whoever the key belongs to. A cookie counts for nothing here, so no other site can make a browser speak.
 */
export function mcpRoutes(serveOne: ServeOne): AddRoutes {
  return async function addMcp(http: FastifyInstance, app: App, dispatch: Dispatch): Promise<void> {
    const report = (error: unknown) =>
      app.log.error({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'bug')
    const handler = createMcpHandler(
      ({ authInfo }) => {
        const principal = principalIn(authInfo)
        return serveOne((noun, verb, input) => dispatch({ noun, verb, input, principal, source: 'mcp' }), principal, report)
      },
      {
        legacy: 'stateless',
        maxRequestBodySize: BODY_LIMIT_BYTES,
        onerror: (error) => app.log.debug({ error: error.message }, 'mcp'),
      },
    )
    http.addHook('onClose', () => handler.close())
    await http.register(async (scope) => {
      // The protocol has its own words for a body that is no JSON, so it gets the text.
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) =>
        done(null, body),
      )
      scope.route({
        method: ['GET', 'POST', 'DELETE'],
        url: '/mcp',
        handler: async (request, reply) => {
          refuseForeignOrigin(request)
          const key = keyOf(request)
          const principal = key === undefined ? null : await app.signIn.principalOf(new Headers({ 'x-api-key': key }))
          if (key === undefined || !principal) {
            reply.header('www-authenticate', 'Bearer realm="quarterdeck"')
            throw new Problem('unauthenticated', 'Send an API key, as x-api-key or as a bearer token.')
          }
          const authInfo: AuthInfo = {
            token: key,
            clientId: principal.userId ?? principal.name,
            scopes: [],
            extra: { principal },
          }
          return reply.send(await handler.fetch(webRequest(request, reply), { authInfo }))
        },
      })
    })
  }
}

function principalIn(authInfo: AuthInfo | undefined): Principal {
  const principal = authInfo?.extra?.['principal'] as Principal | undefined
  if (!principal) throw new Error('A request reached the protocol without a principal')
  return principal
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['x-api-key']
  if (typeof key === 'string' && key !== '') return key
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** Programs send no Origin; a page that does must come from here. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  if (origin === undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== host)
    throw new Problem('forbidden', 'This request came from another site.')
}

function webRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value)
  // The text was already read and measured; what the client said of its length or coding no longer holds.
  for (const name of ['content-length', 'transfer-encoding', 'connection']) headers.delete(name)
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) gone.abort()
  })
  const body = typeof request.body === 'string' ? request.body : null
  return new Request(`http://${request.headers.host ?? 'localhost'}${request.url}`, {
    method: request.method,
    headers,
    body: request.method === 'POST' ? body : null,
    signal: gone.signal,
  })
}
