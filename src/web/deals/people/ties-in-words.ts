import type { MapEdge, StakeholderMap } from './people-queries.ts'

/** "Reports to Claes Viklund; supports Marta Kowalczyk; Elin Persson argues against them": every line of the map, by person. */
export function tiesInWords(map: Pick<StakeholderMap, 'nodes' | 'edges'>): Map<string, string> {
  const names = new Map(map.nodes.map(({ contact }) => [contact.id, contact.name]))
  return new Map(
    map.nodes.map(({ contact }) => {
      const said = map.edges.flatMap((edge) => {
        const other = names.get(edge.from === contact.id ? edge.to : edge.from)
        if (other === undefined || (edge.from !== contact.id && edge.to !== contact.id)) return []
        return [tieText(edge, contact.id, other)]
      })
      const text = said.join('; ')
      return [contact.id, text.charAt(0).toUpperCase() + text.slice(1)] as const
    }),
  )
}

/** One line as it is from one of its ends: "supports Marta Kowalczyk". */
export function tieText(edge: MapEdge, from: string, other: string): string {
  const maybe = edge.state === 'suggested' ? ' (suggested)' : ''
  if (edge.kind === 'works-with') return `works with ${other}${maybe}`
  return edge.from === from ? `${OUT[edge.kind]} ${other}${maybe}` : `${other} ${IN[edge.kind]}${maybe}`
}

const OUT = {
  'reports-to': 'reports to',
  influences: 'influences',
  supports: 'supports',
  conflicts: 'argues against',
  reaches: 'can bring us to',
} as const

const IN = {
  'reports-to': 'reports to them',
  influences: 'influences them',
  supports: 'supports them',
  conflicts: 'argues against them',
  reaches: 'can bring us to them',
} as const
