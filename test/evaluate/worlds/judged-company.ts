import { namedWorld } from '../../../world/families/named-worlds.ts'
import { drawSettings } from '../../../world/families/random-settings.ts'
import { JUDGED_SEEDS } from '../../../world/families/judged-seeds.ts'
import { Random } from '../../../world/random.ts'
import type { WorldSettings } from '../../../world/settings.ts'

export const SIZES = ['S8', 'M40', 'L160'] as const
export type Size = (typeof SIZES)[number]

/**
 * Three worlds of every size: as companies usually are; with effects that no sum of single terms can tell; and with every
 * knob drawn anew for each seed, only the size given.
 */
export const KINDS = ['usual', 'bent', 'drawn'] as const
export type Kind = (typeof KINDS)[number]

export interface JudgedCompany {
  kind: Kind
  size: Size
  /** From 1; siblings of one kind and size differ in nothing else, drawn ones in everything. */
  seed: number
  /** A sibling that is not kept for judging: what methods may be tuned on. */
  forTuning?: boolean
}

const DRAWN = 3_000
const TUNING_SEEDS = 700_000

/** A company that no prior has learned from, five years long, ended where all named worlds end. */
export function judgedSettings({
  kind,
  size,
  seed,
  forTuning,
}: JudgedCompany): Partial<WorldSettings> & { readonly end: string } {
  const named = namedWorld(kind === 'bent' ? `${size}-bent` : size, seed)
  const number = (forTuning ? TUNING_SEEDS : JUDGED_SEEDS) + seed
  if (kind !== 'drawn') return { ...named, seed: number }
  const { years, arrivals, sellers, teams, replicates } = named
  const drawn = drawSettings(new Random(number + DRAWN, 'settings'))
  return {
    ...drawn,
    end: named.end,
    years,
    arrivals,
    sellers,
    teams,
    replicates,
    seed: number + DRAWN,
  } as Partial<WorldSettings> & {
    readonly end: string
  }
}
