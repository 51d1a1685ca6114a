import { z } from 'zod'

type Patch<S> = { [K in keyof S]: S[K] extends z.ZodDefault<infer T> ? z.ZodOptional<T> : never }

/**
 * The schema of a change of some fields: each as it is, without its default. (`partial` keeps the defaults, and so would set
 * every field that a change does not name back to its own.)
 */
export function patchOf<S extends Record<string, z.ZodDefault>>({ shape }: z.ZodObject<S>): z.ZodObject<Patch<S>> {
  const fields = Object.entries(shape).map(([name, field]) => [name, z.optional(field.unwrap())] as const)
  return z.object(Object.fromEntries(fields) as unknown as Patch<S>)
}
