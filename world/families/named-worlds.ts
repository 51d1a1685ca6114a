import type { WorldSettings } from '../settings.ts'
import { JUDGED_SEEDS } from './judged-seeds.ts'

type Given = Partial<WorldSettings> & { readonly end: string }

/** The day the named companies end: five years of deals lie before it. */
const END = '2026-11-23'

/**
 * Companies of three sizes that are alike but for it: 8, 40 and 160 new deals a week for five years. About 28 of 100 deals
 * are won, small ones after seven weeks in the median, mid-market after ten, enterprise after fifteen.
 */
const SIZES = {
  S8: { arrivals: 8, sellers: 6, teams: 2 },
  M40: { arrivals: 40, sellers: 25, teams: 4 },
  L160: { arrivals: 160, sellers: 96, teams: 12 },
} as const

export const WORLD_NAMES = ['S8', 'M40', 'L160', 'S8-bent', 'M40-bent', 'L160-bent'] as const
export type WorldName = (typeof WORLD_NAMES)[number]

const LIKE: Given = {
  end: END,
  years: 5,
  segments: [0.5, 0.33, 0.17],
  pace: [1.72, 1.82, 1.75],
  lossLevel: 1.12,
  dueDate: { told: 0.85, noiseWeeks: 0.9, sd: 0.3 },
  dueDatePull: 0.6,
  lossForgotten: { share: 0, recorded: 0 },
  replicates: 0,
}

/** A named company; `seed` from 1 counts its siblings. A name with "-bent" has effects that no sum of single terms can tell. */
export function namedWorld(name: WorldName, seed: number): Given {
  const size = SIZES[name.replace('-bent', '') as keyof typeof SIZES]
  const bent = name.endsWith('-bent') ? { nonLinear: { crowd: 0.9, cadence: 0.3, pair: 0.8 } } : {}
  return { ...LIKE, ...size, ...bent, seed: JUDGED_SEEDS + seed }
}
