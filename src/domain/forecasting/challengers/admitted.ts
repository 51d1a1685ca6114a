import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import type { DealView } from '../deal-history.ts'
import { atLead, LEAD_INTERVALS } from '../lead-grid.ts'
import { mixed } from '../win-model/mixture.ts'
import type { PastAnswers } from '../win-model/past-answers.ts'
import { stackingWeights } from '../win-model/stack.ts'
import { bentTo } from './bent-curve.ts'
import { HORIZON_DAYS, type Challenger } from './challenger.ts'
import {
  challengerSays,
  fitChallenger,
  readOpen,
  tiesOf,
  type ChallengerFit,
  type Moment,
  type PastCases,
} from './challenger-fit.ts'
import { graphAt } from './graph-fit.ts'
import { keysOf } from './weekly-sequences.ts'

/** Challengers that are part of the mixture, as fitted and weighed at one instant: plain data. */
export interface Admitted {
  fits: ChallengerFit[]
  /** Of the mixture without them, then of each fit; they add up to 1. */
  shares: number[]
  /** Past origins on which they were weighed, and deals compared there. */
  origins: number
  compared: number
  /** By fit: what was read of each row of the ladder's open deals (see readOpen). */
  read: (Float64Array | null)[]
}

/** What learned at a past origin, by the same code: the chances of the deals that were open there. */
export interface AdmittedPast {
  admitted: Admitted
  /** By origin (in the order of the answers given): chances to be won and lost by its end, of `open`. */
  chances: { win: Float64Array; loss: Float64Array }[]
}

interface Base {
  /** The newest first; each with what the mixture without challengers said. */
  answers: readonly PastAnswers[]
  shares: readonly number[]
  firmness: number
}

/** Counts of a Dirichlet prior: the mixture is believed until the past speaks. */
const BELIEF = { mixture: 8, challenger: 1 }
/** Origins that challengers are fitted at: each costs a fit. */
const MOST_ORIGINS = 3

/**
 * Fits challengers that the past has admitted, and weighs them against the mixture by what each would have said at past
 * origins: what came of deals by then is all that decides. Null where none of them can learn.
 */
export function learnAdmitted(
  names: readonly Challenger[],
  now: Moment & { views: readonly DealView[]; open: LandmarkTable },
  { answers, shares, firmness }: Base,
): AdmittedPast | null {
  const looked = answers.slice(0, MOST_ORIGINS)
  const curves = answers.map((one) =>
    names.includes('graph of contacts') || looked.includes(one) ? one.curves(shares, firmness) : null,
  )
  const pastOf =
    (before: number): PastCases =>
    () =>
      answers.flatMap((one, i) => (one.trial.until <= before ? [caseOf(one, curves[i]!)] : []))
  const said = looked.map((one, i) => {
    const { trial, now: open, rows } = one
    const moment: Moment = {
      at: trial.origin,
      tracks: trial.views.flatMap(({ history }) => history.track ?? []),
      book: now.book,
      views: trial.views,
      fiscalStartMonth: now.fiscalStartMonth,
    }
    const base = curves[i]!
    return names.map((name) => {
      const fit = fitChallenger(name, moment, pastOf(trial.origin))
      return fit === null ? base : curvesOf(fit, readOpen(fit, open, moment), open, Int32Array.from(rows), base)
    })
  })
  const keys = new Set(looked.flatMap(({ trial, open }) => open.map((i) => trial.open[i]!.before.history.key)))
  const cases = looked.reduce((sum, { open }) => sum + open.length, 0)
  const likelihoods = [null, ...names].map((_, m) =>
    Float64Array.from(looked.flatMap((one, i) => [...one.likelihoodOf(m === 0 ? curves[i]! : said[i]![m - 1]!)])),
  )
  const weights = new Float64Array(cases).fill(cases > 0 ? keys.size / cases : 0)
  const belief = [BELIEF.mixture, ...names.map(() => BELIEF.challenger)]
  const weighed = stackingWeights(likelihoods, weights, belief)
  const fits = names.flatMap((name, m) => {
    const fit = fitChallenger(name, now, pastOf(now.at))
    return fit ? [{ fit, share: weighed[m + 1]! }] : []
  })
  if (fits.length === 0) return null
  const own = fits.map(({ share }) => share)
  const rest = Math.max(0, 1 - own.reduce((sum, share) => sum + share, 0))
  return {
    admitted: {
      fits: fits.map(({ fit }) => fit),
      shares: [rest, ...own],
      origins: looked.length,
      compared: cases,
      read: fits.map(({ fit }) => readOpen(fit, now.open, now)),
    },
    chances: looked.map((one, i) =>
      one.byEnd(one.open.map((_, at) => mixed([curves[i]![at]!, ...said[i]!.map((curve) => curve[at]!)], weighed))),
    ),
  }
}

/** The same challengers on another day: what is read of open deals is that of the day. */
export function admittedAt(admitted: Admitted, open: LandmarkTable, moment: Moment): Admitted {
  return { ...admitted, read: admitted.fits.map((fit) => readOpen(fit, open, moment)) }
}

/** By fit, what each says of some rows of the open deals, where the mixture without them says `base`. */
export function admittedCurves(
  { fits, read }: Admitted,
  open: LandmarkTable,
  rows: Int32Array,
  base: readonly Incidence[],
): Incidence[][] {
  return fits.map((fit, m) => curvesOf(fit, read[m]!, open, rows, base))
}

/** Chance points that each adds to what the mixture without them says of one row: the chance ever to win. */
export function admittedEffects(
  admitted: Admitted,
  open: LandmarkTable,
  row: number,
  base: Incidence,
): { name: Challenger; effect: number }[] {
  const ever = base.win[LEAD_INTERVALS - 1]!
  return admittedCurves(admitted, open, Int32Array.of(row), [base]).map(([curve], m) => ({
    name: admitted.fits[m]!.name,
    effect: admitted.shares[m + 1]! * (curve!.win[LEAD_INTERVALS - 1]! - ever),
  }))
}

function curvesOf(
  fit: ChallengerFit,
  read: Float64Array | null,
  open: LandmarkTable,
  rows: Int32Array,
  base: readonly Incidence[],
): Incidence[] {
  const mixture = Float64Array.from(base, ({ win }) => atLead(win, HORIZON_DAYS))
  const chances = challengerSays(fit, read, open, rows, mixture)
  return base.map((curve, i) => (Number.isNaN(chances[i]!) ? curve : bentTo(curve, chances[i]!)))
}

/** Deals open at an origin as the graph stood then, what the mixture said of them and whether they were won within the horizon. */
function caseOf({ trial, open, now, rows }: PastAnswers, curves: readonly Incidence[]): ReturnType<PastCases>[number] {
  const keys = keysOf(now)
  return {
    rows: rows.length,
    x: graphAt(
      tiesOf(trial.views),
      trial.views,
      trial.origin,
      rows.map((row) => keys[row]!),
    ),
    champion: Float64Array.from(curves, ({ win }) => atLead(win, HORIZON_DAYS)),
    won: Uint8Array.from(open, (i) => {
      const { outcome, days } = trial.open[i]!
      return outcome === 'won' && days <= HORIZON_DAYS ? 1 : 0
    }),
  }
}
