import type { Challenger } from './challengers/challenger.ts'
import { viewsAt, type DealHistory, type DealView } from './deal-history.ts'
import type { DealModel, ForecastModel } from './forecast-model.ts'
import { atLead, LAST_LEAD, LEAD_EDGES, LEAD_INTERVALS, MS_PER_DAY } from './lead-grid.ts'
import { openChances } from './open-chances.ts'
import { usualDays } from './quarter-end.ts'
import { explainView, type Sample, type WinReasons } from './stage-table/win-model.ts'
import type { Concept } from './win-model/contributions.ts'
import { chanceBands, type ChanceBand } from './win-model/chance-bands.ts'
import {
  CERTIFIED_SHARE,
  chanceAround,
  densestDays,
  densestFirst,
  shareAround,
  slipOf,
  type DaySpan,
} from './win-model/close-dates.ts'
import { dealReasons, type DealReasons } from './win-model/deal-reasons.ts'
import { amountLaw, type AmountBasis } from './revenue/won-amounts.ts'

/** What may become of one open deal. */
export interface DealForecast {
  key: string
  /** The chance to win it at all, within three years. */
  winChance: number
  lossChance: number
  /** The chance to have won it by the end of the given day. */
  winBy: number
  /** Within which the chance to win is known, four times in five; null where only stages are known. */
  band: ChanceBand | null
  /** When it closes if it is won, as dates; `best` has most of the chance within two weeks of it. Null if it cannot be won. */
  closeDate: { p10: string; p50: string; p90: string; best: string } | null
  /** Expected amount if won, minor units of the base currency, and where it comes from; null where no won deal tells. */
  amountMinor: number | null
  amountBasis: AmountBasis
  /** Dates that hold half and four fifths of the chance, if it is won; several spans where it has several peaks. */
  closeSets: { half: { from: string; to: string }[]; most: { from: string; to: string }[] } | null
  /** Whether four fifths of the chance lie within two weeks of the best date: such dates nearly always hold. */
  certified: boolean
  /** Of the close date entered: not won within 14 days after it, and won later than that; null without a date. */
  slip: { notByThen: number; late: number } | null
  factors: DealFactor[]
}

/** One reason for the win chance: what was looked at, and what it adds to or takes from the chance. */
export interface DealFactor {
  name: 'stage' | 'age in stage' | 'segment' | 'past forecasts' | Challenger | Concept
  input: string
  /** Chance points that it adds. */
  effect: number
  /** Past deals looked at, those of them decided, and those won, where the factor rests on deals in this position. */
  sample: Sample | null
  /** The feature that weighed most in it; null where it is told as a whole. */
  leading: string | null
}

/**
 * Every open deal as of the model's instant, in order of key. `until` is a date, included. Reasons and bands take most of the
 * time: without `reasons`, `factors` is empty and `band` null.
 */
export function forecastDeals(
  model: ForecastModel,
  histories: readonly DealHistory[],
  until: string,
  { reasons: told = true }: { reasons?: boolean } = {},
): DealForecast[] {
  const { asOf } = model
  const clock = usualDays(model.win.quarterEnd, asOf)
  const leadToUntil = (Date.parse(until) + MS_PER_DAY - asOf) / MS_PER_DAY
  const dateOf = datesFrom(asOf)
  const forecasts: DealForecast[] = []
  const views = viewsAt(histories, asOf).filter((view) => view.outcome === null)
  const chances = openChances(model, views, asOf)
  const { ladder } = model
  const bandOf = told && ladder ? chanceBands(ladder, asOf) : null
  const factorsOfView = told ? factorsAt(model) : null
  for (const [i, view] of views.entries()) {
    const { win, loss } = chances[i]!
    const ever = win[LEAD_INTERVALS - 1]!
    const best = ever < LEAST_CHANCE ? null : bestLead(win)
    const due = view.history.expectedClose
    const amount = amountLaw(model.amounts, view.history)
    forecasts.push({
      key: view.history.key,
      winChance: ever,
      lossChance: loss[LEAD_INTERVALS - 1]!,
      winBy: atLead(win, clock(leadToUntil)),
      band: bandOf?.(view.history.key, chances[i]!) ?? null,
      closeDate: best === null ? null : closeDates(win, best, dateOf),
      closeSets: best === null ? null : closeSets(win, dateOf),
      certified: best !== null && shareAround(win, best) >= CERTIFIED_SHARE,
      slip: due === null ? null : slipOf(win, Math.max(0, clock((due - asOf) / MS_PER_DAY + 1))),
      amountMinor: amount.mean > 0 ? Math.round(amount.mean) : null,
      amountBasis: amount.basis,
      factors: factorsOfView?.(view, ever) ?? [],
    })
  }
  return forecasts
}

