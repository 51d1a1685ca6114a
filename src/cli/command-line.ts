import { z } from 'zod'
import { pathOf, pathParameters, type Operation } from '../contract/operation.ts'
import { bare, inputFromText } from '../contract/text-input.ts'
import { Money } from '../domain/values/money.ts'
import { didYouMean } from './did-you-mean.ts'
import { isSwitch, takesNull } from './field.ts'
import { moneyFromText } from './money-text.ts'
import { kebab, named, nounNames, verbsOf } from './operations-by-name.ts'

/** Where an operation is carried out: in a data folder here, or by a server elsewhere with a key. */
export interface Where {
  readonly data?: string
  readonly server?: string
  readonly key?: string
}

export type CommandLine =
  | {
      readonly kind: 'operation'
      readonly noun: string
      readonly verb: string
      readonly input: Record<string, unknown>
      readonly json: boolean
      readonly yes: boolean
      readonly where: Where
    }
  | { readonly kind: 'help'; readonly noun?: string; readonly verb?: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'error'; readonly sentence: string; readonly json: boolean }

/** Options that every command takes; no field of an operation may have one of these names. */
export const GLOBAL_OPTIONS = ['json', 'help', 'data', 'server', 'key', 'input', 'yes', 'version'] as const

class Misuse extends Error {}

/**
 * What a command line asks for: an operation with its input, a help page, or an error that says what was typed wrongly
 * and what may have been meant. `platform`: names of commands beside the operations, for suggestions.
 */
export function parse(argv: readonly string[], platform: readonly string[] = []): CommandLine {
  const json = argv.includes('--json')
  try {
    return parsed(argv, platform)
  } catch (error) {
    if (error instanceof Misuse) return { kind: 'error', sentence: error.message, json }
    throw error
  }
}

function parsed(typed: readonly string[], platform: readonly string[]): CommandLine {
  const argv = nounFirst(typed)
  const [first, second] = argv
  if (first === 'help' && second !== undefined) return parsed([...argv.slice(1), '--help'], platform)
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') return { kind: 'help' }
  if (first === '--version') return { kind: 'version' }
  const noun = named(first, nounNames())
  if (noun === undefined) throw unknown('command', first, [...nounNames(), ...platform], 'quarterdeck --help')
  if (second === undefined || second === '--help' || second === '-h') return { kind: 'help', noun }
  const verbs = verbsOf(noun)
  const verb = named(second, Object.keys(verbs))
  const op = verb === undefined ? undefined : verbs[verb]
  if (verb === undefined || op === undefined)
    throw unknown(`command of ${noun}`, second, Object.keys(verbs).map(kebab), `quarterdeck ${noun} --help`)
  const words = wordsOf(op, argv.slice(2), `quarterdeck ${noun} ${kebab(verb)} --help`)
  if (words.flags.has('help')) return { kind: 'help', noun, verb }
  return {
    kind: 'operation',
    noun,
    verb,
    input: inputOf(op, words),
    json: words.flags.has('json'),
    yes: words.flags.has('yes'),
    where: words.where,
  }
}

/** Options of every command may also stand before the noun; they are read as if they stood at the end. */
function nounFirst(argv: readonly string[]): string[] {
  const words = [...argv]
  const moved: string[] = []
  for (let first = words[0]; first !== undefined; first = words[0]) {
    if (first === '--json' || first === '--yes' || /^--(data|server|key)=/.test(first)) moved.push(...words.splice(0, 1))
    else if (first === '--data' || first === '--server' || first === '--key') moved.push(...words.splice(0, 2))
    else break
  }
  return [...words, ...(words.length > 0 ? moved : [])]
}

interface Words {
  readonly flags: Set<string>
  readonly where: { data?: string; server?: string; key?: string }
  readonly fields: Record<string, string[]>
  readonly positional: string[]
  whole: string | undefined
}

function wordsOf(op: Operation, argv: readonly string[], help: string): Words {
  const words: Words = { flags: new Set(), where: {}, fields: {}, positional: [], whole: undefined }
  const fields = Object.keys(op.input.shape)
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      words.positional.push(...rest.splice(0))
    } else if (word === '-h') {
      words.flags.add('help')
    } else if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      take(
        words,
        op,
        fields,
        word.slice(2, equals < 0 ? undefined : equals),
        equals < 0 ? undefined : word.slice(equals + 1),
        rest,
        help,
      )
    } else if (word.startsWith('-') && word.length > 1) {
      throw new Misuse(`Options begin with two dashes: -${word}. See ${help}.`)
    } else {
      words.positional.push(word)
    }
  }
  return words
}

