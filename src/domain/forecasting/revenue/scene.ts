import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { DealView } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { usualDays } from '../quarter-end.ts'
import { blendOf, type Blend } from './blend.ts'
import { cellsOf, type CellPart, type Cells, type Group, type Where } from './cells.ts'
import type { SimulatedDeal } from './deal-draws.ts'
import { enteredTwice } from './entered-twice.ts'
import { pulled, switched, type DealLever, type Levers } from './levers.ts'
import { arrivalWeeks } from './new-deal-law.ts'
import type { NewBusiness } from './new-business.ts'
import { nowcast } from './nowcast.ts'
import type { Scene } from './simulation.ts'
import { openAmountLaw, type AmountBasis, type AmountLaw } from './won-amounts.ts'

export interface SceneQuestion {
  asOf: number
  /** All deals as of the instant, counted or not. */
  views: readonly DealView[]
  model: ForecastModel
  /** Milliseconds: start of the period, and the end of each of its weeks. */
  start: number
  weekEnds: readonly number[]
  seed: number
  paths: number
  where: Where
  groups: readonly Group[]
  levers: Levers | undefined
  correlation: number
  /** How the chances of open deals are learnt, where they are known already; left out, from the model. */
  chancesOf?: (open: readonly DealView[]) => readonly Incidence[]
}

/** Who counts, what has closed, and all that the paths are drawn from. */
export interface Stage {
  scene: Scene
  cells: Cells
  /** By cell; an open deal counts in that of its largest part. */
  won: number[]
  openDeals: number[]
  /** By week of the period. */
  wonByWeek: Float64Array
  wonWithoutAmount: number
  amounts: Record<AmountBasis, number>
  /** Open deals left out because they look like another. */
  enteredTwice: number
  /** The view from above, in all chances of the scene. */
  blend: Blend
  /** The chance to be won at all of each deal of the scene. */
  ever: number[]
  /** Index of the first week that is not over; -1 when all are. */
  firstWeek: number
  /** Where a deal is in the scene; -1 if it is not. */
  indexOf: (key: string) => number
  /** The deal as it would be with its own switch set so, and its chance to be won at all then. */
  switched: (index: number, lever: DealLever) => SimulatedDeal
  everSwitched: (index: number, lever: DealLever) => number
}

export function stageFor(question: SceneQuestion): Stage {
  const { asOf, model, start, weekEnds, levers } = question
  const { views } = question
  const firstWeek = weekEnds.findIndex((end) => end > asOf)
  const ahead = firstWeek === -1 ? [] : weekEnds.slice(firstWeek)
  const boundaries = ahead.length === 0 ? [] : [Math.max(asOf, start), ...ahead].map((at) => (at - asOf) / MS_PER_DAY)
  const cells = cellsOf(question.where, question.groups)
  const chancesOf = question.chancesOf ?? ((asked: readonly DealView[]) => openChances(model, asked, asOf))
  const blend = blendOf(model, views, asOf, { start, end: weekEnds.at(-1)! }, chancesOf)
  const won: number[] = []
  const openDeals: number[] = []
  const stage: Omit<Stage, 'scene' | 'indexOf' | 'switched' | 'everSwitched'> = {
    cells,
    won,
    openDeals,
    wonByWeek: new Float64Array(weekEnds.length),
    wonWithoutAmount: 0,
    amounts: { entered: 0, 'list price': 0, typical: 0 },
    enteredTwice: 0,
    blend,
    ever: [],
    firstWeek,
  }
  const open: { view: DealView; parts: readonly CellPart[] }[] = []
  // Of all open deals, whoever asks: a group and the whole leave out the same ones.
  const twice = enteredTwice(views.filter(({ outcome }) => outcome === null))
  for (const view of views) {
    const parts = cells.partsOf(view.history)
    const cell = parts[0]?.cell
    if (cell === undefined) continue
    for (const part of parts) {
      won[part.cell] ??= 0
      openDeals[part.cell] ??= 0
    }
    if (view.outcome === null) {
      if (levers?.deals?.[view.history.key] === 'leave out') continue
      if (twice.has(view.history.key)) {
        stage.enteredTwice += 1
        continue
      }
      openDeals[cell]! += 1
      open.push({ view, parts })
    } else if (view.outcome === 'won' && view.end >= start && view.end < weekEnds[weekEnds.length - 1]!) {
      const amount = wonAmount(view)
      if (amount === null) stage.wonWithoutAmount += 1
      stage.wonByWeek[weekEnds.findIndex((end) => view.end < end)]! += shareOut(amount ?? 0, parts, won)
    }
  }
  const chances = boundaries.length === 0 ? null : chancesOf(open.map(({ view }) => view))
  const deals: SimulatedDeal[] = []
  const clock = usualDays(model.win.quarterEnd, asOf)
  const dealWith = (i: number, lever: DealLever | undefined): { deal: SimulatedDeal; ever: number } => {
    const { view, parts } = open[i]!
    const { win } = chances![i]!
    const general = pulled(
      levers,
      blend.put(nowcast(model.nowcast, (days) => atLead(win, clock(days)))),
      win[LEAD_INTERVALS - 1]!,
    )
    const curve = switched(lever, general, general(Infinity), asOf)
    const amount = openAmount(model, view, levers, lever)
    const deal = {
      key: view.history.key,
      cell: parts[0]!.cell,
      wonBy: Float64Array.from(boundaries, curve),
      amount,
      ...(parts.length === 1 && parts[0]!.share === 1 ? {} : { parts }),
    }
    return { deal, ever: curve(Infinity) }
  }
  for (const [i, { view }] of open.entries()) {
    const lever = levers?.deals?.[view.history.key]
    if (!chances) {
      stage.amounts[openAmount(model, view, levers, lever).basis] += 1
      continue
    }
    const { deal, ever } = dealWith(i, lever)
    stage.amounts[deal.amount.basis] += 1
    deals.push(deal)
    stage.ever.push(ever)
  }
  const fresh = boundaries.length === 0 ? [] : newBusiness(question, boundaries, cells, blend)
  while (won.length < cells.count()) {
    won.push(0)
    openDeals.push(0)
  }
  return {
    ...stage,
    indexOf: (key) => deals.findIndex((deal) => deal.key === key),
    switched: (index, lever) => dealWith(index, lever).deal,
    everSwitched: (index, lever) => dealWith(index, lever).ever,
    scene: {
      deals,
      fresh,
      arrivalVariance: model.shared.arrivalVariance,
      correlation: question.correlation,
      boundaries,
      cells: cells.count(),
      seed: question.seed,
      paths: question.paths,
    },
  }
}

