import { viewsAt, type DealHistory } from '../../domain/forecasting/deal-history.ts'
import { MS_PER_DAY } from '../../domain/forecasting/lead-grid.ts'
import { wonAmount } from '../../domain/forecasting/revenue/scene.ts'
import type { ForecastCategory } from '../../domain/opportunities/stage.ts'
import { inBase } from '../../domain/values/money.ts'
import { companyAt, type Company, type Where } from './company.ts'
import { partsBy, sharesIn, traitOf } from './parts.ts'

export interface CountedInput extends Where {
  readonly period: { readonly start: string; readonly end: string }
  readonly figure: 'closed' | Exclude<ForecastCategory, 'omitted'>
  readonly owners: readonly (string | null)[] | null
  /** Key of a part; null for all. */
  readonly part: string | null
  /** So many deals are named, those that count most first. */
  readonly most: number
}

export interface CountedDeal {
  readonly id: string
  readonly name: string
  readonly owner: string | null
  /** When it closed, or is expected to: milliseconds since the epoch. */
  readonly at: number
  /** What it counts for, in minor units of the base currency; null where it has no amount in a known currency, and counts as nothing. */
  readonly minor: number | null
}

export interface CountedAnswer {
  readonly count: number
  readonly minor: number
  readonly deals: CountedDeal[]
}

/** The deals that a closed or called figure of a period is the sum of. */
export async function counted({ connection, asOf, owners, part, most, ...question }: CountedInput): Promise<CountedAnswer> {
  const company = await companyAt({ connection, asOf })
  const found = question.figure === 'closed' ? closed(company, asOf, question) : called(company, asOf, question)
  const mine = owners && new Set(owners)
  const trait = part === null ? undefined : traitOf(part)
  const parts = trait
    ? partsBy(
        trait,
        company.deals.map(({ history }) => history),
        owners,
      )
    : []
  const deals = found.flatMap(({ deal: { id, name }, history, at, minor }): CountedDeal[] => {
    if (mine && !mine.has(history.owner)) return []
    const share = trait ? (sharesIn(trait, parts, history).find(({ key }) => key === part)?.share ?? 0) : 1
    return share === 0 ? [] : [{ id, name, owner: history.owner, at, minor: minor === null ? null : Math.round(share * minor) }]
  })
  deals.sort((a, b) => (b.minor ?? 0) - (a.minor ?? 0) || (a.id < b.id ? -1 : 1))
  return { count: deals.length, minor: deals.reduce((sum, { minor }) => sum + (minor ?? 0), 0), deals: deals.slice(0, most) }
}

interface Found {
  readonly deal: Company['deals'][number]
  /** The deal as known on the day: whose it was then. */
  readonly history: DealHistory
  readonly at: number
  readonly minor: number | null
}

type Asked = Pick<CountedInput, 'period' | 'figure'>

function closed({ deals }: Company, asOf: string, { period }: Asked): Found[] {
  const byKey = new Map(deals.map((deal) => [deal.history.key, deal]))
  const [start, end] = [Date.parse(period.start), Date.parse(period.end) + MS_PER_DAY]
  const views = viewsAt(
    deals.flatMap(({ history }) => (history.outcome?.kind === 'won' ? history : [])),
    Date.parse(asOf),
  )
  return views.flatMap((view) => {
    const deal = byKey.get(view.history.key)
    return deal && view.outcome === 'won' && view.end >= start && view.end < end
      ? [{ deal, history: view.history, at: view.end, minor: wonAmount(view) }]
      : []
  })
}

function called({ deals, rates }: Company, asOf: string, { period, figure }: Asked): Found[] {
  const [start, end] = [Date.parse(period.start), Date.parse(period.end)]
  return deals.flatMap((deal) => {
    const at = deal.history.expectedClose
    if (deal.history.outcome || deal.category !== figure || at === null || at < start || end < at) return []
    const money = deal.amount ?? deal.listAmount
    return [{ deal, history: deal.history, at, minor: money ? (inBase(rates, money, asOf) ?? null) : null }]
  })
}
