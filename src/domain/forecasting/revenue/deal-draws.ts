import { stream, type Stream } from '../../../stats/random/stream.ts'
import { CDF_TABLE, type FactorLink } from './factor-link.ts'
import { TABLE_SIZE, type AmountLaw } from './won-amounts.ts'

/** An open deal, ready to draw for. */
export interface SimulatedDeal {
  /** Name of its stream of chance. */
  key: string
  /** Which of the cells it counts in. */
  cell: number
  /** Chance to be won by each boundary: by the first (what comes before does not count), by the end of week 1, week 2 … */
  wonBy: Float64Array
  amount: AmountLaw
}

/** Where drawn revenue is added up, in whole minor units, so that sums are exact in any order. */
export interface Sums {
  paths: number
  /** [cell][path]; null for a cell without a deal. */
  cells: (Float64Array | null)[]
  /** [week * paths + path] */
  weeks: Float64Array
}

/** Chances below this are not drawn for. */
export const LEAST_CHANCE = 1e-9

/** 24 bits of a draw decide on win and week, the other 8 on the amount. */
const RESOLUTION = 2 ** 24
const BLOCKS_AT_ONCE = 4

/**
 * Draws every path of every deal and adds the wins to their cell and week. Each deal has its own stream, so one more deal
 * leaves the draws of the others as they were, and a deal drawn alone gives what it gave among others.
 *
 * Two passes for each deal and block of the shared factor: the first keeps, without a branch, the paths that win in the
 * period; only these look for their week and amount. `sign` -1 takes the deals out of sums that they are in.
 */
export function drawDeals(deals: readonly SimulatedDeal[], link: FactorLink, sums: Sums, seed: number, sign: 1 | -1 = 1): void {
  const weeks = sums.weeks.length / sums.paths
  if (weeks === 0) return
  const ready = deals
    .filter((deal) => deal.wonBy[weeks]! - deal.wonBy[0]! >= LEAST_CHANCE)
    .map((deal) => readyToDraw(deal, link, seed, sign))
    // Cell by cell, so that what is added to stays in the cache.
    .sort((a, b) => a.cell - b.cell)
  const { paths } = sums
  const blocks = link.values.length
  for (let block = 0; block < blocks; block += BLOCKS_AT_ONCE) {
    const until = Math.min(blocks, block + BLOCKS_AT_ONCE)
    const from = blockStart(block, blocks, paths)
    const length = blockStart(until, blocks, paths) - from
    const scratch = scratchOf(length, weeks)
    for (let i = 0; i < ready.length;) {
      const { cell } = ready[i]!
      for (; i < ready.length && ready[i]!.cell === cell; i++) {
        ready[i]!.random.fill(scratch.bits)
        for (let b = block; b < until; b++)
          drawBlock(
            ready[i]!,
            link.shifts[b]!,
            blockStart(b, blocks, paths) - from,
            blockStart(b + 1, blocks, paths) - from,
            scratch,
          )
      }
      addUp(scratch.byWeek, (sums.cells[cell] ??= new Float64Array(paths)), sums.weeks, from, length)
    }
  }
}

/** The first path of a block. */
export function blockStart(block: number, blocks: number, paths: number): number {
  return Math.floor((block * paths) / blocks)
}

interface ReadyDeal {
  cell: number
  positions: Float64Array
  random: Stream
  base: number
  /** Factors on it, shared by many deals: a table of its own would not stay in the cache. */
  factors: Float64Array
  sign: number
}

function readyToDraw(deal: SimulatedDeal, link: FactorLink, seed: number, sign: number): ReadyDeal {
  const { base, factors } = deal.amount
  const positions = deal.wonBy.map(link.position)
  return { cell: deal.cell, positions, random: stream(seed, deal.key), base, factors, sign }
}

/** Working memory of one run of blocks. */
interface Scratch {
  bits: Uint32Array
  /** The paths that win. */
  winners: Int32Array
  /** Below the first: won before the period. Then the end of each week; padded to a power of two with what no draw reaches. */
  before: number
  ends: Int32Array
  byWeek: Float64Array
}

const NEVER = 2 ** 30

function scratchOf(length: number, weeks: number): Scratch {
  let size = 1
  while (size < weeks) size *= 2
  return {
    bits: new Uint32Array(length),
    winners: new Int32Array(length + 1),
    before: 0,
    ends: new Int32Array(size).fill(NEVER),
    byWeek: new Float64Array(weeks * length),
  }
}

function drawBlock(deal: ReadyDeal, shift: number, begin: number, end: number, scratch: Scratch): void {
  const { bits, winners, ends, byWeek } = scratch
  const { positions, base, factors, sign } = deal
  const weeks = positions.length - 1
  const length = bits.length
  const cdf = CDF_TABLE
  let first = 0
  let last = 0
  for (let week = 0; week <= weeks; week++) {
    const position = positions[week]! + shift
    const below = position | 0
    const low = cdf[below]!
    last = ((low + (position - below) * (cdf[below + 1]! - low)) * RESOLUTION + 0.5) | 0
    if (week === 0) first = last
    else ends[week - 1] = last
  }
  if (last <= first) return
  let won = 0
  for (let path = begin; path < end; path++) {
    const u = bits[path]! >>> 8
    winners[won] = path
    won += ((u - last) & ~(u - first)) >>> 31
  }
  const half = ends.length >> 1
  for (let i = 0; i < won; i++) {
    const path = winners[i]!
    const random = bits[path]! | 0
    const u = random >>> 8
    let week = 0
    for (let step = half; step > 0; step >>= 1) week += step & ((ends[week + step - 1]! - u - 1) >> 31)
    byWeek[week * length + path]! += sign * Math.floor(base * factors[random & (TABLE_SIZE - 1)]! + 0.5)
  }
}

/** Adds a cell's weeks to its total and to those of all, and empties them. */
function addUp(rows: Float64Array, own: Float64Array, weeks: Float64Array, from: number, length: number): void {
  const paths = own.length
  for (let week = 0; week * length < rows.length; week++) {
    for (let path = 0; path < length; path++) {
      const value = rows[week * length + path]!
      own[from + path]! += value
      weeks[week * paths + from + path]! += value
    }
  }
  rows.fill(0)
}
