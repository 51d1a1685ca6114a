import { incidence, incidenceOf, type CauseRates, type Incidence } from '../../../stats/survival/competing-risks.ts'
import { CALENDAR_SLOTS, calendarFactors, calendarSlot, factorsAhead, NO_CALENDAR, type CalendarFactors } from './calendar.ts'
import { hasLife, viewAt, type DealHistory, type DealView } from '../deal-history.ts'
import { countLandmarks, LANDMARK_AGES, stageKey } from './landmark-counts.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import {
  LEAD_GROUP,
  NO_PHASE,
  phaseFactors,
  phaseGroups,
  tallyPhase,
  type PhaseFactors,
  type PhaseTally,
} from './quarter-phase.ts'
import { learnQuarterEnd, type QuarterEnd } from '../quarter-end.ts'
import { traitFactors, type TraitFactors, type TraitLook } from './relative-rates.ts'
import { stageLaws, unseenStage, type StageLaw } from './stage-laws.ts'

export const MODEL_VERSION = 'landmark-mixture-7'

/** What the model rests on: the prior alone, the prior and some closed deals, or mostly the company's own deals. */
export type ModelState = 'industry prior' | 'adjusted prior' | 'own history'

/** A fitted model: plain data, to keep or to hand to another thread. */
export interface WinModel {
  version: typeof MODEL_VERSION
  asOf: number
  state: ModelState
  deals: number
  closed: number
  won: number
  /** Creation of the first deal; null without deals. */
  from: number | null
  stages: Record<string, StageLaw>
  pipelines: Record<string, CauseRates>
  company: CauseRates
  owners: TraitFactors
  segments: TraitFactors
  calendar: CalendarFactors
  phase: PhaseFactors
  quarterEnd: QuarterEnd
  settings: FitSettings
  /** Factors on the closing rates of open deals by how past forecasts came out (see level-guard.ts). */
  guard: { win: number; loss: number }
}

/** What a company's own past decides about the way it is learned from (see walk-forward.ts). */
export interface FitSettings {
  /** A quarter so many back counts for half of the last one where days of the quarter are compared. */
  phaseHalfLife: number
  /** Whether owners and segments tell anything that lasts. */
  owners: boolean
  segments: boolean
}

export const PLAIN_SETTINGS: FitSettings = { phaseHalfLife: 1, owners: false, segments: false }

/**
 * Learns from deals, already cut at `asOf`, how deals are won and lost, from each stage and age in it.
 *
 * A landmark model (van Houwelingen 2007; with competing risks Nicolaie et al., Stat. Med. 32 (2013) 2031): what a deal
 * looked like at an age against what became of it, so that no future value of a changing feature is ever needed. Deals
 * still open are censored at `asOf` and kept. Small cells lean on their parents (see stage-laws.ts).
 */
export function fitToViews(
  views: readonly DealView[],
  asOf: number,
  fiscalStartMonth: number,
  settings: FitSettings,
  guard = { win: 1, loss: 1 },
): WinModel {
  const model = fitLaws(views, asOf, fiscalStartMonth)
  const traits = settings.owners || settings.segments ? traitsOf(views, model) : NO_TRAITS
  const told = withTraits(model, traits, settings)
  return { ...told, phase: phaseFactors(phaseTallies(views, told), settings.phaseHalfLife), settings, guard }
}

/** The laws of stage and age, and the calendar: what comes before anything that the settings decide about. */
export function fitLaws(views: readonly DealView[], asOf: number, fiscalStartMonth: number): WinModel {
  let closed = 0
  let won = 0
  let from: number | null = null
  for (const view of views) {
    if (view.outcome) closed += 1
    if (view.outcome === 'won') won += 1
    if (from === null || view.history.createdAt < from) from = view.history.createdAt
  }
  const laws = stageLaws(countLandmarks(views, asOf), views.length)
  const model: WinModel = {
    version: MODEL_VERSION,
    asOf,
    state: closed < 30 ? 'industry prior' : closed < 300 ? 'adjusted prior' : 'own history',
    deals: views.length,
    closed,
    won,
    from,
    stages: Object.fromEntries(laws.stages.map((law) => [stageKey(law.pipeline, law.stage), law])),
    pipelines: laws.pipelines,
    company: laws.company,
    owners: { win: {}, loss: {} },
    segments: { win: {}, loss: {} },
    calendar: { ...NO_CALENDAR, fiscalStartMonth },
    phase: NO_PHASE,
    quarterEnd: learnQuarterEnd(views, asOf, fiscalStartMonth),
    settings: PLAIN_SETTINGS,
    guard: { win: 1, loss: 1 },
  }
  // A habit of the quarter shows in two of them at least; in one, it is the company's growth that is seen.
  if (from !== null && asOf - from >= HALF_A_YEAR) model.calendar = fitCalendar(views, model, fiscalStartMonth)
  return model
}

