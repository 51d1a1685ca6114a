import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../src/contract/problem.ts'
import { RIGHTS_OF } from '../../src/domain/access/right.ts'
import { createMcpServer } from '../../src/mcp/mcp-server.ts'
import type { App, Principal } from '../../src/server/platform/context.ts'
import type { Request as Asked } from '../../src/server/platform/dispatch.ts'
import { createHttp } from '../../src/server/platform/http/server.ts'
import { mcpRoutes } from '../../src/server/mcp/routes.ts'

const PEOPLE: Readonly<Record<string, Principal>> = {
  'key-of-rita': { kind: 'api-key', userId: '7b0f3a52-6c1e-4a37-9d57-0a4f0d6f2c11', name: 'Rita', role: 'rep' },
  'key-of-mara': { kind: 'api-key', userId: '0d9be7b6-5d0e-4c2a-8f11-3f6a2f1b9e02', name: 'Mara', role: 'manager' },
}

let http: FastifyInstance
let address: string
const asked: Asked[] = []

beforeAll(async () => {
  const quiet = () => undefined
  const app = {
    signIn: { principalOf: async (headers: Headers) => PEOPLE[headers.get('x-api-key') ?? ''] ?? null },
    log: { error: quiet, warn: quiet, info: quiet, debug: quiet },
  } as unknown as App
  const dispatch = async (request: Asked) => {
    asked.push(request)
    if (request.noun === 'settings') throw new Problem('forbidden', 'Your role, rep, does not include this.')
    return { items: [] }
  }
  const routes = mcpRoutes((call, principal, onBug) => createMcpServer({ call, rights: RIGHTS_OF[principal.role], onBug }))
  http = await createHttp(app, dispatch, { perMinute: 10_000, trustProxy: false, https: false, maxUploadBytes: 1_000 }, [routes])
  address = await http.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(() => http.close())

async function client(headers: Record<string, string>, mode: 'auto' | 'legacy' = 'auto'): Promise<Client> {
  const made = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  await made.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`), { requestInit: { headers } }))
  return made
}

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${address}/mcp`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'x-api-key': 'key-of-rita',
      ...headers,
    },
  })
}

const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })

describe.each(['auto', 'legacy'] as const)('a client that speaks the %s protocol', (mode) => {
  test.each([{ 'x-api-key': 'key-of-rita' }, { authorization: 'Bearer key-of-rita' }])(
    'acts as whoever its key belongs to: %o',
    async (headers: Record<string, string>) => {
      const rita = await client(headers, mode)
      asked.length = 0
      const result = await rita.callTool({ name: 'jobs.list', arguments: {} })
      expect(result.structuredContent).toEqual({ items: [] })
      expect(asked).toEqual([{ noun: 'jobs', verb: 'list', input: {}, principal: PEOPLE['key-of-rita'], source: 'mcp' }])
      await rita.close()
    },
  )

  test('is offered the tools of its own role', async () => {
    const [rita, mara] = [await client({ 'x-api-key': 'key-of-rita' }, mode), await client({ 'x-api-key': 'key-of-mara' }, mode)]
    const names = async (of: Client) => (await of.listTools()).tools.map(({ name }) => name)
    expect(await names(rita)).not.toContain('opportunities_assign')
    expect(await names(mara)).toContain('opportunities_assign')
    await rita.close()
    await mara.close()
  })

  test('is told in a sentence what it may not do', async () => {
    const rita = await client({ 'x-api-key': 'key-of-rita' }, mode)
    expect(await rita.callTool({ name: 'settings_update', arguments: {} })).toMatchObject({
      isError: true,
      content: [{ text: 'Your role, rep, does not include this.' }],
    })
    await rita.close()
  })
})

describe('whoever has no business here', () => {
  test.each([{ 'x-api-key': '' }, { 'x-api-key': 'wrong' }, { 'x-api-key': '', cookie: 'quarterdeck.session_token=stolen' }])(
    'is asked for a key: %o',
    async (headers: Record<string, string>) => {
      const response = await post(LIST, headers)
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(await response.json()).toMatchObject({ code: 'unauthenticated' })
    },
  )

  test('is refused when it comes from the page of another site', async () => {
    expect((await post(LIST, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post(LIST, { origin: address })).status).toBe(200)
  })

  test('cannot send more than a megabyte', async () => {
    const response = await post(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'jobs.list', arguments: { q: 'x'.repeat(1_100_000) } },
      }),
    )
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
  })

  test('gets the words of the protocol for a body that is no JSON, and no stream to listen on', async () => {
    expect(await (await post('{"jsonrpc"')).json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32700 } })
    expect((await fetch(`${address}/mcp`, { headers: { 'x-api-key': 'key-of-rita', accept: 'text/event-stream' } })).status).toBe(
      405,
    )
  })
})
