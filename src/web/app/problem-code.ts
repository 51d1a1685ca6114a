import type { ProblemCode } from '../../contract/problem.ts'

/** The code of a Problem, or undefined for anything else. By shape, since the class itself is not part of the shell. */
export function problemCode(error: unknown): ProblemCode | undefined {
  return error instanceof Error && error.name === 'Problem' && 'code' in error ? (error.code as ProblemCode) : undefined
}
