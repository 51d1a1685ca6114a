import { highestPoint } from '../../../stats/golden-section.ts'
import { betaQuantile } from '../../../stats/incomplete-beta.ts'
import { logGamma } from '../../../stats/log-gamma.ts'
import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { kaplanMeier, survivalAt } from '../../../stats/survival/kaplan-meier.ts'
import type { Stage } from '../../opportunities/stage.ts'
import { MS_PER_DAY } from '../../values/instant.ts'
import type { ThreadTrack } from './thread-track.ts'

/** Active threads from which they are counted together. */
export const MOST_THREADS = 4
/** How much more often than with one thread, by threads from none on: what is believed before a company shows its own. */
export const DOCUMENT_RATIOS = [1, 1, 1.5, 2, 2.5] as const
/** The believed win rate with one thread of a company that has no closed deals. */
const BELIEVED_RATE = 0.2
const LEVEL = 0.9
/** No deal counts for more than so many: those of which hardly any like it are closed yet would decide alone. */
const MOST_WEIGHT = 10
/** How many deals the document's table may be worth, at least and at most. */
const STRENGTH = { least: 1, most: 12 } as const
const FEW = 5

/** The chance to be won, seen from the entry into a stage with so many active threads. */
export interface ThreadWinRate {
  readonly threads: number
  /** Closed deals, and won ones among them. */
  readonly deals: number
  readonly won: number
  /** With the central 90 % interval. */
  readonly rate: number
  readonly low: number
  readonly high: number
}

/** How one win rate stands to another, with a 90 % interval. */
export interface RateRatio {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface StageRecord {
  readonly stage: Stage
  readonly deals: number
  /** By active threads: none, one, two, three, four and more. */
  readonly levels: readonly ThreadWinRate[]
  /** Win rate with two, three, four and more threads against that of one or none, each taken together. */
  readonly lift: readonly { readonly from: number; readonly ratio: RateRatio; readonly deals: number; readonly single: number }[]
  /** How many deals the document's table is worth in these figures. */
  readonly priorDeals: number
}

interface Cell {
  deals: number
  won: number
  weight: number
  weightWon: number
  squares: number
}

/**
 * What the company's closed deals say of winning by active threads, from those that had come into the stage with them. Deals
 * still open would be missed more among slow ones: each closed deal counts for those like it of which it cannot be known yet
 * (inverse probability of censoring; J. Robins and A. Rotnitzky, 1992), and the cell for as many deals as that leaves (Kish).
 * Each share is drawn to the document's table, scaled to what the company wins, as firmly as the cells agree with it
 * (beta-binomial marginal likelihood).
 */
export function stageRecord(tracks: readonly ThreadTrack[], stage: Stage): StageRecord {
  const cells = cellsOf(tracks, stage)
  const means = believedRates(cells)
  const strength = strengthOf(cells, means)
  const posterior = cells.map((cell, i) => shaped(cell, means[i] ?? BELIEVED_RATE, strength))
  return {
    stage,
    deals: cells.reduce((sum, { deals }) => sum + deals, 0),
    levels: posterior.map(({ a, b }, threads) => ({
      threads,
      deals: cells[threads]?.deals ?? 0,
      won: cells[threads]?.won ?? 0,
      rate: a / (a + b),
      low: betaQuantile((1 - LEVEL) / 2, a, b),
      high: betaQuantile((1 + LEVEL) / 2, a, b),
    })),
    lift: [2, 3, MOST_THREADS].map((from) => ({
      from,
      ratio: ratioOf(together(posterior, cells, from, MOST_THREADS), together(posterior, cells, 0, 1)),
      deals: cells.slice(from).reduce((sum, { deals }) => sum + deals, 0),
      single: cells.slice(0, 2).reduce((sum, { deals }) => sum + deals, 0),
    })),
    priorDeals: strength,
  }
}

/** 1 - winRate(threads) / winRate(4+): how much less often than with four threads and more, with its interval; 0 from four on. */
export function gapToBest({ levels }: StageRecord, threads: number): RateRatio {
  const [own, best] = [levels[Math.min(threads, MOST_THREADS)], levels[MOST_THREADS]]
  if (!own || !best || threads >= MOST_THREADS) return { value: 0, low: 0, high: 0 }
  const { value, low, high } = ratioOf(shapeOf(own), shapeOf(best))
  return { value: 1 - value, low: 1 - high, high: 1 - low }
}

function cellsOf(tracks: readonly ThreadTrack[], stage: Stage): Cell[] {
  const seen = tracks.flatMap(({ sightings, closedAt, won, until }) => {
    const sighting = sightings.find((one) => one.stage === stage)
    if (!sighting) return []
    const days = ((closedAt ?? until) - sighting.at) / MS_PER_DAY
    return [{ threads: Math.min(sighting.active, MOST_THREADS), days, closed: closedAt !== null, won }]
  })
  const unknown = kaplanMeier(
    seen.map(({ days }) => days),
    seen.map(({ closed }) => !closed),
  )
  const cells = DOCUMENT_RATIOS.map(() => ({ deals: 0, won: 0, weight: 0, weightWon: 0, squares: 0 }))
  for (const { threads, days, closed, won } of seen) {
    const cell = cells[threads]
    if (!closed || !cell) continue
    // Whoever closes at a time was not lost from sight before it.
    const weight = 1 / Math.max(1 / MOST_WEIGHT, survivalAt(unknown, days - 1e-6))
    cell.deals += 1
    cell.won += won ? 1 : 0
    cell.weight += weight
    cell.weightWon += won ? weight : 0
    cell.squares += weight * weight
  }
  return cells
}

/**
 * The document's table at the level of this company: as many wins as there were. It speaks of rates and says nothing of a
 * company that wins more than two in five with one thread; so its ratios are kept as odds, which are its own where one
 * thread wins a fifth.
 */
function believedRates(cells: readonly Cell[]): number[] {
  const odds = (rate: number) => Math.log(rate / (1 - rate))
  const shifts = DOCUMENT_RATIOS.map((ratio) => odds(BELIEVED_RATE * ratio) - odds(BELIEVED_RATE))
  const at = (level: number) => shifts.map((shift) => 1 / (1 + Math.exp(-level - shift)))
  const won = cells.reduce((sum, { weightWon }) => sum + weightWon, 0)
  // Worth a few deals of one thread: a company with three wins has not shown that it always wins.
  const surplus = (level: number) => {
    const rates = at(level)
    const expected = cells.reduce((sum, { weight }, i) => sum + weight * (rates[i] ?? 0), 0)
    return expected - won + FEW * ((rates[1] ?? 0) - BELIEVED_RATE)
  }
  let [low, high] = [-8, 8]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (surplus(middle) < 0) low = middle
    else high = middle
  }
  return at(low)
}

