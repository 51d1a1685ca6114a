import dagre from '@dagrejs/dagre'
import type { z } from 'zod'
import type { relationships } from '../../contract/relationships.ts'
import { CARD, mapPicture, type Places } from '../../domain/stakeholders/map/map-picture.ts'
import type { StakeholderMap } from '../../domain/stakeholders/map/stakeholder-map.ts'
import type { Ctx } from '../platform/context.ts'
import { readMap } from './read-map.ts'

type Operation = (typeof relationships)['export']

const GAP = { across: 26, down: 66 } as const
/** So many stand side by side of those who report to nobody on the map and lead nobody. */
const ACROSS = 5

/** The map of a deal as an SVG document; the same rows give the same bytes. */
export async function exportMap(ctx: Ctx, { deal, asOf }: z.output<Operation['input']>): Promise<z.input<Operation['output']>> {
  const { deal: named, map } = await readMap(ctx, deal, asOf)
  const day = asOf ?? ctx.today
  return {
    fileName: `people-${named.externalId ?? named.id}-${day}.svg`.replaceAll(/[^\w.-]+/g, '-'),
    svg: mapPicture(map, placesOf(map), `People of ${named.name}, ${day}`),
  }
}

/** Superiors above those who report to them; everybody without a line in rows beneath. */
function placesOf({ nodes, edges, ghosts }: StakeholderMap): Places {
  const lines = [
    ...edges.filter(({ kind }) => kind === 'reports-to').map(({ from, to }) => ({ upper: to, lower: from })),
    ...ghosts.flatMap(({ id, ask }) => (ask === null ? [] : [{ upper: ask, lower: id }])),
  ]
  const tied = new Set(lines.flatMap(({ upper, lower }) => [upper, lower]))
  const everybody = [...nodes.map(({ id }) => id), ...ghosts.map(({ id }) => id)]
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: GAP.across, ranksep: GAP.down })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const id of everybody) if (tied.has(id)) graph.setNode(id, { ...CARD })
  for (const { upper, lower } of lines) graph.setEdge(upper, lower)
  if (tied.size > 0) dagre.layout(graph)
  const places = new Map<string, { x: number; y: number }>()
  for (const id of everybody) {
    if (!tied.has(id)) continue
    const { x, y } = graph.node(id) as { x: number; y: number }
    places.set(id, { x: Math.round(x - CARD.width / 2), y: Math.round(y - CARD.height / 2) })
  }
  const down = places.size === 0 ? 0 : Math.max(...[...places.values()].map(({ y }) => y)) + CARD.height + GAP.down
  const alone = everybody.filter((id) => !tied.has(id))
  for (const [i, id] of alone.entries())
    places.set(id, {
      x: (i % ACROSS) * (CARD.width + GAP.across),
      y: down + Math.floor(i / ACROSS) * (CARD.height + GAP.across),
    })
  return places
}
