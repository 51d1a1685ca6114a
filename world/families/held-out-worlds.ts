import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import { JUDGED_SEEDS } from './judged-seeds.ts'
import { namedWorld } from './named-worlds.ts'
import { drawSettings } from './random-settings.ts'

/** A family of companies on which forecasts are judged and from which no prior may have learnt. */
export interface HeldOutFamily {
  readonly name: string
  readonly worlds: readonly (Partial<WorldSettings> & { readonly end: string })[]
}

const END = '2026-11-23'
const YEARS = { end: END, years: 4, replicates: 0 }

/** The families in a fixed order; the list is never to be changed by what forecasts make of it. */
export const heldOutWorlds: readonly HeldOutFamily[] = Object.freeze([
  {
    name: 'usual',
    worlds: [namedWorld('S8', 101), namedWorld('M40', 102), namedWorld('L160', 103)],
  },
  {
    name: 'drawn',
    worlds: [201, 202, 203, 204].map((seed) => ({
      ...drawSettings(new Random(JUDGED_SEEDS + seed, 'settings')),
      ...YEARS,
      seed: JUDGED_SEEDS + seed,
    })),
  },
  {
    name: 'bent',
    worlds: [namedWorld('M40-bent', 301), namedWorld('L160-bent', 302)],
  },
  {
    // Few, large and slow deals: public bodies and plants, with a heavy tail and no pull of the quarter's end.
    name: 'slow and large',
    worlds: [401, 402].map((seed) => ({
      ...YEARS,
      seed: JUDGED_SEEDS + seed,
      arrivals: 12,
      sellers: 9,
      teams: 2,
      segments: [0.1, 0.35, 0.55] as const,
      pace: [0.8, 0.75, 0.7] as const,
      amountTail: { share: 0.02, exponent: 1.8 },
      endOfQuarter: Array.from({ length: 13 }, () => 0),
      shockSd: 0.25,
      diligence: [0.3, 0.8] as const,
      dueDate: { told: 0.4, noiseWeeks: 3, sd: 0.5 },
    })),
  },
  {
    // Many small and fast ones, sold by few people who write little down, in a market that turned for the worse.
    name: 'fast and turned',
    worlds: [501, 502].map((seed) => ({
      ...YEARS,
      seed: JUDGED_SEEDS + seed,
      arrivals: 70,
      sellers: 18,
      teams: 3,
      segments: [0.85, 0.13, 0.02] as const,
      pace: [2.4, 2.2, 2] as const,
      capture: [0.3, 0.6] as const,
      regimeShift: { from: 0.8, size: -0.5 },
      stageSkips: 0.15,
      rolesMissing: 0.5,
    })),
  },
])