/** Why a deal that is open at the model's instant has the chance to win that is given: the stage first, then the strongest. */
export function factorsAt({ win, ladder, asOf }: DealModel): (view: DealView, chance: number) => DealFactor[] {
  const reasonsOf = ladder ? dealReasons(win, ladder) : null
  return (view, chance) => {
    const reasons = reasonsOf?.(view, chance)
    return reasons ? reasonedFactors(reasons) : factorsOf(explainView(win, view, asOf), view.history, chance)
  }
}

function reasonedFactors({ stage, reference, stageSample, effects }: DealReasons): DealFactor[] {
  const typical: DealFactor = { name: 'stage', input: stage, effect: reference, sample: stageSample, leading: null }
  return [
    typical,
    ...effects.map(({ concept, words, leading, effect }) => ({ name: concept, input: words, effect, sample: null, leading })),
  ]
}

/** The date of a day from now on, the first being today; deals have most of their dates in common. */
type DateOf = (day: number) => string

function datesFrom(asOf: number): DateOf {
  const known = new Map<number, string>()
  return (day) => {
    let date = known.get(day)
    if (date === undefined) known.set(day, (date = new Date(asOf + (day - 1) * MS_PER_DAY).toISOString().slice(0, 10)))
    return date
  }
}

function closeSets(win: Float64Array, dateOf: DateOf): DealForecast['closeSets'] {
  const order = densestFirst(win)
  const dates = (spans: readonly DaySpan[]) => spans.map(({ from, to }) => ({ from: dateOf(from), to: dateOf(to) }))
  return { half: dates(densestDays(win, 0.5, order)), most: dates(densestDays(win, 0.8, order)) }
}

/** Below this chance a date "if won" would rest on nothing. */
const LEAST_CHANCE = 1e-6

function closeDates(win: Float64Array, best: number, dateOf: DateOf): DealForecast['closeDate'] {
  const ever = win[LEAD_INTERVALS - 1]!
  const date = (days: number): string => dateOf(Math.max(1, Math.ceil(days)))
  const at = (p: number): string => date(leadOf(win, p * ever))
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9), best: date(best) }
}

/** The lead in days at which a cumulative chance is reached. */
export function leadOf(cumulative: ArrayLike<number>, chance: number): number {
  let k = 0
  while (k < LEAD_INTERVALS - 1 && cumulative[k]! < chance) k++
  const before = k === 0 ? 0 : cumulative[k - 1]!
  const gain = cumulative[k]! - before
  const share = gain > 0 ? Math.min(1, (chance - before) / gain) : 1
  return LEAD_EDGES[k]! + share * (LEAD_EDGES[k + 1]! - LEAD_EDGES[k]!)
}

/** The lead with most chance within 14 days either side: three or four points more hits than the median (measured). */
export function bestLead(cumulative: ArrayLike<number>, lastLead: number = LAST_LEAD): number {
  const all = atLead(cumulative, lastLead)
  let best = 0
  let most = -1
  for (let lead = 1; lead <= lastLead; lead += lead < 182 ? 1 : 7) {
    // No later window holds more than what is still to come.
    if (lead >= 15 && all - atLead(cumulative, lead - 15) <= most) break
    const mass = chanceAround(cumulative, lead, lastLead)
    if (mass > most + 1e-12) {
      most = mass
      best = lead
    }
  }
  return best
}

/** The chance is built up step by step from that of the stage; each step is what its factor adds. */
function factorsOf(reasons: WinReasons, history: DealHistory, winChance: number): DealFactor[] {
  const { steps, cell } = reasons
  const days = Math.floor(reasons.daysInStage)
  const factors: DealFactor[] = [
    { name: 'stage', input: reasons.stage, effect: steps.stage, sample: reasons.stageSample, leading: null },
    {
      name: 'age in stage',
      input: days === 1 ? '1 day' : `${days} days`,
      effect: steps.age - steps.stage,
      sample: cell,
      leading: null,
    },
  ]
  if (history.owner !== null && steps.owner !== steps.age)
    factors.push({ name: 'owner', input: history.owner, effect: steps.owner - steps.age, sample: null, leading: null })
  if (history.segment !== null && steps.segment !== steps.owner) {
    factors.push({ name: 'segment', input: history.segment, effect: steps.segment - steps.owner, sample: null, leading: null })
  }
  factors.push({
    name: 'time of quarter',
    input: 'closings by week of the quarter',
    effect: winChance - steps.segment,
    sample: null,
    leading: null,
  })
  return factors
}
