import { FORECAST_CATEGORIES, FORECAST_LABELS, STAGE_LABELS, STAGES } from '../../domain/opportunities/stage.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { inBase, type RateTable } from '../../domain/values/money.ts'
import { countText } from '../deals/deal-words.ts'
import type { DealForecast } from '../deals/win-chances.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { moneyText } from '../ui/money-text.ts'
import type { RowGroup } from '../ui/table/column.ts'

export type Grouping = 'forecast' | 'stage' | 'owner' | 'none'

export const GROUPING_LABELS = {
  forecast: 'Forecast',
  stage: 'Stage',
  owner: 'Owner',
  none: 'Nothing',
} as const satisfies Record<Grouping, string>

const MARKERS = {
  commit: 'var(--commit)',
  best_case: 'var(--best-case)',
  pipeline: 'var(--pipeline)',
  omitted: 'var(--mute-fill)',
} as const
const NOBODY = 'nobody'

export function groupKey(grouping: Grouping, deal: Opportunity): string {
  if (grouping === 'forecast') return deal.forecastCategory
  if (grouping === 'stage') return deal.stage
  return grouping === 'owner' ? (deal.owner?.id ?? NOBODY) : ''
}

interface Figures {
  readonly rates: RateTable | undefined
  readonly chances: ReadonlyMap<string, DealForecast> | undefined
  readonly today: string
}

/** The groups that rows fall into, in order, each with how many, the sum that people entered, and the sum that the model expects. */
export function dealGroups(grouping: Grouping, rows: readonly Opportunity[], figures: Figures): RowGroup[] | undefined {
  if (grouping === 'none') return undefined
  const of = new Map<string, Opportunity[]>()
  for (const row of rows) {
    const key = groupKey(grouping, row)
    const own = of.get(key)
    if (own) own.push(row)
    else of.set(key, [row])
  }
  return headsOf(grouping, rows).map((head) => ({ ...head, ...figuresOf(of.get(head.id) ?? [], figures) }))
}

function headsOf(grouping: Grouping, rows: readonly Opportunity[]): Pick<RowGroup, 'id' | 'label' | 'marker'>[] {
  if (grouping === 'forecast') return FORECAST_CATEGORIES.map((id) => ({ id, label: FORECAST_LABELS[id], marker: MARKERS[id] }))
  if (grouping === 'stage') return STAGES.map((id) => ({ id, label: STAGE_LABELS[id] }))
  const owners = new Map(rows.map((row) => [row.owner?.id ?? NOBODY, row.owner?.name ?? 'Nobody']))
  return [...owners].map(([id, label]) => ({ id, label })).toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}

function figuresOf(rows: readonly Opportunity[], { rates, chances, today }: Figures): Pick<RowGroup, 'note' | 'cells'> {
  const known = rates ? rows.flatMap((row) => (row.amount ? (inBase(rates, row.amount, today) ?? []) : [])) : []
  const without = rows.length - known.length
  const note = countText(rows.length, 'deal') + (rates && without > 0 ? `, ${without} without amount` : '')
  if (!rates) return { note }
  const money = (minor: number) => moneyText({ minor, currency: rates.base })
  const expected = chances ? expectedOf(rows, chances, rates, today) : undefined
  return {
    note,
    cells: {
      amount: money(known.reduce((sum, minor) => sum + minor, 0)),
      ...(expected === undefined
        ? {}
        : {
            close: (
              <span className="ai-text expects">
                <AiMark size={11} />
                Model expects {money(expected)}
              </span>
            ),
          }),
    },
  }
}

/** Chance to win by the end of the period, times the amount then: what the group brings on average. */
export function expectedOf(
  rows: readonly Opportunity[],
  chances: ReadonlyMap<string, DealForecast>,
  rates: RateTable,
  today: string,
): number | undefined {
  const parts = rows.flatMap((row) => {
    const forecast = chances.get(row.id)
    const amount = forecast?.amount ? inBase(rates, forecast.amount, today) : undefined
    return forecast && amount !== undefined ? [forecast.winBy * amount] : []
  })
  return parts.length === 0 ? undefined : Math.round(parts.reduce((sum, part) => sum + part, 0))
}
