import { useMemo } from 'react'
import { SEGMENT_LABELS } from '../deals/deal-words.ts'
import { Panel } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Empty } from '../ui/state.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { biasText, shareText, type OnAccuracySearch, type Report } from './accuracy-words.ts'

type Group = Report['groups'][number]
const FEW = 'Too few to say'

/** How each team, segment or person was forecast; nothing is said below five periods or deals. */
export function GroupsPanel({ report, trait, onSearch }: { report: Report; trait: Group['trait']; onSearch: OnAccuracySearch }) {
  const rows = useMemo(
    () => report.groups.filter((group) => group.trait === trait).sort((a, b) => b.deals - a.deals || (a.name < b.name ? -1 : 1)),
    [report.groups, trait],
  )
  return (
    <Panel
      title="By part of the company"
      hint="AI p50 of each part, every week"
      padding="flush"
      actions={
        <Segmented
          label="Part"
          value={trait}
          segments={[
            { value: 'team', label: 'Team' },
            { value: 'segment', label: 'Segment' },
            { value: 'owner', label: 'Rep' },
          ]}
          onChange={(next) => onSearch({ trait: next === 'team' ? undefined : next })}
        />
      }
    >
      <DataTable
        label="Accuracy by part of the company"
        rows={rows}
        columns={COLUMNS}
        rowId={(row) => `${row.trait} ${row.key}`}
        rowName={nameOf}
        empty={<Empty title="Nothing to compare">No part in your sight had open deals in these periods.</Empty>}
        phone={(row) => ({
          title: nameOf(row),
          status: biasText(row.bias),
          number: row.wape === null ? FEW : shareText(row.wape),
        })}
      />
    </Panel>
  )
}

function nameOf(group: Group): string {
  return group.trait === 'segment' && group.key in SEGMENT_LABELS
    ? SEGMENT_LABELS[group.key as keyof typeof SEGMENT_LABELS]
    : group.name
}

const COLUMNS: readonly Column<Group>[] = [
  { id: 'name', header: 'Name', value: nameOf, width: 150, grow: 2, priority: 1 },
  { id: 'periods', header: 'Periods', value: (row) => row.periods, width: 76, align: 'end', priority: 4 },
  { id: 'deals', header: 'Deals', value: (row) => row.deals, width: 70, align: 'end', priority: 3 },
  {
    id: 'wape',
    header: 'Missed by',
    value: (row) => row.wape,
    cell: (row) => (row.wape === null ? <span className="label">{FEW}</span> : shareText(row.wape)),
    width: 104,
    align: 'end',
    priority: 1,
  },
  {
    id: 'bias',
    header: 'Bias',
    value: (row) => row.bias,
    cell: (row) => biasText(row.bias),
    width: 116,
    align: 'end',
    priority: 2,
  },
  {
    id: 'coverage',
    header: '80% range held',
    value: (row) => row.coverage80,
    cell: (row) => shareText(row.coverage80, 0),
    width: 116,
    align: 'end',
    priority: 3,
  },
  {
    id: 'wins',
    header: 'Won, expected',
    value: (row) => row.wins,
    cell: (row) => `${row.wins.toLocaleString('en')} of ${row.expectedWins.toFixed(1)}`,
    width: 116,
    align: 'end',
    priority: 4,
  },
]
