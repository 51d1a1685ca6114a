import type { z } from 'zod'
import type { Outlook as OutlookSchema } from '../../contract/forecast-answers.ts'
import type { Spread } from '../../domain/forecasting/revenue/summary.ts'
import type { NamedDeal, ProjectAnswer } from './worker.ts'

/** What bears on a projection beside its deals, with the deals named. */
export function outlookOf(
  { revenue, named }: Pick<ProjectAnswer, 'revenue' | 'named'>,
  names: ReadonlyMap<string, string>,
  currency: string,
): z.infer<typeof OutlookSchema> {
  const money = (minor: number) => ({ minor: Math.round(minor), currency })
  const range = ({ p10, p50, p90 }: Spread) => ({ p10: money(p10), p50: money(p50), p90: money(p90) })
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? 'Person' })
  const withName = <Row extends { key: string }>(rows: readonly Row[]) =>
    rows.flatMap((row) => {
      const deal: NamedDeal | undefined = named[row.key]
      return deal ? [{ row, deal: { id: deal.id, name: deal.name, owner: person(deal.owner) } }] : []
    })
  const { interval, nowcast, regime, topDown, variance } = revenue
  return {
    interval: {
      low: money(interval.low),
      high: money(interval.high),
      nominal: interval.nominal,
      realised: interval.realised,
      origins: interval.origins,
    },
    nowcast:
      nowcast.expected > 0
        ? { multiplier: nowcast.multiplier, observed: nowcast.observed, expected: nowcast.expected, weeks: nowcast.weeks }
        : null,
    regime,
    series: {
      expected: topDown.expected === null ? null : money(topDown.expected),
      weight: topDown.weight,
      factor: topDown.factor,
      origins: topDown.origins,
    },
    whales: withName(revenue.whales).map(({ row, deal }) => ({
      ...deal,
      amount: money(row.amountMinor),
      chance: row.chance,
      with: range(row.with),
      without: range(row.without),
    })),
    spread: {
      deviation: money(variance.deviation),
      drivers: variance.drivers,
      deals: withName(variance.deals).map(({ row, deal }) => ({ ...deal, share: row.share })),
      others: variance.others,
    },
  }
}
