import type { z } from 'zod'
import type { Right } from '../domain/access/right.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a right is checked against besides itself: the row that the input's id names must be in sight. */
export type Subject = 'opportunity' | 'account' | 'contact'

/**
 * The only description of an operation. HTTP route, OpenAPI document, typed client, CLI command and MCP tool come from it.
 * GET operations read; every other method changes something, is journalled, and takes an idempotency key.
 */
export interface Operation<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> {
  readonly summary: string
  readonly route: `${Method} /${string}`
  readonly allow: Right
  readonly input: I
  readonly output: O
  /** Which input field holds the id of the row that must be in sight. The matrix test reads it; handlers enforce it by reading through sight. */
  readonly sight?: { readonly subject: Subject; readonly field: string }
  /** Asked before something is taken away that cannot be had back with one step. */
  readonly confirm?: string
  /** A read that is too long for a request line, or that starts work: POST without a change of its own. */
  readonly reads?: true
  /** The answer holds a secret: it is given once and never kept, so a repeated request is refused instead of answered again. */
  readonly secret?: true
}

export type Resource = Readonly<Record<string, Operation>>

/** Keeps the exact schema types of a declaration while checking its shape. */
export function operation<I extends z.ZodObject, O extends z.ZodType>(declaration: Operation<I, O>): Operation<I, O> {
  return declaration
}

/** As much of an operation as one needs to ask for it. */
export type Route = Pick<Operation, 'route' | 'reads'>

export function methodOf(op: Route): Method {
  return op.route.slice(0, op.route.indexOf(' ')) as Method
}

export function pathOf(op: Route): string {
  return op.route.slice(op.route.indexOf(' ') + 1)
}

export function changes(op: Route): boolean {
  return methodOf(op) !== 'GET' && op.reads !== true
}

/** Names in braces of a route: '/opportunities/{id}/stage' gives ['id']. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}

/** The functions that carry a resource out. Leave one out and the compiler says so. */
export type Handlers<R extends Resource, Ctx> = {
  readonly [K in keyof R]: (ctx: Ctx, input: z.output<R[K]['input']>) => Promise<z.input<R[K]['output']>>
}

/** The same resource as a caller sees it. */
export type Caller<R extends Resource> = {
  readonly [K in keyof R]: (input: z.input<R[K]['input']>, options?: CallOptions) => Promise<z.output<R[K]['output']>>
}

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Repeating a change with the same key has the effect once. */
  readonly idempotencyKey?: string
}

export type Client<A extends Readonly<Record<string, Resource>>> = { readonly [N in keyof A]: Caller<A[N]> }
