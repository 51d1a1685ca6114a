import type { Criteria } from './criteria-at.ts'
import type { Criterion, Position } from './criterion.ts'
import { bondOf, type MapEdge } from './map-edge.ts'
import type { MapNode } from './stakeholder-map.ts'

export interface AlignedCriterion extends Criterion {
  readonly positions: readonly Position[]
  /** People of the deal whose position nobody knows. */
  readonly unknown: readonly string[]
  /** Mean stance, -2 to 2, each weighed by influence; null where no position is known. */
  readonly balance: number | null
  readonly state: 'unknown' | 'common-ground' | 'conflict' | 'against' | 'open'
  readonly sentence: string
}

/** Somebody for us on a criterion who is close to somebody who is not. */
export interface Mover {
  readonly criterion: string
  readonly who: string
  readonly whom: string
  /** 0 to 1: how close the two are, and how much the one weighs. */
  readonly strength: number
  readonly why: string
}

export interface Alignment {
  /** The weightiest first. */
  readonly criteria: readonly AlignedCriterion[]
  /** Where each person stands over all criteria, each as heavy as it is; null where nothing is known. */
  readonly people: readonly {
    readonly contact: string
    readonly name: string
    readonly stance: number | null
    readonly known: number
  }[]
  readonly movers: readonly Mover[]
}

/** Who weighs how much when nothing is known of their influence. */
const USUAL_INFLUENCE = 40

/**
 * Where the people of a deal agree, where they are at odds and who could move whom. A conflict: somebody for and somebody against
 * on one criterion. Common ground: two or more for, nobody against. A mover stands for us, is tied to the other on the map, and may
 * be contacted.
 */
export function alignment({ criteria, positions }: Criteria, nodes: readonly MapNode[], edges: readonly MapEdge[]): Alignment {
  const byId = new Map(nodes.flatMap((node) => [node.person, ...node.sameAs].map(({ contactId }) => [contactId, node])))
  const onMap = latestOfPerson(positions, byId)
  const people = nodes.filter(({ onDeal }) => onDeal)
  const aligned = criteria
    .map((criterion) =>
      alignedOf(
        criterion,
        onMap.filter((one) => one.criterion === criterion.id),
        people,
        byId,
      ),
    )
    .toSorted((a, b) => b.weight - a.weight)
  return {
    criteria: aligned,
    people: people.map(({ id, person }) => ({ contact: id, name: person.name, ...stanceOf(id, aligned) })),
    movers: aligned
      .flatMap((criterion) => moversOf(criterion, byId, edges))
      .toSorted((a, b) => b.strength - a.strength || (a.who + a.whom < b.who + b.whom ? -1 : 1)),
  }
}

/** Positions by the record that stands for the person; of two records of one person the one entered last speaks. */
function latestOfPerson(positions: readonly Position[], byId: ReadonlyMap<string, MapNode>): Position[] {
  const latest = new Map<string, Position>()
  for (const position of positions) {
    const node = byId.get(position.contact)
    if (node) latest.set(`${position.criterion} ${node.id}`, { ...position, contact: node.id })
  }
  return [...latest.values()]
}

function alignedOf(
  criterion: Criterion,
  positions: readonly Position[],
  people: readonly MapNode[],
  byId: ReadonlyMap<string, MapNode>,
): AlignedCriterion {
  const said = new Set(positions.map(({ contact }) => contact))
  const weightOf = (contact: string) => byId.get(contact)?.influence.score.value ?? USUAL_INFLUENCE
  const total = positions.reduce((sum, { contact }) => sum + weightOf(contact), 0)
  const sum = positions.reduce((all, { contact, stance }) => all + stance * weightOf(contact), 0)
  const names = (of: readonly Position[]) => of.map(({ contact }) => byId.get(contact)?.person.name ?? '').join(', ')
  const fors = positions.filter(({ stance }) => stance > 0)
  const against = positions.filter(({ stance }) => stance < 0)
  const state =
    positions.length === 0
      ? 'unknown'
      : fors.length > 0 && against.length > 0
        ? 'conflict'
        : against.length > 0
          ? 'against'
          : fors.length > 1
            ? 'common-ground'
            : 'open'
  const sentence = {
    unknown: `Nobody's position on ${criterion.name} is known.`,
    conflict: `On ${criterion.name}, ${names(fors)} for us and ${names(against)} against.`,
    against: `On ${criterion.name}, ${names(against)} against us and nobody for.`,
    'common-ground': `On ${criterion.name}, ${names(fors)} agree and nobody is against.`,
    open: `On ${criterion.name}, ${fors.length > 0 ? `only ${names(fors)} for us` : 'nobody takes sides'}.`,
  }[state]
  return {
    ...criterion,
    positions,
    unknown: people.filter(({ id }) => !said.has(id)).map(({ id }) => id),
    balance: total === 0 ? null : sum / total,
    state,
    sentence,
  }
}

function stanceOf(contact: string, criteria: readonly AlignedCriterion[]): { stance: number | null; known: number } {
  const said = criteria.flatMap(({ weight, positions }) =>
    positions.filter((position) => position.contact === contact).map(({ stance }) => ({ weight, stance })),
  )
  const weight = said.reduce((sum, one) => sum + one.weight, 0)
  return {
    stance: weight === 0 ? null : said.reduce((sum, one) => sum + one.weight * one.stance, 0) / weight,
    known: said.length,
  }
}

function moversOf(
  { id, name, positions }: AlignedCriterion,
  byId: ReadonlyMap<string, MapNode>,
  edges: readonly MapEdge[],
): Mover[] {
  const fors = positions.filter(({ stance }) => stance > 0)
  const others = positions.filter(({ stance }) => stance < 1)
  return others.flatMap(({ contact: whom }) =>
    fors.flatMap(({ contact: who, stance }): Mover[] => {
      const mover = byId.get(who)
      const moved = byId.get(whom)
      if (!mover || !moved || mover.locked) return []
      const ties = edges.filter(({ from, to }) => (from === who && to === whom) || (from === whom && to === who))
      const [closest] = ties.toSorted((a, b) => bondOf(b) - bondOf(a))
      if (!closest || bondOf(closest) === 0) return []
      const strength = (bondOf(closest) * (mover.influence.score.value ?? USUAL_INFLUENCE) * stance) / 200
      const why = `${mover.person.name} is for us on ${name}; ${tieInWords(closest, mover, moved)}`
      return [{ criterion: id, who, whom, strength, why }]
    }),
  )
}

function tieInWords({ kind, from, why }: MapEdge, mover: MapNode, moved: MapNode): string {
  const forth = from === mover.id
  if (kind === 'reports-to') return forth ? `reports to ${moved.person.name}` : `${moved.person.name} reports there`
  if (kind === 'influences' && forth) return `has ${moved.person.name}'s ear`
  return `the two are in touch (${why.charAt(0).toLowerCase()}${why.slice(1)})`
}
