import { z } from 'zod'

/** Of the customer's own numbers. Money in minor units. */
export const RoiFigures = z.object({
  currency: z.string(),
  costTodayPerYearMinor: z.number(),
  gainPerYearMinor: z.number(),
  paidAtStartMinor: z.number(),
  /** Net of each year, the start before the first: year 0 is what is paid at the start. */
  flows: z.array(
    z.object({ year: z.int(), gainMinor: z.number(), costMinor: z.number(), netMinor: z.number(), discountedMinor: z.number() }),
  ),
  netPresentValueMinor: z.number(),
  /** All gains less all costs, by all costs, undiscounted; null where nothing is paid. */
  returnOnInvestment: z.number().nullable(),
  /** Months until the gains have paid for what was spent, within a year evenly; null where they never do within the years. */
  paybackMonths: z.number().nullable(),
  /** How each figure comes about, in words and numbers. */
  formulas: z.array(z.object({ figure: z.string(), formula: z.string() })),
})
export type RoiFigures = z.infer<typeof RoiFigures>
