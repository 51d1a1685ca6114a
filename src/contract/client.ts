import type { Api } from './api.ts'
import { changes, methodOf, pathOf, pathParameters, type CallOptions, type Client, type Route } from './operation.ts'
import { Problem, readProblem } from './problem.ts'

export interface ClientSettings {
  /** Where the server answers, without '/api'; '' for the same origin. */
  readonly baseUrl: string
  readonly fetch: typeof fetch
  readonly headers?: Readonly<Record<string, string>>
  /** Makes the key under which a change is done once, however often it is sent. */
  readonly newKey: () => string
}

/** Where each operation is reached. The contract itself is one; a page gets this part alone, without the schemas. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Route>>>>

/** One typed client for web, CLI, MCP and tests. Every failure arrives as a `Problem`. */
export function createClient(settings: ClientSettings, routes: Routes): Client<Api> {
  const nouns = Object.entries(routes).map(([noun, resource]) => [
    noun,
    Object.fromEntries(
      Object.entries(resource).map(([verb, op]) => [
        verb,
        (input: Record<string, unknown>, options?: CallOptions) => call(settings, op, input, options),
      ]),
    ),
  ])
  return Object.fromEntries(nouns) as Client<Api>
}

async function call(
  settings: ClientSettings,
  op: Route,
  input: Record<string, unknown>,
  options: CallOptions = {},
): Promise<unknown> {
  const method = methodOf(op)
  const { url, rest } = address(settings.baseUrl, pathOf(op), input)
  const headers: Record<string, string> = { accept: 'application/json', ...settings.headers }
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (options.signal) init.signal = options.signal
  if (changes(op)) headers['idempotency-key'] = options.idempotencyKey ?? settings.newKey()
  if (method !== 'GET') {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(rest)
  }
  let response: Response
  try {
    response = await settings.fetch(method === 'GET' ? url + queryOf(rest) : url, init)
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new Problem('unavailable', 'The server did not answer. Nothing was lost; try again.')
  }
  return answerOf(response)
}

async function answerOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body
  throw (
    readProblem(body) ??
    new Problem(response.status === 503 ? 'unavailable' : 'bug', `The server answered ${response.status} without saying why.`)
  )
}

function address(baseUrl: string, path: string, input: Record<string, unknown>): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  let filled = path
  for (const name of pathParameters(path)) {
    const value = String(input[name])
    // No spelling of these two survives the parsing of an address: they would ask for another path.
    if (value === '.' || value === '..') throw new Problem('not-found', `There is nothing with the id ${value}.`)
    filled = filled.replace(`{${name}}`, () => encodeURIComponent(value))
    delete rest[name]
  }
  return { url: `${baseUrl}/api${filled}`, rest }
}

function queryOf(input: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue
    if (Array.isArray(value)) for (const one of value) query.append(name, String(one))
    else query.append(name, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
