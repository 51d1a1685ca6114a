import type { DealHistory } from '../../domain/forecasting/deal-history.ts'
import { productParts, type Group, type Marks } from '../../domain/forecasting/revenue/cells.ts'

/** What the whole can be split by beside teams and people. */
export const PART_TRAITS = ['segment', 'territory', 'product', 'kind'] as const
export type PartTrait = (typeof PART_TRAITS)[number]

/** One part of the whole: deals with one of these values. */
export interface Part {
  readonly key: string
  readonly values: readonly (string | null)[]
  /** The only value; null where nobody says, 'others' for all that are too small to be told apart. */
  readonly value: string | null
  readonly kind: 'one' | 'others'
}

/** Parts told apart; what is beyond them stands together. */
const MOST = 40

/** The parts of some people's deals (null: of everybody's), those with most deals first; what nobody has said comes last. */
export function partsBy(trait: PartTrait, histories: readonly DealHistory[], owners: readonly (string | null)[] | null): Part[] {
  const mine = owners && new Set(owners)
  const counts = new Map<string | null, number>()
  for (const history of histories) {
    if (mine && !mine.has(history.owner)) continue
    for (const { marks, share } of productParts(history)) {
      const value = marks[trait] ?? null
      counts.set(value, (counts.get(value) ?? 0) + share)
    }
  }
  const values = [...counts]
    .filter(([value]) => value !== null)
    .sort(([a, n], [b, m]) => m - n || (a! < b! ? -1 : 1))
    .map(([value]) => value)
  const parts = values.slice(0, MOST).map((value): Part => ({ key: partKey(trait, value), values: [value], value, kind: 'one' }))
  const rest = values.slice(MOST)
  if (rest.length > 0) parts.push({ key: `${trait}:others`, values: rest, value: null, kind: 'others' })
  if (counts.has(null)) parts.push({ key: partKey(trait, null), values: [null], value: null, kind: 'one' })
  return parts
}

export function groupOf(trait: PartTrait, { key, values }: Part): Group {
  return { key, where: { [trait]: values } }
}

/** Renewals, on their own among all; the key is that of the same part of a split by kind. */
export const RENEWALS: Group = { key: partKey('kind', 'renewal'), where: { kind: ['renewal'] } }

/** Shares of a deal by the part it belongs to. */
export function sharesIn(trait: PartTrait, parts: readonly Part[], history: DealHistory): { key: string; share: number }[] {
  return productParts(history).flatMap(({ marks, share }) => {
    const part = partWith(trait, parts, marks)
    return part ? [{ key: part.key, share }] : []
  })
}

function partWith(trait: PartTrait, parts: readonly Part[], marks: Marks): Part | undefined {
  const value = marks[trait] ?? null
  return parts.find(({ values }) => values.includes(value))
}

function partKey(trait: PartTrait, value: string | null): string {
  return value === null ? `${trait}:none` : `${trait}:is ${value}`
}

/** The trait that a key is of; undefined for anything that is none. */
export function traitOf(key: string): PartTrait | undefined {
  return PART_TRAITS.find((trait) => key.startsWith(`${trait}:`))
}
