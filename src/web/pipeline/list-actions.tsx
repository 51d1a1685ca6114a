import { IconColumns3, IconDownload, IconRefresh } from '@tabler/icons-react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { FORECAST_CATEGORIES, FORECAST_LABELS, type ForecastCategory } from '../../domain/opportunities/stage.ts'
import { countText } from '../deals/deal-words.ts'
import { Button } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { COLUMN_NAMES } from './deal-columns.tsx'
import { GROUPING_LABELS, type Grouping } from './deal-groups.tsx'

interface ListActionsProps {
  grouping: Grouping
  onGroup: (grouping: Grouping) => void
  hidden: ReadonlySet<string>
  onHidden: (hidden: ReadonlySet<string>) => void
  moved: number
  onRefresh: () => void
  onExport: () => void
}

/** What acts on the whole table: order again, group, choose columns, take it along. */
export function ListActions({ grouping, onGroup, hidden, onHidden, moved, onRefresh, onExport }: ListActionsProps) {
  const toggled = (id: string) => new Set(hidden.has(id) ? [...hidden].filter((one) => one !== id) : [...hidden, id])
  return (
    <>
      {moved > 0 ? (
        <Button size="small" icon={<IconRefresh size={14} aria-hidden="true" />} onClick={onRefresh}>
          {countText(moved, 'change')}, refresh
        </Button>
      ) : null}
      <MenuButton
        label="Group by"
        size="small"
        groups={[
          {
            title: 'Group by',
            items: (Object.keys(GROUPING_LABELS) as Grouping[]).map((id) => ({
              id,
              label: GROUPING_LABELS[id],
              checked: id === grouping,
              onSelect: () => onGroup(id),
            })),
          },
        ]}
      >
        Group by <b className="name">{GROUPING_LABELS[grouping]}</b>
      </MenuButton>
      <span className="desk-only">
        <MenuButton
          label="Columns"
          size="small"
          icon={<IconColumns3 size={14} aria-hidden="true" />}
          groups={[
            {
              title: 'Columns',
              items: Object.entries(COLUMN_NAMES).map(([id, label]) => ({
                id,
                label,
                checked: !hidden.has(id),
                onSelect: () => onHidden(toggled(id)),
              })),
            },
          ]}
        />
      </span>
      <Button size="small" icon={<IconDownload size={14} aria-hidden="true" />} onClick={onExport}>
        Export
      </Button>
    </>
  )
}

/** Above this many deals a bulk change asks first. */
export const ASK_ABOVE = 25

interface SelectionActionsProps {
  deals: readonly Opportunity[]
  onForecast: (category: ForecastCategory) => void
  onClear: () => void
}

/** What can be done with the selected deals; takes the place of the table's own actions. */
export function SelectionActions({ deals, onForecast, onClear }: SelectionActionsProps) {
  return (
    <>
      <span className="label" role="status">
        {deals.length.toLocaleString('en')} selected
      </span>
      <MenuButton
        label="Change forecast"
        size="small"
        groups={[
          {
            title: `Forecast of ${countText(deals.length, 'deal')}`,
            items: FORECAST_CATEGORIES.map((id) => ({ id, label: FORECAST_LABELS[id], onSelect: () => onForecast(id) })),
          },
        ]}
      />
      <Button size="small" look="quiet" onClick={onClear}>
        Clear
      </Button>
    </>
  )
}