const NO_TRAITS = { owners: { win: {}, loss: {} }, segments: { win: {}, loss: {} } } as const

const HALF_A_YEAR = 182 * MS_PER_DAY

/** Factors by owner, and by segment beyond what the owner explains. */
export function traitsOf(views: readonly DealView[], model: WinModel): { owners: TraitFactors; segments: TraitFactors } {
  const looks = looksAtStageEntry(views, model)
  const owners = traitFactors(looks.map(({ look, view }) => ({ ...look, value: view.history.owner })))
  const segments = traitFactors(
    looks.map(({ look, view }) => ({
      ...look,
      expectedWins: look.expectedWins * factorOf(owners.win, view.history.owner),
      expectedLosses: look.expectedLosses * factorOf(owners.loss, view.history.owner),
      value: view.history.segment,
    })),
  )
  return { owners, segments }
}

/** The model with the traits that are admitted. */
export function withTraits(
  model: WinModel,
  traits: { owners: TraitFactors; segments: TraitFactors },
  admitted: { owners: boolean; segments: boolean },
): WinModel {
  return {
    ...model,
    owners: admitted.owners ? traits.owners : { win: {}, loss: {} },
    segments: admitted.segments ? traits.segments : { win: {}, loss: {} },
  }
}

/** What came of the deals open on the same day of past quarters, against the model. */
export function phaseTallies(views: readonly DealView[], model: WinModel): PhaseTally[] {
  const ahead = new Map<number, Ahead>()
  return tallyPhase(views, model.asOf, model.calendar.fiscalStartMonth, (view, at) => {
    let factors = ahead.get(at)
    if (!factors) ahead.set(at, (factors = factorsAhead(model.calendar, at)))
    return ratesAhead(model, standingOf(view), at, factors, LEAD_INTERVALS)
  })
}

/** The deal's cumulative chances from `asOf` on, at the ends of the lead intervals; null if it did not exist then or was already closed. */
export function predictDeal(model: WinModel, history: DealHistory, asOf: number): Incidence | null {
  const view = viewAt(history, asOf)
  return view && !view.outcome ? predictView(model, view, asOf, factorsAhead(model.calendar, asOf)) : null
}

/** The calendar's factors ahead of an instant. */
export type Ahead = { win: Float64Array; loss: Float64Array }

/** Where an open deal stands, as far as the stage table asks. */
export interface Standing {
  pipeline: string
  stage: string
  /** When it entered the stage. */
  since: number
  owner: string | null
  segment: string | null
}

/**
 * The same for a deal already cut, with the calendar ahead of `asOf` worked out once for all deals; of the first
 * `intervals` leads where no more are asked for.
 */
export function predictView(model: WinModel, view: DealView, asOf: number, ahead: Ahead, intervals?: number): Incidence {
  return predictStanding(model, standingOf(view), asOf, ahead, intervals)
}

export function predictStanding(
  model: WinModel,
  deal: Standing,
  asOf: number,
  ahead: Ahead,
  intervals: number = LEAD_INTERVALS,
): Incidence {
  const rates = ratesAhead(model, deal, asOf, ahead, intervals)
  const { guard, phase } = model
  // The phase was learned for the day of the fit; on another day of the quarter it says nothing.
  const samePhase = Math.abs(asOf - model.asOf) <= SAME_PHASE
  const key = stageKey(deal.pipeline, deal.stage)
  const daysInStage = (asOf - deal.since) / MS_PER_DAY
  scale(rates.win, guard.win, samePhase ? phaseGroups(phase.win, key, daysInStage) : null)
  scale(rates.loss, guard.loss, samePhase ? phaseGroups(phase.loss, key, daysInStage) : null)
  return incidenceOf(rates)
}

