import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { quantileOfSorted } from '../../../stats/quantile.ts'
import type { DealView } from '../deal-history.ts'

/** Where the amount of an open deal comes from: entered, added up from list prices, or typical of deals like it. */
export type AmountBasis = 'entered' | 'list price' | 'typical'

/** How many values a table of amounts or ratios holds: one is picked by eight random bits. */
export const TABLE_SIZE = 256

/** What won deals brought, against what had been expected of them: quantile tables, ascending. */
export interface WonAmounts {
  /** Won amount over entered amount, and over list price. */
  overEntered: Float64Array
  overList: Float64Array
  /** Amounts of won deals in minor units: of all, and of each segment with enough of them. */
  all: Float64Array
  bySegment: Record<string, Float64Array>
  /** Won deals that an amount is known of. */
  known: number
}

/** Before a company has won deals to compare: won amounts spread by 20 % about 97 % of the expectation, in fifty imaginary deals. */
const PRIOR_LOG_MEAN = -0.03
const PRIOR_LOG_SD = 0.2
const PRIOR_DEALS = 50
/** Ratios outside 1:20 are typing errors or different things. */
const LARGEST_LOG_RATIO = Math.log(20)
const LEAST_SEGMENT_DEALS = 20

export function learnWonAmounts(views: readonly DealView[]): WonAmounts {
  const entered: number[] = []
  const list: number[] = []
  const all: number[] = []
  const segments = new Map<string, number[]>()
  for (const { history, outcome } of views) {
    // Amounts of lost deals are zeroed or left by the CRM at will: they say nothing.
    const won = outcome === 'won' ? history.outcome?.amountMinor : null
    if (!won || won <= 0) continue
    all.push(won)
    if (history.segment !== null) {
      const own = segments.get(history.segment)
      if (own) own.push(won)
      else segments.set(history.segment, [won])
    }
    if (history.amountMinor !== null && history.amountMinor > 0) entered.push(Math.log(won / history.amountMinor))
    if (history.listAmountMinor !== null && history.listAmountMinor > 0) list.push(Math.log(won / history.listAmountMinor))
  }
  const bySegment: Record<string, Float64Array> = {}
  for (const [segment, amounts] of [...segments].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (amounts.length >= LEAST_SEGMENT_DEALS) bySegment[segment] = table(amounts)
  }
  return { overEntered: ratios(entered), overList: ratios(list), all: table(all), bySegment, known: all.length }
}

/** What an open deal may bring when won: a base amount and the table of factors on it. */
export interface AmountLaw {
  basis: AmountBasis
  base: number
  factors: Float64Array
  /** The mean of base times factor. */
  mean: number
}

export function amountLaw(
  amounts: WonAmounts,
  deal: { amountMinor: number | null; listAmountMinor: number | null; segment: string | null },
): AmountLaw {
  if (deal.amountMinor !== null && deal.amountMinor > 0) return law('entered', deal.amountMinor, amounts.overEntered)
  if (deal.listAmountMinor !== null && deal.listAmountMinor > 0) return law('list price', deal.listAmountMinor, amounts.overList)
  return law('typical', 1, (deal.segment === null ? undefined : amounts.bySegment[deal.segment]) ?? amounts.all)
}

/** Mean and mean square of what a deal brings when it is won. */
export function momentsOf({ base, factors }: AmountLaw): { mean: number; square: number } {
  const { mean, square } = tableMoments(factors)
  return { mean: base * mean, square: base * base * square }
}

const moments = new WeakMap<Float64Array, { mean: number; square: number }>()

function tableMoments(factors: Float64Array): { mean: number; square: number } {
  let known = moments.get(factors)
  if (known === undefined) {
    let mean = 0
    let square = 0
    for (const factor of factors) {
      mean += factor / TABLE_SIZE
      square += (factor * factor) / TABLE_SIZE
    }
    moments.set(factors, (known = { mean, square }))
  }
  return known
}

function law(basis: AmountBasis, base: number, factors: Float64Array): AmountLaw {
  return { basis, base, factors, mean: base * tableMoments(factors).mean }
}

/** Quantiles of own log ratios, drawn towards the prior's: own weight n / (n + 50). */
function ratios(logs: number[]): Float64Array {
  const sorted = Float64Array.from(logs, (value) => Math.min(LARGEST_LOG_RATIO, Math.max(-LARGEST_LOG_RATIO, value))).sort()
  const weight = sorted.length / (sorted.length + PRIOR_DEALS)
  return Float64Array.from({ length: TABLE_SIZE }, (_, i) => {
    const p = (i + 0.5) / TABLE_SIZE
    const prior = PRIOR_LOG_MEAN + PRIOR_LOG_SD * normalQuantile(p)
    return Math.exp(sorted.length === 0 ? prior : weight * quantileOfSorted(sorted, p) + (1 - weight) * prior)
  })
}

/** 256 values that stand for all: means of equal slices, so that their mean is the mean of all. */
function table(values: number[]): Float64Array {
  const result = new Float64Array(TABLE_SIZE)
  if (values.length === 0) return result
  const sorted = Float64Array.from(values).sort()
  const below = new Float64Array(sorted.length + 1)
  for (let i = 0; i < sorted.length; i++) below[i + 1] = below[i]! + sorted[i]!
  const upTo = (position: number): number => {
    const whole = Math.floor(position)
    return below[whole]! + (position - whole) * (sorted[whole] ?? 0)
  }
  for (let i = 0; i < TABLE_SIZE; i++) {
    const from = (i * sorted.length) / TABLE_SIZE
    const to = ((i + 1) * sorted.length) / TABLE_SIZE
    result[i] = (upTo(to) - upTo(from)) / (to - from)
  }
  return result
}
