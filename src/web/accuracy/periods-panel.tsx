import { useMemo } from 'react'
import { paths } from '../app/paths.ts'
import { periodLabel } from '../forecast/forecast-words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { RangeBar } from '../ui/range-bar.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { shareText, weekLabel, type OnAccuracySearch, type Report } from './accuracy-words.ts'

type Graded = Report['periods'][number]

/** Every period that was graded: what was said on its first day, and what came. */
export function PeriodsPanel({ report, at, onSearch }: { report: Report; at: string | undefined; onSearch: OnAccuracySearch }) {
  const rows = useMemo(() => report.periods.toReversed(), [report.periods])
  const columns = useMemo(() => columnsOf(rows), [rows])
  if (rows.length === 0) return null
  return (
    <Panel title="Period by period" hint="said on the first day, and what came" padding="flush">
      <DataTable
        label="Graded periods"
        rows={rows}
        columns={columns}
        rowId={(row) => row.name}
        rowName={(row) => periodLabel(row.name)}
        current={at}
        onOpen={(row) => onSearch({ at: row.name, why: undefined }, 'push')}
        onPeek={(row) => onSearch({ at: row.name, why: undefined }, 'push')}
        phone={(row) => ({
          title: periodLabel(row.name),
          status: missText(row),
          number: moneyText(row.actual),
        })}
      />
    </Panel>
  )
}

function missOf({ actual, weeks }: Graded): number | null {
  const first = weeks[0]
  return first && actual.minor !== 0 ? (first.p50.minor - actual.minor) / Math.abs(actual.minor) : null
}

function missText(period: Graded): string {
  const miss = missOf(period)
  return miss === null ? '–' : `${shareText(Math.abs(miss))} ${miss > 0 ? 'over' : 'under'}`
}

function columnsOf(rows: readonly Graded[]): readonly Column<Graded>[] {
  const top = Math.max(1, ...rows.flatMap(({ actual, weeks }) => [actual.minor, weeks[0]?.p90.minor ?? 0]))
  return [
    { id: 'name', header: 'Period', value: (row) => row.name, cell: (row) => periodLabel(row.name), width: 92, priority: 1 },
    {
      id: 'p50',
      header: 'AI p50',
      head: <span className="ai-text">AI p50</span>,
      value: (row) => row.weeks[0]?.p50.minor ?? null,
      cell: (row) => <span className="ai-text">{row.weeks[0] ? moneyText(row.weeks[0].p50) : '–'}</span>,
      width: 92,
      align: 'end',
      priority: 2,
    },
    {
      id: 'range',
      header: 'p10 – p90, came',
      value: (row) => row.weeks[0]?.p10.minor ?? null,
      cell: ({ weeks: [first], actual }) =>
        first ? (
          <RangeBar
            range={{ p10: first.p10.minor, p50: first.p50.minor, p90: first.p90.minor }}
            target={actual.minor}
            to={top * 1.04}
            width={150}
            label={`p10 ${moneyText(first.p10)}, p50 ${moneyText(first.p50)}, p90 ${moneyText(first.p90)}, came ${moneyText(actual)}`}
          />
        ) : (
          '–'
        ),
      width: 170,
      grow: 1,
      sort: 'none',
      priority: 3,
    },
    {
      id: 'actual',
      header: 'Came',
      value: (row) => row.actual.minor,
      cell: (row) => moneyText(row.actual),
      width: 92,
      align: 'end',
      priority: 1,
    },
    { id: 'miss', header: 'Missed by', value: missOf, cell: missText, width: 112, align: 'end', priority: 1 },
  ]
}

/** One period week by week, with the way to the forecast as it was. */
export function PeriodInspector({ period, asOf, onClose }: { period: Graded; asOf: string; onClose: () => void }) {
  const top = Math.max(period.actual.minor, ...period.weeks.map(({ p90 }) => p90.minor)) * 1.04
  return (
    <Inspector
      title={periodLabel(period.name)}
      label={periodLabel(period.name)}
      subtitle={`${moneyText(period.actual, 'exact')} came`}
      tone="ai"
      onClose={onClose}
    >
      <InspectorSection title="Week by week" hint="dashed: what came">
        <table className="grade-weeks">
          <thead>
            <tr>
              <th scope="col">Week</th>
              <th scope="col">p50</th>
              <th scope="col">p10 – p90</th>
              <th scope="col">Closed</th>
            </tr>
          </thead>
          <tbody>
            {period.weeks.map((week) => (
              <tr key={week.week}>
                <th scope="row">
                  <a href={paths.forecast({ period: period.name, asOf: week.on })}>
                    {weekLabel(week.week)}, {dateText(week.on, asOf)}
                  </a>
                </th>
                <td className="ai-text">{moneyText(week.p50)}</td>
                <td>
                  <RangeBar
                    range={{ p10: week.p10.minor, p50: week.p50.minor, p90: week.p90.minor }}
                    target={period.actual.minor}
                    to={top}
                    width={110}
                    label={`p10 ${moneyText(week.p10)}, p90 ${moneyText(week.p90)}, came ${moneyText(period.actual)}`}
                  />
                </td>
                <td>{moneyText(week.closed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </InspectorSection>
      <InspectorSection>
        <ButtonLink size="small" href={paths.forecast({ period: period.name })}>
          Open the forecast of {periodLabel(period.name)}
        </ButtonLink>
      </InspectorSection>
    </Inspector>
  )
}
