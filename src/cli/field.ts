import { z } from 'zod'
import { bare } from '../contract/text-input.ts'
import { CurrencyCode, Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'

/** Whether an option may stand without a value: `--shared` says true. */
export function isSwitch(field: z.ZodType): boolean {
  return bare(field) instanceof z.ZodBoolean
}

export function takesNull(field: z.ZodType): boolean {
  return field.safeParse(null).success
}

/** What an option takes, in words for the help page. */
export function fieldKind(field: z.ZodType): string {
  const kind = kindOf(bare(field))
  return takesNull(field) ? `${kind}, or null` : kind
}

function kindOf(schema: z.ZodType): string {
  if (schema === Money) return 'money, such as 1200.50USD'
  if (schema === PlainDate) return 'date, YYYY-MM-DD'
  if (schema === CurrencyCode) return 'currency, such as USD'
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(', ')}`
  if (schema instanceof z.ZodArray)
    return `list, separated by commas or repeated; each ${kindOf(bare(schema.element as z.ZodType))}`
  if (schema instanceof z.ZodBoolean) return 'true or false'
  if (schema instanceof z.ZodNumber) return `${schema.format?.includes('int') ? 'whole number' : 'number'}${bounds(schema)}`
  if (schema instanceof z.ZodGUID || schema instanceof z.ZodUUID) return 'id'
  if (schema instanceof z.ZodISODate) return 'date, YYYY-MM-DD'
  if (schema instanceof z.ZodISODateTime) return 'instant, such as 2026-11-20T14:03:11Z'
  if (schema instanceof z.ZodEmail) return 'e-mail address'
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return 'JSON object'
  return 'text'
}

function bounds(schema: z.ZodNumber): string {
  const { minValue: min, maxValue: max } = schema
  const low = min !== null && Number.isSafeInteger(min) && min > Number.MIN_SAFE_INTEGER
  const high = max !== null && Number.isSafeInteger(max) && max < Number.MAX_SAFE_INTEGER
  if (low && high) return `, ${min} to ${max}`
  if (low) return `, ${min} or more`
  return high ? `, at most ${max}` : ''
}
