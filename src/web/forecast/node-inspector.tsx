import { dateText } from '../ui/date-text.ts'
import { Definitions } from '../ui/facts.tsx'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Segmented } from '../ui/segmented.tsx'
import { partOf, type Board, type Pane, type RollupRow } from './forecast-search.ts'
import { periodLabel, rangeText } from './forecast-words.ts'
import { NodeChanges } from './node-changes.tsx'
import { NodeFigures } from './node-figures.tsx'
import { NodeWhy } from './node-why.tsx'
import { missingQuotaText } from './quota-words.ts'

interface NodeInspectorProps {
  row: RollupRow
  board: Board
  /** The past day that is looked from. */
  asOf: string | undefined
  /** The day that changes count from. */
  since: string | undefined
  pane: Pane
  /** What the page is narrowed to, which the row of everybody stands for as well. */
  within: { team?: string; owner?: string }
  onPane: (pane: Pane) => void
  onClose: () => void
}

/** A row of the rollup from three sides: the deals that carry it, what changed, and what it rests on. */
export function NodeInspector({ row, board, asOf, since, pane, within, onPane, onClose }: NodeInspectorProps) {
  const { period, asOf: day } = board.projection
  const { part: _part, ...of } = partOf(row.key)
  const question = { period: period.name, ...(asOf ? { asOf } : {}), ...within, ...of }
  // Deals that nobody owns, and parts of deals, cannot be asked about by themselves.
  const isAlone = row.kind === 'unassigned' || row.kind === 'part'
  const shown = isAlone && (pane === 'changes' || pane === 'why') ? 'deals' : pane
  const isOfDeals = shown !== 'changes' && shown !== 'why'
  return (
    <Inspector
      title={row.name}
      label={row.name}
      subtitle={row.lead ?? `Behind the ${periodLabel(period.name)} forecast`}
      width={400}
      onClose={onClose}
    >
      <InspectorSection>
        <Definitions
          facts={[
            { id: 'closed', label: 'Closed', value: moneyText(row.won) },
            { id: 'p50', label: `AI p50, by ${dateText(period.end, day)}`, value: moneyText(row.p50), origin: 'ai' },
            { id: 'range', label: '80% range', value: rangeText(row) },
            { id: 'quota', label: 'Quota', value: row.quota === null ? missingQuotaText(board) : moneyText(row.quota) },
          ]}
        />
        {isAlone ? null : (
          <Segmented
            label={`Behind ${row.name}`}
            value={isOfDeals ? 'deals' : shown}
            segments={[
              { value: 'deals', label: 'Deals' },
              { value: 'changes', label: 'Changes' },
              { value: 'why', label: 'Why' },
            ]}
            onChange={onPane}
          />
        )}
      </InspectorSection>
      {isOfDeals ? <NodeFigures pane={shown} row={row} board={board} asOf={asOf} within={within} onPane={onPane} /> : null}
      {shown === 'changes' ? (
        <NodeChanges
          question={{ ...question, ...(since ? { since } : {}) }}
          owners={row.kind === 'person' ? 'hidden' : 'shown'}
        />
      ) : null}
      {shown === 'why' ? <NodeWhy question={question} /> : null}
    </Inspector>
  )
}
