import { useId } from 'react'
import { LEVER_WORDS } from './lever-words.ts'
import type { LeverName } from './levers-param.ts'

interface LeverSliderProps {
  name: LeverName
  value: number
  /** What the lever makes of the figure that it moves. */
  reading: string
  onChange: (value: number) => void
}

/** One lever: its name, how far it is pulled, the slider, and what that makes of its figure. */
export function LeverSlider({ name, value, reading, onChange }: LeverSliderProps) {
  const id = useId()
  const { label, least, most, step, text } = LEVER_WORDS[name]
  const at = (100 * (Math.min(most, Math.max(least, value)) - least)) / (most - least)
  return (
    <div className="lever">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="value">
        {value === 0 ? '0' : text(value)}
      </output>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={`${text(value)}, ${reading}`}
        aria-describedby={`${id}-reading`}
        style={{ '--at': `${at}%` } as React.CSSProperties}
        onChange={(event) => onChange(Math.round(Number(event.currentTarget.value) * 1e6) / 1e6)}
      />
      <span id={`${id}-reading`} className="label">
        {reading}
      </span>
    </div>
  )
}
