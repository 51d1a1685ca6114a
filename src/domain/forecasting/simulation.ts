import { normalCdf } from '../../stats/normal/normal-cdf.ts'
import { normalQuantile } from '../../stats/normal/normal-quantile.ts'
import { gammaOfMeanOne } from '../../stats/random/gamma.ts'
import { poisson } from '../../stats/random/poisson.ts'
import { stream } from '../../stats/random/stream.ts'
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
  /** [week][path], what is won in that week by all who count. */
  weeks: Float64Array[]
}

/**
 * The shared factor takes this many values, equally likely, each for a block of adjacent paths (stratified): a deal needs
 * its chances once per block and not once per path.
 */
const MOST_BLOCKS = 128

/** The values of the shared factor, one per block. */
export function factorBlocks(paths: number): Float64Array {
  const blocks = Math.min(MOST_BLOCKS, paths)
  return Float64Array.from({ length: blocks }, (_, b) => normalQuantile((b + 0.5) / blocks))
}

/**
 * The chance of each block for a deal whose chance over all blocks is p: a Gaussian copula with one factor, so that the
 * mean over the blocks stays p (to 1e-3 of itself) whatever the correlation.
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
    weeks: Array.from({ length: weeks }, () => new Float64Array(paths)),
  }
  if (weeks === 0) return draws
  const factors = factorBlocks(paths)
  const random = new Uint32Array(paths)
  for (const deal of deals) drawDeal(deal, draws, factors, random, seed, correlation)
  drawNewBusiness(fresh, draws, factors, counted, seed)
  return draws
}

const RESOLUTION = 2 ** 24

function drawDeal(
  deal: SimulatedDeal,
  draws: Draws,
  factors: Float64Array,
  random: Uint32Array,
  seed: number,
  correlation: number,
): void {
  const { wonBy, amount } = deal
  const weeks = wonBy.length - 1
  if (wonBy[weeks]! - wonBy[0]! < 1e-9) return
  stream(seed, deal.key).fill(random)
  const quantiles = wonBy.map((p) => normalQuantile(p))
  const loading = Math.sqrt(correlation)
  const spread = 1 / Math.sqrt(1 - correlation)
  const thresholds = new Float64Array(weeks + 1)
  const own = (draws.open[deal.owner] ??= new Float64Array(draws.paths))
  const table = amount.factors
  for (let block = 0; block < factors.length; block++) {
    const shift = loading * factors[block]!
    for (let week = 0; week <= weeks; week++) thresholds[week] = tabulatedCdf((quantiles[week]! + shift) * spread) * RESOLUTION
    const least = thresholds[0]!
    const most = thresholds[weeks]!
    const to = Math.floor(((block + 1) * draws.paths) / factors.length)
    for (let path = Math.floor((block * draws.paths) / factors.length); path < to; path++) {
      const bits = random[path]!
      const u = bits >>> 8
      if (u >= most || u < least) continue
      let week = 0
      while (u >= thresholds[week + 1]!) week++
      const value = amount.base * table[bits & (TABLE_SIZE - 1)]!
      own[path]! += value
      draws.weeks[week]![path]! += value
    }
  }
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
  let sum = 0
  const cumulative = fresh.shares.map((share) => (sum += share))
  const shape = 1 / Math.max(1e-6, fresh.variance)
  for (let path = 0; path < draws.paths; path++) {
    const arrivals = gammaOfMeanOne(level, shape)
    const block = Math.floor(((path + 0.5) * factors.length) / draws.paths)
    for (let week = 0; week < fresh.expected.length; week++) {
      for (let wins = poisson(source, arrivals * fresh.expected[week]![block]!); wins > 0; wins--) {
        const bits = source.next()
        const value = fresh.amounts[bits & (TABLE_SIZE - 1)]!
        const owner = pick(cumulative, (bits >>> 8) / RESOLUTION)
        if (!counted[owner]) continue
        const own = (draws.new[owner] ??= new Float64Array(draws.paths))
        own[path]! += value
        draws.weeks[week]![path]! += value
      }
    }
  }
}

function pick(cumulative: Float64Array, u: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (cumulative[middle]! > u) high = middle
    else low = middle + 1
  }
  return low
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
