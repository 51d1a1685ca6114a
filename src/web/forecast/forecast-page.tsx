import { useCallback } from 'react'
import { PageColumns } from '../ui/page-header.tsx'
import { BasisPanel } from './basis-panel.tsx'
import { ChangePanel } from './changes/change-panel.tsx'
import { ALL, dayOf, keyOf, partOf, wholeOf } from './forecast-search.ts'
import { ForecastShell, type Shown } from './forecast-shell.tsx'
import { NodeInspector } from './node-inspector.tsx'
import { OutlookPanel } from './outlook-panel.tsx'
import { PartsPanel } from './parts-panel.tsx'
import { PathPanel } from './path-panel.tsx'
import { RenewalsPanel } from './renewals-panel.tsx'
import { RollupPanel } from './rollup-panel.tsx'
import { ScenarioPanel } from './scenario-panel.tsx'

/** What a period will bring: closed, called and projected, for everybody in sight or a part of them, today or on a past day. */
export function ForecastPage() {
  return <ForecastShell>{(shown) => <Rollup {...shown} />}</ForecastShell>
}

function Rollup({ board, changes, changesFailure, onChangesRetry, search, today, onSearch }: Shown) {
  const close = useCallback(() => onSearch({ cell: undefined, pane: undefined }), [onSearch])
  const inspected = keyOf(search.cell)
  const row = inspected === ALL ? wholeOf(board) : board.rollup.find((one) => one.key === inspected)
  const asOf = dayOf(search, today)
  return (
    <PageColumns
      aside={
        row ? (
          <NodeInspector
            key={row.key}
            row={row}
            board={board}
            asOf={asOf}
            since={search.since}
            pane={search.pane ?? 'deals'}
            within={partOf(keyOf(search.node))}
            onPane={(pane) => onSearch({ pane: pane === 'deals' ? undefined : pane })}
            onClose={close}
          />
        ) : (
          <div className="page-stack forecast-rail">
            <PartsPanel board={board} />
            <RenewalsPanel search={search} today={today} />
            <OutlookPanel board={board} />
            {board.projection.period.end < board.projection.asOf ? null : (
              <ScenarioPanel board={board} search={search} today={today} onSearch={onSearch} />
            )}
          </div>
        )
      }
    >
      <div className="forecast-top">
        <PathPanel board={board} asOf={board.projection.asOf < today ? board.projection.asOf : undefined} />
        <ChangePanel
          changes={changes}
          failure={changesFailure}
          onRetry={onChangesRetry}
          search={search}
          today={board.projection.asOf}
        />
      </div>
      <RollupPanel board={board} changes={changes} search={search} onSearch={onSearch} />
      <BasisPanel board={board} />
    </PageColumns>
  )
}
