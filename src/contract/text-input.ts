import { z } from 'zod'

/**
 * Input as it comes from a query string or a command line, where everything is text, brought to the shapes that
 * `schema` expects: numbers, booleans, lists (repeated or comma-separated), JSON for objects. What does not fit is left
 * as it is, so that the schema's own parse names the field.
 */
export function inputFromText(
  schema: z.ZodObject,
  text: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(text)) {
    if (value === undefined) continue
    const field = schema.shape[name] as z.ZodType | undefined
    input[name] = field === undefined ? value : shaped(bare(field), value)
  }
  return input
}

/** The schema beneath optional, default, nullable and the like. */
export function bare(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  )
    return bare(schema.unwrap() as z.ZodType)
  return schema
}

function shaped(schema: z.ZodType, value: string | string[]): unknown {
  if (schema instanceof z.ZodArray) {
    const parts = Array.isArray(value) ? value : value.split(',').filter((part) => part !== '')
    return parts.map((part) => shaped(bare(schema.element as z.ZodType), part))
  }
  const one = Array.isArray(value) ? (value.at(-1) ?? '') : value
  if (schema instanceof z.ZodNumber) return one.trim() !== '' && Number.isFinite(Number(one)) ? Number(one) : one
  if (schema instanceof z.ZodBoolean) return one === 'true' || one === '' ? true : one === 'false' ? false : one
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord || schema instanceof z.ZodUnion) return parsedJson(one)
  return one
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
