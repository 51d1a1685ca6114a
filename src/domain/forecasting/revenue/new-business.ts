import { gammaOfMeanOne } from '../../../stats/random/gamma.ts'
import { poissonQuantile } from '../../../stats/random/poisson.ts'
import { drawAt, placeDraws } from '../../../stats/random/place-draws.ts'
import { stream, type Stream } from '../../../stats/random/stream.ts'
import { amountsOfWeek, type AgedAmounts } from './aged-amounts.ts'
import type { Sums } from './deal-draws.ts'
import { blockStart, chanceAt, type FactorLink } from './factor-link.ts'
import { TABLE_SIZE } from './won-amounts.ts'

/** Deals expected to be created in one week after the as-of instant, and how they will be won. */
export interface ArrivalWeek {
  /** Deals expected; strictly after the as-of instant, so none that is already in the pipeline. */
  deals: number
  /** Days from the as-of instant to the middle of the week: when they are taken to arrive. */
  day: number
  /** Share of them won within so many days from the as-of instant. */
  wonBy: (day: number) => number
}

/** New deals of one segment. */
export interface NewBusiness {
  /** Name of its stream of chance. */
  key: string
  arrivals: readonly ArrivalWeek[]
  /** Minor units of one win, by how long it took. */
  amounts: AgedAmounts
  /** Which cells they count in, by share; a cell below 0 is not counted. */
  cells: readonly { cell: number; share: number }[]
}

/**
 * Wins of deals not yet created, in weeks counted from the as-of instant whatever the period, so that the months of a
 * quarter and the quarter are the same draws: in each week a Poisson number of wins, given the shared factor and one
 * level of arrivals for each path (negative binomial over all). Every chance has a draw of its own: count, first win of the week,
 * second win …, so that a change of the expected number moves only what it must.
 *
 * `boundaries` are days from the as-of instant: where the period starts, and the end of each of its weeks.
 */
export function drawNewBusiness(
  segments: readonly NewBusiness[],
  variance: number,
  link: FactorLink,
  boundaries: readonly number[],
  sums: Sums,
  seed: number,
): void {
  const { paths } = sums
  const weeks = boundaries.length - 1
  if (weeks <= 0 || segments.length === 0) return
  const levels = arrivalLevels(paths, variance, seed)
  const wins = new Uint16Array(paths)
  const first = Math.floor(boundaries[0]! / 7)
  const last = Math.ceil(boundaries[weeks]! / 7)
  for (const segment of segments) {
    const cells = cellTable(segment.cells)
    for (let week = first; week < last; week++) {
      const expected = expectedWins(segment.arrivals, link, week)
      if (!expected) continue
      const name = `\u0000new\u0000${segment.key}\u0000${week}`
      const most = countWins(stream(seed, name), expected, levels, wins)
      const rows = rowsOfWeek(week, boundaries, segment.arrivals)
      const amounts = amountsOfWeek(segment.amounts, segment.arrivals, week).map((amount) => Math.floor(amount + 0.5))
      addWins(placeDraws(seed, `${name}\u0000wins`).rows(most), wins, rows, cells, amounts, sums)
    }
  }
}

/** How many are won in a week on each path; the most that are won on any. */
function countWins(source: Stream, expected: Float64Array, levels: Float64Array, wins: Uint16Array): number {
  const paths = wins.length
  const bits = new Uint32Array(paths)
  source.fill(bits)
  let most = 0
  for (let block = 0; block < expected.length; block++) {
    const mean = expected[block]!
    const end = blockStart(block + 1, expected.length, paths)
    for (let path = blockStart(block, expected.length, paths); path < end; path++) {
      const count = poissonQuantile((bits[path]! + 0.5) / 4294967296, levels[path]! * mean)
      wins[path] = count
      if (count > most) most = count
    }
  }
  return most
}

/** Path by path, the nth win of each from the nth row of `draws`: what is added to lies side by side. */
function addWins(
  draws: Int32Array,
  wins: Uint16Array,
  rows: Int16Array,
  cells: Int32Array,
  amounts: Float64Array,
  sums: Sums,
): void {
  const [cell, former, latter] = [cells[0]!, rows[0]!, rows[rows.length - 1]!]
  // Weeks stand in their table in ascending order: its ends tell whether there are more than two.
  const inOneCell = cell >= 0 && cell === cells[cells.length - 1] && cells.every((one) => one === cell)
  if (inOneCell && former >= 0 && latter >= 0 && latter <= former + 1) return addToOne(draws, wins, rows, cell, amounts, sums)
  const { paths, weeks } = sums
  let cellBefore = -1
  let own = weeks
  for (let path = 0; path < paths; path++) {
    const count = wins[path]!
    for (let nth = 0; nth < count; nth++) {
      const random = drawAt(draws, nth, path)
      const row = rows[random >>> 20]!
      const cell = cells[(random >>> 8) & (CELL_TABLE - 1)]!
      if (row < 0 || cell < 0) continue
      if (cell !== cellBefore) {
        own = sums.cells[cell] ??= new Float64Array(paths)
        cellBefore = cell
      }
      const amount = amounts[random & (TABLE_SIZE - 1)]!
      own[path]! += amount
      weeks[row * paths + path]! += amount
    }
  }
}

