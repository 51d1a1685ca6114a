import { useMantineColorScheme } from '@mantine/core'
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'

/** How a person likes their screen. Kept in this browser, and with the account once signed in. */
export interface Preferences {
  readonly theme: 'light' | 'dark' | 'auto'
  readonly density: 'comfortable' | 'default' | 'compact'
  readonly singleKeys: boolean
}

const STORED = 'quarterdeck.preferences'
const DEFAULTS: Preferences = { theme: 'auto', density: 'default', singleKeys: true }

interface Kept {
  readonly preferences: Preferences
  readonly prefer: (change: Partial<Preferences>) => void
}

const Context = createContext<Kept>({ preferences: DEFAULTS, prefer: () => undefined })

/** Applies the preferences to the page: colour scheme, row height, single keys. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(readStored)
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => setColorScheme(preferences.theme), [preferences.theme, setColorScheme])
  useEffect(() => {
    document.documentElement.dataset['density'] = preferences.density
  }, [preferences.density])
  const prefer = useCallback((change: Partial<Preferences>) => {
    setPreferences((before) => {
      const next = { ...before, ...change }
      try {
        localStorage.setItem(STORED, JSON.stringify(next))
      } catch {
        // A browser that keeps nothing still gets the preference until the page closes.
      }
      return next
    })
  }, [])
  const kept = useMemo(() => ({ preferences, prefer }), [preferences, prefer])
  return <Context value={kept}>{children}</Context>
}

export function usePreferences(): Kept {
  return use(Context)
}

function readStored(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}')
    const given = typeof stored === 'object' && stored !== null ? (stored as Partial<Record<keyof Preferences, unknown>>) : {}
    return {
      theme: given.theme === 'light' || given.theme === 'dark' ? given.theme : DEFAULTS.theme,
      density: given.density === 'comfortable' || given.density === 'compact' ? given.density : DEFAULTS.density,
      singleKeys: given.singleKeys !== false,
    }
  } catch {
    return DEFAULTS
  }
}
