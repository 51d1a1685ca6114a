import type { Board, ForecastSearch } from '../forecast/forecast-search.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { useCarryingDeals } from './carrying-deals.ts'
import { DealSwitches } from './deal-switches.tsx'
import { LeverSlider } from './lever-slider.tsx'
import { readingText } from './lever-words.ts'
import { isAtRest, LEVER_NAMES } from './levers-param.ts'
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
  const { levers, preview, saved } = state
  const deals = useCarryingDeals(search, board, today)
  const { currency } = board.projection.p50
  return (
    <Panel
      title={saved ? saved.name : 'Scenario'}
      hint={saved ? (state.edited ? 'changed, not saved' : saved.mine ? undefined : `by ${saved.author.name}`) : undefined}
      actions={
        <>
          <Button
            size="small"
            look="quiet"
            disabledReason={isAtRest(levers) && !saved ? 'No lever is pulled' : undefined}
            onClick={state.reset}
          >
            Reset
          </Button>
          <Button size="small" disabledReason={isAtRest(levers) ? 'No lever is pulled' : undefined} onClick={onSave}>
            Save
          </Button>
        </>
      }
    >
      <div className="lever-editor">
        {LEVER_NAMES.map((name) => (
          <LeverSlider
            key={name}
            name={name}
            value={levers[name] ?? 0}
            reading={readingText(name, levers[name] ?? 0, preview?.readings, currency)}
            onChange={(value) => state.set({ ...levers, [name]: value })}
          />
        ))}
        <DealSwitches levers={levers} deals={deals} onChange={state.set} />
        {preview ? <OutcomeLines preview={preview} /> : null}
      </div>
    </Panel>
  )
}