/**
 * The same where all count in one cell and lie in one week of the period or in two. Whole numbers add up to the same in any
 * order: each path is written once, and nothing waits for what was written before.
 */
function addToOne(draws: Int32Array, wins: Uint16Array, rows: Int16Array, cell: number, amounts: Float64Array, sums: Sums): void {
  const { paths, weeks } = sums
  const own = (sums.cells[cell] ??= new Float64Array(paths))
  const [former, latter] = [rows[0]!, rows[rows.length - 1]!]
  const later = latter === former ? rows.length : rows.indexOf(latter)
  for (let path = 0; path < paths; path++) {
    const count = wins[path]!
    let sum = 0
    let early = 0
    for (let nth = 0; nth < count; nth++) {
      const random = drawAt(draws, nth, path)
      const amount = amounts[random & (TABLE_SIZE - 1)]!
      sum += amount
      early += amount * (((random >>> 20) - later) >>> 31)
    }
    own[path]! += sum
    weeks[former * paths + path]! += early
    weeks[latter * paths + path]! += sum - early
  }
}

/** Actual over expected arrivals of each path. */
function arrivalLevels(paths: number, variance: number, seed: number): Float64Array {
  const source = stream(seed, '\u0000arrivals')
  const shape = 1 / Math.max(1e-6, variance)
  return Float64Array.from({ length: paths }, () => gammaOfMeanOne(source, shape))
}

/** Wins expected in a week counted from the as-of instant, for each value of the shared factor; null for none. */
export function expectedWins(arrivals: readonly ArrivalWeek[], link: FactorLink, week: number): Float64Array | null {
  const expected = new Float64Array(link.values.length)
  let any = false
  for (const arrival of arrivals) {
    if (arrival.day >= (week + 1) * 7) break
    const from = arrival.wonBy(week * 7)
    const by = arrival.wonBy((week + 1) * 7)
    if (by <= from || arrival.deals <= 0) continue
    any = true
    const fromPosition = link.position(from)
    const byPosition = link.position(by)
    for (const [block, shift] of link.shifts.entries())
      expected[block]! += arrival.deals * (chanceAt(byPosition + shift) - chanceAt(fromPosition + shift))
  }
  return any ? expected : null
}

const CELL_TABLE = 4_096

/** Cells by share, for 12 random bits. */
function cellTable(cells: readonly { cell: number; share: number }[]): Int32Array {
  const total = cells.reduce((all, { share }) => all + share, 0) || 1
  const table = new Int32Array(CELL_TABLE).fill(-1)
  let upTo = 0
  let i = 0
  for (const { cell, share } of cells) {
    upTo += share / total
    for (; i < Math.round(upTo * CELL_TABLE); i++) table[i] = cell
  }
  return table
}

/**
 * The period's week that each part of the wins of a week from the as-of instant lies in, for 12 random bits; -1 outside the
 * period. By when its wins are expected and not by its days: in the week in which a quarter ends, most lie before the end.
 */
function rowsOfWeek(week: number, boundaries: readonly number[], arrivals: readonly ArrivalWeek[]): Int16Array {
  const rows = new Int16Array(ROWS_TABLE).fill(-1)
  const [start, end] = [week * 7, (week + 1) * 7]
  const wonBy = (day: number): number => {
    let sum = 0
    for (const arrival of arrivals) {
      if (arrival.day >= end) break
      sum += arrival.deals * arrival.wonBy(day)
    }
    return sum
  }
  let before = NaN
  const place = (day: number): number => {
    if (day <= start) return 0
    if (day >= end) return ROWS_TABLE
    if (Number.isNaN(before)) before = wonBy(start)
    return Math.round((ROWS_TABLE * (wonBy(day) - before)) / (wonBy(end) - before))
  }
  for (let row = 0; row < boundaries.length - 1; row++) {
    if (boundaries[row + 1]! > start && boundaries[row]! < end)
      rows.fill(row, place(boundaries[row]!), place(boundaries[row + 1]!))
  }
  return rows
}

const ROWS_TABLE = 4_096
