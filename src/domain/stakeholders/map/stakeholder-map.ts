import type { RecommendedContact } from '../../network/recommended-contacts.ts'
import type { DealPerson, Dossier } from '../../opportunities/dossier.ts'
import type { ThreadingSettings } from '../../settings/threading-settings.ts'
import type { Threading } from '../threading.ts'
import { distribution, type Distribution } from './carried-by.ts'
import { places, type Place } from './centrality.ts'
import { coalitions, type Coalition } from './coalitions.ts'
import type { Entered } from './entered-at.ts'
import { ghosts, type Ghost } from './ghosts.ts'
import { authorityOf, influenceOf, type Level } from './influence.ts'
import { mapEdges } from './map-edges.ts'
import type { MapEdge } from './map-edge.ts'
import { mapPeople, personOfRecord } from './map-people.ts'
import type { MapPerson } from './map-person.ts'
import { personGaps, type PersonGap } from './person-gaps.ts'
import { roomToWiden, type Room } from './room-to-widen.ts'
import { seenTies } from './seen-ties.ts'
import type { Authority, Influence } from './standing.ts'
import { warmPaths, type Reach } from './warm-paths.ts'

export interface MapNode extends MapPerson {
  readonly influence: Level<Influence>
  readonly authority: Level<Authority>
  readonly place: Place
  readonly reach: Reach
  readonly gaps: readonly PersonGap[]
}

export interface StakeholderMap {
  /** Those of the deal first, each group by influence. */
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
  readonly ghosts: readonly Ghost[]
  readonly coalitions: readonly Coalition[]
  readonly distribution: Distribution
  readonly room: readonly Room[]
}

/** What a map is drawn from, all of it as of the dossier's instant. */
export interface MapSources {
  readonly dossier: Dossier
  readonly threading: Threading
  readonly entered: Entered
  /** People whom relationships or reporting lines name and who are not on the deal. */
  readonly others: readonly DealPerson[]
  readonly recommended: readonly RecommendedContact[]
  readonly settings: ThreadingSettings
}

/** Who is on a deal, how they stand to each other, who is missing, and where it could widen. */
export function stakeholderMap({ dossier, threading, entered, others, recommended, settings }: MapSources): StakeholderMap {
  const people = mapPeople(dossier, threading, others, entered.standings, settings)
  const records = personOfRecord(people)
  const edges = mapEdges(
    people,
    records,
    entered,
    seenTies(dossier.activities, (contactId) => records.get(contactId), dossier.asOf),
  )
  const place = places(
    people.map(({ id }) => id),
    edges,
  )
  const reach = warmPaths(people, edges)
  const rankOf = (id: string) => place.get(id)?.rank ?? 0
  const nodes = people
    .map((one): MapNode => ({
      ...one,
      influence: influenceOf(one, people, edges, rankOf),
      authority: authorityOf(one),
      place: place.get(one.id) ?? { rank: 0, between: 0, coalition: null },
      reach: reach.get(one.id) ?? { state: 'nobody', path: [], why: '' },
      gaps: personGaps(one),
    }))
    .sort(byInfluence)
  const missing = ghosts(threading, people, recommended)
  return {
    nodes,
    edges,
    ghosts: missing,
    coalitions: coalitions(people, place),
    distribution: distribution(threading.people, dossier.asOf),
    room: roomToWiden(people, reach, missing, recommended),
  }
}

function byInfluence(a: MapNode, b: MapNode): number {
  return (
    Number(b.onDeal) - Number(a.onDeal) ||
    (b.influence.score.value ?? -1) - (a.influence.score.value ?? -1) ||
    (a.id < b.id ? -1 : 1)
  )
}
