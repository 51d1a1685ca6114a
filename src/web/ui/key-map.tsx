import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

export interface KeyBinding {
  /** 'mod+k', '?', '/', 'shift+x', or a sequence such as 'g p'. `mod` is Ctrl, on a Mac ⌘. */
  readonly keys: string
  /** What it does, for the dialog of keys. */
  readonly name: string
  readonly group: string
  /** Left out where the widget with the focus listens itself and the key is only listed. */
  readonly run?: (event: KeyboardEvent) => void
}

interface KeyMap {
  readonly add: (binding: () => KeyBinding | undefined) => () => void
  readonly all: () => KeyBinding[]
}

const Keys = createContext<KeyMap | undefined>(undefined)

/** A sequence such as G then P must follow within this time. */
const SEQUENCE_MS = 1000

/**
 * Listens for the keys that pages and the shell bind. Single keys and sequences rest while a field has focus and can be switched off
 * (`singleKeys`, WCAG 2.1.4); chords with Ctrl or ⌘ always work.
 */
export function KeyMapProvider({ singleKeys, children }: { singleKeys: 'on' | 'off'; children: ReactNode }) {
  const [bindings] = useState(() => new Set<() => KeyBinding | undefined>())
  const map = useMemo<KeyMap>(
    () => ({
      add(binding) {
        bindings.add(binding)
        return () => void bindings.delete(binding)
      },
      all: () => [...bindings].flatMap((binding) => binding() ?? []),
    }),
    [bindings],
  )
  useEffect(() => {
    let before = { key: '', at: -Infinity }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const key = keyOf(event)
      const sequence = event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${key}` : undefined
      before = { key, at: event.timeStamp }
      if (!key.startsWith('mod+') && (singleKeys === 'off' || isTyping(event.target))) return
      // The newest binding wins: a dialog's over its page's.
      const bound = map
        .all()
        .toReversed()
        .filter((binding) => binding.run !== undefined)
      const found = bound.find((binding) => binding.keys === sequence) ?? bound.find((binding) => binding.keys === key)
      if (!found) return
      event.preventDefault()
      found.run?.(event)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [map, singleKeys])
  return <Keys value={map}>{children}</Keys>
}

/** Binds keys while the component is mounted. A fresh array each time is fine. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const map = use(Keys)
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  // Which keys are bound decides about registration; what they do is looked up when they are pressed.
  const names = bindings.map((binding) => binding.keys).join('\n')
  useEffect(() => {
    const removals = names
      .split('\n')
      .filter(Boolean)
      .map((keys) => map?.add(() => latest.current.find((binding) => binding.keys === keys)))
    return () => removals.forEach((remove) => remove?.())
  }, [map, names])
}

/** The bindings of this moment, for the dialog that lists them. */
export function useBoundKeys(): () => KeyBinding[] {
  const map = use(Keys)
  return () => map?.all() ?? []
}

/** 'mod+shift+k' for an event: modifiers in that order, letters in lower case; Shift counts for letters only ('?' is its own key). */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const shift = event.shiftKey && /^([a-z]|\w{2,})$/.test(key) && key !== 'shift'
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !isPlainInput(target)
  )
}

/** Boxes and buttons are fields by tag, but nobody types into them. */
function isPlainInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && /^(checkbox|radio|button|submit|file)$/.test(target.type)
}
