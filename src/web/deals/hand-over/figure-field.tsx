import { useState } from 'react'
import { Field, type FieldProps } from '../../ui/field.tsx'

interface FigureFieldProps extends FieldProps {
  value: number
  onChange: (value: number) => void
  /** `share` is written in percent and kept between 0 and 1. */
  kind: 'number' | 'share' | 'years'
}

const READ = {
  number: { scale: 1, most: 1e12, step: 'Write a number such as 12,000' },
  share: { scale: 100, most: 100, step: 'Write a share from 0 to 100%' },
  years: { scale: 1, most: 10, step: 'Write 1 to 10 years' },
} as const

/** A number, typed as people write it. A text that is none is said beside it and changes nothing. */
export function FigureField({ label, hint, value, onChange, kind }: FigureFieldProps) {
  const [draft, setDraft] = useState<string>()
  const { scale, step } = READ[kind]
  const read = draft === undefined ? value : readFigure(draft, kind)
  const written = `${(Math.round(value * scale * 100) / 100).toLocaleString('en')}${kind === 'share' ? '%' : ''}`
  return (
    <Field {...{ label, hint, problem: read === undefined ? step : undefined }}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          inputMode="decimal"
          value={draft ?? written}
          onChange={(event) => {
            setDraft(event.currentTarget.value)
            const next = readFigure(event.currentTarget.value, kind)
            if (next !== undefined) onChange(next)
          }}
          onBlur={() => (read === undefined ? undefined : setDraft(undefined))}
        />
      )}
    </Field>
  )
}

/** "12,000" or "15%"; an empty text is 0, and undefined what is no such number. */
export function readFigure(text: string, kind: FigureFieldProps['kind']): number | undefined {
  const bare = text.replaceAll(/[\s,'’%]/g, '')
  if (!/^\d{0,13}(\.\d+)?$/.test(bare)) return undefined
  const value = Number(bare)
  const { scale, most } = READ[kind]
  if (value > most || (kind === 'years' && (!Number.isInteger(value) || value < 1))) return undefined
  return value / scale
}
