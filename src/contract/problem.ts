import { z } from 'zod'

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
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), problem: z.string() })).optional(),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>

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

/** The problem that a wire document describes; an unknown code counts as a bug of the server. */
export function problemOf(document: ProblemDocument): Problem {
  const code = document.code in STATUS ? (document.code as ProblemCode) : 'bug'
  return new Problem(code, document.title, document.detail, document.errors)
}
