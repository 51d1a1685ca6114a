import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { CompanyBook } from '../landmarks/company-book.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { landmarksAt } from '../landmarks/open-landmarks.ts'
import { viewAt } from '../deal-history.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { usualDays } from '../quarter-end.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { predictView } from '../stage-table/win-model.ts'
import type { Trial } from '../stage-table/walk-forward.ts'
import { incidences } from './hazard-incidence.ts'
import type { HazardModel } from './hazard-model.ts'
import { factorsOf, type ChanceSlope, type SlopeCases } from './chance-slope.ts'
import type { Span } from './lead-steps.ts'
import { mixed } from './mixture.ts'
import { FIRMNESS, landmarkModels, MEMBERS, type LandmarkModels } from './members.ts'

/** What each member said of the deals open at one past origin, reduced to what is compared. */
export interface PastAnswers {
  trial: Trial
  /** How much its answers count for: 1, or closed deals that the members had learned from over those known today. */
  knowledge: number
  /** Places in `trial.open` of the deals that every member spoke of. */
  open: number[]
  /** By member (own fits by firmness apart): the likelihood of what came of each, and its chances by the trial's end. */
  likelihood: { prior: Float64Array; levels: Float64Array; own: Float64Array[]; table: Float64Array }
  chances: { prior: Chances; levels: Chances; own: Chances[]; table: Chances }
  /** What became of each of `open` since: 1 won, 2 lost, 0 still open. */
  ends: Uint8Array
  /** The landmarks of the origin, and the row there of each of `open`. */
  now: LandmarkTable
  rows: number[]
  /** What the mixture said of each of `open`. */
  curves: (shares: readonly number[], firmness: number) => Incidence[]
  /** Of other answers about `open`: the likelihood of what came, and the chances by the trial's end. */
  likelihoodOf: (answers: readonly Incidence[]) => Float64Array
  byEnd: (answers: readonly Incidence[]) => Chances
}

export interface Chances {
  win: Float64Array
  loss: Float64Array
  /** The same within all leads, and of deals still open by the instant that the past is looked at from. */
  ever: { win: Float64Array; loss: Float64Array }
  sofar: { win: Float64Array; loss: Float64Array }
}

/** Upper ends of the time that is told apart, in days; what is later is one. */
const WITHIN = [7, 28, 61, 92, 182, 364] as const
const LEAST_LIKELY = 1e-6
const TRIAL_ROWS = 5_000

export function pastAnswers(
  trials: readonly Trial[],
  book: CompanyBook,
  setting: {
    asOf: number
    span: Span
    fiscalStartMonth: number
    /** Of a young company: its deals known today to have closed. Left out, every origin counts alike. */
    closed?: number
  },
): PastAnswers[] {
  let near: LandmarkModels | undefined
  // From the oldest on: what one origin starts from was known before it.
  const answers = trials.toReversed().map((trial) => {
    const tracks = trial.views.flatMap(({ history }) => history.track ?? [])
    const { span, fiscalStartMonth } = setting
    const begin = near === undefined ? {} : { near }
    near = landmarkModels(tracks, book, { cut: trial.origin, span, fiscalStartMonth, mostRows: TRIAL_ROWS, ...begin })
    return answersOf(trial, tracks, near, book, setting)
  })
  return answers.reverse()
}

