import { IconCheck } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { moveToCell } from './cell-focus.ts'
import { dateText } from './date-text.ts'
import { useGridTabIndex } from './grid-cell.ts'
import { minorDigits } from './money-text.ts'
import { readDate } from './read-date.ts'
import { readMoney } from './read-money.ts'
import type { Option } from './select-field.tsx'
import './inline-edit.css'

/** What kind of value a cell holds, with that value. */
export type Editable =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'money'; readonly value: number | null; readonly currency: string }
  | { readonly kind: 'date'; readonly value: string | null; readonly today: string }
  | { readonly kind: 'select'; readonly value: string; readonly options: readonly Option[] }

interface InlineEditProps {
  /** Column and row in words: "Amount of Halden Bank". */
  label: string
  edit: Editable
  /** Gets text, minor units, 'YYYY-MM-DD' or the option's value; null for an emptied amount or date. A rejection's message is shown as the reason. */
  onSave: (value: string | number | null) => Promise<unknown>
  align?: 'start' | 'end'
  /** What stands in the cell while it is not edited. */
  children: ReactNode
}

/** How long the check of a saved value stays. */
export const SAVED_MS = 2000

/**
 * A value that is edited where it stands. Enter, F2, E or double click edits, outside a grid a click; Enter saves and moves down, Tab right, Esc reverts.
 * Saved: a check for 2 s. Failed: the old value is back, with a risk frame and the reason.
 */
export function InlineEdit({ label, edit, onSave, align = 'start', children }: InlineEditProps) {
  const [state, setState] = useState<'idle' | 'editing' | 'saving' | 'saved'>('idle')
  const [problem, setProblem] = useState<string>()
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const tabIndex = useGridTabIndex()
  const standsAlone = tabIndex === undefined
  useEffect(() => {
    if (state !== 'saved') return
    const timer = setTimeout(() => setState('idle'), SAVED_MS)
    return () => clearTimeout(timer)
  }, [state])

  const save = (text: string) => {
    const read = readText(text, edit)
    if (!read.ok) return setProblem(read.problem)
    setProblem(undefined)
    if (read.value === edit.value) return setState('idle')
    setState('saving')
    onSave(read.value).then(
      () => setState('saved'),
      (reason: unknown) => {
        setProblem(reason instanceof Error ? reason.message : 'Not saved')
        setState('idle')
      },
    )
  }

  if (state === 'editing')
    return (
      <CellInput
        label={label}
        edit={edit}
        align={align}
        problem={problem}
        onLeave={(text, move) => {
          const cell = button.current
          if (text === undefined) {
            setProblem(undefined)
            setState('idle')
          } else save(text)
          // The button is back after the next rendering.
          requestAnimationFrame(() => moveToCell(document.getElementById(id) ?? cell, move))
        }}
        id={id}
      />
    )
  return (
    <span className={`inline-edit inline-edit-${align}`}>
      <button
        ref={button}
        id={id}
        type="button"
        data-edit-cell
        tabIndex={tabIndex}
        className={problem ? 'inline-edit-value inline-edit-failed' : 'inline-edit-value'}
        aria-describedby={problem ? `${id}-problem` : undefined}
        aria-busy={state === 'saving' || undefined}
        onClick={(event) => {
          // In a grid the mouse first focuses, so that a row can be read without opening fields. A click of the keyboard (detail 0), a
          // finger, and a value that stands alone need no second one.
          if (standsAlone || event.detail === 0 || isTouch(event.nativeEvent)) setState('editing')
        }}
        onDoubleClick={() => setState('editing')}
        onKeyDown={(event) => {
          if (event.key !== 'F2' && event.key !== 'e') return
          event.preventDefault()
          setState('editing')
        }}
      >
        <span className="unseen">{label}: </span>
        {children}
        <span className="unseen">, edit</span>
      </button>
      {state === 'saved' ? <IconCheck className="inline-edit-check" size={14} stroke={2} role="img" aria-label="Saved" /> : null}
      {problem ? (
        <span id={`${id}-problem`} className="inline-edit-problem" role="alert">
          {problem}
        </span>
      ) : null}
    </span>
  )
}

interface CellInputProps {
  id: string
  label: string
  edit: Editable
  align: 'start' | 'end'
  problem: string | undefined
  /** `undefined` reverts. */
  onLeave: (text: string | undefined, move: 'down' | 'right' | 'left' | 'stay') => void
}

function CellInput({ id, label, edit, align, problem, onLeave }: CellInputProps) {
  const [text, setText] = useState(() => textOf(edit))
  const done = useRef(false)
  const leave = (value: string | undefined, move: 'down' | 'right' | 'left' | 'stay') => {
    if (done.current) return
    // A text that cannot be read keeps the field open, so nothing typed is lost.
    if (value !== undefined && !readText(value, edit).ok) return onLeaveUnread(value)
    done.current = true
    onLeave(value, move)
  }
  const [unread, setUnread] = useState<string>()
  const onLeaveUnread = (value: string) => {
    const read = readText(value, edit)
    setUnread(read.ok ? undefined : read.problem)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const move = event.key === 'Enter' ? 'down' : event.key === 'Tab' ? (event.shiftKey ? 'left' : 'right') : undefined
    if (event.key === 'Escape') leave(undefined, 'stay')
    else if (move) leave(text, move)
    else return
    event.preventDefault()
  }
  const shared = {
    'aria-label': label,
    'aria-invalid': (unread ?? problem) ? (true as const) : undefined,
    'aria-describedby': unread ? `${id}-unread` : undefined,
    className: `inline-input inline-input-${align}`,
    autoFocus: true,
    onKeyDown,
    onBlur: () => leave(unread ? undefined : text, 'stay'),
  }
  return (
    <span className="inline-edit">
      {edit.kind === 'select' ? (
        <select {...shared} value={text} onChange={(event) => setText(event.currentTarget.value)}>
          {edit.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          value={text}
          inputMode={edit.kind === 'money' ? 'decimal' : 'text'}
          onChange={(event) => setText(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {unread ? (
        <span id={`${id}-unread`} className="inline-edit-problem" role="alert">
          {unread}
        </span>
      ) : null}
    </span>
  )
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch'
}

/** What the field starts with: an amount with its separators but without its currency, a date as written. */
function textOf(edit: Editable): string {
  if (edit.kind === 'money')
    return edit.value === null ? '' : (edit.value / 10 ** minorDigits(edit.currency)).toLocaleString('en')
  if (edit.kind === 'date') return edit.value === null ? '' : dateText(edit.value, edit.today)
  return edit.value
}

function readText(text: string, edit: Editable): { ok: true; value: string | number | null } | { ok: false; problem: string } {
  if (edit.kind === 'money') {
    const read = readMoney(text, edit.currency)
    return read.ok ? { ok: true, value: read.minor } : read
  }
  if (edit.kind === 'date') {
    const read = readDate(text, edit.today)
    return read.ok ? { ok: true, value: read.date } : read
  }
  return { ok: true, value: edit.kind === 'text' ? text.trim() : text }
}
