import { z } from 'zod'

/** What a list takes: how many rows, and after which one (the opaque cursor of the previous answer). */
export const PageInput = z.object({
  limit: z.int().min(1).max(500).default(100),
  cursor: z.string().max(400).optional(),
})

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.int() })
}

export interface Page<T> {
  items: T[]
  next: string | null
  total: number
}
