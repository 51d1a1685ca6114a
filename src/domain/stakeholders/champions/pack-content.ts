import { z } from 'zod'
import { CurrencyCode } from '../../values/money.ts'

const line = z.string().trim().max(500)
const text = z.string().trim().max(10_000)
const amount = z.int().min(0).max(1_000_000_000_000_00)

/**
 * The customer's own numbers, as somebody there gave them. Money in minor units of `currency`, each per year but what is paid
 * once. Savings and gains are shares, 0.15 is 15 %.
 */
export const RoiInputs = z.object({
  currency: CurrencyCode,
  /** What the work costs today, by year: the volume times what each costs. */
  volumePerYear: z.number().min(0).max(1e12),
  costPerUnitMinor: z.number().min(0).max(1e12),
  /** Of that cost, the share that is saved. */
  savedShare: z.number().min(0).max(1),
  /** What comes on top by year: revenue gained, losses avoided. */
  furtherGainMinor: amount,
  priceOnceMinor: amount,
  pricePerYearMinor: amount,
  /** Their own effort to bring it in. */
  ownEffortMinor: amount,
  years: z.int().min(1).max(10),
  /** By year, the share of the gains that arrives in the first; in full from the second. */
  firstYearShare: z.number().min(0).max(1),
  discountRate: z.number().min(0).max(1),
  /** Who at the customer gave the numbers, and on which occasion. */
  source: line,
})
export type RoiInputs = z.infer<typeof RoiInputs>

/** What a champion gets in hand to make the case without us. */
export const PackContent = z.object({
  title: line,
  /** For whom it is written. */
  audience: line,
  problem: text,
  proposal: text,
  benefits: z.array(line).max(30),
  /** What happens where nothing is done. */
  costOfInaction: text,
  risks: z.array(z.object({ risk: line, answer: text })).max(30),
  nextSteps: z.array(line).max(30),
  roi: RoiInputs.nullable(),
  objections: z
    .array(
      z.object({
        topic: line,
        /** Their words, with who said them and the activity that holds them. */
        quote: text,
        by: line,
        activityId: z.guid().nullable(),
        answer: text,
      }),
    )
    .max(50),
})
export type PackContent = z.infer<typeof PackContent>
