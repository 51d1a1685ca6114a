import type { Settings } from '../../domain/settings/settings.ts'
import type { api } from '../app/api.ts'

/** A change of some settings: of a group only the fields that it names. */
export type SettingsPatch = Parameters<typeof api.settings.update>[0]

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How many groups deep a patch names single fields: `threading.targets` is replaced whole, a role of the catalogue is not. */
const DEPTH: Readonly<Record<string, number>> = { roles: 2 }

/** The settings with a patch carried out, as the server does it. */
export function patched(held: Settings, patch: SettingsPatch): Settings {
  return merged({ ...held }, { ...patch }, (key) => DEPTH[key] ?? 1) as Settings
}

/** The patch that takes a patch back: the fields that it names, with the values they have now. */
export function inverse(before: Settings, patch: SettingsPatch): SettingsPatch {
  return picked({ ...before }, { ...patch }, (key) => DEPTH[key] ?? 1)
}

type Fields = Readonly<Record<string, unknown>>

function merged(held: Fields, patch: Fields, depthOf: (key: string) => number): Fields {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  return {
    ...held,
    ...Object.fromEntries(
      given.map(([key, value]) => {
        const [from, depth] = [held[key], depthOf(key)]
        return [key, depth > 0 && isGroup(value) && isGroup(from) ? merged(from, value, () => depth - 1) : value]
      }),
    ),
  }
}

function picked(before: Fields, patch: Fields, depthOf: (key: string) => number): Fields {
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => {
      const [from, depth] = [before[key], depthOf(key)]
      return [key, depth > 0 && isGroup(value) && isGroup(from) ? picked(from, value, () => depth - 1) : from]
    }),
  )
}
