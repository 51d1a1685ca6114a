import { z } from 'zod'
import { api } from './api.ts'
import { changes, methodOf, pathOf, pathParameters, type Operation } from './operation.ts'
import { ProblemDocument, STATUS } from './problem.ts'

type Schema = Record<string, unknown>

/** Every operation as an OpenAPI 3.1 document, for clients that nobody here wrote. */
export function openApiDocument(): Schema {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [noun, resource] of Object.entries(api))
    for (const [verb, op] of Object.entries(resource as Record<string, Operation>)) {
      const path = (paths[`/api${pathOf(op)}`] ??= {})
      path[methodOf(op).toLowerCase()] = described(noun, verb, op)
    }
  return {
    openapi: '3.1.0',
    info: { title: 'Quarterdeck', version: '1', description: 'Deals, people and the revenue forecast of one company.' },
    tags: Object.keys(api).map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemDocument, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'quarterdeck.session_token' },
        key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  }
}

function described(noun: string, verb: string, op: Operation): Schema {
  const input = schemaOf(op.input, 'input')
  const properties = input['properties'] as Record<string, Schema>
  const required = new Set((input['required'] as string[] | undefined) ?? [])
  const inPath = pathParameters(pathOf(op))
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name))
  const inQuery = methodOf(op) === 'GET' ? rest : []
  const inBody = methodOf(op) === 'GET' ? [] : rest
  return {
    operationId: `${noun}.${verb}`,
    tags: [noun],
    summary: op.summary,
    description: `Needs the right ${op.allow}.${op.confirm ? ` ${op.confirm}` : ''}`,
    ...(op.allow === 'public' ? {} : { security: [{ session: [] }, { key: [] }] }),
    parameters: [
      ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] })),
      ...inQuery.map((name) => ({ name, in: 'query', required: required.has(name), schema: properties[name] })),
      ...(changes(op) ? [{ name: 'idempotency-key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 200 } }] : []),
    ],
    ...(inBody.length > 0 ? { requestBody: body(inBody, properties, required) } : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: schemaOf(op.output, 'output') } } },
      ...Object.fromEntries(
        Object.entries(STATUS).map(([code, status]) => [
          String(status),
          { description: code, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
        ]),
      ),
    },
  }
}

function body(names: string[], properties: Record<string, Schema>, required: Set<string>): Schema {
  return {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
          required: names.filter((name) => required.has(name)),
        },
      },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Schema
  return rest
}
