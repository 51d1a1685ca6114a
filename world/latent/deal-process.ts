import type { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import type { Market } from './market.ts'

/** What a deal is born with and no record shows. */
export interface DealNature {
  /** 0 small, 1 mid-market, 2 enterprise. */
  readonly segment: number
  /** Latent quality, standard normal. */
  readonly quality: number
  /** Weeks from the creation to the date by which the buyer needs a solution. */
  readonly dueWeeks: number
  /** People at the customer who may come to take part. */
  readonly crowd: number
  /** Log-hazard that the seller's habits on this deal add to a win and take from a loss. */
  readonly habitPull: number
}

/** Where a deal truly stands at the start of a week. */
export interface DealState {
  /** Whole weeks since its creation. */
  age: number
  /** 0 discovery, 1 qualification, 2 proposal, 3 negotiation. */
  stage: number
  momentum: number
  champion: 'none' | 'active' | 'left'
  economicBuyer: boolean
  competitor: boolean
  stalled: boolean
  /** The buyer has said yes and the signature is on its way. */
  agreed: boolean
}

export interface Hazards {
  readonly advance: number
  readonly win: number
  readonly loss: number
}

/** Usual weekly rates by segment; a company may differ from them (see market.ts). */
export const ADVANCE = [
  [0.27, 0.25, 0.24],
  [0.155, 0.135, 0.125],
  [0.11, 0.095, 0.085],
] as const
export const LOSS = [
  [0.096, 0.092, 0.084, 0.078],
  [0.052, 0.05, 0.046, 0.042],
  [0.033, 0.032, 0.03, 0.028],
] as const
export const WIN = [0.2, 0.115, 0.075] as const
/** Median weeks from a deal's creation to the date the buyer needs it by. */
const DUE_WEEKS = [8.5, 13, 22] as const
/** A buyer who said yes signs within one to three weeks, and rarely changes their mind. */
const SIGNS = 0.62
const REVOKES = 0.015
/** Mean of the people who may take part, those above six counted as six. */
const MEAN_BREADTH = 4.33

export function natureOf(
  segment: number,
  quality: number,
  habitPull: number,
  settings: WorldSettings,
  random: Random,
): DealNature {
  return {
    segment,
    quality,
    dueWeeks: ((DUE_WEEKS[segment] ?? 0) / (settings.pace[segment] ?? 1)) * Math.exp(settings.dueDate.sd * random.normal()),
    crowd: settings.nonLinear.crowd === 0 && settings.breadth === 0 ? Number.POSITIVE_INFINITY : random.integer(2, 7),
    habitPull,
  }
}

export function newDealState(nature: DealNature, random: Random): DealState {
  return {
    age: 0,
    stage: 0,
    momentum: 0.45 * nature.quality + 0.6 * random.normal(),
    champion: 'none',
    economicBuyer: false,
    competitor: random.chance(0.12),
    stalled: false,
    agreed: false,
  }
}

/** Weekly hazards of a state, given the log-hazard that market, quarter and seller add to a win. */
export function hazardsOf(nature: DealNature, state: DealState, pull: number, settings: WorldSettings, market: Market): Hazards {
  if (state.agreed) return { advance: 0, win: SIGNS, loss: REVOKES }
  const factor = market.coefficients
  const q = factor.quality * (nature.quality - 0.95)
  const m = factor.momentum * state.momentum
  const champion = factor.people * (state.champion === 'active' ? 1 : 0)
  const buyer = factor.people * (state.economicBuyer ? 1 : 0)
  const left = factor.departure * (state.champion === 'left' ? 1 : 0)
  const rival = factor.competitor * (state.competitor ? 1 : 0)
  const stalled = factor.stall * (state.stalled ? 1 : 0)
  const weeksLeft = nature.dueWeeks - state.age
  const bent = nonLinearPull(nature, state, settings)
  const breadth = settings.breadth * (Math.min(nature.crowd, 6) - MEAN_BREADTH)
  const tilt = (settings.segmentPull[nature.segment] ?? 0) + nature.habitPull + bent + breadth
  const rates = market.rates[nature.segment]
  const advance =
    (rates?.advance[state.stage] ?? 0) *
    Math.exp(
      0.55 * q +
        0.4 * m +
        0.25 * champion -
        1.6 * stalled -
        0.5 * left +
        (weeksLeft < 6 && weeksLeft > -4 ? 0.35 * factor.dueDate : 0) +
        0.5 * bent,
    )
  const loss =
    settings.lossLevel *
    (rates?.loss[state.stage] ?? 0) *
    Math.exp(
      -0.35 * q - 0.5 * m - 0.4 * champion - 0.2 * buyer + 0.4 * rival + left + 0.4 * stalled - (state.age < 3 ? 0.9 : 0) - tilt,
    )
  const win =
    state.stage === 3
      ? (rates?.win ?? 0) *
        Math.exp(
          0.6 * q +
            0.5 * m +
            0.3 * buyer +
            0.2 * champion -
            0.35 * rival -
            1.8 * stalled -
            left +
            factor.dueDate * dueDatePull(weeksLeft) +
            pull +
            tilt,
        )
      : 0
  return { advance, win, loss }
}

/** What crowd, cadence and the pair of champion and buyer do together; 0 in worlds where single terms tell all. */
function nonLinearPull(nature: DealNature, state: DealState, { nonLinear }: WorldSettings): number {
  const { crowd, cadence, pair } = nonLinear
  if (crowd === 0 && cadence === 0 && pair === 0) return 0
  const engaged = (state.champion === 'active' ? 1 : 0) + (state.economicBuyer ? 1 : 0)
  return (
    (nature.segment === 2 && nature.crowd >= 4 ? crowd : 0) -
    cadence * Math.min(4, (state.momentum - 0.2) ** 2) +
    (engaged === 2 ? pair : engaged === 1 ? -pair / 2 : 0)
  )
}

/** Log-hazard of a yes by weeks left to the date the buyer needs it: little long before, much around it. */
function dueDatePull(weeksLeft: number): number {
  if (weeksLeft > 5) return -1.5
  if (weeksLeft > 2) return -0.3
  return weeksLeft > -2.5 ? 1.4 : -0.3
}

/**
 * One week of a deal, in place. Win, loss and advance compete; a yes from the buyer (win before it is agreed) first becomes a
 * promise to sign. Answers how the week ended.
 */
export function liveWeek(
  nature: DealNature,
  state: DealState,
  pull: number,
  settings: WorldSettings,
  market: Market,
  random: Random,
): 'open' | 'won' | 'lost' {
  const { advance, win, loss } = hazardsOf(nature, state, pull, settings, market)
  const total = advance + win + loss
  if (random.uniform() < 1 - Math.exp(-total)) {
    const share = random.uniform() * total
    if (share < loss) return 'lost'
    if (share < loss + win) {
      if (state.agreed) return 'won'
      state.agreed = true
    } else {
      state.stage = Math.min(3, state.stage + (random.chance(settings.stageSkips) ? 2 : 1))
    }
  } else if (state.stage >= 2 && !state.agreed && random.chance(settings.stageRegressions)) {
    state.stage -= 1
  }
  state.age++
  drift(nature, state, settings, random)
  return 'open'
}

function drift(nature: DealNature, state: DealState, settings: WorldSettings, random: Random): void {
  const memory = settings.momentumMemory
  const spread = Math.sqrt(1 - memory * memory) * 0.9
  state.momentum = memory * state.momentum + (1 - memory) * 0.6 * nature.quality + spread * random.normal()
  const chance = random.uniform()
  if (state.champion === 'none') {
    if (chance < 0.1 * Math.exp(0.5 * nature.quality + 0.4 * state.momentum)) state.champion = 'active'
  } else if (state.champion === 'active' && chance < settings.championLeaves) {
    state.champion = 'left'
    state.momentum -= 0.45
  } else if (state.champion === 'left' && chance < 0.03) {
    state.champion = 'active'
  }
  if (!state.economicBuyer && state.stage >= 1 && random.chance(0.07 * Math.exp(0.4 * nature.quality + 0.3 * state.momentum)))
    state.economicBuyer = true
  if (!state.competitor && random.chance(settings.competitorEnters)) state.competitor = true
  state.stalled = state.stalled ? !random.chance(settings.stallEnds) : !state.agreed && random.chance(settings.stallStarts)
}
