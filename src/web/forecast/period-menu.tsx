import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { parsePeriod } from '../../domain/forecasting/period.ts'
import { paths, type ForecastView } from '../app/paths.ts'
import { DateField } from '../ui/date-field.tsx'
import { dateRangeText } from '../ui/date-text.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import type { Board, ForecastSearch, OnSearch } from './forecast-search.ts'
import { periodLabel } from './forecast-words.ts'

const KINDS = [
  { kind: 'quarter', title: 'Quarters' },
  { kind: 'month', title: 'Months' },
  { kind: 'year', title: 'Years' },
] as const

interface PeriodMenuProps {
  board: Board
  search: ForecastSearch
  view: ForecastView | undefined
  today: string
  onSearch: OnSearch
}

/** The period that is forecast: a quarter, a month, a year, or any days. */
export function PeriodMenu({ board, search, view, today, onSearch }: PeriodMenuProps) {
  const { period } = board.projection
  const [dialog, setDialog] = useState<'none' | 'days'>('none')
  const groups = KINDS.map(({ kind, title }) => ({
    title,
    items: board.periods
      .filter((one) => one.kind === kind)
      .map((one) => ({
        id: one.name,
        label: periodLabel(one.name),
        hint: <span className="label">{dateRangeText(one.start, one.end, today)}</span>,
        checked: one.name === period.name,
        href: paths.forecast({ ...search, period: one.name, since: undefined, cell: undefined, pane: undefined }, view),
      })),
  }))
  const ofDays = period.name.includes(' to ')
  return (
    <>
      <MenuButton
        label="Period"
        groups={[...groups, { items: [{ id: 'days', label: 'Other days', checked: ofDays, onSelect: () => setDialog('days') }] }]}
        icon={<IconCalendar size={15} stroke={1.6} aria-hidden="true" />}
      >
        <span className="value">{ofDays ? dateRangeText(period.start, period.end, today) : periodLabel(period.name)}</span>
        {ofDays ? null : <span className="label">{dateRangeText(period.start, period.end, today)}</span>}
      </MenuButton>
      {dialog === 'days' ? (
        <DaysDialog
          start={period.start}
          end={period.end}
          today={today}
          onChosen={(name) => {
            setDialog('none')
            onSearch({ period: name, since: undefined, cell: undefined, pane: undefined }, 'push')
          }}
          onClose={() => setDialog('none')}
        />
      ) : null}
    </>
  )
}

interface DaysDialogProps {
  start: string
  end: string
  today: string
  onChosen: (name: string) => void
  onClose: () => void
}

function DaysDialog({ start, end, today, onChosen, onClose }: DaysDialogProps) {
  const [from, setFrom] = useState<string | null>(start)
  const [to, setTo] = useState<string | null>(end)
  const named = from && to ? parsePeriod(`${from} to ${to}`, 1)?.name : undefined
  const missing =
    from === null || to === null
      ? 'Give the first and the last day'
      : to < from
        ? 'The last day lies before the first'
        : named === undefined
          ? 'Give at most three years'
          : undefined
  return (
    <FormDialog
      title="Forecast other days"
      width={420}
      onClose={onClose}
      submit="Show"
      busy="Computing"
      missing={missing}
      onSubmit={async () => {
        if (named !== undefined) onChosen(named)
      }}
    >
      <DateField label="First day" value={from} today={today} onChange={setFrom} />
      <DateField
        label="Last day"
        value={to}
        today={today}
        onChange={setTo}
        {...(missing && from && to ? { problem: missing } : {})}
      />
    </FormDialog>
  )
}
