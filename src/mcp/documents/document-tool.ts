import { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import type { Right } from '../../domain/access/right.ts'

/**
 * A tool as the product's process documents call it, argument for argument. It holds no data and no rights of its own: it
 * asks operations of the contract, each as the one who calls.
 */
export interface DocumentTool {
  /** With its dot, as in the documents. */
  readonly name: `${string}.${string}`
  readonly summary: string
  /** Who is shown it; what it asks for checks again. */
  readonly allow: Right
  readonly writes: boolean
  readonly input: z.ZodObject
  readonly output: z.ZodType
  readonly run: (api: Client<Api>, input: never) => Promise<unknown>
}

export function documentTool<I extends z.ZodObject>(tool: {
  name: `${string}.${string}`
  summary: string
  allow: Right
  writes?: boolean
  input: I
  output: z.ZodType
  run: (api: Client<Api>, input: z.output<I>) => Promise<unknown>
}): DocumentTool {
  return { writes: false, ...tool }
}

export const dealId = z.string().min(1).max(200).describe('Id or external id of the deal')
export const accountId = z.string().min(1).max(200).describe('Id or external id of the account')

/** The typed operations over whatever carries them out. */
export function callerOf(call: (noun: string, verb: string, input: Record<string, unknown>) => Promise<unknown>): Client<Api> {
  const noun = (name: string) =>
    new Proxy({}, { get: (_, verb) => (input: Record<string, unknown>) => call(name, String(verb), input) })
  return new Proxy({}, { get: (_, name) => noun(String(name)) }) as Client<Api>
}