function answersOf(
  trial: Trial,
  tracks: readonly DealTrack[],
  models: LandmarkModels,
  book: CompanyBook,
  { asOf, closed }: { asOf: number; closed?: number },
): PastAnswers {
  const { origin, until } = trial
  const wanted = new Set(trial.open.map(({ before }) => before.history.key))
  const now = landmarksAt(
    tracks.filter(({ key }) => wanted.has(key)),
    origin,
    book,
  )
  const row = new Map(now.keys.map((key, i) => [key, i]))
  const rowOf = new Int32Array(now.keys.length)
  for (let i = 0; i < now.rows; i++) rowOf[now.deal[i]!] = i
  const open = trial.open.flatMap(({ before }, i) => (row.has(before.history.key) ? [i] : []))
  const rows = open.map((i) => rowOf[row.get(trial.open[i]!.before.history.key)!]!)
  const ends = open.map((i) => {
    const later = viewAt(trial.open[i]!.before.history, asOf)
    return later?.outcome ? { days: Math.max(0, later.end - origin) / MS_PER_DAY, outcome: later.outcome } : null
  })
  const followed = (asOf - origin) / MS_PER_DAY
  const quarter = usualDays(trial.model.quarterEnd, origin)((until - origin) / MS_PER_DAY)

  const judged = (answers: (i: number) => Incidence): { likelihood: Float64Array; chances: Chances } => {
    const likelihood = new Float64Array(open.length)
    const pair = () => ({ win: new Float64Array(open.length), loss: new Float64Array(open.length) })
    const chances = { ...pair(), ever: pair(), sofar: pair() }
    for (let i = 0; i < open.length; i++) {
      const answer = answers(i)
      likelihood[i] = likelihoodOf(answer, ends[i]!, followed)
      chances.win[i] = atLead(answer.win, quarter)
      chances.loss[i] = atLead(answer.loss, quarter)
      for (const cause of ['win', 'loss'] as const) {
        chances.ever[cause][i] = answer[cause][LEAD_INTERVALS - 1]!
        chances.sofar[cause][i] = ends[i] ? 0 : atLead(answer[cause], followed)
      }
    }
    return { likelihood, chances }
  }
  const ofModel = (model: HazardModel): ReturnType<typeof judged> => {
    const all = incidences(model, now, origin)
    return judged((i) => all[rows[i]!]!)
  }
  const ahead = factorsAhead(trial.model.calendar, origin)
  const table = judged((i) => predictView(trial.model, trial.open[open[i]!]!.before, origin, ahead))
  const { prior: priorModel, levels: levelsModel, own: ownModels } = models
  const prior = ofModel(priorModel)
  const levels = ofModel(levelsModel)
  const own = ownModels.map(ofModel)
  return {
    trial,
    knowledge: closed === undefined ? 1 : Math.min(1, trial.model.closed / Math.max(1, closed)),
    open,
    ends: Uint8Array.from(ends, (end) => (end === null ? 0 : end.outcome === 'won' ? 1 : 2)),
    now,
    rows,
    curves: (shares, firmness) => {
      const fitted = ownModels[FIRMNESS.findIndex((value) => value === firmness)]!
      const parts = [priorModel, levelsModel, fitted].map((model) => incidences(model, now, origin))
      return open.map((i, at) => {
        const said = parts.map((part) => part[rows[at]!]!)
        return mixed([...said, predictView(trial.model, trial.open[i]!.before, origin, ahead)], shares)
      })
    },
    likelihoodOf: (answers) => judged((i) => answers[i]!).likelihood,
    byEnd: (answers) => judged((i) => answers[i]!).chances,
    likelihood: {
      prior: prior.likelihood,
      levels: levels.likelihood,
      own: own.map((one) => one.likelihood),
      table: table.likelihood,
    },
    chances: { prior: prior.chances, levels: levels.chances, own: own.map((one) => one.chances), table: table.chances },
  }
}

/** What a forecast gave to what happened: won or lost between two of WITHIN, or still open when last looked at. */
function likelihoodOf({ win, loss }: Incidence, end: { days: number; outcome: 'won' | 'lost' } | null, followed: number): number {
  if (end === null) return Math.max(LEAST_LIKELY, 1 - atLead(win, followed) - atLead(loss, followed))
  const cause = end.outcome === 'won' ? win : loss
  const to = WITHIN.find((edge) => end.days <= edge) ?? Infinity
  const from = WITHIN.findLast((edge) => end.days > edge) ?? 0
  return Math.max(LEAST_LIKELY, atLead(cause, Math.min(to, followed)) - atLead(cause, from))
}

/** The firmness whose own fits told the past best; firmer where two did equally well. Without a past, that of one company more. */
export function bestFirmness(answers: readonly PastAnswers[]): number {
  if (answers.every(({ open }) => open.length === 0)) return 1
  let best = 1
  let most = -Infinity
  for (const [f, firmness] of FIRMNESS.entries()) {
    let score = 0
    for (const { likelihood, knowledge } of answers)
      score += knowledge * likelihood.own[f]!.reduce((sum, value) => sum + Math.log(value), 0)
    if (score < most) continue
    most = score
    best = firmness
  }
  return best
}

