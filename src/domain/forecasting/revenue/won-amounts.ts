import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { quantileOfSorted } from '../../../stats/quantile.ts'
import { amountKnown, type DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'

/** Where the amount of an open deal comes from: entered, added up from list prices, or typical of deals like it. */
export type AmountBasis = 'entered' | 'list price' | 'typical'

/** How many values a table of amounts or ratios holds: one is picked by eight random bits. */
export const TABLE_SIZE = 256

/** What won deals brought, against what had been expected of them: quantile tables, ascending. */
export interface WonAmounts {
  /** Won amount over entered amount, and over list price. */
  overEntered: Float64Array
  overList: Float64Array
  /** Won amount over the amount that was entered while the deal stood in a stage, by stage and segment (`placeKey`). */
  overEnteredAt: Record<string, Float64Array>
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
/** Own ratios weigh n / (n + 50) beside the pooled ones; below so many they are not kept. */
const LEAST_PLACE_DEALS = 10

/** Where a deal stands, as far as it tells how its amount still changes. */
export function placeKey(pipeline: string, stage: string, segment: string | null): string {
  return JSON.stringify([pipeline, stage, segment])
}

export function learnWonAmounts(views: readonly DealView[]): WonAmounts {
  const entered: number[] = []
  const list: number[] = []
  const all: number[] = []
  const segments = new Map<string, number[]>()
  const places = new Map<string, number[]>()
  for (const view of views) {
    const { history, outcome } = view
    // Amounts of lost deals are zeroed or left by the CRM at will: they say nothing.
    const won = outcome === 'won' ? history.outcome?.amountMinor : null
    if (!won || won <= 0) continue
    all.push(won)
    if (history.segment !== null) addTo(segments, history.segment, won)
    if (history.listAmountMinor !== null && history.listAmountMinor > 0) list.push(Math.log(won / history.listAmountMinor))
    // What was entered at the close, or after it, says nothing of what an open deal's amount becomes.
    let last: number | null = null
    for (const [i, { stage, at }] of view.stages.entries()) {
      last = amountKnown(history, Math.min(view.end, view.stages[i + 1]?.at ?? view.end, at + SETTLED), view.end)
      if (last !== null && last > 0) addTo(places, placeKey(history.pipeline, stage, history.segment), Math.log(won / last))
    }
    if (last !== null && last > 0) entered.push(Math.log(won / last))
  }
  const overEntered = ratios(entered, PRIOR_RATIOS)
  const overEnteredAt: Record<string, Float64Array> = {}
  for (const [place, logs] of [...places].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (logs.length >= LEAST_PLACE_DEALS) overEnteredAt[place] = ratios(logs, overEntered.map(Math.log))
  const bySegment: Record<string, Float64Array> = {}
  for (const [segment, amounts] of [...segments].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (amounts.length >= LEAST_SEGMENT_DEALS) bySegment[segment] = table(amounts)
  }
  return { overEntered, overEnteredAt, overList: ratios(list, PRIOR_RATIOS), all: table(all), bySegment, known: all.length }
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
  place?: string,
): AmountLaw {
  if (deal.amountMinor !== null && deal.amountMinor > 0)
    return law(
      'entered',
      deal.amountMinor,
      (place === undefined ? undefined : amounts.overEnteredAt[place]) ?? amounts.overEntered,
    )
  if (deal.listAmountMinor !== null && deal.listAmountMinor > 0) return law('list price', deal.listAmountMinor, amounts.overList)
  return law('typical', 1, (deal.segment === null ? undefined : amounts.bySegment[deal.segment]) ?? amounts.all)
}

/** The law of an open deal as it stands. */
export function openAmountLaw(amounts: WonAmounts, { history, stages }: DealView): AmountLaw {
  return amountLaw(amounts, history, placeKey(history.pipeline, stages[stages.length - 1]!.stage, history.segment))
}

/** Mean and mean square of what a deal brings when it is won. */
export function momentsOf({ base, factors }: AmountLaw): { mean: number; square: number } {
  const { mean, square } = tableMoments(factors)
  return { mean: base * mean, square: base * base * square }
}

/** Worked out once for each table: tables are asked again and again. */
const moments = new WeakMap<Float64Array, { mean: number; square: number }>()

export function tableMoments(factors: Float64Array): { mean: number; square: number } {
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

/** Logs of ratios that are assumed before any are known. */
const PRIOR_RATIOS = Float64Array.from(
  { length: TABLE_SIZE },
  (_, i) => PRIOR_LOG_MEAN + PRIOR_LOG_SD * normalQuantile((i + 0.5) / TABLE_SIZE),
)

/** Quantiles of own log ratios, drawn towards those of the many: own weight n / (n + 50). */
function ratios(logs: number[], pooled: Float64Array): Float64Array {
  const sorted = Float64Array.from(logs, (value) => Math.min(LARGEST_LOG_RATIO, Math.max(-LARGEST_LOG_RATIO, value))).sort()
  const weight = sorted.length / (sorted.length + PRIOR_DEALS)
  return pooled.map((log, i) =>
    Math.exp(sorted.length === 0 ? log : weight * quantileOfSorted(sorted, (i + 0.5) / TABLE_SIZE) + (1 - weight) * log),
  )
}

/** A stage's amount is that of its first days: entered a little after the move as often as before it. */
const SETTLED = 7 * MS_PER_DAY

function addTo<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
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
