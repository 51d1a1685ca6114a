import { factorsAhead } from './calendar.ts'
import { viewAt, viewsAt, type DealHistory, type DealView } from '../deal-history.ts'
import { atLead, leadInterval, MS_PER_DAY } from '../lead-grid.ts'
import { levelGuard, type QuarterOutcome } from './level-guard.ts'
import { usualDays } from '../quarter-end.ts'
import { phaseFactors, sameDays } from './quarter-phase.ts'
import {
  fitLaws,
  fitToViews,
  phaseTallies,
  PLAIN_SETTINGS,
  predictView,
  traitsOf,
  withTraits,
  type FitSettings,
  type WinModel,
} from './win-model.ts'

/** A past quarter, forecast at its start with what was known then. */
export interface Trial {
  origin: number
  until: number
  /** Deals known at the origin, and of those the ones open with what came of them. */
  views: readonly DealView[]
  open: readonly OpenDeal[]
  model: WinModel
  /** What was said of each open deal by the trial's end, where more than the stage table spoke. */
  chances?: { win: Float64Array; loss: Float64Array }
}

interface OpenDeal {
  before: DealView
  /** Days from the origin to the close; Infinity where none is known within the quarter. */
  days: number
  outcome: 'won' | 'lost' | null
}

/** What the company's own past says about how to learn from it. */
export interface WalkForward {
  settings: FitSettings
  guard: { win: number; loss: number }
  trials: Trial[]
  /** The deals looked at: past quarters of a large company are tried on a sample. */
  histories: readonly DealHistory[]
}

const LEAST_CLOSED = 30
const MOST_DEALS = 12_000
const HALF_LIVES = [1, 0.5, 2, 4] as const

/**
 * Forecasts up to six past quarters, each with what was known on its first day (the same day of the quarter as `asOf`),
 * and compares: which memory serves best, whether owners and segments tell anything, and how far the level was off.
 */
export function walkForward(views: readonly DealView[], asOf: number, fiscalStartMonth: number): WalkForward {
  const step = Math.max(1, views.length / MOST_DEALS)
  const closed = views.reduce((sum, view) => sum + (view.outcome ? 1 : 0), 0) / step
  const some = Array.from({ length: Math.floor(views.length / step) }, (_, i) => views[Math.floor(i * step)]!.history)
  const prepared = prepare(some, asOf, fiscalStartMonth)
  const settings = { ...PLAIN_SETTINGS }

  const phased = (trial: Prepared): WinModel => ({
    ...trial.laws,
    phase: phaseFactors(trial.tallies, settings.phaseHalfLife),
  })
  let best = -Infinity
  let phaseHalfLife: number = PLAIN_SETTINGS.phaseHalfLife
  for (const halfLife of HALF_LIVES) {
    settings.phaseHalfLife = halfLife
    const score = prepared.reduce((sum, trial) => sum + logScore(trial, phased(trial)), 0)
    if (score <= best + LEAST_GAIN) continue
    best = score
    phaseHalfLife = halfLife
  }
  settings.phaseHalfLife = phaseHalfLife

  for (const trait of ['owners', 'segments'] as const) {
    const admitted = { ...settings, [trait]: true }
    const gains = prepared.map((trial) => {
      const model = phased(trial)
      const [without, with_] = [settings, admitted].map((s) => logScore(trial, withTraits(model, trial.traits, s)))
      return (with_! - without!) / Math.max(1, trial.open.length)
    })
    settings[trait] = gainLasts(gains)
  }

  const trials = prepared.map((trial) => ({
    origin: trial.origin,
    until: trial.until,
    views: trial.views,
    open: trial.open,
    model: { ...withTraits(phased(trial), trial.traits, settings), settings },
  }))
  return { settings, guard: levelGuard(trials.map((trial) => outcomeOf(trial, closed))), trials, histories: some }
}

/** Nats by which one memory must beat another before it is preferred. */
const LEAST_GAIN = 2

interface Prepared extends Omit<Trial, 'model' | 'chances'> {
  laws: WinModel
  traits: ReturnType<typeof traitsOf>
  tallies: ReturnType<typeof phaseTallies>
}

