import type { BuyingRole } from '../../../domain/accounts/contact.ts'
import type { MapEdge, MapGhost, MapNode, StakeholderMap } from './people-queries.ts'

/** A person of a made map: what a test says of them, and nothing known of the rest. */
export function madeNode(id: string, given: Partial<Omit<MapNode, 'contact'>> & { name?: string; title?: string } = {}): MapNode {
  const { name = id, title = null, ...rest } = given
  return {
    contact: { id, externalId: null, name, title, department: null },
    sameAs: [],
    onDeal: true,
    roles: [],
    seniority: null,
    influence: { level: null, source: 'derived', score: { value: null, factors: [] } },
    authority: { level: null, source: 'derived', score: { value: null, factors: [] } },
    advocacy: null,
    engagement: { value: null, factors: [], note: 'No contact' },
    trend: null,
    interactions: 0,
    inbound: 0,
    outbound: 0,
    lastTouch: null,
    daysSince: null,
    active: false,
    why: 'No contact',
    centrality: { rank: 0, between: 0 },
    coalition: null,
    reach: { state: 'nobody', path: [], why: 'Nobody on the deal leads there' },
    gaps: [],
    locked: false,
    preferredChannel: null,
    optedOutChannels: [],
    ...rest,
  }
}

export function madeEdge(from: string, kind: MapEdge['kind'], to: string, given: Partial<MapEdge> = {}): MapEdge {
  return {
    id: null,
    from,
    to,
    kind,
    source: 'entered',
    state: 'confirmed',
    confidence: 1,
    strength: 0.5,
    why: '',
    note: null,
    since: null,
    until: null,
    evidence: [],
    ...given,
  }
}

export function madeGhost(role: BuyingRole, ask: string | null, given: Partial<MapGhost> = {}): MapGhost {
  return {
    id: `ghost ${role}`,
    roles: [role],
    severity: 'high',
    reason: `Nobody on the deal is ${role}`,
    action: 'Identify and engage them',
    ask,
    candidates: [],
    ...given,
  }
}

export function madeMap(given: Partial<StakeholderMap>): StakeholderMap {
  return {
    deal: { id: 'deal', externalId: null, name: 'Halden Bank, core payments' },
    asOf: '2026-11-20T00:00:00.000Z',
    nodes: [],
    edges: [],
    ghosts: [],
    coalitions: [],
    coverage: { required: 0, covered: 0, active: 0, roles: [] },
    distribution: { shares: [], concentration: null, carriedBy: null, sentence: '' },
    risk: { level: 'low', reason: '' },
    room: [],
    days: [],
    ...given,
  }
}
