import { normalCdf } from '../../../stats/normal/normal-cdf.ts'
import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { gammaOfMeanOne } from '../../../stats/random/gamma.ts'
import { poisson } from '../../../stats/random/poisson.ts'
import { stream, type Stream } from '../../../stats/random/stream.ts'
import type { AmountLaw } from './won-amounts.ts'
import { TABLE_SIZE } from './won-amounts.ts'

/** An open deal, ready to draw for. */
export interface SimulatedDeal {
  key: string
  /** Which of the owners it belongs to. */
  owner: number
  /** Chance to be won by each boundary: by the first (what comes before does not count), by the end of week 1, week 2 … */
  wonBy: Float64Array
  amount: AmountLaw
}

/** Wins of deals not yet created: expected in each week, given where the shared factor stands. */
export interface SimulatedNewBusiness {
  /** [week][block of the shared factor] */
  expected: Float64Array[]
  /** Variance of the ratio of actual to expected arrivals. */
  variance: number
  /** Minor units of one win, 256 equally likely values. */
  amounts: Float64Array
  /** Shares of the owners in new deals. */
  shares: Float64Array
}

/** Drawn revenue in minor units. */
export interface Draws {
  paths: number
  /** [owner][path]; null for an owner without a win. */
  open: (Float64Array | null)[]
  new: (Float64Array | null)[]
  /** [week * paths + path]: what is won in that week by all who count. */
  weeks: Float64Array
}

/**
 * The shared factor takes this many values, equally likely, each for a block of adjacent paths (stratified): a deal needs
 * its chances once per block and not once per path.
 */
const MOST_BLOCKS = 64

/** The values of the shared factor, one per block: midpoints of equal chances, spread to a variance of 1. */
export function factorBlocks(paths: number): Float64Array {
  const blocks = Math.min(MOST_BLOCKS, paths)
  const midpoints = Float64Array.from({ length: blocks }, (_, b) => normalQuantile((b + 0.5) / blocks))
  const variance = midpoints.reduce((sum, value) => sum + value * value, 0) / blocks
  return variance > 0 ? midpoints.map((value) => value / Math.sqrt(variance)) : midpoints
}

/**
 * The chance of each block for a deal whose chance over all blocks is p: a Gaussian copula with one factor, so that the
 * mean over the blocks stays p, to 1.5 % of itself at the strongest correlation and the rarest wins.
 */
export function chanceGivenFactor(p: number, factor: number, correlation: number): number {
  return p <= 0
    ? 0
    : p >= 1
      ? 1
      : tabulatedCdf((normalQuantile(p) + Math.sqrt(correlation) * factor) / Math.sqrt(1 - correlation))
}

/**
 * Draws every path. Each deal has its own stream, so one more deal leaves the draws of the others as they were; one draw
 * of 32 bits decides on win and week (24 bits) and on the amount (8 bits).
 */
export function simulate(
  deals: readonly SimulatedDeal[],
  fresh: SimulatedNewBusiness,
  setting: { seed: number; paths: number; weeks: number; correlation: number; counted: readonly boolean[] },
): Draws {
  const { seed, paths, weeks, correlation, counted } = setting
  const draws: Draws = {
    paths,
    open: counted.map(() => null),
    new: counted.map(() => null),
    weeks: new Float64Array(weeks * paths),
  }
  if (weeks === 0) return draws
  const factors = factorBlocks(paths)
  // Owner by owner, so that whatever is drawn for one is added up apart; the order of the deals of one stays as it was.
  const byOwner = new Map<number, ReadyDeal[]>()
  for (const deal of deals) {
    if (deal.wonBy[weeks]! - deal.wonBy[0]! < LEAST_CHANCE) continue
    const own = byOwner.get(deal.owner)
    if (own) own.push(readyToDraw(deal, seed))
    else byOwner.set(deal.owner, [readyToDraw(deal, seed)])
  }
  // A few blocks at a time for all deals: what their wins are added to then stays in the cache.
  for (let block = 0; block < factors.length; block += BLOCKS_AT_ONCE) {
    const until = Math.min(factors.length, block + BLOCKS_AT_ONCE)
    const from = startOf(block, factors.length, paths)
    const length = startOf(until, factors.length, paths) - from
    const scratch = {
      bits: new Uint32Array(length),
      thresholds: new Float64Array(weeks + 1),
      guide: new Uint8Array(GUIDE),
      sums: new Float64Array((weeks + 1) * length),
    }
    for (const [owner, own] of byOwner) {
      scratch.sums.fill(0)
      for (const deal of own) drawDeal(deal, paths, factors, block, until, correlation, scratch)
      addUp(scratch.sums, (draws.open[owner] ??= new Float64Array(paths)), draws.weeks, from, length)
    }
  }
  drawNewBusiness(fresh, draws, factors, counted, seed)
  return draws
}

const BLOCKS_AT_ONCE = 4
const LEAST_CHANCE = 1e-9
const RESOLUTION = 2 ** 24
/** Cells that the first eight bits of a draw fall into, and the mark of a cell in which a week begins. */
const GUIDE = 256
const CELL = RESOLUTION / GUIDE
const DIVIDED = 255

interface ReadyDeal {
  quantiles: Float64Array
  random: Stream
  base: number
  table: Float64Array
}

