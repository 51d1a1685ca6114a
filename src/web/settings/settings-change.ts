import { useCallback } from 'react'
import type { Settings } from '../../domain/settings/settings.ts'
import { api } from '../app/api.ts'
import { settingsQuery } from '../deals/company-queries.ts'
import { useHeldChange } from './held-change.ts'
import { inverse, patched, type SettingsPatch } from './settings-patch.ts'

/** Changes company settings: shown at once, undone by the values they had. `text` says what was done. */
export function useSettingsChange(): (before: Settings, patch: SettingsPatch, text: string) => Promise<void> {
  const change = useHeldChange()
  return useCallback(
    (before, patch, text) => {
      const back = inverse(before, patch)
      return change<Settings>({
        key: settingsQuery.queryKey,
        text,
        go: { put: (held) => patched(held, patch), save: () => api.settings.update(patch) },
        back: { put: (held) => patched(held, back), save: () => api.settings.update(back) },
        also: ['session', 'stakeholders', 'sponsors', 'forecasting', 'currencies'],
      })
    },
    [change],
  )
}
