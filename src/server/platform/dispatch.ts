import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { api, type Api, type Noun } from '../../contract/api.ts'
import { changes, type Handlers, type Operation } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { may, RIGHTS } from '../../domain/access/right.ts'
import type { Sight } from '../../domain/access/sight.ts'
import { readSight } from './access/read-sight.ts'
import type { App, Ctx, NewEvent, Principal } from './context.ts'
import type { Db } from './db/connect.ts'
import type { FiguredFirst } from './figured-first.ts'
import { writeEvents } from './journal.ts'

/** Every handler of every noun; leave a noun or a verb out and this does not compile. */
export type AllHandlers = { readonly [N in Noun]: Handlers<Api[N], Ctx> }

export interface Request {
  readonly noun: string
  readonly verb: string
  readonly input: unknown
  readonly principal: Principal | null
  readonly source: string
  readonly idempotencyKey?: string | undefined
  readonly requestId?: string
}

type AnyHandler = ((ctx: Ctx, input: unknown, figured?: unknown) => Promise<unknown>) &
  Partial<Pick<FiguredFirst<unknown, unknown, unknown>, 'figure'>>

export type Dispatch = (request: Request) => Promise<unknown>

const GIVEN_ONCE = { given: 'once' }
const NOTHING_IN_SIGHT: Sight = { kind: 'owners', owners: [] }

/**
 * The one way in: authorise, parse, begin, handle, journal, commit, answer. HTTP, MCP, CLI, jobs and tests all enter here,
 * so no handler can forget a step.
 */
export function createDispatch(app: App, handlers: Partial<AllHandlers>, options: { checkOutput: boolean }): Dispatch {
  refuseWithoutRight()
  return async function dispatch(request) {
    const op = operationOf(request.noun, request.verb)
    authorise(op, request.principal)
    const handle = (handlers[request.noun as Noun] as Record<string, AnyHandler> | undefined)?.[request.verb]
    if (!handle) throw new Error(`No handler for ${request.noun}.${request.verb}`)
    const input = parse(op, request.input)
    const requestId = request.requestId ?? randomUUID()
    const now = app.clock().toISOString()
    const sight = request.principal ? await readSight(app.db, request.principal, now.slice(0, 10)) : NOTHING_IN_SIGHT
    const events: NewEvent[] = []
    const context = (db: Db): Ctx => ({
      app,
      db,
      principal: request.principal,
      sight,
      now,
      today: now.slice(0, 10),
      requestId,
      source: request.source,
      emit: (event) => void events.push(event),
    })
    const figured = await handle.figure?.(context(app.db), input)
    const answer = changes(op)
      ? await app.db.transaction().execute(async (db) => {
          const replayed = await claimKey(db, request, input)
          if (replayed && op.secret)
            throw new Problem('conflict', 'This was done. Its answer held a secret, which is given once.')
          if (replayed) return replayed.response
          const result = await handle(context(db), input, figured)
          await writeEvents(db, events, { principal: request.principal, now, source: request.source, requestId })
          await keepResponse(db, request, op.secret ? GIVEN_ONCE : result)
          return result
        })
      : await handle(context(app.db), input)
    return options.checkOutput ? checked(op, answer, request) : answer
  }
}

export function operationOf(noun: string, verb: string): Operation {
  const resource = Object.hasOwn(api, noun) ? (api as Record<string, Record<string, Operation>>)[noun] : undefined
  const op = resource && Object.hasOwn(resource, verb) ? resource[verb] : undefined
  if (!op) throw new Problem('not-found', `There is no operation ${noun}.${verb}.`)
  return op
}

/** A server with an operation that says no right, or one that no role could have, does not start. */
function refuseWithoutRight(): void {
  for (const [noun, resource] of Object.entries(api))
    for (const [verb, op] of Object.entries(resource as Record<string, Operation>))
      if (!RIGHTS.includes(op.allow)) throw new Error(`${noun}.${verb} states no right that exists.`)
}

function authorise(op: Operation, principal: Principal | null): void {
  if (op.allow === 'public') return
  if (!principal) throw new Problem('unauthenticated', 'Sign in first.')
  if (!may(principal.role, op.allow))
    throw new Problem('forbidden', `Your role, ${principal.role}, does not include this.`, `It needs the right ${op.allow}.`)
}

function parse(op: Operation, input: unknown): unknown {
  const parsed = z.strictObject(op.input.shape).safeParse(input ?? {})
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }))
  const first = errors[0]
  throw new Problem(
    'invalid',
    `${first?.path ? `${first.path}: ` : ''}${first?.problem ?? 'The input does not fit.'}`,
    undefined,
    errors,
  )
}

function checked(op: Operation, answer: unknown, request: Request): unknown {
  const parsed = op.output.safeParse(answer)
  if (!parsed.success)
    throw new Error(`${request.noun}.${request.verb} answered what it does not promise: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/**
 * Takes the idempotency key inside the transaction of the change: a second request with the same key waits for the first
 * and is given its answer; after a failure the key is free again, since the claim was rolled back with the change.
 */
async function claimKey(db: Db, request: Request, input: unknown): Promise<{ response: unknown } | undefined> {
  if (!request.idempotencyKey) return undefined
  const row = keyRow(request)
  const requestHash = createHash('sha256').update(JSON.stringify(input)).digest('hex')
  const claimed = await db
    .insertInto('idempotency_keys')
    .values({ ...row, operation: `${request.noun}.${request.verb}`, request_hash: requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return undefined
  const earlier = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', row.key)
    .where('principal', '=', row.principal)
    .executeTakeFirstOrThrow()
  if (earlier.operation !== `${request.noun}.${request.verb}` || earlier.request_hash !== requestHash)
    throw new Problem('not-allowed-now', 'This idempotency key was used for another request. Use a new key.')
  return { response: earlier.response }
}

async function keepResponse(db: Db, request: Request, response: unknown): Promise<void> {
  if (!request.idempotencyKey) return
  const row = keyRow(request)
  await db
    .updateTable('idempotency_keys')
    .set({ response: JSON.stringify(response), completed_at: sql`now()` })
    .where('key', '=', row.key)
    .where('principal', '=', row.principal)
    .execute()
}

function keyRow(request: Request): { key: string; principal: string } {
  return { key: request.idempotencyKey ?? '', principal: request.principal?.userId ?? request.principal?.name ?? 'anonymous' }
}