/** Adds an amount to the cells of its parts in whole minor units; the largest part has what rounding leaves. The sum of them. */
function shareOut(amount: number, parts: readonly CellPart[], into: number[]): number {
  const counted = Math.round(amount * parts.reduce((sum, { share }) => sum + share, 0))
  let left = counted
  for (const { cell, share } of parts.slice(1)) {
    const part = Math.round(share * amount)
    into[cell]! += part
    left -= part
  }
  into[parts[0]!.cell]! += left
  return counted
}

/** What a won deal brought: at the rate of its close, else what was expected of it. */
export function wonAmount({ history }: DealView): number | null {
  return history.outcome?.amountMinor ?? history.amountMinor ?? history.listAmountMinor
}

function openAmount(model: ForecastModel, view: DealView, levers: Levers | undefined, lever: DealLever | undefined): AmountLaw {
  const set = typeof lever === 'object' ? lever.amountMinor : undefined
  const asked = set === undefined ? view : { ...view, history: { ...view.history, amountMinor: set } }
  const law = openAmountLaw(model.amounts, asked)
  const factor = 1 + (levers?.amount ?? 0)
  return factor === 1 ? law : { ...law, base: law.base * factor, mean: law.mean * factor }
}

function newBusiness(question: SceneQuestion, boundaries: readonly number[], cells: Cells, blend: Blend): NewBusiness[] {
  const { model, asOf, levers } = question
  const { arrivals, freshPhase } = model
  const end = asOf + boundaries[boundaries.length - 1]! * MS_PER_DAY
  const created = 1 + (levers?.creation ?? 0)
  const larger = 1 + (levers?.amount ?? 0)
  return arrivals.segments.map((segment) => {
    const tables = model.newAmounts[segment.segment ?? '']!
    return {
      key: segment.segment ?? '',
      arrivals: arrivalWeeks(model.win, arrivals, segment, freshPhase, asOf, end).map((week) => {
        const seen = blend.put(delayed(nowcast(model.nowcast, week.wonBy), week.day))
        const general = pulled(levers, seen, week.wonBy(Infinity))
        return { ...week, deals: week.deals * created, wonBy: delayed(general, week.day) }
      }),
      amounts: larger === 1 ? tables : tables.map((table) => table.map((value) => value * larger)),
      cells: segment.marks.flatMap(cells.comingIn),
    }
  })
}

/** Nothing is won before it is created. */
function delayed(curve: (days: number) => number, day: number): (days: number) => number {
  return (days) => (days <= day ? 0 : curve(days))
}
