import { SENIORITIES } from '../../../domain/stakeholders/roles/seniority.ts'
import type { Placed } from './map-boxes.ts'
import type { StakeholderMap } from './people-queries.ts'

/** Those whose level nobody knows stand last. */
const UNKNOWN_LEVEL = SENIORITIES.length

/** Everybody of the map with whom they report to; somebody missing stands under whoever to ask for them. */
export function placed(map: Pick<StakeholderMap, 'nodes' | 'edges' | 'ghosts'>): Placed[] {
  const above = new Map(
    map.edges
      .filter(({ kind }) => kind === 'reports-to')
      .toSorted((a, b) => a.confidence - b.confidence)
      .map(({ from, to }) => [from, to]),
  )
  return [
    ...map.nodes.map(({ contact, seniority }) => ({
      id: contact.id,
      above: above.get(contact.id) ?? null,
      level: seniority === null ? UNKNOWN_LEVEL : SENIORITIES.indexOf(seniority),
    })),
    ...map.ghosts.map(({ id, ask }) => ({ id, above: ask, level: UNKNOWN_LEVEL + 1 })),
  ]
}
