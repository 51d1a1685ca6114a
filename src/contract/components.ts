import { z } from 'zod'
import { jsonSchema, type Direction, type JsonSchema, type SchemaNames } from './json-schema.ts'
import { SHARED, sharedSchemas } from './shared-schemas.ts'

/** Gathers the schemas that several operations share, and refers to them from wherever they are used. */
export class Components {
  readonly #schemas = new Map<string, JsonSchema>()
  readonly #names: SchemaNames = sharedSchemas()

  constructor() {
    for (const schema of Object.values(SHARED)) this.schema(schema, 'output')
  }

  /** A schema in which shared ones are references into '#/components/schemas'. */
  schema(schema: z.ZodType, io: Direction): JsonSchema {
    const { $defs = {}, properties } = jsonSchema(z.object({ it: schema }), io, this.#names)
    const defs = $defs as Record<string, JsonSchema>
    // What differs when it is sent, for having defaults, gets a name of its own beside the form that is answered.
    const differs = new Set(
      Object.keys(defs).filter((id) => io === 'input' && !sameSchema(referring(defs[id], new Set()), this.#schemas.get(id))),
    )
    for (const [id, def] of Object.entries(defs)) this.#schemas.set(nameOf(id, differs), referring(def, differs) as JsonSchema)
    return referring((properties as Record<string, JsonSchema>)['it'], differs) as JsonSchema
  }

  /** The fields of an object, each with its references. */
  fields(schema: z.ZodObject, io: Direction): Record<string, JsonSchema> {
    return Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, this.schema(field as z.ZodType, io)]))
  }

  sorted(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)))
  }
}

function nameOf(id: string, differs: ReadonlySet<string>): string {
  return differs.has(id) ? `${id}Input` : id
}

function referring(value: unknown, differs: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => referring(one, differs))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, `#/components/schemas/${nameOf(inner.replace('#/$defs/', ''), differs)}`]
        : [key, referring(inner, differs)],
    ),
  )
}

function sameSchema(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
