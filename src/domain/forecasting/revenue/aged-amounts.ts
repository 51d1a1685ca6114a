import { hasLife, type DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { ArrivalWeek } from './new-business.ts'
import { TABLE_SIZE, tableMoments, type WonAmounts } from './won-amounts.ts'

/**
 * What new deals bring when they are won, by how long that took: one table of 256 equally likely amounts in minor units for
 * each of AGE_ENDS and one for what takes longer. Deals won within weeks are small ones; the mean of all wins would be
 * several times what the new deals of a quarter bring in it.
 */
export type AgedAmounts = readonly Float64Array[]

/** Upper ends of the ages at which deals are won, in weeks since their creation. */
const AGE_ENDS = [1, 2, 4, 7, 11, 17, 26, 39] as const
const MIDDLES = [0.5, 1.5, 3, 5.5, 9, 14, 21.5, 32.5, 50] as const

const LEAST_SEGMENT_DEALS = 20
/** Wins at about an age that weigh as much as all wins, brought to that age by the company's own trend. */
const STRENGTH = 20
/** Wins of about the same age: within this distance in ln(1 + weeks), one standard deviation. */
const NEARNESS = 0.3
/** The trend of ln(amount) with ln(1 + weeks) is 0 within a half before anything is seen, amounts scattering by a factor of e. */
const TREND_PRECISION = 4

/** By segment: those `apart` that have enough wins, and the others together under ''. */
export function newDealAmounts(
  views: readonly DealView[],
  amounts: WonAmounts,
  apart: readonly string[],
): Record<string, AgedAmounts> {
  const wins = new Map<string, AgedWin[]>([...apart, ''].map((segment) => [segment, []]))
  const all: AgedWin[] = []
  for (const view of views) {
    const { history, outcome, end } = view
    const minor = outcome === 'won' ? history.outcome?.amountMinor : null
    if (!minor || minor <= 0 || !hasLife(view)) continue
    const win = { minor, log: Math.log(minor), age: Math.log1p(Math.max(0, end - history.createdAt) / WEEK) }
    all.push(win)
    wins.get(history.segment !== null && wins.has(history.segment) ? history.segment : '')!.push(win)
  }
  const known = (segment: string): Float64Array => (segment === '' ? amounts.all : (amounts.bySegment[segment] ?? amounts.all))
  return Object.fromEntries(
    [...wins].map(([segment, own]) => {
      const enough = own.length >= LEAST_SEGMENT_DEALS ? own : all
      return [segment, enough.length >= LEAST_SEGMENT_DEALS ? agedTables(enough) : [known(segment)]]
    }),
  )
}

/** The amounts of the wins of one week from the as-of instant on, by how long ago the deals won in it came in. */
export function amountsOfWeek(tables: AgedAmounts, arrivals: readonly ArrivalWeek[], week: number): Float64Array {
  const shares = new Float64Array(tables.length)
  for (const { deals, day, wonBy } of arrivals) {
    if (day >= (week + 1) * 7) break
    for (let group = 0; group < tables.length; group++) {
      const from = Math.max(week * 7, day + (group === 0 ? 0 : AGE_ENDS[group - 1]! * 7))
      const to = group === tables.length - 1 ? (week + 1) * 7 : Math.min((week + 1) * 7, day + AGE_ENDS[group]! * 7)
      if (to > from) shares[group]! += Math.max(0, deals * (wonBy(to) - wonBy(from)))
    }
  }
  return mixed(tables, shares)
}

/** Mean and mean square of what the deals of an arrival week bring that are won within so many days of the as-of instant. */
export function momentsWonBy(tables: AgedAmounts, { day, wonBy }: ArrivalWeek, days: number): { mean: number; square: number } {
  let mean = 0
  let square = 0
  let wins = 0
  for (let group = 0, from = 0; group < tables.length; group++) {
    const end = group === tables.length - 1 ? days : Math.min(days, day + AGE_ENDS[group]! * 7)
    const by = Math.max(from, wonBy(end))
    const own = tableMoments(tables[group]!)
    mean += (by - from) * own.mean
    square += (by - from) * own.square
    wins += by - from
    from = by
    if (end >= days) break
  }
  return wins > 0 ? { mean: mean / wins, square: square / wins } : tableMoments(tables[0]!)
}

const WEEK = 7 * MS_PER_DAY

interface AgedWin {
  minor: number
  log: number
  /** ln(1 + weeks from creation to the win). */
  age: number
}

function agedTables(wins: readonly AgedWin[]): Float64Array[] {
  const trend = trendOf(wins)
  return MIDDLES.map((weeks) => {
    const age = Math.log1p(weeks)
    const near = wins.map((win) => Math.exp(-(((win.age - age) / NEARNESS) ** 2) / 2))
    const nearby = near.reduce((sum, value) => sum + value, 0)
    const trusted = nearby / (nearby + STRENGTH)
    return weightedTable(
      wins.map(({ minor, age: own }, i) => ({
        value: minor * Math.exp(trend * (age - own)),
        weight: (nearby > 0 ? (trusted * near[i]!) / nearby : 0) + (1 - trusted) / wins.length,
      })),
    )
  })
}

/** How ln(amount) grows with ln(1 + weeks to the win): a ridge slope. */
function trendOf(wins: readonly AgedWin[]): number {
  const mean = (of: (win: AgedWin) => number): number => wins.reduce((sum, win) => sum + of(win), 0) / wins.length
  const age = mean((win) => win.age)
  const log = mean((win) => win.log)
  const products = wins.reduce((sum, win) => sum + (win.age - age) * (win.log - log), 0)
  const squares = wins.reduce((sum, win) => sum + (win.age - age) ** 2, 0)
  return products / (squares + TREND_PRECISION)
}

/** 256 means of slices of equal weight, so that their mean is the weighted mean of all. */
function weightedTable(values: { value: number; weight: number }[]): Float64Array {
  const sorted = values.sort((a, b) => a.value - b.value)
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0)
  const slice = total / TABLE_SIZE
  const result = new Float64Array(TABLE_SIZE)
  let at = 0
  let left = sorted[0]!.weight
  for (let i = 0; i < TABLE_SIZE; i++) {
    let room = slice
    while (room > 0) {
      const part = Math.min(room, left)
      result[i]! += (part * sorted[at]!.value) / slice
      room -= part
      left -= part
      if (left > slice * 1e-9) continue
      if (at === sorted.length - 1) {
        result[i]! += (room * sorted[at]!.value) / slice
        break
      }
      left = sorted[++at]!.weight
    }
  }
  return result
}