function take(
  words: Words,
  op: Operation,
  fields: string[],
  name: string,
  given: string | undefined,
  rest: string[],
  help: string,
): void {
  if (name === 'json' || name === 'help' || name === 'yes') {
    words.flags.add(name)
    return
  }
  if (name === 'data' || name === 'server' || name === 'key') {
    words.where[name] = given ?? valueOf(name, rest)
    return
  }
  if (name === 'input') {
    words.whole = given ?? valueOf(name, rest)
    return
  }
  const negated = name.startsWith('no-') ? named(name.slice(3), fields) : undefined
  const field = named(name, fields)
  const schema = op.input.shape[field ?? negated ?? ''] as z.ZodType | undefined
  if (schema !== undefined && field === undefined && isSwitch(schema)) {
    words.fields[negated ?? ''] = ['false']
    return
  }
  if (schema === undefined || field === undefined)
    throw unknown(
      'option',
      `--${name}`,
      [...fields.map((one) => `--${kebab(one)}`), ...GLOBAL_OPTIONS.map((one) => `--${one}`)],
      help,
    )
  const value = given ?? (isSwitch(schema) ? switchValue(rest) : valueOf(name, rest))
  ;(words.fields[field] ??= []).push(value)
}

function valueOf(name: string, rest: string[]): string {
  const value = rest.shift()
  if (value === undefined || value.startsWith('--'))
    throw new Misuse(`--${name} needs a value. One that begins with two dashes is written --${name}=VALUE.`)
  return value
}

function switchValue(rest: string[]): string {
  return rest[0] === 'true' || rest[0] === 'false' ? (rest.shift() ?? 'true') : 'true'
}

function inputOf(op: Operation, words: Words): Record<string, unknown> {
  const ids = pathParameters(pathOf(op))
  const open = ids.filter((name) => words.fields[name] === undefined)
  const surplus = words.positional[open.length]
  if (surplus !== undefined) throw new Misuse(`'${surplus}' stands alone; give fields as --name value.`)
  words.positional.forEach((value, index) => (words.fields[open[index] ?? ''] = [value]))
  const input = { ...wholeInput(words.whole), ...shaped(op.input, words.fields) }
  const checked = z.strictObject(op.input.shape).safeParse(input)
  if (checked.success) return input
  throw new Misuse(complaint(op, input, checked.error))
}

function wholeInput(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Said below, in the same words as for JSON that is no object.
  }
  throw new Misuse('--input takes a JSON object, such as \'{"name":"Acme"}\'.')
}

function shaped(schema: z.ZodObject, fields: Readonly<Record<string, string[]>>): Record<string, unknown> {
  const text: Record<string, string | string[]> = {}
  const settled: Record<string, unknown> = {}
  for (const [name, values] of Object.entries(fields)) {
    const field = schema.shape[name] as z.ZodType
    const last = values.at(-1) ?? ''
    const money = bare(field) === Money ? moneyFromText(last) : undefined
    if (last === 'null' && takesNull(field)) settled[name] = null
    else if (money) settled[name] = money
    else if (bare(field) instanceof z.ZodArray)
      text[name] = values.flatMap((value) => value.split(',').filter((part) => part !== ''))
    else text[name] = last
  }
  return { ...inputFromText(schema, text), ...settled }
}

function complaint(op: Operation, input: Record<string, unknown>, error: z.ZodError): string {
  const missing = Object.keys(op.input.shape).filter(
    (name) => input[name] === undefined && error.issues.some((issue) => issue.path[0] === name),
  )
  if (missing.length > 0) return `Missing: ${missing.map((name) => `--${kebab(name)}`).join(', ')}.`
  const issue = error.issues[0]
  const [field, ...deeper] = issue?.path ?? []
  const typed = field === undefined ? '' : `--${kebab(String(field))}${deeper.length > 0 ? ` (${deeper.join('.')})` : ''}: `
  const money = field !== undefined && bare(op.input.shape[String(field)] as z.ZodType) === Money
  return `${typed}${money ? 'write it as 1200.50USD' : (issue?.message ?? 'does not fit')}.`
}

function unknown(what: string, typed: string, candidates: readonly string[], help: string): Misuse {
  const near = didYouMean(typed, candidates)
  return new Misuse(`There is no ${what} ${typed}.${near ? ` Did you mean ${near}?` : ''} See ${help}.`)
}
