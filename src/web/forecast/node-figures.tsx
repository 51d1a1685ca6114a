import { InspectorSection } from '../ui/inspector.tsx'
import { Segmented } from '../ui/segmented.tsx'
import type { Board, Pane, RollupRow } from './forecast-search.ts'
import { NodeCounted, type CountedFigure } from './node-counted.tsx'
import { NodeDeals } from './node-deals.tsx'

type DealsPane = Exclude<Pane, 'changes' | 'why'>

interface NodeFiguresProps {
  pane: DealsPane
  row: RollupRow
  board: Board
  /** The past day that is looked from. */
  asOf: string | undefined
  /** What the page is narrowed to, which the row of everybody stands for as well. */
  within: { team?: string; owner?: string }
  onPane: (pane: Pane) => void
}

/** The deals behind a row, by what they count in: the projection, what has closed, or what they are called. */
export function NodeFigures({ pane, row, board, asOf, within, onPane }: NodeFiguresProps) {
  const { period, asOf: day } = board.projection
  const over = period.end < day
  // Once a period is over only what closed in it counts.
  const shown = over && pane === 'deals' ? 'closed' : pane
  return (
    <>
      <InspectorSection>
        <Segmented
          label="Deals behind"
          value={shown}
          segments={[
            ...(over ? [] : [{ value: 'deals' as const, label: 'p50' }]),
            { value: 'closed', label: 'Closed' },
            { value: 'commit', label: 'Commit' },
            { value: 'best_case', label: 'Best case' },
            { value: 'pipeline', label: 'Pipeline' },
          ]}
          onChange={onPane}
        />
      </InspectorSection>
      {shown === 'deals' ? (
        <NodeDeals row={row} board={board} asOf={asOf} within={within} />
      ) : (
        <NodeCounted key={shown} figure={shown satisfies CountedFigure} row={row} board={board} asOf={asOf} within={within} />
      )}
    </>
  )
}
