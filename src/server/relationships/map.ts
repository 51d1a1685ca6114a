import type { z } from 'zod'
import type { RecommendedContact as RecommendedContactSchema } from '../../contract/network.ts'
import type { relationships } from '../../contract/relationships.ts'
import type { RecommendedContact } from '../../domain/network/recommended-contacts.ts'
import type { DealEvent } from '../../domain/opportunities/replay.ts'
import type { MapNode } from '../../domain/stakeholders/map/stakeholder-map.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { Ctx } from '../platform/context.ts'
import { readMap } from './read-map.ts'

type Operation = (typeof relationships)['map']
type Answer = z.input<Operation['output']>

export async function map(ctx: Ctx, { deal, asOf }: z.output<Operation['input']>): Promise<Answer> {
  const { deal: named, threading, map: found, events } = await readMap(ctx, deal, asOf)
  const { cover } = threading
  return {
    deal: named,
    asOf: asOf ?? ctx.now,
    nodes: found.nodes.map(nodeOf),
    edges: found.edges.map((edge) => ({ ...edge, evidence: [...edge.evidence] })),
    ghosts: found.ghosts.map((ghost) => ({
      ...ghost,
      roles: [...ghost.roles],
      candidates: ghost.candidates.map(candidateOf),
    })),
    coalitions: found.coalitions.map((one) => ({ ...one, people: [...one.people] })),
    coverage: {
      required: cover.length,
      covered: cover.filter(({ covered }) => covered).length,
      active: cover.filter(({ active }) => active).length,
      roles: cover.map(({ anyOf, people, covered, active }) => ({
        roles: [...anyOf],
        people: people.map(({ person }) => person.contactId),
        covered,
        active,
      })),
    },
    distribution: { ...found.distribution, shares: [...found.distribution.shares] },
    risk: { level: threading.risk, reason: threading.riskReason },
    room: found.room.map((one) => ({ ...one, people: [...one.people] })),
    days: daysOf(events, ctx.today),
  }
}

function nodeOf(node: MapNode): Answer['nodes'][number] {
  const { person, place, reach } = node
  return {
    contact: {
      id: person.contactId,
      externalId: person.externalId,
      name: person.name,
      title: person.title,
      department: person.department,
    },
    sameAs: node.sameAs.map(({ contactId }) => contactId),
    onDeal: node.onDeal,
    roles: [...node.roles],
    seniority: node.seniority,
    influence: node.influence,
    authority: node.authority,
    advocacy: node.standing.advocacy,
    engagement: node.engagement,
    trend: node.trend,
    interactions: node.interactions,
    inbound: node.inbound,
    outbound: node.outbound,
    lastTouch: node.lastTouch,
    daysSince: node.daysSince,
    active: node.active,
    why: node.why,
    centrality: { rank: place.rank, between: place.between },
    coalition: place.coalition,
    reach: { ...reach, path: [...reach.path] },
    gaps: [...node.gaps],
    locked: node.locked,
    preferredChannel: person.preferredChannel,
    optedOutChannels: [...person.optedOutChannels],
  }
}

function candidateOf(one: RecommendedContact): z.input<typeof RecommendedContactSchema> {
  return {
    ...one,
    roles: [...one.roles],
    closes: one.closes && { ...one.closes, roles: [...one.closes.roles] },
    sources: [...one.sources],
    wayIn: [...one.wayIn],
    evidence: [...one.evidence],
  }
}

/** What was recorded on a day is on the map from the next one on. */
function daysOf(events: readonly DealEvent[], today: string): string[] {
  const days = new Set(events.map(({ recordedAt }) => addDays(recordedAt.slice(0, 10), 1)))
  return [...days].filter((day) => day <= today).sort()
}
