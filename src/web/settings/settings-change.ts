import { useCallback } from 'react'
import type { Settings } from '../../domain/settings/settings.ts'
import { api } from '../app/api.ts'
import { settingsQuery } from '../deals/company-queries.ts'
import { useHeldChange } from './held-change.ts'

type Patch = Parameters<typeof api.settings.update>[0]

/** Changes company settings: shown at once, undone by the values they had. `text` says what was done. */
export function useSettingsChange(): (before: Settings, patch: Patch, text: string) => Promise<void> {
  const change = useHeldChange()
  return useCallback(
    (before, patch, text) => {
      const back = inverse(before, patch)
      return change<Settings>({
        key: settingsQuery.queryKey,
        text,
        go: { put: (held) => patched(held, patch), save: () => api.settings.update(patch) },
        back: { put: (held) => patched(held, back), save: () => api.settings.update(back) },
        also: ['session', 'stakeholders', 'forecasting', 'currencies'],
      })
    },
    [change],
  )
}

function patched(held: Settings, { threading, forecast, ...rest }: Patch): Settings {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    ...held,
    ...given,
    threading: { ...held.threading, ...defined(threading) },
    forecast: { ...held.forecast, ...defined(forecast) },
  }
}

/** The values that the fields of a patch have now. */
function inverse(before: Settings, patch: Patch): Patch {
  const valuesOf = <T extends object>(from: T, of: object): Partial<T> =>
    Object.fromEntries(Object.keys(of).map((key) => [key, from[key as keyof T]])) as Partial<T>
  const { threading, forecast, ...rest } = patch
  return {
    ...valuesOf(before, rest),
    ...(threading ? { threading: valuesOf(before.threading, threading) } : {}),
    ...(forecast ? { forecast: valuesOf(before.forecast, forecast) } : {}),
  }
}

function defined<T extends object>(patch: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
