import { describe, expect, test } from 'vitest'
import { api } from './api.ts'
import { createClient } from './client.ts'
import { Problem } from './problem.ts'

const DEAL = '7b0f3a52-6c1e-4a37-9d57-0a4f0d6f2c11'

function recording(answer: () => Response | Promise<Response> = () => Response.json({})) {
  const sent: { url: string; init: RequestInit }[] = []
  const client = createClient(
    {
      baseUrl: 'https://deals.example',
      headers: { 'x-api-key': 'secret' },
      newKey: () => 'key-of-this-change',
      fetch: async (url, init) => {
        sent.push({ url: String(url), init: init ?? {} })
        return answer()
      },
    },
    api,
  )
  return { client, sent }
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Problem) return error
  throw new Error(`No problem but ${String(error)}`)
}

test('routes alone, as a page gets them, make the same requests as the whole contract', async () => {
  const sent: string[] = []
  const settings = {
    baseUrl: '',
    newKey: () => 'key',
    fetch: async (url: unknown) => {
      sent.push(String(url))
      return Response.json({})
    },
  }
  const routes = JSON.parse(JSON.stringify({ opportunities: { get: { route: api.opportunities.get.route } } }))
  await createClient(settings, routes).opportunities.get({ id: DEAL })
  await createClient(settings, api).opportunities.get({ id: DEAL })
  expect(sent).toEqual([`/api/opportunities/${DEAL}`, `/api/opportunities/${DEAL}`])
})

describe('what goes over the wire', () => {
  test('a read puts its fields into the address, lists repeated, and carries no body', async () => {
    const { client, sent } = recording()
    await client.opportunities.list({ q: 'a&b', stage: ['proposal', 'negotiation'], limit: 5 })
    expect(sent[0]?.url).toBe('https://deals.example/api/opportunities?q=a%26b&stage=proposal&stage=negotiation&limit=5')
    expect(sent[0]?.init).toMatchObject({ method: 'GET', headers: { 'x-api-key': 'secret' } })
    expect(sent[0]?.init.body).toBeUndefined()
  })

  test('a change puts what is not in its path into the body, with a key under which it is done once', async () => {
    const { client, sent } = recording()
    await client.opportunities.update({ id: DEAL, amount: null })
    expect(sent[0]?.url).toBe(`https://deals.example/api/opportunities/${DEAL}`)
    expect(sent[0]?.init).toMatchObject({
      method: 'PATCH',
      body: '{"amount":null}',
      headers: { 'idempotency-key': 'key-of-this-change' },
    })
    await client.opportunities.update({ id: DEAL }, { idempotencyKey: 'the-same-again' })
    expect(sent[1]?.init).toMatchObject({ headers: { 'idempotency-key': 'the-same-again' } })
  })

  test('an external id with a slash stays one step of the path', async () => {
    const { client, sent } = recording()
    await client.stakeholders.threading({ deal: 'EU/2017 #4' })
    expect(sent[0]?.url).toBe('https://deals.example/api/opportunities/EU%2F2017%20%234/threading')
  })

  test.each(['.', '..'])('an id that every address parser would swallow (%s) is refused before it is sent', async (deal) => {
    const { client, sent } = recording()
    expect(await problemOf(client.stakeholders.threading({ deal }))).toMatchObject({ code: 'not-found' })
    expect(sent).toEqual([])
  })
})

describe('every failure arrives as a problem', () => {
  test('the one that the server describes', async () => {
    const { client } = recording(() =>
      Response.json(new Problem('conflict', 'Somebody else changed it.').toDocument('r1'), { status: 409 }),
    )
    expect(await problemOf(client.jobs.list({}))).toMatchObject({ code: 'conflict', message: 'Somebody else changed it.' })
  })

  test('a server that does not answer', async () => {
    const { client } = recording(() => Promise.reject(new TypeError('fetch failed')))
    expect(await problemOf(client.jobs.list({}))).toMatchObject({ code: 'unavailable' })
  })

  test.each([
    [503, 'unavailable'],
    [500, 'bug'],
    [418, 'bug'],
  ])('status %i without a reason', async (status, code) => {
    const { client } = recording(() => new Response('<html>', { status }))
    expect(await problemOf(client.jobs.list({}))).toMatchObject({ code })
  })

  test('but a caller who gave up is told so, not that the server failed', async () => {
    const stop = new AbortController()
    const { client } = recording(() => {
      stop.abort()
      return Promise.reject(new DOMException('stopped', 'AbortError'))
    })
    await expect(client.jobs.list({}, { signal: stop.signal })).rejects.toThrow('stopped')
  })
})
