import type { MapEdge, StakeholderMap } from './people-queries.ts'
import { CARD, type Box } from './map-boxes.ts'

/** Those drawn without anybody selected: the strongest few say most, and all of them say nothing. */
const STRONGEST = 3

/** What a line looks like: who reports to whom, who is missing under whom, and how people stand to each other. */
export type LineLook = 'reports' | 'missing' | 'supports' | 'conflicts' | 'influences' | 'reaches' | 'works-with'

export interface Line {
  readonly id: string
  readonly look: LineLook
  readonly path: string
  readonly suggested: boolean
}

const ORDER = ['supports', 'conflicts', 'influences', 'reaches', 'works-with'] as const

/** The strongest lines between people, and all of whoever is selected; reporting lines always. */
export function shownEdges(edges: readonly MapEdge[], selected: string | undefined): MapEdge[] {
  const between = edges.filter(({ kind }) => kind !== 'reports-to')
  const strongest = between
    .filter(({ kind }) => kind === 'supports' || kind === 'conflicts' || kind === 'influences')
    .toSorted(byStrength)
    .slice(0, STRONGEST)
  const own = selected === undefined ? [] : between.filter(({ from, to }) => from === selected || to === selected)
  return [...edges.filter(({ kind }) => kind === 'reports-to'), ...new Set([...strongest, ...own])]
}

/** Ways for the lines from card to card. */
export function mapLines(
  map: Pick<StakeholderMap, 'edges' | 'ghosts'>,
  boxes: readonly Box[],
  selected: string | undefined,
): Line[] {
  const at = new Map(boxes.map((box) => [box.id, box]))
  const lines = shownEdges(map.edges, selected).flatMap((edge): Line[] => {
    const [from, to] = [at.get(edge.from), at.get(edge.to)]
    if (!from || !to) return []
    const reports = edge.kind === 'reports-to'
    return [
      {
        id: `${edge.kind} ${edge.from} ${edge.to}`,
        look: edge.kind === 'reports-to' ? 'reports' : edge.kind,
        path: reports ? branch(to, from, boxes) : arrow(from, to, boxes),
        suggested: edge.state === 'suggested',
      },
    ]
  })
  const missing = map.ghosts.flatMap((ghost): Line[] => {
    const [from, to] = [ghost.ask === null ? undefined : at.get(ghost.ask), at.get(ghost.id)]
    return from && to ? [{ id: `missing ${ghost.id}`, look: 'missing', path: branch(from, to, boxes), suggested: false }] : []
  })
  return [...missing, ...lines]
}

const middle = ({ x }: Box) => x + CARD.width / 2
const half = ({ y }: Box) => y + CARD.height / 2
const bottom = ({ y }: Box) => y + CARD.height
const right = ({ x }: Box) => x + CARD.width

/** From below one card to the top of the other with rounded corners; to its left side where other cards stand in between. */
function branch(from: Box, to: Box, boxes: readonly Box[]): string {
  if (to.y < bottom(from)) return arrow(from, to, boxes)
  const turn = bottom(from) + 30
  const between = boxes.some(
    (box) =>
      box.id !== to.id &&
      box.id !== from.id &&
      box.y >= bottom(from) &&
      bottom(box) <= to.y &&
      Math.abs(box.x - to.x) < CARD.width,
  )
  if (!between) return elbow(middle(from), bottom(from), middle(to), turn, to.y)
  const gutter = to.x - 13
  return `${elbow(middle(from), bottom(from), gutter, turn, half(to) - 8)} Q${gutter} ${half(to)} ${gutter + 8} ${half(to)} H${to.x}`
}

function elbow(x1: number, y1: number, x2: number, turn: number, y2: number): string {
  if (Math.abs(x1 - x2) < 2) return `M${x1} ${y1} V${y2}`
  const way = x2 > x1 ? 1 : -1
  const r = Math.min(8, Math.abs(x2 - x1) / 2)
  return `M${x1} ${y1} V${turn - r} Q${x1} ${turn} ${x1 + way * r} ${turn} H${x2 - way * r} Q${x2} ${turn} ${x2} ${turn + r} V${y2}`
}

/** A curve from one card to the other that keeps clear of both. */
function arrow(from: Box, to: Box, boxes: readonly Box[]): string {
  const way = middle(to) >= middle(from) ? 1 : -1
  const side = (box: Box, to: number) => (to > 0 ? right(box) + 4 : box.x - 4)
  if (Math.abs(from.y - to.y) < CARD.height) {
    const next = !boxes.some(
      (box) =>
        box.id !== from.id &&
        box.id !== to.id &&
        Math.abs(box.y - from.y) < CARD.height &&
        (middle(box) - middle(from)) * (middle(box) - middle(to)) < 0,
    )
    if (next) return `M${side(from, way)} ${half(from)} L${side(to, -way)} ${half(to)}`
    const top = Math.min(from.y, to.y) - 44
    return `M${middle(from)} ${from.y - 4} C${middle(from)} ${top} ${middle(to)} ${top} ${middle(to)} ${to.y - 4}`
  }
  // One above the other: out at the side and back in.
  if (Math.abs(middle(from) - middle(to)) < CARD.width) {
    const out = Math.max(right(from), right(to)) + 44
    return `M${side(from, 1)} ${half(from)} C${out} ${half(from)} ${out} ${half(to)} ${side(to, 1)} ${half(to)}`
  }
  return to.y < from.y
    ? `M${middle(from)} ${from.y - 4} Q${middle(from)} ${half(to)} ${side(to, -way)} ${half(to)}`
    : `M${side(from, way)} ${half(from)} Q${middle(to)} ${half(from)} ${middle(to)} ${to.y - 4}`
}

function byStrength(a: MapEdge, b: MapEdge): number {
  return (
    Number(a.state === 'suggested') - Number(b.state === 'suggested') ||
    b.strength - a.strength ||
    ORDER.indexOf(a.kind as (typeof ORDER)[number]) - ORDER.indexOf(b.kind as (typeof ORDER)[number]) ||
    (a.from + a.to < b.from + b.to ? -1 : 1)
  )
}
