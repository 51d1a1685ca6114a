import type { DealFactor } from '../deal-forecast.ts'
import { wholePoints } from './whole-points.ts'

export const CLAIM_SUBJECTS = ['chance', 'close date', 'slip', 'reason', 'what-if', 'similar'] as const
export type ClaimSubject = (typeof CLAIM_SUBJECTS)[number]

/** A statement about one deal that comes to be right or wrong. The same functions say it of today and of past Mondays. */
export interface SaidClaim {
  readonly subject: ClaimSubject
  /** What is said without its figures: the same on another day, so that what people call it stays with it. */
  readonly key: string
  /** Under which names its past is counted, the narrowest first. */
  readonly counted: readonly string[]
}

export interface ReasonClaim extends SaidClaim {
  readonly concept: string
  readonly words: string
  /** Points that it adds to the chance to win at all, whole and not 0. */
  readonly points: number
  readonly effect: number
}

/** The chance to win at all; its past is that of chances within the same ten points. */
export function chanceClaim(winChance: number): SaidClaim {
  return { subject: 'chance', key: 'chance', counted: [`chance/${tenth(winChance)}`] }
}

/** The days that hold four fifths of the chance, if it is won. */
export const CLOSE_CLAIM: SaidClaim = { subject: 'close date', key: 'close date', counted: ['close date'] }

/** That it is not won within 14 days after the close date entered; its past is that of chances within the same quarter. */
export function slipClaim(notByThen: number): SaidClaim {
  return { subject: 'slip', key: 'slip', counted: [`slip/${Math.min(3, Math.floor(4 * notByThen))}`] }
}

/** That deals like it which differ in one thing win so often; its past is that of deals that came to differ so. */
export function whatIfClaim(change: string): SaidClaim {
  const key = `what-if/${change}`
  return { subject: 'what-if', key, counted: [key] }
}

/** That deals like it won so often; its past is that of such shares within the same ten points. */
export function similarClaim(shrunkRate: number): SaidClaim {
  return { subject: 'similar', key: 'similar', counted: [`similar/${tenth(shrunkRate)}`] }
}

function tenth(chance: number): number {
  return Math.min(9, Math.floor(10 * chance))
}

/**
 * The reasons of a deal that come to a whole point at least: that something speaks for a win or against it. `factors` begin
 * with the stage, which is the reference and no reason.
 */
export function reasonClaims(factors: readonly DealFactor[], winChance: number): ReasonClaim[] {
  const [, ...points] = wholePoints(
    factors.map(({ effect }) => effect),
    winChance,
  )
  return factors.slice(1).flatMap(({ name, input, effect, leading }, i) => {
    const whole = points[i]!
    if (whole === 0) return []
    const key = `reason/${name}/${whole > 0 ? 'for' : 'against'}`
    const counted = leading === null ? [key] : [`${key}/${leading}`, key]
    return [{ subject: 'reason' as const, key, counted, concept: name, words: input, points: whole, effect }]
  })
}
