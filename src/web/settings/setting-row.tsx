import { useId, useState, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { SelectField, type Option } from '../ui/select-field.tsx'
import { useSaved } from './saved-state.ts'

/** One setting: what it is and what it does at the left, its control at the right; under each other on a phone. */
export function SettingRow({
  label,
  hint,
  usual,
  children,
}: {
  label: string
  hint?: ReactNode
  usual?: Usual | undefined
  children: ReactNode
}) {
  return (
    <div className="setting-row">
      <div className="setting-words">
        <span className="name">{label}</span>
        {hint ? <span className="label">{hint}</span> : null}
      </div>
      <div className="setting-control">
        {children}
        {usual ? (
          <span className="setting-usual">
            <span className="label">Usually {usual.text}</span>
            {usual.onReset ? (
              <Button size="small" look="quiet" onClick={usual.onReset}>
                Reset<span className="unseen"> {label}</span>
              </Button>
            ) : null}
          </span>
        ) : null}
      </div>
    </div>
  )
}

/** What holds for a company that has set nothing, in words; `onReset` where something else is set and may be changed. */
export interface Usual {
  readonly text: string
  readonly onReset: (() => void) | undefined
}

interface SavedProps<V> {
  label: string
  hint?: ReactNode
  value: V
  /** Left out, the value is shown and cannot be changed. */
  onSave?: ((value: V) => Promise<unknown>) | undefined
  /** What holds where nothing is set; shown below, with a way back to it. */
  usual?: V | undefined
}

/** The usual value in words and the way back to it, where another one is set. */
function usualOf<V>(
  { value, usual, onSave }: Pick<SavedProps<V>, 'value' | 'usual' | 'onSave'>,
  named: (usual: V) => string,
  save: (change: () => Promise<unknown>) => unknown,
): Usual | undefined {
  if (usual === undefined || usual === value) return undefined
  return { text: named(usual), onReset: onSave ? () => void save(() => onSave(usual)) : undefined }
}

/** A choice that is saved when it is made; a refusal puts the old one back and says why. */
export function SavedChoice({ label, hint, value, usual, options, onSave }: SavedProps<string> & { options: readonly Option[] }) {
  const { problem, save } = useSaved()
  const named = (of: string) => options.find((option) => option.value === of)?.label ?? of
  return (
    <SettingRow label={label} hint={hint} usual={usualOf({ value, usual, onSave }, named, save)}>
      {onSave ? (
        <SelectField
          label={label}
          labels="hidden"
          value={value}
          options={options}
          problem={problem}
          onChange={(next) => void save(() => onSave(next))}
        />
      ) : (
        <span className="value">{named(value)}</span>
      )}
    </SettingRow>
  )
}

/** On or off, saved at once. */
export function SavedSwitch({ label, hint, value, usual, onSave }: SavedProps<boolean>) {
  const { problem, save } = useSaved()
  const id = useId()
  return (
    <SettingRow label={label} hint={hint} usual={usualOf({ value, usual, onSave }, (on) => (on ? 'on' : 'off'), save)}>
      {onSave ? (
        <label className="tick">
          <input
            type="checkbox"
            role="switch"
            aria-label={label}
            aria-describedby={problem ? id : undefined}
            checked={value}
            onChange={(event) => {
              const next = event.currentTarget.checked
              void save(() => onSave(next))
            }}
          />
          <span className="label">{value ? 'On' : 'Off'}</span>
        </label>
      ) : (
        <span className="value">{value ? 'On' : 'Off'}</span>
      )}
      {problem ? (
        <span id={id} className="field-problem" role="alert">
          {problem}
        </span>
      ) : null}
    </SettingRow>
  )
}

interface SavedTextProps<V extends string | number> extends SavedProps<V> {
  /** The value of a text, or the sentence that says why it is none. */
  read: (text: string) => { ok: true; value: V } | { ok: false; problem: string }
  unit?: string
  kind?: 'text' | 'number'
}

/** A text or a number, saved on Enter or when the field is left; Esc brings the old one back. */
export function SavedText<V extends string | number>({
  label,
  hint,
  value,
  usual,
  read,
  unit,
  kind = 'text',
  onSave,
}: SavedTextProps<V>) {
  const [draft, setDraft] = useState<string>()
  const { problem, save, forget } = useSaved()
  const [unread, setUnread] = useState<string>()
  const id = useId()
  const said = unread ?? problem
  const finish = () => {
    if (draft === undefined || !onSave) return
    const found = read(draft.trim())
    if (!found.ok) return setUnread(found.problem)
    setUnread(undefined)
    setDraft(undefined)
    if (found.value !== value) void save(() => onSave(found.value))
  }
  const written = (of: V) =>
    `${typeof of === 'number' ? of.toLocaleString('en') : of}${unit === '%' ? '%' : unit ? ` ${unit}` : ''}`
  const reset = usual === undefined || usual === value || !onSave ? undefined : () => void save(() => onSave(usual))
  const way = usual === undefined || (usual === value && !onSave) ? undefined : { text: written(usual), onReset: reset }
  if (!onSave)
    return (
      <SettingRow label={label} hint={hint} usual={way}>
        <span className="value">{written(value)}</span>
      </SettingRow>
    )
  return (
    <SettingRow label={label} hint={hint} usual={way}>
      <span className={unit ? 'setting-unit' : undefined}>
        <input
          className="control"
          aria-label={unit ? `${label}, ${unit}` : label}
          aria-invalid={said ? true : undefined}
          aria-describedby={said ? id : undefined}
          inputMode={kind === 'number' ? 'numeric' : 'text'}
          value={draft ?? String(value)}
          onChange={(event) => {
            setDraft(event.currentTarget.value)
            setUnread(undefined)
            forget()
          }}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish()
            else if (event.key === 'Escape' && draft !== undefined) {
              event.preventDefault()
              setDraft(undefined)
              setUnread(undefined)
            }
          }}
        />
        {unit ? <span className="label">{unit}</span> : null}
      </span>
      {said ? (
        <span id={id} className="field-problem" role="alert">
          {said}
        </span>
      ) : null}
    </SettingRow>
  )
}

/** Reads a whole number within bounds. */
export function wholeNumber(
  min: number,
  max: number,
): (text: string) => { ok: true; value: number } | { ok: false; problem: string } {
  return (text) => {
    const value = Number(text.replace(/[,’' ]/g, ''))
    return text !== '' && Number.isInteger(value) && value >= min && value <= max
      ? { ok: true, value }
      : { ok: false, problem: `Write a whole number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}.` }
  }
}

/** Reads a number within bounds, with up to two digits after the point. */
export function decimalNumber(min: number, max: number): ReturnType<typeof wholeNumber> {
  return (text) => {
    const value = Number(text.replace(/[,’' ]/g, ''))
    return /^[\d,’' ]*(\.\d{1,2})?$/.test(text) && text !== '' && value >= min && value <= max
      ? { ok: true, value }
      : { ok: false, problem: `Write a number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}.` }
  }
}
