import type { ForecastModel } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { Ladder } from '../win-model/ladder.ts'
import { MEMBERS } from '../win-model/members.ts'

/** What there is to say of a fitted model, for the register: what it learned from, and what it leans on. */
export interface FittedModel {
  deals: number
  closedDeals: number
  wonDeals: number
  weeks: number
  ladder: {
    state: string
    members: { name: string; share: number }[]
    correlation: number
    guard: { win: number; loss: number }
  }
}

/** `now` in milliseconds since the epoch. */
export function fittedModel({ win, ladder, shared }: ForecastModel, now: number): FittedModel {
  return {
    deals: win.deals,
    closedDeals: win.closed,
    wonDeals: win.won,
    weeks: win.from === null ? 0 : Math.floor((now - win.from) / (7 * MS_PER_DAY)),
    ladder: {
      state: win.state,
      members: ladder ? membersOf(ladder) : [{ name: 'stage table', share: 1 }],
      correlation: shared.correlation,
      guard: ladder?.guard ?? win.guard,
    },
  }
}

/** Shares in the whole: what challengers have, the others have less. */
function membersOf({ shares, admitted }: Ladder): { name: string; share: number }[] {
  const left = admitted?.shares[0] ?? 1
  return [
    ...MEMBERS.map((name, m) => ({ name, share: left * shares[m]! })),
    ...(admitted?.fits ?? []).map(({ name }, m) => ({ name, share: admitted!.shares[m + 1]! })),
  ]
}
