import type { Board, ForecastSearch } from '../forecast/forecast-search.ts'
import { useCarryingDeals } from './carrying-deals.ts'
import { DealSwitches } from './deal-switches.tsx'
import { LeverPanel } from './lever-panel.tsx'
import { LEVER_NAMES } from './levers-param.ts'
import { OutcomeLines } from './outcome-lines.tsx'
import type { ScenarioState } from './scenario-state.ts'

interface LeverEditorProps {
  state: ScenarioState
  board: Board
  search: ForecastSearch
  today: string
  onSave: () => void
}

/** Every lever, the deals that are switched, and what they give. Nothing of it touches the forecast. */
export function LeverEditor({ state, board, search, today, onSave }: LeverEditorProps) {
  const { preview, saved } = state
  const deals = useCarryingDeals(search, board, today)
  return (
    <LeverPanel
      state={state}
      names={LEVER_NAMES}
      currency={board.projection.p50.currency}
      hint={saved ? (state.edited ? 'changed, not saved' : saved.mine ? undefined : `by ${saved.author.name}`) : undefined}
      onSave={onSave}
    >
      <DealSwitches
        state={state}
        deals={deals}
        currency={board.projection.p50.currency}
        periodEnd={board.projection.period.end}
        today={today}
      />
      {preview ? <OutcomeLines preview={preview} /> : null}
    </LeverPanel>
  )
}