/** One table that stands for several by their shares: each gives so many of the 256 values, its mean kept. */
function mixed(tables: AgedAmounts, shares: Float64Array): Float64Array {
  const total = shares.reduce((sum, share) => sum + share, 0)
  if (tables.length === 1 || !(total > 0)) return tables[0]!
  const ends = new Int32Array(tables.length)
  let sum = 0
  for (const [group, share] of shares.entries()) {
    sum += share
    ends[group] = Math.round((TABLE_SIZE * sum) / total)
  }
  const table = new Float64Array(TABLE_SIZE)
  let mean = 0
  for (const [group, own] of tables.entries()) {
    const from = group === 0 ? 0 : ends[group - 1]!
    const count = ends[group]! - from
    mean += (shares[group]! / total) * tableMoments(own).mean
    for (let i = 0; i < count; i++) table[from + i] = sliceMean(own, (i * TABLE_SIZE) / count, ((i + 1) * TABLE_SIZE) / count)
  }
  const drawn = tableMoments(table).mean
  return drawn > 0 ? table.map((value) => (value * mean) / drawn) : table
}

/** The mean of a table's values from one place to another, places between two values in proportion. */
function sliceMean(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = Math.floor(from); i < to; i++) sum += values[i]! * (Math.min(to, i + 1) - Math.max(from, i))
  return sum / (to - from)
}
