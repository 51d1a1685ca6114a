import { z } from 'zod'
import type { ProblemDocument as Described } from './problem.ts'

/** The schema of a problem on the wire, for the API document. */
export const ProblemDocument: z.ZodType<Described> = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), problem: z.string() })).optional(),
})