function standingOf({ history: { pipeline, owner, segment }, stages }: DealView): Standing {
  const { stage, at } = stages[stages.length - 1]!
  return { pipeline, stage, since: at, owner, segment }
}

function scale(rates: Float64Array, guard: number, phase: readonly number[] | null): void {
  if (phase) for (let k = 0; k < rates.length; k++) rates[k]! *= guard * phase[LEAD_GROUP[k]!]!
  else if (guard !== 1) for (let k = 0; k < rates.length; k++) rates[k]! *= guard
}

/** What the chance to win a deal rests on. */
export interface WinReasons {
  stage: string
  daysInStage: number
  /** Past deals that were in this stage at this age, those of them decided by now, and those won. */
  cell: Sample
  /** The same for the stage as it is entered. */
  stageSample: Sample
  /** The chance ever to win as one thing after the other is looked at: the stage, the age in it, the owner, the segment. */
  steps: { stage: number; age: number; owner: number; segment: number }
}

export interface Sample {
  deals: number
  resolved: number
  won: number
}

export function explainView(model: WinModel, view: DealView, asOf: number): WinReasons {
  const current = view.stages[view.stages.length - 1]!
  const { owner, segment, pipeline } = view.history
  const law = model.stages[stageKey(pipeline, current.stage)]
  const daysInStage = (asOf - current.at) / MS_PER_DAY
  const unseen = law ? null : unseenStage(model.pipelines[pipeline] ?? model.company, current.stage)
  const rates = law ? ratesAtAge(law, daysInStage) : unseen!
  const sampleAt = (g: number): Sample =>
    law ? { deals: law.deals[g]!, resolved: law.resolved[g]!, won: law.wins[g]! } : { deals: 0, resolved: 0, won: 0 }
  const ownerWin = factorOf(model.owners.win, owner)
  const ownerLoss = factorOf(model.owners.loss, owner)
  const chance = (from: CauseRates, win: number, loss: number): number =>
    incidence(
      from,
      () => win,
      () => loss,
    ).win[LEAD_INTERVALS - 1]!
  return {
    stage: current.stage,
    daysInStage,
    cell: sampleAt(law ? Math.min(ageIndex(daysInStage), law.byAge.length - 1) : 0),
    stageSample: sampleAt(0),
    steps: {
      stage: chance(law?.whole ?? rates, 1, 1),
      age: chance(rates, 1, 1),
      owner: chance(rates, ownerWin, ownerLoss),
      segment: chance(
        rates,
        ownerWin * factorOf(model.segments.win, segment),
        ownerLoss * factorOf(model.segments.loss, segment),
      ),
    },
  }
}

/** Closing rates of a deal from its stage and age, its owner and segment, and the calendar; of the first `intervals` leads. */
function ratesAhead(model: WinModel, deal: Standing, at: number, ahead: Ahead, intervals: number): CauseRates {
  const { pipeline, stage, since, owner, segment } = deal
  const law = model.stages[stageKey(pipeline, stage)]
  const { low, high, share } = law
    ? besideAge(law, (at - since) / MS_PER_DAY)
    : alone(unseenStage(model.pipelines[pipeline] ?? model.company, stage))
  const winFactor = factorOf(model.owners.win, owner) * factorOf(model.segments.win, segment)
  const lossFactor = factorOf(model.owners.loss, owner) * factorOf(model.segments.loss, segment)
  const win = new Float64Array(intervals)
  const loss = new Float64Array(intervals)
  for (let k = 0; k < intervals; k++) {
    const winRate = low.win[k]! + share * (high.win[k]! - low.win[k]!)
    const lossRate = low.loss[k]! + share * (high.loss[k]! - low.loss[k]!)
    win[k] = winRate * winFactor * ahead.win[k]!
    loss[k] = lossRate * lossFactor * ahead.loss[k]!
  }
  return { win, loss }
}

const SAME_PHASE = 7 * MS_PER_DAY

function factorOf(factors: Record<string, number>, value: string | null): number {
  return value === null ? 1 : (factors[value] ?? 1)
}

