import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { LeverSlider } from './lever-slider.tsx'
import { readingText } from './lever-words.ts'
import { isAtRest, type LeverName } from './levers-param.ts'
import type { ScenarioState } from './scenario-state.ts'

interface LeverPanelProps {
  state: ScenarioState
  names: readonly LeverName[]
  currency: string
  hint?: string | undefined
  onSave: () => void
  /** Below the levers: switched deals, and what it all gives. */
  children: ReactNode
}

/** Levers to pull, with the way back to none and the way to keep them. Nothing of it touches the forecast. */
export function LeverPanel({ state, names, currency, hint, onSave, children }: LeverPanelProps) {
  const { levers, preview, saved } = state
  const atRest = isAtRest(levers) ? 'No lever is pulled' : undefined
  return (
    <Panel
      title={saved?.name ?? 'Scenario'}
      {...(hint === undefined ? {} : { hint })}
      actions={
        <>
          <Button
            size="small"
            look="quiet"
            disabledReason={saved ? undefined : atRest}
            onClick={() => state.replace({}, 'Scenario reset')}
          >
            Reset
          </Button>
          <Button size="small" disabledReason={atRest} onClick={onSave}>
            Save
          </Button>
        </>
      }
    >
      <div className="lever-editor">
        {names.map((name) => (
          <LeverSlider
            key={name}
            name={name}
            value={levers[name] ?? 0}
            reading={readingText(name, levers[name] ?? 0, preview?.readings, currency)}
            onChange={(value) => state.set({ ...levers, [name]: value })}
          />
        ))}
        {children}
      </div>
    </Panel>
  )
}
