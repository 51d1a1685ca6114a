import { z } from 'zod'

export type JsonSchema = Record<string, unknown>

/** What a caller may send, or what an answer holds: defaults make a field optional in the one and present in the other. */
export type Direction = 'input' | 'output'

/** Names under which schemas are described once and referred to. */
export type SchemaNames = z.core.$ZodRegistry<{ id: string }>

/**
 * A zod schema as JSON Schema 2020-12. With `names`, schemas registered there stand under '$defs' and are referred to;
 * without, everything is inline.
 */
export function jsonSchema(schema: z.ZodType, io: Direction, names: SchemaNames = z.registry<{ id: string }>()): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    metadata: names,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema: made }) => {
      const description = z.globalRegistry.get(zodSchema)?.description
      if (description !== undefined && made.$ref === undefined) made.description = description
      // The format says it; the pattern beside it is a page long for dates.
      if (made.format !== undefined) delete made.pattern
      // An answer may grow a field without breaking those who read it.
      if (io === 'output' && made.additionalProperties === false) delete made.additionalProperties
      // Every whole number carries the bounds of a double; they say nothing about the field.
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum
    },
  }) as JsonSchema
  return rest
}
