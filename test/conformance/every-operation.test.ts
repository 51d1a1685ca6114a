import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../../src/contract/api.ts'
import { createClient } from '../../src/contract/client.ts'
import { changes, methodOf, type Operation } from '../../src/contract/operation.ts'
import { Problem } from '../../src/contract/problem.ts'
import type { App } from '../../src/server/platform/context.ts'
import type { Request as Asked } from '../../src/server/platform/dispatch.ts'
import { createHttp } from '../../src/server/platform/http/server.ts'
import { arbitraryInput } from './arbitrary-input.ts'

type Call = (input: Record<string, unknown>) => Promise<unknown>

const RUNS = { numRuns: 25, seed: 4400 }
const operations = Object.entries(api).flatMap(([noun, resource]) =>
  Object.entries(resource as Record<string, Operation>).map(([verb, op]) => ({ id: `${noun}.${verb}`, noun, verb, op })),
)

let http: FastifyInstance
let client: Readonly<Record<string, Readonly<Record<string, Call>>>>
const asked: Asked[] = []
let answer: () => unknown = () => ({})
let keys = 0

beforeAll(async () => {
  const app = { signIn: { principalOf: async () => null }, log: { error: () => undefined } } as unknown as App
  const dispatch = async (request: Asked) => {
    asked.push(request)
    return answer()
  }
  http = await createHttp(app, dispatch, { perMinute: 1_000_000, trustProxy: false, https: false, maxUploadBytes: 1_000 }, [])
  const baseUrl = await http.listen({ host: '127.0.0.1', port: 0 })
  client = createClient({ baseUrl, fetch, newKey: () => `test-key-${(keys += 1)}` }, api) as unknown as typeof client
})

afterAll(() => http.close())

function call({ noun, verb }: { noun: string; verb: string }, input: Record<string, unknown>): Promise<unknown> {
  const found = client[noun]?.[verb]
  if (!found) throw new Error(`The client lacks ${noun}.${verb}`)
  return found(input)
}

describe.each(operations)('$id', (operation) => {
  const { noun, verb, op } = operation

  test('reaches its handler over HTTP with the input that the caller gave', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryInput(op.input, methodOf(op) === 'GET'), async (input) => {
        asked.length = 0
        await call(operation, input)
        expect(asked).toMatchObject([{ noun, verb }])
        expect(op.input.parse(asked[0]?.input)).toEqual(op.input.parse(input))
      }),
      RUNS,
    )
  })

  test(changes(op) ? 'brings a key under which it is done once' : 'brings no such key, since it changes nothing', async () => {
    const [input = {}] = fc.sample(arbitraryInput(op.input, true), { numRuns: 1, seed: 1 })
    asked.length = 0
    await call(operation, input)
    expect(asked[0]?.idempotencyKey === undefined).toBe(!changes(op))
  })
})

test('a refusal arrives at the caller as the same problem', async () => {
  answer = () => {
    throw new Problem('not-allowed-now', 'This deal cannot move to that stage.', 'already-there', [
      { path: 'stageId', problem: 'is the present one' },
    ])
  }
  const refused: unknown = await call({ noun: 'jobs', verb: 'list' }, {}).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Problem)
  expect(refused).toMatchObject({
    code: 'not-allowed-now',
    message: 'This deal cannot move to that stage.',
    detail: 'already-there',
    errors: [{ path: 'stageId', problem: 'is the present one' }],
  })
  answer = () => ({})
})
