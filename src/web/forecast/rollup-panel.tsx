import { useMemo } from 'react'
import { LegendItem } from '../charts/chart-panel.tsx'
import { Panel } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Empty } from '../ui/state.tsx'
import { keyOf, paramOf, type Board, type Changes, type ForecastSearch, type OnSearch } from './forecast-search.ts'
import { quotaNote } from './quota-words.ts'
import { rollupColumns } from './rollup-columns.tsx'
import { RollupGrid } from './rollup-grid.tsx'
import { peopleRows, treeRows, unfoldedAtFirst } from './rollup-rows.ts'

/** What stands in the address while everything is folded. */
const ALL_FOLDED = ['none']

interface RollupPanelProps {
  board: Board
  changes: Changes | undefined
  search: ForecastSearch
  onSearch: OnSearch
}

/** The figures by team and person, or by what is sold to whom where. Which rows are unfolded, and the one whose deals are shown, are in the address. */
export function RollupPanel({ board, changes, search, onSearch }: RollupPanelProps) {
  const group = search.group ?? 'team'
  const note = quotaNote(board)
  const rows = useMemo(() => (group === 'rep' ? peopleRows(board.rollup) : board.rollup), [board.rollup, group])
  const unfolded = useMemo(
    () => (search.open ? new Set(search.open.flatMap((param) => keyOf(param) ?? [])) : unfoldedAtFirst(rows)),
    [search.open, rows],
  )
  const tree = useMemo(() => treeRows(rows, unfolded), [rows, unfolded])
  const columns = useMemo(
    () => rollupColumns(search, board, changes, (row, pane) => onSearch({ cell: paramOf(row.key), pane }, 'push')),
    [search, board, changes, onSearch],
  )
  const fold = (key: string) => {
    const next = new Set(unfolded)
    if (!next.delete(key)) next.add(key)
    onSearch({ open: next.size === 0 ? ALL_FOLDED : [...next].map(paramOf) })
  }
  return (
    <Panel
      title="Rollup"
      hint="Commit and best case include closed"
      padding="flush"
      actions={
        <>
          <span className="rollup-legend">
            <LegendItem sample="line" color="var(--closed)">
              Closed
            </LegendItem>
            <LegendItem sample="band" color="var(--ai-line)">
              p10 – p90
            </LegendItem>
            {board.projection.quota === null ? null : (
              <LegendItem sample="target" color="var(--t1)">
                Quota
              </LegendItem>
            )}
          </span>
          <span className="no-print rollup-groups" hidden={group === 'team' && board.rollup.length < 2}>
            <Segmented
              label="Group by"
              value={group}
              segments={[
                { value: 'team', label: 'Team' },
                { value: 'rep', label: 'Rep' },
                { value: 'segment', label: 'Segment' },
                { value: 'territory', label: 'Territory' },
                { value: 'product', label: 'Product' },
                { value: 'kind', label: 'Kind' },
              ]}
              onChange={(next) => onSearch({ group: next === 'team' ? undefined : next, open: undefined })}
            />
          </span>
        </>
      }
    >
      {rows.length === 0 ? (
        <Empty title="Nobody to show">Nobody here has open or won deals, or a quota, in this period.</Empty>
      ) : (
        <>
          <RollupGrid
            rows={tree}
            total={rows.length}
            columns={columns}
            current={keyOf(search.cell)}
            onFold={fold}
            onOpen={(row) => onSearch({ cell: paramOf(row.key) }, 'push')}
          />
          {note && (group === 'team' || group === 'rep') ? <p className="label rollup-note">Quota: {note}.</p> : null}
          {rows.length > 1 ? (
            <p className="label rollup-note">
              {group === 'team' || group === 'rep'
                ? 'Ranges of teams do not add up: not every team ends low, or high, at once.'
                : `Ranges do not add up: not every ${group} ends low, or high, at once.${group === 'product' ? ' A deal of several products counts in each by its share.' : ''}`}
            </p>
          ) : null}
        </>
      )}
    </Panel>
  )
}
