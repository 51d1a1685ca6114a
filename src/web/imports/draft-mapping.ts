import { useCallback, useMemo, useState } from 'react'
import type { Mapping } from './import-words.ts'

export interface DraftMapping {
  /** What is on screen: the edited mapping, or the one of the last preview. */
  readonly mapping: Mapping | undefined
  readonly state: 'as read' | 'edited'
  readonly edit: (mapping: Mapping) => void
  readonly forget: () => void
}

/** A mapping that is being edited. It outlives a reload in this tab; the server gets it with the next preview. */
export function useDraftMapping(importId: string, read: Mapping | null): DraftMapping {
  const name = `quarterdeck.mapping.${importId}`
  const [draft, setDraft] = useState(() => stored(name))
  const edit = useCallback(
    (mapping: Mapping) => {
      setDraft(mapping)
      try {
        sessionStorage.setItem(name, JSON.stringify(mapping))
      } catch {
        // Without storage the edit lasts until the page is loaded again.
      }
    },
    [name],
  )
  const forget = useCallback(() => {
    setDraft(undefined)
    try {
      sessionStorage.removeItem(name)
    } catch {
      // Nothing was kept.
    }
  }, [name])
  const state = draft && JSON.stringify(draft) !== JSON.stringify(read) ? 'edited' : 'as read'
  return useMemo(() => ({ mapping: draft ?? read ?? undefined, state, edit, forget }), [draft, read, state, edit, forget])
}

function stored(name: string): Mapping | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(name) ?? 'null') as Mapping | null) ?? undefined
  } catch {
    return undefined
  }
}