/** Likelihoods by member in the order of MEMBERS, all trials under one another, with a weight per case. */
export function casesOf(
  answers: readonly PastAnswers[],
  firmness: number,
): { likelihoods: Float64Array[]; weights: Float64Array } {
  const own = FIRMNESS.findIndex((value) => value === firmness)
  const columns = answers.map(({ likelihood }) => ({
    'industry prior': likelihood.prior,
    'prior with own levels': likelihood.levels,
    'own fit': likelihood.own[own]!,
    'stage table': likelihood.table,
  }))
  return {
    likelihoods: MEMBERS.map((member) => Float64Array.from(columns.flatMap((column) => [...column[member]]))),
    weights: caseWeights(answers),
  }
}

/**
 * A deal that was open at several origins is one deal. What a young company would have been told from a tenth of today's closed
 * deals tells a tenth of which member is to be believed today: those that learn from its own past were still learning.
 */
function caseWeights(answers: readonly PastAnswers[]): Float64Array {
  const keys = new Set(answers.flatMap(({ trial, open }) => open.map((i) => trial.open[i]!.before.history.key)))
  const all = answers.reduce((sum, { open, knowledge }) => sum + open.length * knowledge, 0)
  return Float64Array.from(answers.flatMap(({ open, knowledge }) => open.map(() => (knowledge * keys.size) / all)))
}

/** What the mixture said of the deals that every member spoke of, all origins under one another, and what became of them. */
export function slopeCases(answers: readonly PastAnswers[], shares: readonly number[], firmness: number): SlopeCases {
  const own = FIRMNESS.findIndex((value) => value === firmness)
  const mean = (of: (chances: Chances) => Float64Array): Float64Array =>
    Float64Array.from(
      answers.flatMap(({ open, chances: { prior, levels, own: fits, table } }) => {
        const members = [prior, levels, fits[own]!, table].map(of)
        return open.map((_, at) => members.reduce((sum, member, m) => sum + shares[m]! * member[at]!, 0))
      }),
    )
  return {
    win: mean(({ ever }) => ever.win),
    loss: mean(({ ever }) => ever.loss),
    winBy: mean(({ sofar }) => sofar.win),
    lossBy: mean(({ sofar }) => sofar.loss),
    ends: Uint8Array.from(answers.flatMap(({ ends }) => [...ends])),
    weights: caseWeights(answers),
  }
}

/** What the mixture said of each deal open at a trial's origin by the trial's end; where only the table spoke, what it said. */
export function mixedChances(
  answers: PastAnswers,
  shares: readonly number[],
  firmness: number,
  slope: ChanceSlope,
): { win: Float64Array; loss: Float64Array } {
  const { trial, open, chances } = answers
  const own = FIRMNESS.findIndex((value) => value === firmness)
  const members = [chances.prior, chances.levels, chances.own[own]!, chances.table]
  const ahead = factorsAhead(trial.model.calendar, trial.origin)
  const days = usualDays(trial.model.quarterEnd, trial.origin)((trial.until - trial.origin) / MS_PER_DAY)
  const place = new Map(open.map((i, at) => [i, at]))
  const result = { win: new Float64Array(trial.open.length), loss: new Float64Array(trial.open.length) }
  for (const [i, { before }] of trial.open.entries()) {
    const at = place.get(i)
    if (at === undefined) {
      const alone = predictView(trial.model, before, trial.origin, ahead)
      result.win[i] = atLead(alone.win, days)
      result.loss[i] = atLead(alone.loss, days)
      continue
    }
    let won = 0
    let lost = 0
    for (const [m, member] of members.entries()) {
      result.win[i]! += shares[m]! * member.win[at]!
      result.loss[i]! += shares[m]! * member.loss[at]!
      won += shares[m]! * member.ever.win[at]!
      lost += shares[m]! * member.ever.loss[at]!
    }
    const factors = factorsOf(won, lost, slope)
    result.win[i]! *= factors.win
    result.loss[i]! *= factors.loss
  }
  return result
}
