import { IconDownload } from '@tabler/icons-react'
import type { ForecastView } from '../app/paths.ts'
import { countText } from '../deals/deal-words.ts'
import { Button } from '../ui/button.tsx'
import { FilterChip } from '../ui/chip.tsx'
import { DateField } from '../ui/date-field.tsx'
import { dateText } from '../ui/date-text.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Status } from '../ui/status.tsx'
import { useToast } from '../ui/toast.tsx'
import { saveRollup } from './rollup-csv.ts'
import { clockText, periodLabel, weekText } from './forecast-words.ts'
import { ForecastTabs } from './forecast-tabs.tsx'
import { dayOf, type Board, type ForecastSearch, type OnSearch } from './forecast-search.ts'
import { PeriodMenu } from './period-menu.tsx'

interface ForecastHeaderProps {
  board: Board
  /** Whether the board answers what the address asks, or still what it asked before. */
  state: 'asked for' | 'of another question'
  search: ForecastSearch
  view: ForecastView | undefined
  /** What the page is narrowed to, where it is. */
  part: string | undefined
  today: string
  onSearch: OnSearch
}

/** Period, the day it is looked from, what it is narrowed to, when it was computed and from how much. */
export function ForecastHeader({ board, state, search, view, part, today, onSearch }: ForecastHeaderProps) {
  const { projection } = board
  const toast = useToast()
  const asOf = dayOf(search, today)
  return (
    <>
      <PageHeader
        title="Forecast"
        controls={
          <>
            <PeriodMenu board={board} search={search} view={view} today={today} onSearch={onSearch} />
            {part ? (
              <FilterChip
                name="Only"
                value={part}
                onRemove={() => onSearch({ node: undefined, open: undefined, cell: undefined })}
              />
            ) : null}
          </>
        }
        note={weekText(board)}
        actions={
          <>
            <span className="label">
              Computed {clockText(board.computedAt)} from {countText(projection.basis.openDeals, 'open deal')}
            </span>
            <AsOf asOf={asOf} today={today} onSearch={onSearch} />
            <span className="no-print">
              <Button
                icon={<IconDownload size={15} stroke={1.6} aria-hidden="true" />}
                onClick={() => toast({ text: `${saveRollup(board)} saved` })}
              >
                Export
              </Button>
            </span>
          </>
        }
      />
      <ForecastTabs search={search} view={view} />
      {state === 'of another question' ? (
        <p className="as-of-note" role="status">
          <Status tone="mute">
            Computing{asOf ? ` what would have been forecast on ${dateText(asOf, today)}` : ''}. The figures are still those of{' '}
            {periodLabel(projection.period.name)} as of {dateText(projection.asOf, today)}
          </Status>
        </p>
      ) : asOf ? (
        <p className="as-of-note">
          <Status tone="info">As it would have been on {dateText(asOf, today)}, from what was known before that day began</Status>
          <span className="no-print">
            <Button size="small" onClick={() => onSearch({ asOf: undefined })}>
              Back to today
            </Button>
          </span>
        </p>
      ) : null}
    </>
  )
}

/** The day that the forecast is looked from. Today and later is now. */
function AsOf({ asOf, today, onSearch }: { asOf: string | undefined; today: string; onSearch: OnSearch }) {
  return (
    <div className="as-of no-print">
      <DateField
        key={asOf ?? 'now'}
        label="As of"
        value={asOf ?? today}
        today={today}
        onChange={(day) => onSearch({ asOf: day !== null && day < today ? day : undefined, cell: undefined })}
      />
    </div>
  )
}
