import { stream, type Stream } from '../../../stats/random/stream.ts'
import type { CellPart } from './cells.ts'
import { drawByFours } from './drawn-by-fours.ts'
import { blockStart, CDF_TABLE, chanceAt, type FactorLink } from './factor-link.ts'
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
  /** The cells that it counts in by share, where these are several. */
  parts?: readonly CellPart[]
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
/** Blocks drawn for one after the other: their weeks stay in the cache while all deals are added to them. */
const BLOCKS_AT_ONCE = 4
/** Fewer deals are drawn one after the other. */
const FEWEST_BY_FOURS = 3

/**
 * Draws every path of every deal and adds the wins to their cell and week. Each deal has its own stream, so one more deal
 * leaves the draws of the others as they were, and a deal drawn alone gives what it gave among others.
 *
 * Where the engine allows it, deals are drawn four at a time. What follows here says what is drawn, and draws it elsewhere.
 * Two passes for each deal and block of the shared factor: the first draws and keeps, without a branch, the paths that win
 * in the period; only these look for their week and amount.
 */
export function drawDeals(deals: readonly SimulatedDeal[], link: FactorLink, sums: Sums, seed: number): void {
  const weeks = sums.weeks.length / sums.paths
  if (weeks === 0) return
  const drawn = deals
    .filter((deal) => deal.wonBy[weeks]! - deal.wonBy[0]! >= LEAST_CHANCE)
    // Cell by cell, so that what is added to stays in the cache.
    .sort((a, b) => a.cell - b.cell)
  if (drawn.length >= FEWEST_BY_FOURS && drawByFours(drawn, link, sums, seed)) return
  const ready = drawn.map((deal) => readyToDraw(deal, link, seed))
  const { paths } = sums
  const blocks = link.values.length
  // Without a shared factor, blocks do not differ.
  const step = link.correlation === 0 ? BLOCKS_AT_ONCE : 1
  const scratch = scratchOf(Math.ceil((paths * BLOCKS_AT_ONCE) / blocks), weeks)
  for (let block = 0; block < blocks; block += BLOCKS_AT_ONCE) {
    const until = Math.min(blocks, block + BLOCKS_AT_ONCE)
    const from = blockStart(block, blocks, paths)
    const length = blockStart(until, blocks, paths) - from
    scratch.length = length
    for (let i = 0; i < ready.length;) {
      const { cell } = ready[i]!
      for (; i < ready.length && ready[i]!.cell === cell; i++) {
        for (let b = block; b < until; b += step) {
          const begin = blockStart(b, blocks, paths) - from
          const end = blockStart(Math.min(until, b + step), blocks, paths) - from
          drawBlock(ready[i]!, link.shifts[b]!, begin, end, scratch)
        }
      }
      addUp(scratch.byWeek, weeks, (sums.cells[cell] ??= new Float64Array(paths)), sums.weeks, from, length)
    }
  }
}

/** The first draw, of 24 bits, that no longer wins where chances end at this position. */
export function endOf(position: number): number {
  return (chanceAt(position) * RESOLUTION + 0.5) | 0
}

interface ReadyDeal {
  cell: number
  positions: Float64Array
  random: Stream
  base: number
  /** Factors on it, shared by many deals: a table of its own would not stay in the cache. */
  factors: Float64Array
}

function readyToDraw(deal: SimulatedDeal, link: FactorLink, seed: number): ReadyDeal {
  const { base, factors } = deal.amount
  return { cell: deal.cell, positions: deal.wonBy.map(link.position), random: stream(seed, deal.key), base, factors }
}

/** Working memory of one run of blocks after the other. */
interface Scratch {
  /** Paths of the run. */
  length: number
  /** The paths that win, and their draws. */
  winners: Int32Array
  draws: Int32Array
  /** The draws that end each week. */
  ends: Int32Array
  guide: Int32Array
  /** The bytes of the guide. */
  firstWeeks: Uint8Array
  /** [week * length + path of the run]; all 0 between two cells. */
  byWeek: Float64Array
}

/** For runs of at most so many paths. */
function scratchOf(most: number, weeks: number): Scratch {
  const guide = new Int32Array(GUIDE_CELLS / 4 + 1)
  return {
    length: most,
    winners: new Int32Array(most + 1),
    draws: new Int32Array(most + 1),
    ends: new Int32Array(weeks),
    guide,
    firstWeeks: new Uint8Array(guide.buffer),
    byWeek: new Float64Array(weeks * most),
  }
}

