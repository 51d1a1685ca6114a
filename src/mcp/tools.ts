import type { Tool } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { Right } from '../domain/access/right.ts'
import { api } from '../contract/api.ts'
import { jsonSchema } from '../contract/json-schema.ts'
import { changes, methodOf, type Operation } from '../contract/operation.ts'
import { Problem } from '../contract/problem.ts'
import { callerOf, type DocumentTool } from './documents/document-tool.ts'
import { DOCUMENT_TOOLS } from './documents/document-tools.ts'

/** A tool and what is done when it is called. */
export interface OfferedTool {
  readonly name: `${string}.${string}`
  readonly allow: Right
  readonly tool: Tool
  readonly carryOut: (call: Call, input: Record<string, unknown>) => Promise<unknown>
}

/** Carries an operation out as the one who asks. Throws `Problem` where it is refused. */
export type Call = (noun: string, verb: string, input: Record<string, unknown>) => Promise<unknown>

let made: readonly OfferedTool[] | undefined
let byName: ReadonlyMap<string, OfferedTool> | undefined

/**
 * The operations as tools, and the tools of the process documents, which are made of operations. Names are noun_verb, since
 * many clients refuse dots; the title has the dot. Schemas are made once per process: they cost more than a call.
 * What answers with a secret is no tool: an agent that can be talked into things must not be able to make itself a key.
 */
export function offeredTools(): readonly OfferedTool[] {
  made ??= [...contractTools(), ...DOCUMENT_TOOLS.map(ofDocument)]
  return made
}

/** The tool of a name, with its dot or an underscore in its place. */
export function toolNamed(name: string): OfferedTool | undefined {
  byName ??= new Map(
    offeredTools().flatMap((one) => [one.name, one.name.replaceAll('.', '_')].map((called) => [called, one] as const)),
  )
  return byName.get(name)
}

function contractTools(): OfferedTool[] {
  return Object.entries(api).flatMap(([noun, resource]) =>
    Object.entries(resource as Record<string, Operation>)
      .filter(([, op]) => op.secret !== true)
      .map(([verb, op]): OfferedTool => {
        const reads = !changes(op)
        const method = methodOf(op)
        return {
          name: `${noun}.${verb}`,
          allow: op.allow,
          tool: toolOf(`${noun}.${verb}`, {
            description: [op.summary, op.confirm].filter((part) => part !== undefined).join('. '),
            input: op.input,
            output: op.output,
            reads,
            destroys: !reads && (method === 'DELETE' || op.confirm !== undefined),
            repeats: reads || method !== 'POST',
          }),
          carryOut: (call, input) => call(noun, verb, input),
        }
      }),
  )
}

function ofDocument({ name, summary, allow, writes, input, output, run }: DocumentTool): OfferedTool {
  return {
    name,
    allow,
    tool: toolOf(name, { description: summary, input, output, reads: !writes, destroys: false, repeats: true }),
    carryOut: async (call, given) => run(callerOf(call), readInput(input, given) as never),
  }
}

function readInput(schema: z.ZodObject, given: Record<string, unknown>): unknown {
  const parsed = z.strictObject(schema.shape).safeParse(given)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }))
  throw new Problem('invalid', 'The arguments do not fit.', undefined, errors)
}

interface Described {
  readonly description: string
  readonly input: z.ZodObject
  readonly output: z.ZodType
  readonly reads: boolean
  readonly destroys: boolean
  readonly repeats: boolean
}

function toolOf(title: string, { description, input, output, reads, destroys, repeats }: Described): Tool {
  return {
    name: title.replaceAll('.', '_'),
    title,
    description,
    inputSchema: { ...jsonSchema(input, 'input'), type: 'object', additionalProperties: false },
    outputSchema: jsonSchema(output, 'output'),
    annotations: {
      readOnlyHint: reads,
      destructiveHint: destroys,
      idempotentHint: repeats,
      // Tools reach nothing but this company's own data.
      openWorldHint: false,
    },
  }
}
