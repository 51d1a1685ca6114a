import type { z } from 'zod'
import { api } from './api.ts'
import { Components } from './components.ts'
import type { JsonSchema } from './json-schema.ts'
import { changes, methodOf, pathOf, pathParameters, type Operation } from './operation.ts'
import { STATUS } from './problem.ts'

/** Every operation as an OpenAPI 3.1 document, for clients that nobody here wrote. Shared nouns stand once, under components. */
export function openApiDocument(): JsonSchema {
  const components = new Components()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [noun, resource] of Object.entries(api))
    for (const [verb, op] of Object.entries(resource as Record<string, Operation>)) {
      const path = (paths[`/api${pathOf(op)}`] ??= {})
      path[methodOf(op).toLowerCase()] = described(noun, verb, op, components)
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quarterdeck',
      version: '1',
      description: 'Deals, people and the revenue forecast of one company.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.keys(api).map((name) => ({ name })),
    paths,
    components: {
      schemas: components.sorted(),
      parameters: {
        IdempotencyKey: {
          name: 'idempotency-key',
          in: 'header',
          required: false,
          description: 'Repeating a change with the same key has the effect once.',
          schema: { type: 'string', minLength: 8, maxLength: 200 },
        },
      },
      responses: refusals(),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'quarterdeck.session_token' },
        key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  }
}

function described(noun: string, verb: string, op: Operation, components: Components): JsonSchema {
  const properties = components.fields(op.input, 'input')
  const required = new Set(
    Object.keys(properties).filter((name) => !(op.input.shape[name] as z.ZodType).safeParse(undefined).success),
  )
  const inPath = pathParameters(pathOf(op))
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name))
  const inQuery = methodOf(op) === 'GET' ? rest : []
  const inBody = methodOf(op) === 'GET' ? [] : rest
  return {
    operationId: `${noun}.${verb}`,
    tags: [noun],
    summary: op.summary,
    description: [RIGHT_TEXT[op.allow as keyof typeof RIGHT_TEXT] ?? `Needs the right ${op.allow}.`, op.confirm]
      .filter(Boolean)
      .join(' '),
    security: op.allow === 'public' ? [] : [{ session: [] }, { key: [] }],
    parameters: [
      ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] })),
      ...inQuery.map((name) => ({ name, in: 'query', required: required.has(name), schema: properties[name] })),
      ...(changes(op) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(inBody.length > 0 ? { requestBody: body(inBody, properties, required) } : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: components.schema(op.output, 'output') } } },
      ...Object.fromEntries(
        Object.entries(STATUS).map(([code, status]) => [String(status), { $ref: `#/components/responses/${code}` }]),
      ),
    },
  }
}

const RIGHT_TEXT = { public: 'Needs no sign-in.', 'signed-in': 'Needs a sign-in.' } as const

function body(
  names: readonly string[],
  properties: Readonly<Record<string, JsonSchema>>,
  required: ReadonlySet<string>,
): JsonSchema {
  return {
    required: names.some((name) => required.has(name)),
    content: {
      'application/json': {
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
          ...(names.some((name) => required.has(name)) ? { required: names.filter((name) => required.has(name)) } : {}),
        },
      },
    },
  }
}

function refusals(): JsonSchema {
  return Object.fromEntries(
    Object.keys(STATUS).map((code) => [
      code,
      {
        description: REFUSALS[code as keyof typeof STATUS],
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

const REFUSALS = {
  invalid: 'The input does not fit; `errors` names the fields.',
  unauthenticated: 'Nobody is signed in.',
  forbidden: 'The role does not include the right, or the request came from another site.',
  'not-found': 'There is no such thing, or it is out of sight.',
  conflict: 'Somebody else changed it first.',
  'not-allowed-now': 'A rule does not allow it in the present state.',
  'too-many': 'Too many requests.',
  upstream: 'Another system refused or did not answer.',
  unavailable: 'Not ready; nothing was stored, try again.',
  bug: 'Something went wrong here; nothing was stored.',
} as const satisfies Record<keyof typeof STATUS, string>
