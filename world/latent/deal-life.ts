import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import { newDealState, liveWeek, type DealNature, type DealState } from './deal-process.ts'
import { winPull, type Market } from './market.ts'

/** A deal as it truly went: its state at the start of each week from its creation, and how it ended if it did before the end. */
export interface DealLife {
  readonly nature: DealNature
  /** Monday of the first week. */
  readonly firstDay: number
  readonly states: readonly DealState[]
  readonly outcome: 'open' | 'won' | 'lost'
}

/** Lives a deal week by week up to the week that holds `lastDay`. `skillOn` is the log-hazard its seller adds to a win in a week. */
export function liveDeal(
  key: string,
  nature: DealNature,
  firstDay: number,
  lastDay: number,
  skillOn: (day: number) => number,
  settings: WorldSettings,
  market: Market,
): DealLife {
  const random = new Random(settings.seed, `life/${key}`)
  const state = newDealState(nature, random)
  const states: DealState[] = []
  let outcome: DealLife['outcome'] = 'open'
  for (let day = firstDay; day <= lastDay && outcome === 'open'; day += 7) {
    states.push({ ...state })
    outcome = liveWeek(nature, state, winPull(market, day) + skillOn(day), settings, market, random)
  }
  return { nature, firstDay, states, outcome }
}