function prepare(histories: readonly DealHistory[], asOf: number, fiscalStartMonth: number): Prepared[] {
  const trials: Prepared[] = []
  let until = asOf
  for (const origin of sameDays(viewsAt(histories, asOf), asOf, fiscalStartMonth)) {
    const views = viewsAt(histories, origin)
    if (closedAmong(views) < LEAST_CLOSED) break
    const laws = fitLaws(views, origin, fiscalStartMonth)
    trials.push({
      origin,
      until,
      views,
      open: openAt(views, origin, until),
      laws,
      traits: traitsOf(views, laws),
      tallies: phaseTallies(views, laws),
    })
    until = origin
  }
  return trials
}

/** Any past instant, forecast with what was known then and compared up to `until`; null where too little was known. */
export function trialAt(
  histories: readonly DealHistory[],
  origin: number,
  until: number,
  fiscalStartMonth: number,
  settings: FitSettings,
): Trial | null {
  const views = viewsAt(histories, origin)
  if (closedAmong(views) < LEAST_CLOSED) return null
  return {
    origin,
    until,
    views,
    open: openAt(views, origin, until),
    model: fitToViews(views, origin, fiscalStartMonth, settings),
  }
}

function closedAmong(views: readonly DealView[]): number {
  return views.reduce((closed, view) => closed + (view.outcome ? 1 : 0), 0)
}

function openAt(views: readonly DealView[], origin: number, until: number): OpenDeal[] {
  return views.flatMap((before): OpenDeal[] => {
    if (before.outcome) return []
    const later = viewAt(before.history, until)!
    const days = later.outcome ? Math.max(0, later.end - origin) / MS_PER_DAY : Infinity
    return [{ before, days, outcome: later.outcome }]
  })
}

/** Leads that reach the end of the longest quarter. */
export const QUARTER_LEADS = leadInterval(92) + 1

const SOON = 28
const LEAST_LIKELY = 1e-4

/** Log score of the trial's open deals: won or lost within four weeks, later in the quarter, or not at all. */
function logScore(trial: Prepared, model: WinModel): number {
  const ahead = factorsAhead(model.calendar, trial.origin)
  const clock = usualDays(model.quarterEnd, trial.origin)
  const quarter = clock((trial.until - trial.origin) / MS_PER_DAY)
  let score = 0
  for (const { before, days, outcome } of trial.open) {
    const chances = predictView(model, before, trial.origin, ahead, QUARTER_LEADS)
    const { [outcome === 'won' ? 'win' : 'loss']: cause } = chances
    const likely =
      outcome === null
        ? 1 - atLead(chances.win, quarter) - atLead(chances.loss, quarter)
        : days <= SOON
          ? atLead(cause, SOON)
          : atLead(cause, quarter) - atLead(cause, SOON)
    score += Math.log(Math.max(LEAST_LIKELY, likely))
  }
  return score
}

/** Upper tenths of Student's t, by degrees of freedom. */
const T_90 = [3.078, 1.886, 1.638, 1.533, 1.476] as const

/**
 * Whether a gain seen in past quarters is more than chance. The quarter is the unit: all deals of one share its fate, so
 * a thousand deals of a single quarter prove nothing.
 */
function gainLasts(gains: readonly number[]): boolean {
  const n = gains.length
  if (n < 2) return false
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (n - 1)
  return mean > T_90[n - 2]! * Math.sqrt(variance / n)
}

function outcomeOf({ origin, until, open, model }: Trial, closedNow: number): QuarterOutcome {
  const ahead = factorsAhead(model.calendar, origin)
  const quarter = usualDays(model.quarterEnd, origin)((until - origin) / MS_PER_DAY)
  const result = { wins: 0, expectedWins: 0, losses: 0, expectedLosses: 0, knowledge: Math.min(1, model.closed / closedNow) }
  for (const { before, outcome } of open) {
    const { win, loss } = predictView(model, before, origin, ahead, QUARTER_LEADS)
    result.expectedWins += atLead(win, quarter)
    result.expectedLosses += atLead(loss, quarter)
    if (outcome === 'won') result.wins += 1
    if (outcome === 'lost') result.losses += 1
  }
  return result
}
