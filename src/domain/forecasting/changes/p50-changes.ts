import type { DealView } from '../deal-history.ts'
import { cellsOf } from '../revenue/cells.ts'
import { spreadOf } from '../revenue/summary.ts'
import { amountOf, CHANGE_KINDS, changeKind, type ChangeKind, type DealChangeKind, type Standing } from './change-kind.ts'
import { drawnMoment, type DrawnMoment, type DrawnQuestion, type Moment } from './drawn-moment.ts'
import { medianWeights, weightedSum, type PathWeights } from './median-weights.ts'

/** How the p50 of a period went from what it was to what it is, in minor units: the bars add up to the difference exactly. */
export interface P50Changes {
  readonly before: number
  readonly after: number
  /** In the order of CHANGE_KINDS; kinds without a deal and without an effect are left out. */
  readonly bars: readonly ChangeBar[]
  /** Every deal of the bars, largest effect first. */
  readonly deals: readonly DealChange[]
}

export interface ChangeBar {
  readonly kind: ChangeKind
  readonly value: number
  readonly deals: number
}

export interface DealChange {
  readonly key: string
  readonly kind: DealChangeKind
  /** What it moved the p50 by. */
  readonly effect: number
  readonly before: DealStanding | null
  readonly after: DealStanding | null
}

export interface DealStanding {
  readonly outcome: 'won' | 'lost' | null
  readonly amountMinor: number | null
  readonly expectedClose: number | null
  readonly owner: string | null
  /** To be won in the period; 1 or 0 for a closed deal. */
  readonly chance: number
}

/** The two forecasts are drawn from the same streams, so that what did not change on a deal does not move either of them. */
export function p50Changes(earlier: Moment, later: Moment, question: DrawnQuestion): P50Changes {
  const before = drawnMoment(earlier, question)
  const after = drawnMoment(later, question)
  const weights = medianWeights(before.total, after.total)
  const cells = cellsOf(question.where, [])
  const standing = (view: DealView | undefined): Standing | null =>
    view ? { view, counted: cells.cellOf(view.history) >= 0 } : null
  const deals: DealChange[] = []
  const [openBefore, openAfter] = [before.weighted(weights), after.weighted(weights)]
  const effectOf = (key: string): number =>
    (openAfter.get(key) ?? 0) - (openBefore.get(key) ?? 0) + after.wonOf(key) - before.wonOf(key)
  for (const key of new Set([...before.views.keys(), ...after.views.keys()])) {
    const [was, is] = [standing(before.views.get(key)), standing(after.views.get(key))]
    if (!was?.counted && !is?.counted) continue
    const effect = Math.round(effectOf(key))
    const kind = changeKind(was, is, effect, question.period)
    if (kind !== null) deals.push({ key, kind, effect, before: told(was, before), after: told(is, after) })
  }
  deals.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.key < b.key ? -1 : 1))
  const p50 = { before: spreadOf(before.total).p50, after: spreadOf(after.total).p50 }
  return { ...p50, bars: barsOf(deals, Math.round(freshEffect(before, after, weights)), p50.after - p50.before), deals }
}

function freshEffect(before: DrawnMoment, after: DrawnMoment, weights: PathWeights): number {
  return weightedSum(after.fresh, weights) - weightedSum(before.fresh, weights)
}

function told(standing: Standing | null, moment: DrawnMoment): DealStanding | null {
  if (!standing?.counted) return null
  const { view } = standing
  return {
    outcome: view.outcome,
    amountMinor: amountOf(view),
    expectedClose: view.history.expectedClose,
    owner: view.history.owner,
    chance: view.outcome === null ? moment.chanceOf(view.history.key) : view.outcome === 'won' ? 1 : 0,
  }
}

function barsOf(deals: readonly DealChange[], newBusiness: number, difference: number): ChangeBar[] {
  const bars = CHANGE_KINDS.map((kind) => ({ kind, value: 0, deals: 0 }))
  const barOf = (kind: ChangeKind) => bars[CHANGE_KINDS.indexOf(kind)]!
  for (const { kind, effect } of deals) {
    barOf(kind).value += effect
    barOf(kind).deals += 1
  }
  barOf('new business').value = newBusiness
  barOf('rest').value = difference - bars.reduce((sum, { value }) => sum + value, 0)
  return bars.filter(({ value, deals: count }) => value !== 0 || count > 0)
}
