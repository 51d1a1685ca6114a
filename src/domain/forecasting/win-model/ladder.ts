import { covarianceOf } from '../../../stats/regression/newton.ts'
import { sandwich } from '../../../stats/regression/sandwich.ts'
import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import { admittedAt, admittedCurves, learnAdmitted, type Admitted } from '../challengers/admitted.ts'
import type { Challenger } from '../challengers/challenger.ts'
import type { Moment } from '../challengers/challenger-fit.ts'
import { companyBook, type CompanyBook } from '../landmarks/company-book.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { landmarksAt } from '../landmarks/open-landmarks.ts'
import type { DealView } from '../deal-history.ts'
import { LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { levelGuard } from '../stage-table/level-guard.ts'
import { trialAt, type Trial } from '../stage-table/walk-forward.ts'
import { predictView, type FitSettings, type WinModel } from '../stage-table/win-model.ts'
import { factoryBelief, PRIOR_VERSION } from './factory-prior.ts'
import { calendarAhead, fromLogRates, logRates, nameIndex, type LogRates } from './hazard-incidence.ts'
import { AS_SAID, learnChanceSlope, sloped, type ChanceSlope } from './chance-slope.ts'
import type { HazardModel } from './hazard-model.ts'
import { dealScores } from './deal-scores.ts'
import type { LeadParts } from './lead-parts.ts'
import { SPANS, type Span } from './lead-steps.ts'
import { landmarkModels, MEMBERS, type LandmarkModels, type Member } from './members.ts'
import { mixed, scaled } from './mixture.ts'
import { bestFirmness, casesOf, mixedChances, pastAnswers, slopeCases } from './past-answers.ts'
import { pastDeals, type PastDeals } from './similar-deals.ts'
import { stackingWeights } from './stack.ts'

/** What is known of a company's deals in several ways at once, and how much each way is believed: plain data. */
export interface Ladder {
  /** Of the prior, and with it of every prediction. */
  version: string
  /** Shares of the members, in the order of MEMBERS; they add up to 1. */
  shares: number[]
  firmness: number
  /** Past origins on which the members were compared, and deals compared there. */
  origins: number
  compared: number
  models: Record<Exclude<Member, 'stage table'>, HazardModel>
  /** How what the mixture says is to be read. */
  slope: ChanceSlope
  /** Factors on both rates of the mixture by how its past forecasts came out. */
  guard: { win: number; loss: number }
  /** Factors on the rates of the members that look at landmarks, by how far ahead; null without a past. */
  parts: LeadParts | null
  /** Covariances of the own fit's coefficients, size by size: clustered by deal, with the prior's doubt where rows say nothing. */
  doubt: { win: Float64Array; loss: Float64Array }
  /** Deals open at the instant of the fit, as they stood then. */
  open: LandmarkTable
  /** Past landmarks of deals that have closed: what open ones are likened to. */
  past: PastDeals
  /** Challengers that are part of the mixture; left out where none is. */
  admitted?: Admitted
}

/** Counts of a Dirichlet prior over MEMBERS: the shipped prior is believed until the past speaks. */
const BELIEF: Record<Member, number> = { 'industry prior': 8, 'prior with own levels': 1, 'own fit': 1, 'stage table': 1 }
const MOST_ROWS = 25_000
const LONG_CYCLE_WEEKS = 39

/** A past quarter with what the mixture said of its open deals: chances to be won and lost by its end. */
interface StackedTrial extends Trial {
  chances: { win: Float64Array; loss: Float64Array }
}

/**
 * Fits every member, compares what they would have said at past origins, and mixes them. Null for a company of whose deals
 * only stages are known. `trials` are past quarters as the stage table forecast them.
 */
export function fitLadder(
  views: readonly DealView[],
  trials: readonly Trial[],
  setting: {
    asOf: number
    fiscalStartMonth: number
    closed: number
    settings: FitSettings
    /** Challengers that may be part of it; what the past says of each decides how much. */
    admitted: readonly Challenger[]
  },
): { ladder: Ladder; trials: StackedTrial[]; book: CompanyBook } | null {
  const { asOf, fiscalStartMonth } = setting
  const tracks = views.flatMap(({ history }) => history.track ?? [])
  if (tracks.length < views.length / 2 || tracks.length === 0) return null
  const book = companyBook(tracks)
  const span = spanOf(views)
  const isYoung = trials.length < LEAST_QUARTERS
  const closed = views.reduce((sum, { outcome }) => sum + (outcome ? 1 : 0), 0)
  const past = { asOf, span, fiscalStartMonth }
  const quarters = pastAnswers(trials, book, { ...past, ...(isYoung && { closed: setting.closed }) })
  const recent = isYoung ? pastAnswers(recentTrials(views, setting), book, { ...past, closed }) : []
  const answers = [...quarters, ...recent]
  const firmness = bestFirmness(answers)
  const { likelihoods, weights } = casesOf(answers, firmness)
  const shares = stackingWeights(
    likelihoods,
    weights,
    MEMBERS.map((member) => BELIEF[member]),
  )
  const open = landmarksAt(tracks, asOf, book)
  const now = { at: asOf, tracks, book, views, fiscalStartMonth, open }
  const more = setting.admitted.length > 0 ? learnAdmitted(setting.admitted, now, { answers: quarters, shares, firmness }) : null
  // Challengers have been weighed beside the mixture as it is.
  const slope = more ? AS_SAID : learnChanceSlope(slopeCases(answers, shares, firmness))
  const stacked = quarters.map((one, i) => {
    const chances = mixedChances(one, shares, firmness, slope)
    for (const [at, place] of (more?.chances[i] ? one.open : []).entries()) {
      chances.win[place] = more!.chances[i]!.win[at]!
      chances.loss[place] = more!.chances[i]!.loss[at]!
    }
    return { ...one.trial, chances }
  })
  const models = landmarkModels(tracks, book, { cut: asOf, span, fiscalStartMonth, mostRows: MOST_ROWS, firmness: [firmness] })
  const ladder = {
    version: PRIOR_VERSION,
    shares,
    firmness,
    origins: answers.length,
    compared: weights.length,
    models: { 'industry prior': models.prior, 'prior with own levels': models.levels, 'own fit': models.own[0]! },
    slope,
    guard: levelGuard(stacked.map((trial) => outcomeOf(trial, setting.closed))),
    parts: null,
    doubt: { win: doubtOf(models, 1, span, firmness), loss: doubtOf(models, 2, span, firmness) },
    open,
    past: pastDeals(models.own[0]!, models.table),
    ...(more && { admitted: more.admitted }),
  }
  return { ladder, trials: stacked, book }
}

/** A company too young for so many past quarters is tried on its last weeks, too: the later, the more its own deals had taught. */
const LEAST_QUARTERS = 2
const WEEKS_BACK = [8, 4, 2, 1] as const

function recentTrials(
  views: readonly DealView[],
  { asOf, fiscalStartMonth, settings }: { asOf: number; fiscalStartMonth: number; settings: FitSettings },
): Trial[] {
  const histories = views.map(({ history }) => history)
  return WEEKS_BACK.flatMap((weeks) => {
    return trialAt(histories, asOf - weeks * 7 * MS_PER_DAY, asOf, fiscalStartMonth, settings) ?? []
  })
}

function doubtOf({ fit, own, rows }: LandmarkModels, cause: 1 | 2, span: Span, firmness: number): Float64Array {
  const name = cause === 1 ? 'win' : 'loss'
  const { layout } = own[0]!
  const scores = dealScores(rows, cause, layout, span, own[0]![name])
  return sandwich(covarianceOf(fit[name]), scores, rows.deals, factoryBelief(layout, firmness)[name].precision)
}

/** Long enough for nineteen of twenty deals that closed. */
function spanOf(views: readonly DealView[]): Span {
  const weeks = views
    .filter(({ outcome }) => outcome !== null)
    .map(({ history, end }) => (end - history.createdAt) / (7 * MS_PER_DAY))
    .sort((a, b) => a - b)
  return (weeks[Math.floor(0.95 * weeks.length)] ?? 0) > LONG_CYCLE_WEEKS ? SPANS[1] : SPANS[0]
}

function outcomeOf({ open, chances, model }: StackedTrial, closedNow: number): Parameters<typeof levelGuard>[0][number] {
  const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
  return {
    wins: open.filter(({ outcome }) => outcome === 'won').length,
    expectedWins: sum(chances.win),
    losses: open.filter(({ outcome }) => outcome === 'lost').length,
    expectedLosses: sum(chances.loss),
    knowledge: Math.min(1, model.closed / Math.max(1, closedNow)),
  }
}

/** A member below this share says nothing that would be seen. */
const LEAST_SHARE = 0.005

/** The same on another day: what is read of the deals open then. */
export function ladderAt(ladder: Ladder, moment: Moment): Ladder {
  const open = landmarksAt(moment.tracks, moment.at, moment.book)
  return { ...ladder, open, ...(ladder.admitted && { admitted: admittedAt(ladder.admitted, open, moment) }) }
}

/** Cumulative chances of each view from the instant of the fit on, of the first `most` leads at least. A deal without a landmark has what the stage table says. */
export function ladderChances(
  table: WinModel,
  ladder: Ladder,
  views: readonly DealView[],
  most: number = LEAD_INTERVALS,
  heard?: Heard,
): Incidence[] {
  const { asOf } = table
  const calendar = factorsAhead(table.calendar, asOf)
  // Challengers bend a curve as a whole, and a slope turns on where it ends.
  const intervals = ladder.admitted || ladder.slope.slope !== 1 || ladder.slope.level !== 0 ? LEAD_INTERVALS : most
  const curveOf = mixtureReader(table, ladder, intervals, heard)
  const rows = rowsByKey(ladder.open)
  const curves = views.map((view) => {
    const row = rows.get(view.history.key)
    return row === undefined ? null : curveOf(view, row)
  })
  const whole = ladder.admitted ? withAdmitted(ladder.admitted, ladder.open, views, rows, curves) : curves
  return whole.map((curve, i) =>
    curve ? scaled(sloped(curve, ladder.slope), ladder.guard, null) : predictView(table, views[i]!, asOf, calendar, intervals),
  )
}

/** Is told what the members that look at landmarks say together of a view, as they say it. */
type Heard = (view: DealView, landmarks: Incidence) => void

const AS_IT_IS = { win: 1, loss: 1 }

/** What the mixture without challengers and without the guard says of a view that has a row. */
export function mixtureReader(
  table: WinModel,
  ladder: Ladder,
  intervals: number = LEAD_INTERVALS,
  heard?: Heard,
): (view: DealView, row: number) => Incidence {
  const { asOf } = table
  const calendar = factorsAhead(table.calendar, asOf)
  const unguarded: WinModel = { ...table, guard: AS_IT_IS }
  const members = MEMBERS.flatMap((member, m) => {
    const share = ladder.shares[m]!
    return share < LEAST_SHARE ? [] : [{ member, share }]
  })
  const readers = members.flatMap(({ member, share }) =>
    member === 'stage table' ? [] : [{ share, rates: rateReader(ladder.models[member], ladder.open, asOf, intervals) }],
  )
  const shares = readers.map(({ share }) => share)
  const all = shares.reduce((sum, share) => sum + share, 0)
  const own = members.find(({ member }) => member === 'stage table')?.share
  return (view, row) => {
    const ofTable = own === undefined ? null : predictView(unguarded, view, asOf, calendar, intervals)
    if (readers.length === 0) return ofTable!
    const landmarks = mixed(
      readers.map(({ rates }) => fromLogRates(rates(row))),
      shares,
    )
    heard?.(view, landmarks)
    // The stage table has looked at the days of the quarter by itself.
    const timed = scaled(landmarks, AS_IT_IS, ladder.parts)
    return ofTable ? mixed([timed, ofTable], [all, own!]) : timed
  }
}

function withAdmitted(
  admitted: Admitted,
  open: LandmarkTable,
  views: readonly DealView[],
  rows: ReadonlyMap<string, number>,
  curves: readonly (Incidence | null)[],
): (Incidence | null)[] {
  const known = curves.flatMap((curve, i) => (curve ? [{ curve, i, row: rows.get(views[i]!.history.key)! }] : []))
  const base = known.map(({ curve }) => curve)
  const said = admittedCurves(
    admitted,
    open,
    Int32Array.from(known, ({ row }) => row),
    base,
  )
  const whole = [...curves]
  for (const [at, { curve, i }] of known.entries())
    whole[i] = mixed([curve, ...said.map((curvesOf) => curvesOf[at]!)], admitted.shares)
  return whole
}

/** The row of each deal in a table that has one row per deal. */
export function rowsByKey(table: LandmarkTable): Map<string, number> {
  const rows = new Map<string, number>()
  for (let row = 0; row < table.rows; row++) rows.set(table.keys[table.deal[row]!]!, row)
  return rows
}

/** Log rates of a row of a table; the arrays are filled anew by each call. */
export function rateReader(
  model: HazardModel,
  table: LandmarkTable,
  asOf: number,
  intervals: number = LEAD_INTERVALS,
): (row: number) => LogRates {
  const ahead = calendarAhead(model, asOf)
  const names = nameIndex(model, table)
  const rates = { win: new Float64Array(intervals), loss: new Float64Array(intervals) }
  return (row) => {
    logRates(model, table, row, names, ahead, rates)
    return rates
  }
}
