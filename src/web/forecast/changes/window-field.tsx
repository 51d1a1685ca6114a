import { addDays, daysBetween } from '../../../domain/values/plain-date.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { dayOf, type Board, type Changes, type ForecastSearch, type OnSearch } from '../forecast-search.ts'

interface WindowFieldProps {
  board: Board
  changes: Changes
  search: ForecastSearch
  today: string
  onSearch: OnSearch
}

/** From which day on changes count: a week, a month, the period so far, or any day. */
export function WindowField({ board, changes, search, today, onSearch }: WindowFieldProps) {
  const day = dayOf(search, today) ?? today
  const { start } = board.projection.period
  const days = daysBetween(changes.since, day)
  const value = days === 7 ? '7' : days === 30 ? '30' : changes.since === start ? 'period' : 'other'
  const segments = [
    { value: '7', label: '7 days' },
    { value: '30', label: '30 days' },
    ...(start < day ? [{ value: 'period', label: 'This period' }] : []),
  ]
  const since = (chosen: string) => (chosen === '30' ? addDays(day, -30) : chosen === 'period' ? start : undefined)
  return (
    <span className="window no-print">
      <Segmented
        label="Changes over"
        value={value}
        segments={segments}
        onChange={(chosen) => onSearch({ since: since(chosen) })}
      />
      <span className="as-of">
        <DateField
          key={changes.since}
          label="Since"
          value={changes.since}
          today={day}
          onChange={(chosen) => {
            if (chosen !== null && chosen < day) onSearch({ since: chosen })
          }}
        />
      </span>
    </span>
  )
}
