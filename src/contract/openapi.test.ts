import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { api } from './api.ts'
import { openApiDocument } from './openapi.ts'
import { SHARED } from './shared-schemas.ts'

interface Described {
  readonly operationId: string
  readonly parameters: readonly { readonly name?: string; readonly in?: string }[]
}

const document = openApiDocument()
const paths = document['paths'] as Record<string, Record<string, Described>>
const described = Object.values(paths).flatMap((path) => Object.values(path))
const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '')

test('the document is valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
})

test('every operation is described once, under an id of its own', () => {
  const ids = Object.entries(api).flatMap(([noun, resource]) => Object.keys(resource).map((verb) => `${noun}.${verb}`))
  expect(described.map(({ operationId }) => operationId).sort()).toEqual(ids.sort())
})

test('every name in braces of a path is a parameter of its operations', () => {
  for (const [path, methods] of Object.entries(paths))
    for (const { operationId, parameters } of Object.values(methods)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`)
      expect(inPath.sort(), operationId).toEqual((path.match(/\{\w+\}/g) ?? []).sort())
    }
})

test('every reference leads somewhere in the document, and every shared schema is used', () => {
  for (const reference of references) expect(at(document, reference), reference).toBeDefined()
  const unused = Object.keys(SHARED).filter(
    (name) => !references.some((reference) => reference.startsWith(`#/components/schemas/${name}`)),
  )
  expect(unused).toEqual([])
})

test('a shared noun stands in the document once and is referred to', () => {
  expect(JSON.stringify(document).split('"closeDateMoves":').length - 1).toBe(1)
  expect(paths['/api/opportunities/{id}']?.['get']).toMatchObject({
    responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Opportunity' } } } } },
  })
})

test('outside users are told of every change of the document by its snapshot', async () => {
  await expect(`${JSON.stringify(document, null, 1)}\n`).toMatchFileSnapshot('../../test/openapi.snapshot.json')
})

function at(root: unknown, reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce((node, step) => (node as Record<string, unknown> | undefined)?.[step], root)
}
