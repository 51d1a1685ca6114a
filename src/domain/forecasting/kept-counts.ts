import type { DealHistory, DealView } from './deal-history.ts'
import type { ForecastModel } from './forecast-model.ts'
import { samePast } from './landmarks/same-past.ts'
import { apartIn } from './revenue/arrivals.ts'
import { sameDays } from './stage-table/quarter-phase.ts'
import type { SameDayGuard } from './same-day-guard.ts'
import type { WinModel } from './stage-table/win-model.ts'

/** What `laterModel` gave for a day, and the deals that it was given. */
export interface EarlierModel {
  readonly histories: readonly DealHistory[]
  readonly model: ForecastModel
}

/** What of an earlier model a change of some deals leaves as it was. */
interface KeptCounts {
  /** The stage table, before any guard. */
  readonly counted: WinModel
  /** What is learned of won deals alone; null where more was told of one. */
  readonly ofWins: KeptWins | null
  /** Its level on this day of the quarter; null where that is to be looked at again. */
  readonly guard: SameDayGuard | null
  /** How wins come in beside what the table expects, if its level is this one. */
  under(guard: ForecastModel['win']['guard']): KeptPace | null
}

interface KeptWins extends Pick<ForecastModel, 'amounts' | 'topDown'> {
  /** What new deals bring, if these segments come in at their own rate. */
  newAmountsOf(apart: readonly string[]): ForecastModel['newAmounts'] | null
}

interface KeptPace extends Pick<ForecastModel, 'regime' | 'nowcast'> {
  /** The pace of new deals, if these are how they come in. */
  freshPhaseOf(arrivals: ForecastModel['arrivals']): ForecastModel['freshPhase'] | null
}

/** Beyond these it costs as much to compare as to count. */
const MOST_CHANGED = 200

/** What the laws of stage and age never look at. */
const BESIDE_LIFE: ReadonlySet<string> = new Set<keyof DealHistory>([
  'name',
  'amountMinor',
  'amounts',
  'worth',
  'listAmountMinor',
  'products',
  'expectedClose',
  'closeDates',
  'track',
  'ties',
])

/** Null where a deal came, went, moved, closed or changed hands: then everything may have come out otherwise. */
export function keptCounts(
  { histories: before, model }: EarlierModel,
  histories: readonly DealHistory[],
  views: readonly DealView[],
  asOf: number,
): KeptCounts | null {
  if (model.asOf !== asOf || before.length !== histories.length) return null
  const pairs = changedPairs(before, histories)
  if (pairs === null || !pairs.every(([was, is]) => lifeOf(was) === lifeOf(is))) return null
  const [last = asOf] = sameDays(views, asOf, model.win.calendar.fiscalStartMonth)
  // A challenger may look at more of a deal than its track.
  const sameThen = !model.ladder?.admitted && pairs.every(([was, is]) => samePast(was.track, is.track, last))
  const { guard, ...win } = model.win
  return {
    counted: { ...win, guard: { win: 1, loss: 1 } },
    ofWins: pairs.every(([, { outcome }]) => outcome?.kind !== 'won') ? keptWins(model) : null,
    guard: sameThen ? { level: guard, parts: model.ladder?.parts ?? null } : null,
    under: (level) => (level.win === guard.win && level.loss === guard.loss ? keptPace(model) : null),
  }
}

function keptWins({ amounts, topDown, newAmounts, arrivals }: ForecastModel): KeptWins {
  const before = JSON.stringify(apartIn(arrivals))
  return { amounts, topDown, newAmountsOf: (apart) => (JSON.stringify(apart) === before ? newAmounts : null) }
}

function keptPace({ regime, nowcast, arrivals: before, freshPhase }: ForecastModel): KeptPace {
  return {
    regime,
    nowcast,
    freshPhaseOf: (arrivals) => (JSON.stringify(arrivals) === JSON.stringify(before) ? freshPhase : null),
  }
}

function changedPairs(
  before: readonly DealHistory[],
  histories: readonly DealHistory[],
): (readonly [DealHistory, DealHistory])[] | null {
  const known = new Set(before)
  const changed = histories.filter((history) => !known.has(history))
  if (changed.length > MOST_CHANGED) return null
  const wanted = new Set(changed.map(({ key }) => key))
  const was = new Map(before.flatMap((history) => (wanted.has(history.key) ? [[history.key, history] as const] : [])))
  return was.size === changed.length ? changed.map((history) => [was.get(history.key)!, history]) : null
}

function lifeOf(history: DealHistory): string {
  return JSON.stringify(Object.entries(history).filter(([field]) => !BESIDE_LIFE.has(field)))
}