/** Deals that a cell is worth, and those of them that were won. */
function worthOf({ weight, weightWon, squares }: Cell): { n: number; won: number } {
  if (weight === 0) return { n: 0, won: 0 }
  const n = (weight * weight) / squares
  return { n, won: (n * weightWon) / weight }
}

function strengthOf(cells: readonly Cell[], means: readonly number[]): number {
  const worth = cells.map(worthOf)
  const likelihood = (strength: number) =>
    worth.reduce((sum, { n, won }, i) => {
      const [a, b] = [(means[i] ?? 0) * strength, (1 - (means[i] ?? 0)) * strength]
      return (
        sum + logGamma(strength) - logGamma(a) - logGamma(b) + logGamma(a + won) + logGamma(b + n - won) - logGamma(strength + n)
      )
    }, 0)
  if (worth.every(({ n }) => n === 0)) return STRENGTH.most
  return Math.exp(highestPoint((x) => likelihood(Math.exp(x)), Math.log(STRENGTH.least), Math.log(STRENGTH.most), 1e-3))
}

interface Shape {
  readonly a: number
  readonly b: number
}

function shaped(cell: Cell, mean: number, strength: number): Shape {
  const { n, won } = worthOf(cell)
  return { a: mean * strength + won, b: (1 - mean) * strength + n - won }
}

/** Several cells as one: their rates weighed by how many deals stand there, their certainty added. */
function together(shapes: readonly Shape[], cells: readonly Cell[], from: number, to: number): Shape {
  const some = shapes.slice(from, to + 1)
  const weights = some.map((_, i) => Math.max(cells[from + i]?.weight ?? 0, 1e-9))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = some.reduce((sum, { a, b }, i) => sum + ((weights[i] ?? 0) / all) * (a / (a + b)), 0)
  const variance = some.reduce(
    (sum, { a, b }, i) => sum + ((weights[i] ?? 0) / all) ** 2 * ((a * b) / ((a + b) ** 2 * (a + b + 1))),
    0,
  )
  const n = (mean * (1 - mean)) / variance - 1
  return { a: mean * n, b: (1 - mean) * n }
}

/** A level's own shape from its rate and interval is not kept; its deals and rate tell it well enough for a ratio. */
function shapeOf({ rate, low, high }: ThreadWinRate): Shape {
  const spread = (high - low) / (2 * normalQuantile((1 + LEVEL) / 2))
  const n = Math.max(1, (rate * (1 - rate)) / spread ** 2 - 1)
  return { a: rate * n, b: (1 - rate) * n }
}

/** On the scale of logarithms, with the spread of both shares (delta method). */
function ratioOf(one: Shape, other: Shape): RateRatio {
  const share = ({ a, b }: Shape) => a / (a + b)
  const variance = ({ a, b }: Shape) => 1 / a - 1 / (a + b)
  const value = share(one) / share(other)
  const spread = normalQuantile((1 + LEVEL) / 2) * Math.sqrt(variance(one) + variance(other))
  return { value, low: value * Math.exp(-spread), high: value * Math.exp(spread) }
}
