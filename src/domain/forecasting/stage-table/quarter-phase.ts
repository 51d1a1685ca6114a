import { shrunkRatio, likeliestStrength } from '../../../stats/shrinkage/gamma-poisson.ts'
import { viewAt, type DealView } from '../deal-history.ts'
import { stageKey } from './landmark-counts.ts'
import { LEAD_EDGES, LEAD_INTERVALS, leadInterval, MS_PER_DAY } from '../lead-grid.ts'

/**
 * What the same day of earlier quarters says of today's open deals. A deal that is 70 days old on the first day of a
 * quarter has let a quarter's end pass; the same deal a month earlier has not. So the laws of age, which average over
 * the quarter, are compared with what came of the deals that were open on the same day of past quarters, by age.
 */
export interface PhaseFactors {
  /** By stage key and age group: factors on the win and loss rate of each lead group. */
  win: Record<string, number[][]>
  loss: Record<string, number[][]>
}

export const NO_PHASE: PhaseFactors = { win: {}, loss: {} }

/** Upper ends of the groups, in days in the stage and in days of lead; one more group lies beyond the last. */
const AGE_ENDS: readonly number[] = [7, 14, 28, 42, 56, 70, 84, 98, 112, 140, 182, 364]
export const LEAD_ENDS: readonly number[] = [14, 31, 61, 92]

const MOST_QUARTERS = 6
/** Events that a group must expect to count for half; more where groups differ no more than by chance. */
const LEAST_STRENGTH = 2
const MOST_STRENGTH = 512

/** The rates of one cause ahead of a deal as it stood, traits and calendar included. */
export type RatesAhead = (view: DealView, at: number) => { win: Float64Array; loss: Float64Array }

/** By age group and stage: what came of the deals open on one day, and what the laws expected. */
export type PhaseTally = ReadonlyMap<string, Tally>

/** What came of the deals that were open on the same day of each past quarter; the last quarter first. */
export function tallyPhase(
  views: readonly DealView[],
  asOf: number,
  fiscalStartMonth: number,
  ratesAhead: RatesAhead,
): PhaseTally[] {
  return sameDays(views, asOf, fiscalStartMonth).map((at) => {
    const looks = new Map<string, Tally>()
    for (const now of views) {
      if (now.history.createdAt >= at || now.end < at || (now.outcome && now.end <= at)) continue
      const then = viewAt(now.history, at)
      if (then && !then.outcome) tally(looks, then, at, now, asOf, ratesAhead(then, at))
    }
    return looks
  })
}

/** The factors that the tallies of past quarters tell; one `halfLife` quarters further back counts for half. */
export function phaseFactors(tallies: readonly PhaseTally[], halfLife: number): PhaseFactors {
  const looks = new Map<string, Tally>()
  for (const [i, past] of tallies.entries()) {
    const weight = 0.5 ** (i / halfLife)
    for (const [key, { observed, expected }] of past) {
      let own = looks.get(key)
      if (!own) looks.set(key, (own = emptyTally()))
      for (const cause of ['win', 'loss'] as const) {
        for (let group = 0; group < GROUPS; group++) {
          own.observed[cause][group]! += weight * observed[cause][group]!
          own.expected[cause][group]! += weight * expected[cause][group]!
        }
      }
    }
  }
  return { win: shrunk(looks, 'win'), loss: shrunk(looks, 'loss') }
}

/** Factors per group of LEAD_GROUP for a deal of a stage and age; null where the stage was never seen at this phase. */
export function phaseGroups(factors: Record<string, number[][]>, key: string, daysInStage: number): readonly number[] | null {
  return factors[key]?.[groupOf(AGE_ENDS, daysInStage)] ?? null
}

/** The same day of past quarters, back to the first deal, the last quarter first. */
export function sameDays(views: readonly DealView[], asOf: number, fiscalStartMonth: number): number[] {
  const first = views.reduce((least, view) => Math.min(least, view.history.createdAt), asOf)
  return Array.from({ length: MOST_QUARTERS }, (_, i) => sameDayQuartersBack(asOf, i + 1, fiscalStartMonth)).filter(
    (at) => at > first,
  )
}