/** Between two ages of the list the rates are mixed by distance: the higher one's `share`. */
function besideAge(law: StageLaw, days: number): { low: CauseRates; high: CauseRates; share: number } {
  const g = ageIndex(days)
  const last = law.byAge.length - 1
  if (g >= last) return alone(law.byAge[last]!)
  const share = (days - LANDMARK_AGES[g]!) / (LANDMARK_AGES[g + 1]! - LANDMARK_AGES[g]!)
  return { low: law.byAge[g]!, high: law.byAge[g + 1]!, share }
}

function alone(rates: CauseRates): { low: CauseRates; high: CauseRates; share: number } {
  return { low: rates, high: rates, share: 0 }
}

function ratesAtAge(law: StageLaw, days: number): CauseRates {
  const { low, high, share } = besideAge(law, days)
  return {
    win: low.win.map((rate, k) => rate + share * (high.win[k]! - rate)),
    loss: low.loss.map((rate, k) => rate + share * (high.loss[k]! - rate)),
  }
}

function ageIndex(days: number): number {
  let low = 0
  let high = LANDMARK_AGES.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (LANDMARK_AGES[middle]! <= days) low = middle
    else high = middle - 1
  }
  return low
}

/** Each deal as it entered each of its stages: what the laws expected, and what came of it. */
function looksAtStageEntry(views: readonly DealView[], model: WinModel): { look: TraitLook; view: DealView }[] {
  const cumulative = new Map<StageLaw, { win: Float64Array; loss: Float64Array }>()
  const looks: { look: TraitLook; view: DealView }[] = []
  for (const view of views) {
    if (!hasLife(view)) continue
    const weight = Math.min(1, 2 / view.stages.length)
    for (const { stage, at } of view.stages) {
      const law = model.stages[stageKey(view.history.pipeline, stage)]!
      let sums = cumulative.get(law)
      if (!sums) cumulative.set(law, (sums = { win: runningSum(law.byAge[0]!.win), loss: runningSum(law.byAge[0]!.loss) }))
      const lead = (view.end - at) / MS_PER_DAY
      const look = {
        value: null,
        expectedWins: atLead(sums.win, lead),
        expectedLosses: atLead(sums.loss, lead),
        outcome: view.outcome,
        weight,
      }
      looks.push({ look, view })
    }
  }
  return looks
}

function runningSum(values: Float64Array): Float64Array {
  let sum = 0
  return values.map((value) => (sum += value))
}

/** Walks every deal through its life a week at a time and compares wins and losses by part of the quarter with the laws' rates. */
function fitCalendar(views: readonly DealView[], model: WinModel, fiscalStartMonth: number): CalendarFactors {
  const zeros = (): number[] => Array.from({ length: CALENDAR_SLOTS }, () => 0)
  const counts = { observedWins: zeros(), expectedWins: zeros(), observedLosses: zeros(), expectedLosses: zeros() }
  for (const view of views) {
    if (!hasLife(view)) continue
    if (view.outcome)
      counts[view.outcome === 'won' ? 'observedWins' : 'observedLosses'][calendarSlot(view.end, fiscalStartMonth)]! += 1
    for (const [i, entry] of view.stages.entries()) {
      const law = model.stages[stageKey(view.history.pipeline, entry.stage)]!
      const until = view.stages[i + 1]?.at ?? view.end
      for (let at = entry.at; at < until;) {
        const age = (at - entry.at) / MS_PER_DAY
        // On the first day deals close by the hour: look again at once.
        const days = age < 1 ? 0.5 : age < 28 ? 3.5 : 7
        const step = Math.min(days, (until - at) / MS_PER_DAY)
        const slot = calendarSlot(at + (step / 2) * MS_PER_DAY, fiscalStartMonth)
        const rates = law.byAge[Math.min(ageIndex(age), law.byAge.length - 1)]!
        counts.expectedWins[slot]! += firstDays(rates.win, step)
        counts.expectedLosses[slot]! += firstDays(rates.loss, step)
        at += step * MS_PER_DAY + 1
      }
    }
  }
  return calendarFactors(counts, fiscalStartMonth)
}

/** The rate that the first few days of a law add up to. */
function firstDays(rates: Float64Array, days: number): number {
  let sum = 0
  for (let k = 0; k < days; k++) sum += rates[k]! * Math.min(1, days - k)
  return sum
}
