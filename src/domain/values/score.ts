import { z } from 'zod'

/** A score never comes alone: each factor names its input, and what it adds. `evidence` holds ids of activities or events. */
export const Factor = z.object({
  name: z.string(),
  value: z.number().nullable(),
  weight: z.number().optional(),
  input: z.string(),
  evidence: z.array(z.string()),
})
export type Factor = z.infer<typeof Factor>

/** `value` is null where there is nothing to score, with the reason in `note`. */
export const Score = z.object({ value: z.number().nullable(), factors: z.array(Factor), note: z.string().optional() })
export type Score = z.infer<typeof Score>
