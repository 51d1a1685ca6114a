import { MS_PER_DAY } from '../lead-grid.ts'

/** What if: changes to the forecast on the same draws. Everything left out, or 0, changes nothing. */
export interface Levers {
  /** Share by which more deals are won: .1 turns a chance of 40 % into 44 %. */
  winRate?: number
  /** Days by which wins come later; negative, earlier. */
  cycleDays?: number
  /** Share by which won deals are larger. */
  amount?: number
  /** Share by which more deals are created. */
  creation?: number
  /** Share of the wins that come SLIP_DAYS later. */
  slip?: number
  /** By key. */
  deals?: Readonly<Record<string, DealLever>>
}

export type DealLever = 'win' | 'lose' | 'leave out' | DealChange

export interface DealChange {
  /** The day on which it is won, if it is won. */
  readonly closeOn?: string
  /** It is won, on `closeOn`. */
  readonly won?: true
  readonly amountMinor?: number
  /** Share by which it is won more often. */
  readonly winRate?: number
}

/** A slipped deal is won this much later: the next month. */
export const SLIP_DAYS = 30

/** Chance to have been won within so many days from the as-of instant. */
export type WonBy = (days: number) => number

const MOST_WON = 0.99
const LEAST_WON = 1e-9

/** The levers on all deals, put on one chance curve; `ever` is where it ends. */
export function pulled(levers: Levers | undefined, curve: WonBy, ever: number): WonBy {
  if (!levers) return curve
  const { winRate = 0, cycleDays = 0, slip = 0 } = levers
  let result = curve
  if (winRate !== 0 && ever > 0) {
    result = raised(winRate, result, ever)
  }
  if (cycleDays !== 0) {
    const before = result
    // Deals cannot be won before now: what would have been counts from the first day on.
    result = (days) => (days <= 0 ? 0 : before(days - cycleDays))
  }
  if (slip !== 0) {
    const share = Math.min(1, Math.max(0, slip))
    const before = result
    result = (days) => (1 - share) * before(days) + share * before(days - SLIP_DAYS)
  }
  return result
}

/** The switch of one deal, put on its curve. */
export function switched(lever: DealLever | undefined, curve: WonBy, ever: number, asOf: number): WonBy {
  if (lever === undefined) return curve
  if (lever === 'lose' || lever === 'leave out') return () => 0
  if (lever === 'win') return ever > LEAST_WON ? (days) => curve(days) / ever : (days) => (days > 0 ? 1 : 0)
  const own = lever.winRate ? raised(lever.winRate, curve, ever) : curve
  if (lever.closeOn === undefined) return own
  const lead = Math.max(1, (Date.parse(lever.closeOn) - asOf) / MS_PER_DAY + 1)
  const chance = lever.won ? 1 : own(Infinity)
  return (days) => (days >= lead ? chance : 0)
}

/** Won more often by a share; no deal is surer than MOST_WON for it. */
function raised(share: number, curve: WonBy, ever: number): WonBy {
  if (ever <= 0) return curve
  const factor = raising(ever, share)
  return (days) => factor * curve(days)
}

/** What a chance is multiplied by when it is raised by a share. */
export function raising(chance: number, share: number): number {
  return Math.max(0, Math.min(1 + share, Math.max(1, MOST_WON / chance)))
}
