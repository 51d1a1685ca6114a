import type { RelationshipKind } from './relationship.ts'

/** A line of the map between two of its people. */
export interface MapEdge {
  /** Of a relationship that somebody entered or confirmed; null for what the CRM says or what is only suggested. */
  readonly id: string | null
  readonly from: string
  readonly to: string
  readonly kind: RelationshipKind
  readonly source: 'crm' | 'entered' | 'suggested'
  readonly state: 'suggested' | 'confirmed'
  readonly confidence: number
  /** 0 to 1: which lines to draw first. */
  readonly strength: number
  readonly why: string
  readonly note: string | null
  readonly since: string | null
  readonly until: string | null
  readonly evidence: readonly string[]
}

/** A line that nobody entered. */
export function unentered(
  edge: Pick<MapEdge, 'from' | 'to' | 'kind' | 'source' | 'state' | 'confidence' | 'strength' | 'why' | 'evidence'>,
): MapEdge {
  return { id: null, note: null, since: null, until: null, ...edge }
}

/** What a line adds to how two people hang together; a conflict adds nothing. */
export function bondOf({ kind, confidence, strength }: MapEdge): number {
  return kind === 'conflicts' ? 0 : confidence * strength
}
