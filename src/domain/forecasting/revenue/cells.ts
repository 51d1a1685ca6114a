/** What deals are grouped by. */
export const TRAITS = ['owner', 'team', 'segment', 'pipeline'] as const
export type Trait = (typeof TRAITS)[number]

export type Marks = { readonly [trait in Trait]: string | null }

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

/**
 * Sorts deals into cells, one for each set of groups that some deal is in: what is added up by cell gives every group, and
 * groups may overlap. A deal that is not counted at all is in no cell (-1).
 */
export interface Cells {
  cellOf: (marks: Marks) => number
  /** The cells of a group, by its place in the question. */
  membersOf: (group: number) => number[]
  count: () => number
}

export function cellsOf(counted: Where, groups: readonly Group[]): Cells {
  const counts = predicate(counted)
  const tests = groups.map((group) => predicate({ ...group.where, ...(group.owners ? { owner: group.owners } : {}) }))
  const cells = new Map<string, number>()
  const members: string[] = []
  const known = new Map<string, number>()
  return {
    cellOf: (marks) => {
      const name = JSON.stringify(TRAITS.map((trait) => marks[trait]))
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
    },
    membersOf: (group) => members.flatMap((signature, cell) => (signature[group] === '1' ? [cell] : [])),
    count: () => cells.size,
  }
}

function predicate(where: Where): (marks: Marks) => boolean {
  const asked = TRAITS.flatMap((trait) => {
    const values = where[trait]
    return values ? [{ trait, values: new Set(values) }] : []
  })
  return (marks) => asked.every(({ trait, values }) => values.has(marks[trait]))
}
