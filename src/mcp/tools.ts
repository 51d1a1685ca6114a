import type { Tool } from '@modelcontextprotocol/server'
import type { Right } from '../domain/access/right.ts'
import { api } from '../contract/api.ts'
import { jsonSchema } from '../contract/json-schema.ts'
import { changes, methodOf, type Operation } from '../contract/operation.ts'

export interface ContractTool {
  readonly noun: string
  readonly verb: string
  readonly allow: Right
  readonly tool: Tool
}

let made: readonly ContractTool[] | undefined
let byName: ReadonlyMap<string, ContractTool> | undefined

/**
 * The operations as tools. Names are noun_verb, since many clients refuse dots; the title is the dotted name, or the
 * first alias. Schemas are made once per process: they cost more than a call.
 * What answers with a secret is no tool: an agent that can be talked into things must not be able to make itself a key.
 */
export function contractTools(): readonly ContractTool[] {
  made ??= Object.entries(api).flatMap(([noun, resource]) =>
    Object.entries(resource as Record<string, Operation>)
      .filter(([, op]) => op.secret !== true)
      .map(([verb, op]) => ({ noun, verb, allow: op.allow, tool: toolOf(noun, verb, op) })),
  )
  return made
}

/** The tool of a name: noun_verb, noun.verb, or an alias with its dot or an underscore in its place. */
export function toolNamed(name: string): ContractTool | undefined {
  byName ??= new Map(contractTools().flatMap((tool) => namesOf(tool).map((one) => [one, tool] as const)))
  return byName.get(name)
}

function namesOf({ noun, verb }: ContractTool): string[] {
  const op = (api as Readonly<Record<string, Readonly<Record<string, Operation>>>>)[noun]?.[verb]
  return [`${noun}.${verb}`, ...(op?.aliases ?? [])].flatMap((name) => [name, name.replaceAll('.', '_')])
}

function toolOf(noun: string, verb: string, op: Operation): Tool {
  const method = methodOf(op)
  const reads = !changes(op)
  return {
    name: `${noun}_${verb}`,
    title: op.aliases?.[0] ?? `${noun}.${verb}`,
    description: [op.summary, op.confirm].filter((part) => part !== undefined).join('. '),
    inputSchema: { ...jsonSchema(op.input, 'input'), type: 'object', additionalProperties: false },
    outputSchema: jsonSchema(op.output, 'output'),
    annotations: {
      readOnlyHint: reads,
      destructiveHint: !reads && (method === 'DELETE' || op.confirm !== undefined),
      idempotentHint: reads || method !== 'POST',
      // Tools reach nothing but this company's own data.
      openWorldHint: false,
    },
  }
}
