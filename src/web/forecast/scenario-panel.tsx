import { useState } from 'react'
import { paths } from '../app/paths.ts'
import { useCarryingDeals } from '../scenarios/carrying-deals.ts'
import { LeverPanel } from '../scenarios/lever-panel.tsx'
import { withDeal, type LeverName } from '../scenarios/levers-param.ts'
import { OutcomeLines } from '../scenarios/outcome-lines.tsx'
import { SaveDialog } from '../scenarios/save-dialog.tsx'
import { useScenario } from '../scenarios/scenario-state.ts'
import '../scenarios/scenarios.css'
import { Failure } from '../ui/state.tsx'
import { SwitchField } from '../ui/tick-field.tsx'
import type { Board, ForecastSearch, OnSearch } from './forecast-search.ts'

/** The levers that are asked for most; the scenarios page has all of them. */
const SHOWN = ['commitWinRate', 'slipDays', 'creation'] as const satisfies readonly LeverName[]

interface ScenarioPanelProps {
  board: Board
  search: ForecastSearch
  today: string
  onSearch: OnSearch
}

/** What if, beside the forecast: three levers and the deal that carries most, on the draws of the base. */
export function ScenarioPanel({ board, search, today, onSearch }: ScenarioPanelProps) {
  const state = useScenario(search, today, onSearch)
  const deals = useCarryingDeals(search, board, today)
  const [dialog, setDialog] = useState<'none' | 'save'>('none')
  const { levers, preview, saved } = state
  const first = deals?.[0]
  const switched = levers.deals ?? []
  const { period, node, scenario } = search
  return (
    <div className="scenario-side no-print">
      <LeverPanel state={state} names={SHOWN} currency={board.projection.p50.currency} onSave={() => setDialog('save')}>
        {first ? (
          <div className="deal-switch">
            <SwitchField
              label={`${first.name} closes this period`}
              checked={switched.some((one) => one.deal === first.id && one.outcome === 'won')}
              onChange={(on) => state.set(withDeal(levers, first.id, on ? { outcome: 'won' } : undefined))}
            />
          </div>
        ) : null}
        {preview ? (
          <OutcomeLines preview={preview} />
        ) : state.failure ? (
          <Failure title="Could not figure the scenario" onRetry={state.retry}>
            {state.failure.message}
          </Failure>
        ) : null}
        <a href={paths.forecast({ period, node, scenario, levers: search.levers }, 'scenarios')}>All levers and scenarios</a>
      </LeverPanel>
      {dialog === 'save' ? (
        <SaveDialog
          levers={levers}
          own={saved?.mine ? saved : undefined}
          search={search}
          today={today}
          onSearch={onSearch}
          onClose={() => setDialog('none')}
        />
      ) : null}
    </div>
  )
}
