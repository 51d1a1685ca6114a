import { viewsAt } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { knownChances } from '../open-chances.ts'
import { drawDeals, type SimulatedDeal, type Sums } from '../revenue/deal-draws.ts'
import { drawMoved, onlyChanceMoved, type MovedDeal } from '../revenue/deal-draws-moved.ts'
import type { Levers } from '../revenue/levers.ts'
import type { RevenueQuestion } from '../revenue/revenue.ts'
import { stageFor, type Stage } from '../revenue/scene.ts'
import { simulate, type Draws } from '../revenue/simulation.ts'
import { pathsOf } from '../revenue/summary.ts'

/** The question that a scenario changes: that of the forecast, with its model. */
export type BaseQuestion = Omit<RevenueQuestion, 'levers' | 'model'> & { readonly model: ForecastModel }

/** Revenue of the period on each path, in minor units, of all and by group, with what it was drawn from. */
export interface Outlook {
  readonly stage: Stage
  readonly draws: Draws
  readonly total: Float64Array
  readonly groups: readonly Float64Array[]
}

/** Answers what the period brings under any levers, always on the same draws; without levers, the base. */
export interface Outlooks {
  readonly question: BaseQuestion
  readonly base: Outlook
  readonly under: (levers: Levers) => Outlook
}

/**
 * A forecast of the period's total without its weeks: the paths are those of `projectRevenue`, to the byte, in a part of its
 * time. The chances of the open deals are figured once for all outlooks.
 */
export function outlooks(question: BaseQuestion): Outlooks {
  const { histories, asOf, model } = question
  const { views, chancesOf } = question.known ?? { views: viewsAt(histories, asOf), chancesOf: knownChances(model, asOf) }
  const start = Date.parse(question.period.start)
  const stageUnder = (levers?: Levers): Stage =>
    stageFor({
      asOf,
      views,
      model,
      start,
      weekEnds: [Date.parse(question.period.end) + MS_PER_DAY],
      seed: question.seed,
      paths: question.paths,
      where: { ...question.where, ...(question.owners ? { owner: question.owners } : {}) },
      groups: question.groups ?? [],
      levers,
      correlation: model.shared.correlation,
      chancesOf,
    })
  const outlook = (stage: Stage, draws: Draws, base?: Outlook): Outlook => {
    const total = (cells: readonly number[], before?: Float64Array): Float64Array => {
      // What the levers have left as it was need not be added up again.
      if (before && base?.draws.new === draws.new && cells.every((cell) => isUntouched(cell, base, draws))) return before
      const won = cells.reduce((sum, cell) => sum + stage.won[cell]!, 0)
      const open = pathsOf(draws.open, cells)
      const fresh = pathsOf(draws.new, cells)
      return open.map((value, path) => won + value + fresh[path]!)
    }
    return {
      stage,
      draws,
      total: total(Array.from({ length: stage.cells.count() }, (_, cell) => cell)),
      groups: (question.groups ?? []).map((_, group) => total(stage.cells.membersOf(group), base?.groups[group])),
    }
  }
  const still = stageUnder()
  const base = outlook(still, simulate(still.scene))
  return {
    question,
    base,
    under: (levers) => {
      const stage = restaged(still, levers) ?? stageUnder(levers)
      return outlook(stage, redrawn(base, stage, levers), base)
    },
  }
}

function isUntouched(cell: number, base: Outlook, draws: Draws): boolean {
  return base.draws.open.cells[cell] === draws.open.cells[cell]
}

function areAtRest({ winRate, cycleDays, slip, amount, creation }: Levers): boolean {
  return !winRate && !cycleDays && !slip && !amount && !creation
}

/** Where nothing but single deals is switched, the others stand as they did; null where more is moved. */
function restaged(still: Stage, levers: Levers): Stage | null {
  const switches = Object.entries(levers.deals ?? {})
  if (!areAtRest(levers) || switches.length > MOST_SWITCHES || switches.some(([, lever]) => lever === 'leave out')) return null
  const deals = [...still.scene.deals]
  const ever = [...still.ever]
  const amounts = { ...still.amounts }
  for (const [key, lever] of switches) {
    const index = still.indexOf(key)
    if (index === -1) continue
    amounts[deals[index]!.amount.basis] -= 1
    deals[index] = still.switched(index, lever)
    ever[index] = still.everSwitched(index, lever)
    amounts[deals[index].amount.basis] += 1
  }
  return { ...still, ever, amounts, scene: { ...still.scene, deals } }
}

/** Beyond these, all deals are gone through once instead of looking for each. */
const MOST_SWITCHES = 50

/** Only what the levers move is drawn again: sums are of whole minor units, so that what is taken out leaves no trace. */
function redrawn(base: Outlook, stage: Stage, levers: Levers): Draws {
  const { open, new: fresh, link, paths } = base.draws
  const before = new Map(base.stage.scene.deals.map((deal) => [deal.key, deal]))
  const moved: MovedDeal[] = []
  const changed = stage.scene.deals.filter((deal) => {
    const known = before.get(deal.key)
    if (!known) return true
    if (isSame(known, deal)) return !before.delete(deal.key)
    if (!onlyChanceMoved(known, deal)) return true
    moved.push({ before: known, after: deal })
    return !before.delete(deal.key)
  })
  const gone = [...before.values()]
  const atRest = areAtRest(levers)
  if (changed.length > stage.scene.deals.length / 3 && !atRest) return simulate(stage.scene)
  const touched = new Set([...gone, ...changed, ...moved.map(({ after }) => after)].map(({ cell }) => cell))
  const cells = open.cells.map((own, cell) => (own && touched.has(cell) ? own.slice() : own))
  const sums: Sums = { paths, cells, weeks: open.weeks.slice() }
  takeOut(sums, gone, link, stage.scene.seed)
  drawDeals(changed, link, sums, stage.scene.seed)
  drawMoved(moved, link, sums, stage.scene.seed)
  if (atRest) return { paths, link, open: sums, new: fresh }
  return { ...simulate({ ...stage.scene, deals: [] }), open: sums }
}

function takeOut(sums: Sums, deals: readonly SimulatedDeal[], link: Draws['link'], seed: number): void {
  const out: Sums = { ...sums, cells: sums.cells.map(() => null), weeks: new Float64Array(sums.weeks.length) }
  drawDeals(deals, link, out, seed)
  for (const [i, cell] of out.cells.entries())
    if (cell) for (let path = 0; path < cell.length; path++) sums.cells[i]![path]! -= cell[path]!
  for (let i = 0; i < out.weeks.length; i++) sums.weeks[i]! -= out.weeks[i]!
}

function isSame(a: SimulatedDeal, b: SimulatedDeal): boolean {
  if (a === b) return true
  const amounts = a.amount.base === b.amount.base && a.amount.mean === b.amount.mean && a.amount.basis === b.amount.basis
  return amounts && a.wonBy.every((chance, at) => chance === b.wonBy[at])
}
