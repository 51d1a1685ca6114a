import { z } from 'zod'
import { pathOf, pathParameters, type Operation } from '../contract/operation.ts'
import { fieldKind } from './field.ts'
import { kebab, nounNames, verbsOf } from './operations-by-name.ts'

/** A command beside the operations, such as `serve`; carried out by main.ts, listed here. */
export interface PlatformCommand {
  readonly name: string
  /** What follows the name: '[--port 4400] [--data DIR]'. */
  readonly usage: string
  readonly summary: string
}

const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['--json', 'Print the answer as one JSON document'],
  ['--input JSON', 'The whole input as a JSON object; single options are laid over it'],
  ['--data DIR', 'The data folder to work in (or QUARTERDECK_DATA)'],
  ['--server URL', 'Ask a running server instead (or QUARTERDECK_SERVER)'],
  ['--key KEY', 'The API key for that server (or QUARTERDECK_KEY)'],
  ['--yes', 'Do not ask before deleting'],
  ['--help', 'Show this'],
]

export function overview(platform: readonly PlatformCommand[]): string {
  return page([
    'Quarterdeck: deals, people and the revenue forecast of one company',
    usage('quarterdeck <command> …  or  quarterdeck <noun> <verb> [--field value …]'),
    section(
      'Commands',
      platform.map(({ name, usage: after, summary }) => [`${name} ${after}`.trim(), summary]),
    ),
    section(
      'Nouns',
      nounNames().map((noun) => [noun, Object.keys(verbsOf(noun)).map(kebab).join(', ')]),
    ),
    section('Options of every noun', EVERYWHERE),
    'quarterdeck <noun> --help lists the verbs of a noun; quarterdeck <noun> <verb> --help their options.\nExit code: 0 done, 1 refused (the reason is on standard error), 2 used wrongly.',
  ])
}

export function nounPage(noun: string): string {
  return page([
    usage(`quarterdeck ${noun} <verb> [--field value …]`),
    section(
      'Verbs',
      Object.entries(verbsOf(noun)).map(([verb, op]) => [kebab(verb), op.summary]),
    ),
    `quarterdeck ${noun} <verb> --help lists the options of a verb.`,
  ])
}

export function verbPage(noun: string, verb: string, op: Operation): string {
  const ids = pathParameters(pathOf(op))
  const names = Object.keys(op.input.shape)
  const required = names.filter((name) => isRequired(op, name) && !ids.includes(name))
  const after = [
    ...ids.map((id) => `<${kebab(id)}>`),
    ...required.map((name) => `--${kebab(name)} …`),
    ...(names.length > ids.length + required.length ? ['[--field value …]'] : []),
  ]
  return page([
    op.summary,
    usage(['quarterdeck', noun, kebab(verb), ...after].join(' ')),
    section(
      'Options',
      names.map((name) => [`--${kebab(name)}`, described(op, name)]),
    ),
    section('Options of every noun', EVERYWHERE),
    op.allow === 'public' ? 'Needs no sign-in.' : op.allow === 'signed-in' ? 'Needs a sign-in.' : `Needs the right ${op.allow}.`,
    ...(op.confirm ? [op.confirm] : []),
  ])
}

function described(op: Operation, name: string): string {
  const field = op.input.shape[name] as z.ZodType
  const description = field.description ?? z.globalRegistry.get(field)?.description
  const fallback = defaultOf(op, name)
  return [
    fieldKind(field),
    ...(description ? [description.charAt(0).toLowerCase() + description.slice(1)] : []),
    ...(isRequired(op, name) ? ['required'] : []),
    ...(fallback === undefined ? [] : [`default ${fallback}`]),
  ].join('; ')
}

function isRequired(op: Operation, name: string): boolean {
  return !(op.input.shape[name] as z.ZodType).safeParse(undefined).success
}

/** The value that an option has when it is left out, as JSON without quotes around words. */
function defaultOf(op: Operation, name: string): string | undefined {
  const parsed = (op.input.shape[name] as z.ZodType).safeParse(undefined)
  if (!parsed.success || parsed.data === undefined) return undefined
  if (Array.isArray(parsed.data) && parsed.data.length === 0) return 'none'
  return typeof parsed.data === 'string' ? parsed.data : JSON.stringify(parsed.data)
}

function usage(line: string): string {
  return `Usage: ${line}`
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return ''
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)))
  return `${title}\n${rows.map(([left, right]) => (left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`)).join('\n')}`
}

function page(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
