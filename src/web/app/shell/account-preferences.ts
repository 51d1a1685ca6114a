import { useEffect, useRef } from 'react'
import { api } from '../api.ts'
import { usePreferences, type Preferences } from '../preferences.tsx'
import { useMe } from '../session.ts'

/** Takes over the preferences of the account when somebody signs in, and keeps the account's in step with what is changed here. */
export function useAccountPreferences(): void {
  const me = useMe()
  const { preferences, prefer } = usePreferences()
  const kept = useRef<Preferences>(undefined)
  const seen = useRef(preferences)
  useEffect(() => {
    if (!me) return
    kept.current = me.preferences
    prefer(me.preferences)
  }, [me, prefer])
  useEffect(() => {
    // Only what changed after the account's own were taken over is worth telling it.
    if (seen.current === preferences) return
    seen.current = preferences
    const before = kept.current
    if (!before) return
    const { theme, density, singleKeys } = preferences
    if (theme === before.theme && density === before.density && singleKeys === before.singleKeys) return
    kept.current = preferences
    // This browser has it already; the account gets it the next time if it cannot be reached now.
    api.session.prefer({ theme, density, singleKeys }).catch(() => (kept.current = before))
  }, [preferences])
}
