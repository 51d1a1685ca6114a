import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { paths } from '../../app/paths.ts'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import type { Palette } from '../../charts/palette.ts'
import { waterfall, waterfallFloor } from '../../charts/waterfall.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { daysText } from '../forecast-words.ts'
import { moneyText } from '../../ui/money-text.ts'
import { useNarrow } from '../../ui/narrow.ts'
import { Panel } from '../../ui/panel.tsx'
import { Failure, Skeleton } from '../../ui/state.tsx'
import type { Changes, ForecastSearch } from '../forecast-search.ts'
import { changeSteps, findingOf, waterfallOf } from './change-words.ts'

interface ChangePanelProps {
  changes: Changes | undefined
  failure: Error | null
  onRetry: () => void
  search: ForecastSearch
  today: string
}

/** What moved the p50, in a few bars; the page of changes has every kind and every deal. */
export function ChangePanel({ changes, failure, onRetry, search, today }: ChangePanelProps) {
  if (failure)
    return (
      <Panel title="Change in p50">
        <Failure title="Could not compare the two days" onRetry={onRetry}>
          {failure.message}
        </Failure>
      </Panel>
    )
  if (!changes)
    return (
      <Panel title="Change in p50">
        <div style={{ height: 232 }}>
          <Skeleton label="Comparing the two days" />
        </div>
      </Panel>
    )
  return <Bars changes={changes} search={search} today={today} />
}

function Bars({ changes, search, today }: { changes: Changes; search: ForecastSearch; today: string }) {
  const navigate = useNavigate()
  const { currency } = changes.after.p50
  const steps = useMemo(() => changeSteps(changes, 'groups', today), [changes, today])
  const shape = useNarrow() ? 'rows' : 'columns'
  const build = useCallback(
    (palette: Palette) => waterfall(waterfallOf(steps, currency), palette, shape),
    [steps, currency, shape],
  )
  const floor = waterfallFloor(steps)
  const { period, node, asOf, since } = search
  const address = (kind?: string) => paths.forecast({ period, node, asOf, since, kind }, 'changes')
  return (
    <ChartPanel
      title="Change in p50"
      hint={`${daysText(changes.since, changes.asOf)}${floor > 0 ? `, axis from ${moneyText({ minor: floor, currency }, 'tick')}` : ''}`}
      finding={findingOf(changes, steps, today)}
      height={shape === 'rows' ? 16 + 24 * steps.length : 232}
      actions={
        <ButtonLink size="small" href={address()}>
          Deals
        </ButtonLink>
      }
      build={build}
      onMark={(index) => void navigate({ href: address(steps[index]?.kinds[0]) })}
      table={{
        columns: ['Change', 'p50', 'Deals'],
        rows: steps.map((step) => [
          step.name,
          moneyText({ minor: step.value, currency }, 'short', step.kind === 'total' ? 'plain' : 'signed'),
          step.kind === 'total' || step.deals === 0 ? '–' : String(step.deals),
        ]),
      }}
    />
  )
}