function drawBlock(deal: ReadyDeal, shift: number, begin: number, end: number, scratch: Scratch): void {
  const { winners, draws, ends, byWeek, guide, firstWeeks, length } = scratch
  const { positions, base, factors } = deal
  const weeks = positions.length - 1
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
  // No draw lies between, but the stream moves on: the draws of later blocks stay what they are.
  const won = deal.random.keepBetween(begin, end, first, Math.max(first, last), winners, draws)
  if (won === 0) return
  const scale = GUIDE_CELLS / (last - first)
  const looks = fillGuide(guide, ends, weeks, first, scale)
  if (looks === 2) return addTwiceLooked(deal, scratch, won, first, scale)
  if (looks > 2) return addSearched(deal, scratch, won, first, scale)
  for (let i = 0; i < won; i++) {
    const random = draws[i]!
    const u = random >>> 8
    const cell = ((u - first) * scale) | 0
    let week = firstWeeks[cell ^ BYTE_ORDER]!
    week += (ends[week]! - u - 1) >>> 31
    byWeek[week * length + winners[i]!]! += Math.floor(base * factors[random & (TABLE_SIZE - 1)]! + 0.5)
  }
}

/** The same where it takes up to two looks after the guide's. */
function addTwiceLooked(deal: ReadyDeal, scratch: Scratch, won: number, first: number, scale: number): void {
  const { base, factors } = deal
  const { winners, draws, ends, byWeek, firstWeeks, length } = scratch
  for (let i = 0; i < won; i++) {
    const random = draws[i]!
    const u = random >>> 8
    const cell = ((u - first) * scale) | 0
    let week = firstWeeks[cell ^ BYTE_ORDER]!
    week += (ends[week]! - u - 1) >>> 31
    week += (ends[week]! - u - 1) >>> 31
    byWeek[week * length + winners[i]!]! += Math.floor(base * factors[random & (TABLE_SIZE - 1)]! + 0.5)
  }
}

/** The same however many looks it takes. */
function addSearched(deal: ReadyDeal, scratch: Scratch, won: number, first: number, scale: number): void {
  const { base, factors } = deal
  const { winners, draws, ends, byWeek, firstWeeks, length } = scratch
  for (let i = 0; i < won; i++) {
    const random = draws[i]!
    const u = random >>> 8
    const cell = ((u - first) * scale) | 0
    let week = firstWeeks[cell ^ BYTE_ORDER]!
    while (ends[week]! <= u) week++
    byWeek[week * length + winners[i]!]! += Math.floor(base * factors[random & (TABLE_SIZE - 1)]! + 0.5)
  }
}

/** Equal parts of the draws that win; of each, the guide knows the week it begins in, a byte each. */
const GUIDE_CELLS = 256
const MOST_GUIDED = 255
const EVERY_BYTE = 0x01010101
/** Where the lowest byte of a word comes last, its bytes are counted from the other end. */
const BYTE_ORDER = new Uint8Array(new Int32Array([1]).buffer)[0] === 1 ? 0 : 3

/** Chen and Asau's guide table (1974). The most ends of weeks that some part holds: so many looks may be needed. */
function fillGuide(guide: Int32Array, ends: Int32Array, weeks: number, first: number, scale: number): number {
  guide.fill(0)
  if (weeks > MOST_GUIDED) return Infinity
  let most = 1
  let here = 0
  let before = -1
  for (let week = 0; week < weeks - 1; week++) {
    const cell = ((ends[week]! - first) * scale) | 0
    here = cell === before ? here + 1 : 1
    if (here > most) most = here
    before = cell
    // The part that it lies in begins in the week before.
    const next = cell + 1
    guide[next >> 2] = guide[next >> 2]! + (1 << ((next & 3) << 3))
  }
  let sofar = 0
  for (let word = 0; word < GUIDE_CELLS >> 2; word++) {
    // Times 0x01010101, each byte is the sum of itself and the bytes below it.
    const upTo = (Math.imul(guide[word]!, EVERY_BYTE) + sofar) | 0
    guide[word] = upTo
    sofar = Math.imul(upTo >>> 24, EVERY_BYTE)
  }
  return most
}

/** Adds a cell's weeks to its total and to those of all, and empties them. */
function addUp(rows: Float64Array, count: number, own: Float64Array, weeks: Float64Array, from: number, length: number): void {
  const paths = own.length
  for (let week = 0; week < count; week++) {
    for (let path = 0; path < length; path++) {
      const value = rows[week * length + path]!
      own[from + path]! += value
      weeks[week * paths + from + path]! += value
    }
  }
  rows.fill(0, 0, count * length)
}
