import fc from 'fast-check'
import { z } from 'zod'
import { bare } from '../../src/contract/text-input.ts'

/**
 * Inputs that a schema takes, as a caller would write them: every required field, any choice of the optional ones.
 * `inText`: for what travels as query text, which cannot tell an empty list, or null, from nothing.
 */
export function arbitraryInput(schema: z.ZodObject, inText: boolean): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema.shape).map(([name, field]) => [name, arbitraryValue(field as z.ZodType, inText)] as const)
  const requiredKeys = Object.entries(schema.shape).flatMap(([name, field]) =>
    (field as z.ZodType).safeParse(undefined).success ? [] : [name],
  )
  return fc.record(Object.fromEntries(fields), { requiredKeys }).filter((input) => schema.safeParse(input).success)
}

function arbitraryValue(field: z.ZodType, inText: boolean): fc.Arbitrary<unknown> {
  const value = arbitraryOf(bare(field), inText)
  return !inText && field.safeParse(null).success ? fc.option(value) : value
}

function arbitraryOf(schema: z.ZodType, inText: boolean): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodUnion)
    return fc.oneof(...schema.options.map((option) => arbitraryValue(option as z.ZodType, inText)))
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodArray)
    return fc.array(arbitraryValue(schema.element as z.ZodType, inText), { minLength: inText ? 1 : 0, maxLength: 4 })
  if (schema instanceof z.ZodObject) return arbitraryInput(schema, inText)
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(
      fc.string({ minLength: 1, maxLength: 8 }).filter(isPlainKey),
      arbitraryValue(schema.valueType as z.ZodType, inText),
      { maxKeys: 3, noNullPrototype: true },
    )
  if (schema instanceof z.ZodNumber) return arbitraryNumber(schema)
  if (schema instanceof z.ZodGUID) return fc.uuid()
  if (schema instanceof z.ZodISODate)
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
  if (schema instanceof z.ZodISODateTime)
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  if (schema instanceof z.ZodEmail) return fc.integer({ min: 0, max: 999 }).map((one) => `person.${one}+tag@example.test`)
  if (schema instanceof z.ZodString) return arbitraryText(schema)
  return fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)
}

/** Any text, with the marks that addresses and forms give a meaning to in front. */
function arbitraryText(schema: z.ZodString): fc.Arbitrary<string> {
  const { minLength, maxLength } = schema
  const limits = { minLength: minLength ?? 0, maxLength: Math.min(maxLength ?? 30, 30) }
  const awkward = fc.constantFrom(
    'a,b',
    '%2F',
    'a/b',
    'a&b=c',
    '+1 (0) 5',
    '#?;',
    'true',
    '12',
    'null',
    '{"a":1}',
    '[1]',
    'Zoë – 東京',
    '__proto__',
  )
  // Of texts that only a form fits: currencies, times of day, time zones, addresses.
  const formed = fc.constantFrom('USD', 'EUR', '08:30', '23:59', 'Europe/Berlin', 'https://deals.example.test')
  return fc
    .oneof({ weight: 3, arbitrary: fc.string({ unit: 'grapheme', ...limits }) }, awkward, formed)
    .filter(unlessEndless((text) => schema.safeParse(text).success))
}

/** A form that nothing made up here ever has would be looked for without end. */
function unlessEndless(fits: (text: string) => boolean): (text: string) => boolean {
  let missed = 0
  return (text) => {
    missed = fits(text) ? 0 : missed + 1
    if (missed > MOST_MISSED)
      throw new Error('No made-up text has the form that is asked for. Give an example of it among the formed ones.')
    return missed === 0
  }
}

const MOST_MISSED = 5_000

function arbitraryNumber(schema: z.ZodNumber): fc.Arbitrary<number> {
  const min = Math.max(schema.minValue ?? -1e9, -1e9)
  const max = Math.min(schema.maxValue ?? 1e9, 1e9)
  const whole = schema.isInt
  const made = whole
    ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    : fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
  return made.map((value) => value + 0).filter((value) => schema.safeParse(value).success)
}

function isPlainKey(key: string): boolean {
  return key !== '__proto__'
}