function readyToDraw(deal: SimulatedDeal, seed: number): ReadyDeal {
  const { base, factors } = deal.amount
  return { quantiles: deal.wonBy.map((p) => normalQuantile(p)), random: stream(seed, deal.key), base, table: factors }
}

/** Working memory of drawDeal, one for all deals. */
interface Scratch {
  bits: Uint32Array
  thresholds: Float64Array
  /** The week of each cell; the row after the last week stands for no win in the period. */
  guide: Uint8Array
  /** [week * length + path] */
  sums: Float64Array
}

/**
 * Every draw adds to some row, a win or not: a branch that goes either way costs more than the addition. Only the few draws
 * in a cell that a threshold divides are compared.
 */
function drawDeal(
  deal: ReadyDeal,
  paths: number,
  factors: Float64Array,
  firstBlock: number,
  lastBlock: number,
  correlation: number,
  scratch: Scratch,
): void {
  const { bits, thresholds, guide, sums } = scratch
  const { quantiles, base, table } = deal
  const length = bits.length
  const weeks = quantiles.length - 1
  const loading = Math.sqrt(correlation)
  const spread = 1 / Math.sqrt(1 - correlation)
  const from = startOf(firstBlock, factors.length, paths)
  deal.random.fill(bits)
  for (let block = firstBlock; block < lastBlock; block++) {
    const shift = loading * factors[block]!
    let cell = 0
    for (let week = 0; week <= weeks; week++) {
      const threshold = tabulatedCdf((quantiles[week]! + shift) * spread) * RESOLUTION
      thresholds[week] = threshold
      // Below the first threshold lies what was won before the period: no row of it either.
      const row = week === 0 ? weeks : week - 1
      const last = Math.min(GUIDE, Math.floor(threshold / CELL))
      while (cell < last) guide[cell++] = row
      if (cell === last && cell < GUIDE) guide[cell++] = DIVIDED
    }
    while (cell < GUIDE) guide[cell++] = weeks
    const to = startOf(block + 1, factors.length, paths) - from
    for (let path = startOf(block, factors.length, paths) - from; path < to; path++) {
      const random = bits[path]!
      let row = guide[random >>> 24]!
      if (row === DIVIDED) row = rowOf(random >>> 8, thresholds, weeks)
      sums[row * length + path]! += base * table[random & (TABLE_SIZE - 1)]!
    }
  }
}

function rowOf(u: number, thresholds: Float64Array, weeks: number): number {
  if (u < thresholds[0]! || u >= thresholds[weeks]!) return weeks
  let week = 0
  while (u >= thresholds[week + 1]!) week++
  return week
}

/** Adds an owner's rows, but for the last one, to the owner's total and to that of each week. */
function addUp(sums: Float64Array, own: Float64Array, byWeek: Float64Array, from: number, length: number): void {
  const paths = own.length
  for (let row = 0; row * paths < byWeek.length; row++) {
    for (let path = 0; path < length; path++) {
      const value = sums[row * length + path]!
      own[from + path]! += value
      byWeek[row * paths + from + path]! += value
    }
  }
}

function startOf(block: number, blocks: number, paths: number): number {
  return Math.floor((block * paths) / blocks)
}

function drawNewBusiness(
  fresh: SimulatedNewBusiness,
  draws: Draws,
  factors: Float64Array,
  counted: readonly boolean[],
  seed: number,
): void {
  const source = stream(seed, '\u0000new business')
  const level = stream(seed, '\u0000arrivals')
  const { paths, weeks: byWeek } = draws
  const { amounts } = fresh
  const owners = ownerTable(fresh.shares)
  const shape = 1 / Math.max(1e-6, fresh.variance)
  for (let path = 0; path < paths; path++) {
    const arrivals = gammaOfMeanOne(level, shape)
    const block = Math.floor(((path + 0.5) * factors.length) / paths)
    for (let week = 0; week < fresh.expected.length; week++) {
      for (let wins = poisson(source, arrivals * fresh.expected[week]![block]!); wins > 0; wins--) {
        const random = source.next()
        const owner = owners[random >>> 20]!
        if (!counted[owner]) continue
        const value = amounts[random & (TABLE_SIZE - 1)]!
        const own = (draws.new[owner] ??= new Float64Array(paths))
        own[path]! += value
        byWeek[week * paths + path]! += value
      }
    }
  }
}

/** Owners by share, for 12 random bits. */
function ownerTable(shares: Float64Array): Uint32Array {
  const total = shares.reduce((all, share) => all + share, 0) || 1
  const table = new Uint32Array(4096)
  for (let owner = 0, i = 0, upTo = 0; owner < shares.length; owner++) {
    upTo += shares[owner]! / total
    for (; i < Math.round(upTo * 4096); i++) table[i] = owner
  }
  return table
}

/** normalCdf from a table with linear interpolation; |error| < 5e-7. */
function tabulatedCdf(z: number): number {
  if (z <= -8) return 0
  if (z >= 8) return 1
  const position = (z + 8) * 256
  const below = position | 0
  const low = CDF[below]!
  return low + (position - below) * (CDF[below + 1]! - low)
}

const CDF = Float64Array.from({ length: 4098 }, (_, i) => normalCdf(i / 256 - 8))
