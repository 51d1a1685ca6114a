import { bias, wape } from '../../../stats/scores/weighted-error.ts'
import { finiteOrNull } from './finite.ts'
import type { PastDeals, PastGroupForecast } from './past-forecast.ts'

/** How periods of one team, segment or person were forecast, all weeks together, and its deals. */
export interface GroupScore {
  trait: PastGroupForecast['trait']
  key: string
  periods: number
  n: number
  wape: number | null
  bias: number | null
  coverage80: number | null
  /** Wins that its open deals were expected to bring by the period's end over those that came; per deal looked at. */
  deals: number
  expectedWins: number
  wins: number
}

/** Below this many periods or deals nothing is said of a group. */
export const GROUP_FLOOR = 5

export function groupScores(groups: readonly PastGroupForecast[], deals: PastDeals): GroupScore[] {
  const byGroup = new Map<string, PastGroupForecast[]>()
  for (const one of groups) {
    const name = `${one.trait} ${one.key}`
    const list = byGroup.get(name)
    if (list) list.push(one)
    else byGroup.set(name, [one])
  }
  return [...byGroup.values()].map((forecasts) => {
    const { trait, key } = forecasts[0]!
    const periods = new Set(forecasts.map(({ period }) => period)).size
    const said = forecasts.map(({ p50 }) => p50)
    const actuals = forecasts.map(({ actual }) => actual)
    const own = winsOf(deals, trait, key)
    const enough = periods >= GROUP_FLOOR && own.deals >= GROUP_FLOOR
    return {
      trait,
      key,
      periods,
      n: forecasts.length,
      wape: enough ? finiteOrNull(wape(said, actuals)) : null,
      bias: enough ? finiteOrNull(bias(said, actuals)) : null,
      coverage80: enough
        ? forecasts.filter(({ p10, p90, actual }) => p10 <= actual && actual <= p90).length / forecasts.length
        : null,
      ...own,
    }
  })
}

/** At the first day of each period, so that a deal counts once in it. */
function winsOf(
  deals: PastDeals,
  trait: PastGroupForecast['trait'],
  key: string,
): { deals: number; expectedWins: number; wins: number } {
  const name = deals.names.indexOf(key)
  const seen = new Set<number>()
  let expectedWins = 0
  let wins = 0
  if (name === -1) return { deals: 0, expectedWins, wins }
  for (let row = 0; row < deals.rows; row++) {
    if (deals.week[row] !== 0 || deals[trait][row] !== name) continue
    seen.add(deals.deal[row]!)
    expectedWins += deals.inPeriod[row]!
    wins += deals.wonInPeriod[row]!
  }
  return { deals: seen.size, expectedWins, wins }
}
