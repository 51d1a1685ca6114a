import { useCallback, useMemo } from 'react'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import type { Palette } from '../../charts/palette.ts'
import { waterfall, waterfallFloor } from '../../charts/waterfall.ts'
import { countText } from '../../deals/deal-words.ts'
import { FilterChip } from '../../ui/chip.tsx'
import { Delta } from '../../ui/delta.tsx'
import { moneyText } from '../../ui/money-text.ts'
import { useNarrow } from '../../ui/narrow.ts'
import { PageColumns } from '../../ui/page-header.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../../ui/state.tsx'
import { ForecastShell, type Shown } from '../forecast-shell.tsx'
import type { Changes } from '../forecast-search.ts'
import { daysText } from '../forecast-words.ts'
import { ChangedTable } from './changed-table.tsx'
import { changeSteps, findingOf, KIND_WORDS, waterfallOf, type ChangeKind } from './change-words.ts'
import { KindList } from './kind-list.tsx'
import { TeamChanges } from './team-changes.tsx'
import { WindowField } from './window-field.tsx'

/** What moved the p50 of a period between two days: every kind, every deal, and every part of the company. */
export function ChangesPage() {
  return <ForecastShell view="changes">{(shown) => <ChangesShown {...shown} />}</ForecastShell>
}

function ChangesShown(shown: Shown) {
  const { changes, changesFailure, onChangesRetry } = shown
  if (changesFailure)
    return (
      <Failure title="Could not compare the two days" onRetry={onChangesRetry}>
        {changesFailure.message}
      </Failure>
    )
  if (!changes) return <Skeleton lines={[100, 100, 100, 62, 62, 62]} label="Comparing the two days" />
  return <Compared {...shown} changes={changes} />
}

function Compared({ board, changes, search, today, onSearch }: Shown & { changes: Changes }) {
  const day = board.projection.asOf
  const kind = changes.bars.find((bar) => bar.kind === search.kind)?.kind
  const pick = useCallback((next: ChangeKind | undefined) => onSearch({ kind: next }), [onSearch])
  const deals = useMemo(
    () => (kind === undefined ? changes.deals : changes.deals.filter((deal) => deal.kind === kind)),
    [changes.deals, kind],
  )
  const all = changes.bars.reduce((sum, bar) => sum + (kind === undefined || bar.kind === kind ? bar.deals : 0), 0)
  return (
    <PageColumns
      aside={
        <div className="page-stack">
          <KindList changes={changes} current={kind} onKind={pick} />
          <TeamChanges changes={changes} board={board} search={search} />
        </div>
      }
    >
      <ChangeChart
        changes={changes}
        today={day}
        onKind={pick}
        actions={<WindowField board={board} changes={changes} search={search} today={today} onSearch={onSearch} />}
      />
      <Panel
        title={kind === undefined ? 'Changed deals' : KIND_WORDS[kind].full}
        hint={
          all === 0
            ? undefined
            : `${deals.length < all ? `${deals.length} of ` : ''}${countText(all, 'deal')}, largest effect on the p50 first`
        }
        padding="flush"
        actions={
          kind === undefined ? null : <FilterChip name="Change" value={KIND_WORDS[kind].full} onRemove={() => pick(undefined)} />
        }
      >
        {all === 0 ? (
          <Empty title={kind === undefined ? 'No deal changed' : 'No single deal is behind this'}>
            {kind === 'new business'
              ? 'Days that pass leave less time for deals that are not created yet.'
              : kind === 'rest'
                ? 'Deals together: how far they move as one, and what past months say.'
                : 'Nothing was recorded between the two days.'}
          </Empty>
        ) : (
          <ChangedTable key={kind ?? 'all'} deals={deals} today={day} />
        )}
      </Panel>
    </PageColumns>
  )
}

interface ChangeChartProps {
  changes: Changes
  today: string
  onKind: (kind: ChangeKind | undefined) => void
  actions: React.ReactNode
}

function ChangeChart({ changes, today, onKind, actions }: ChangeChartProps) {
  const { currency } = changes.after.p50
  const steps = useMemo(() => changeSteps(changes, 'every kind', today), [changes, today])
  const shape = useNarrow() ? 'rows' : 'columns'
  const build = useCallback(
    (palette: Palette) => waterfall(waterfallOf(steps, currency), palette, shape),
    [steps, currency, shape],
  )
  const floor = waterfallFloor(steps)
  const total = changes.after.p50.minor - changes.before.p50.minor
  return (
    <ChartPanel
      title="Change in p50"
      hint={
        <>
          <Delta change={total} text={moneyText({ minor: Math.abs(total), currency })} /> {daysText(changes.since, changes.asOf)}
          {floor > 0 ? `, axis from ${moneyText({ minor: floor, currency }, 'tick')}` : ''}
        </>
      }
      finding={findingOf(changes, steps, today)}
      height={shape === 'rows' ? 16 + 24 * steps.length : 270}
      actions={actions}
      build={build}
      onMark={(index) => onKind(steps[index]?.kinds[0])}
      table={{
        columns: ['Change', 'p50', 'Deals'],
        rows: steps.map((step) => [
          step.kinds[0] ? KIND_WORDS[step.kinds[0]].full : step.name,
          moneyText({ minor: step.value, currency }, 'short', step.kind === 'total' ? 'plain' : 'signed'),
          step.deals === 0 ? '–' : step.deals.toLocaleString('en'),
        ]),
      }}
    />
  )
}