/** The same distance from the start of the fiscal quarter, so many quarters earlier. */
function sameDayQuartersBack(asOf: number, back: number, fiscalStartMonth: number): number {
  const date = new Date(asOf)
  const monthOfQuarter = (((date.getUTCMonth() - (fiscalStartMonth - 1)) % 3) + 3) % 3
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthOfQuarter, 1)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthOfQuarter - 3 * back, 1) + (asOf - start)
}

interface Tally {
  observed: { win: number[]; loss: number[] }
  expected: { win: number[]; loss: number[] }
}

export const GROUPS = LEAD_ENDS.length + 1
/** The lead group of each lead interval. */
export const LEAD_GROUP: readonly number[] = Array.from({ length: LEAD_INTERVALS }, (_, k) =>
  groupOf(LEAD_ENDS, LEAD_EDGES[k]! + 0.01),
)

/** The lead group of so many days. */
export function leadGroup(days: number): number {
  return groupOf(LEAD_ENDS, days)
}

function groupOf(ends: readonly number[], value: number): number {
  let group = 0
  while (group < ends.length && value >= ends[group]!) group++
  return group
}

function tally(
  looks: Map<string, Tally>,
  then: DealView,
  at: number,
  now: DealView,
  asOf: number,
  ahead: ReturnType<RatesAhead>,
): void {
  const current = then.stages[then.stages.length - 1]!
  const key = `${groupOf(AGE_ENDS, (at - current.at) / MS_PER_DAY)}\u0000${stageKey(then.history.pipeline, current.stage)}`
  let own = looks.get(key)
  if (!own) looks.set(key, (own = emptyTally()))
  const lead = ((now.outcome ? now.end : asOf) - at) / MS_PER_DAY
  for (let k = 0; k < LEAD_INTERVALS && LEAD_EDGES[k]! < lead; k++) {
    const share = Math.min(1, (lead - LEAD_EDGES[k]!) / (LEAD_EDGES[k + 1]! - LEAD_EDGES[k]!))
    own.expected.win[LEAD_GROUP[k]!]! += share * ahead.win[k]!
    own.expected.loss[LEAD_GROUP[k]!]! += share * ahead.loss[k]!
  }
  if (now.outcome)
    own.observed[now.outcome === 'won' ? 'win' : 'loss'][LEAD_GROUP[Math.min(leadInterval(lead), LEAD_INTERVALS - 1)]!]! += 1
}

/**
 * The lead over all ages first, then the level of each age group, then what is left of each lead in it; every step drawn
 * to 1 as hard as its members' likeness suggests.
 */
function shrunk(looks: ReadonlyMap<string, Tally>, cause: 'win' | 'loss'): Record<string, number[][]> {
  const keys = [...looks.keys()].sort()
  const observed = keys.map((key) => looks.get(key)!.observed[cause])
  const expected = keys.map((key) => looks.get(key)!.expected[cause])
  const byLead = family(
    zeros().map((_, part) => total(observed.map((parts) => parts[part]!))),
    zeros().map((_, part) => total(expected.map((parts) => parts[part]!))),
  )
  const led = expected.map((parts) => parts.map((e, part) => e * byLead[part]!))
  const byAge = family(observed.map(total), led.map(total))
  const aged = led.map((parts, i) => parts.map((e) => e * byAge[i]!))
  const rest = family(observed.flat(), aged.flat())

  const factors: Record<string, number[][]> = {}
  for (const [i, key] of keys.entries()) {
    const [group, ...stage] = key.split('\u0000')
    const groups = (factors[stage.join('\u0000')] ??= [])
    groups[Number(group)] = byLead.map((lead, part) => lead * byAge[i]! * rest[i * GROUPS + part]!)
  }
  return factors
}

/** Observed over expected of each member, drawn to 1 as hard as the members' likeness suggests. */
export function family(observed: readonly number[], expected: readonly number[]): number[] {
  const strength = likeliestStrength(observed, expected, LEAST_STRENGTH, MOST_STRENGTH)
  return observed.map((o, i) => shrunkRatio(o, expected[i]!, strength))
}

function emptyTally(): Tally {
  return { observed: { win: zeros(), loss: zeros() }, expected: { win: zeros(), loss: zeros() } }
}

function zeros(): number[] {
  return Array.from({ length: GROUPS }, () => 0)
}

function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
