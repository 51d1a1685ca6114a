import type { DealKind } from '../../opportunities/deal-kind.ts'
import type { DealView } from '../deal-history.ts'

/** What share of the deals of each kind was won; of every kind that there is, and never none. */
export type KindRates = ReadonlyMap<DealKind | null, number>

/** Closed deals that a kind of its own must have to tell its rate half by itself. */
const STRENGTH = 20

/** Of closed deals, drawn to the rate of all as firmly as STRENGTH deals. */
export function kindRates(views: readonly DealView[]): KindRates {
  const counts = new Map<DealKind | null, { closed: number; won: number }>()
  const all = { closed: 0, won: 0 }
  for (const { outcome, history } of views) {
    const kind = history.kind ?? null
    const own = counts.get(kind) ?? { closed: 0, won: 0 }
    counts.set(kind, own)
    for (const sum of outcome === null ? [] : [own, all]) {
      sum.closed += 1
      if (outcome === 'won') sum.won += 1
    }
  }
  const rate = (all.won + 1) / (all.closed + 2)
  return new Map([...counts].map(([kind, { closed, won }]) => [kind, (won + STRENGTH * rate) / (closed + STRENGTH)]))
}

/**
 * How a share of the deals to come is divided among the kinds that came in: by the wins to be expected of each and not by
 * their number alone, since most renewals are won and most new business is not.
 */
export function winsByKind(
  cameIn: ReadonlyMap<DealKind | null, number>,
  rates: KindRates,
  share: number,
): { kind: DealKind | null; share: number }[] {
  const wins = [...cameIn].map(([kind, count]) => ({ kind, wins: count * rates.get(kind)! }))
  const all = wins.reduce((sum, one) => sum + one.wins, 0)
  return wins
    .map((one) => ({ kind: one.kind, share: wins.length === 1 ? share : (share * one.wins) / all }))
    .sort((a, b) => ((a.kind ?? '') < (b.kind ?? '') ? -1 : 1))
}
