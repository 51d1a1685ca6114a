/** The closed list of ways in which an operation refuses, each with its HTTP status. */
export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'not-allowed-now': 422,
  'too-many': 429,
  upstream: 502,
  unavailable: 503,
  bug: 500,
} as const satisfies Record<string, number>

export type ProblemCode = keyof typeof STATUS

/** RFC 9457 problem document, as it stands on the wire. */
export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string | undefined
  readonly instance?: string | undefined
  readonly code: string
  readonly errors?: readonly { readonly path: string; readonly problem: string }[] | undefined
}

/** What operations throw: a code, one sentence that says what failed and what to do, and where it helps the fields concerned. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly errors: readonly { path: string; problem: string }[] | undefined

  constructor(code: ProblemCode, sentence: string, detail?: string, errors?: readonly { path: string; problem: string }[]) {
    super(sentence)
    this.name = 'Problem'
    this.code = code
    this.detail = detail
    this.errors = errors
  }

  toDocument(requestId?: string): ProblemDocument {
    return {
      type: `urn:quarterdeck:problem:${this.code}`,
      title: this.message,
      status: STATUS[this.code],
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(requestId === undefined ? {} : { instance: requestId }),
      ...(this.errors === undefined ? {} : { errors: [...this.errors] }),
    }
  }
}

/**
 * The problem that an answer describes, undefined if it describes none; an unknown code counts as a bug of the server. By hand
 * instead of by schema, so that a page need not bring the schemas along before anybody has signed in.
 */
export function readProblem(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { title, code, detail, errors } = body as Partial<Record<keyof ProblemDocument, unknown>>
  if (typeof title !== 'string' || typeof code !== 'string') return undefined
  return new Problem(
    Object.hasOwn(STATUS, code) ? (code as ProblemCode) : 'bug',
    title,
    typeof detail === 'string' ? detail : undefined,
    Array.isArray(errors) ? errors.filter(isFieldError) : undefined,
  )
}

function isFieldError(value: unknown): value is { path: string; problem: string } {
  if (typeof value !== 'object' || value === null) return false
  const { path, problem } = value as { path?: unknown; problem?: unknown }
  return typeof path === 'string' && typeof problem === 'string'
}
