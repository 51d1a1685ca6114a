import type { DealKind } from '../../opportunities/deal-kind.ts'
import type { DealHistory } from '../deal-history.ts'

/** What deals are grouped by. */
export const TRAITS = ['owner', 'team', 'segment', 'pipeline', 'territory', 'product', 'kind'] as const
export type Trait = (typeof TRAITS)[number]

/** Of a deal, or of a part of one: only a part is of one product. */
export type Marks = { readonly [trait in Exclude<Trait, 'territory' | 'product' | 'kind'>]: string | null } & {
  readonly territory?: string | null
  readonly product?: string | null
  readonly kind?: string | null
}

/** Deals that are yet to come, alike but for their kind: shares of all of them, and of these by kind. */
export interface ComingMarks extends Marks {
  readonly share: number
  readonly kinds: readonly { readonly kind: DealKind | null; readonly share: number }[]
}

/** Deals whose traits are among those listed; a trait left out is not asked about. */
export type Where = { readonly [trait in Trait]?: readonly (string | null)[] }

/** A group of a question, or all that the question counts. */
export interface Group {
  readonly key: string
  /** Short for `where: { owner: owners }`. */
  readonly owners?: readonly (string | null)[]
  readonly where?: Where
  readonly quotaMinor?: number | null
}

/** A part of a deal that counts in a cell. */
export interface CellPart {
  readonly cell: number
  readonly share: number
}

/**
 * Sorts deals into cells, one for each set of groups that some deal is in: what is added up by cell gives every group, and
 * groups may overlap. A deal that is not counted at all is in no cell (-1).
 */
export interface Cells {
  cellOf: (marks: Marks) => number
  /** The cells that a deal counts in, by what is sold where somebody asks for products, largest first; none if it does not count. */
  partsOf: (history: DealHistory) => readonly CellPart[]
  /** The same of deals that are yet to come; by kind where somebody asks for kinds. */
  comingIn: (marks: ComingMarks) => readonly CellPart[]
  /** The cells of a group, by its place in the question. */
  membersOf: (group: number) => number[]
  count: () => number
}

export function cellsOf(counted: Where, groups: readonly Group[]): Cells {
  const counts = predicate(counted)
  const tests = groups.map((group) => predicate({ ...group.where, ...(group.owners ? { owner: group.owners } : {}) }))
  const asksFor = (trait: Trait) => [counted, ...groups.map(({ where }) => where)].some((where) => where?.[trait] !== undefined)
  const [byProduct, byKind] = [asksFor('product'), asksFor('kind')]
  const cells = new Map<string, number>()
  const members: string[] = []
  const known = new Map<string, number>()
  const cellOf = (marks: Marks): number => {
    const name = JSON.stringify(TRAITS.map((trait) => marks[trait] ?? null))
    let cell = known.get(name)
    if (cell !== undefined) return cell
    if (counts(marks)) {
      const signature = tests.map((test) => (test(marks) ? '1' : '0')).join('')
      cell = cells.get(signature)
      if (cell === undefined) {
        cells.set(signature, (cell = cells.size))
        members.push(signature)
      }
    } else cell = -1
    known.set(name, cell)
    return cell
  }
  return {
    cellOf,
    partsOf: (history) => {
      const parts = byProduct ? productParts(history) : [{ marks: history as Marks, share: 1 }]
      return parts.map(({ marks, share }) => ({ cell: cellOf(marks), share })).filter(({ cell }) => cell >= 0)
    },
    comingIn: ({ kinds, share, ...marks }) =>
      byKind
        ? kinds.map((one) => ({ cell: cellOf({ ...marks, kind: one.kind }), share: one.share }))
        : [{ cell: cellOf(marks), share }],
    membersOf: (group) => members.flatMap((signature, cell) => (signature[group] === '1' ? [cell] : [])),
    count: () => cells.size,
  }
}

/** A deal as what it is sold for: a part for each product, the whole where nobody says. */
export function productParts(history: DealHistory): { marks: Marks; share: number }[] {
  const { owner, team, segment, pipeline, territory = null, kind = null, products } = history
  const sold = products?.at(-1)?.value ?? []
  const parts = sold.length === 0 ? [{ product: null, share: 1 }] : sold
  return parts.map(({ product, share }) => ({ marks: { owner, team, segment, pipeline, territory, product, kind }, share }))
}

function predicate(where: Where): (marks: Marks) => boolean {
  const asked = TRAITS.flatMap((trait) => {
    const values = where[trait]
    return values ? [{ trait, values: new Set(values) }] : []
  })
  return (marks) => asked.every(({ trait, values }) => values.has(marks[trait] ?? null))
}
