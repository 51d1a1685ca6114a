import { z } from 'zod'

/** What a list takes: how many rows, and after which one (the opaque cursor of the previous answer). */
export const PageInput = z.object({
  limit: z.int().min(1).max(500).default(100),
  cursor: z.string().max(400).optional(),
})

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.int() })
}

/** How far rows are counted where counting all would take longer than reading a page. */
export const COUNTED_UP_TO = 10_000

/** A page of a list that may be very long: `total` stops at `COUNTED_UP_TO`, and `uncounted` says that there are more. */
export function countedPageOf<T extends z.ZodType>(item: T) {
  return pageOf(item).extend({
    uncounted: z.boolean().describe(`Whether there are more rows than total says, which stops at ${COUNTED_UP_TO}`),
  })
}

export interface Counted {
  total: number
  uncounted: boolean
}
