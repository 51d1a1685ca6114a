import dagre from '@dagrejs/dagre'

export const CARD = { width: 186, height: 98 } as const
const GAP = { across: 26, down: 66 } as const
/** More people than this under one superior, none of whom leads anybody, hang in columns below each other. */
const SIDE_BY_SIDE = 4
/** How much wider than high the map may become: the shape of the space that it is shown in. */
const SHAPE = 1.5

export interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
}

/** Somebody of the map: whom they report to if that is somebody of the map too, and how high they stand, 0 the highest. */
export interface Placed {
  readonly id: string
  readonly above: string | null
  readonly level: number
}

/**
 * Where each card stands, its left upper corner, in reading order: those who report to somebody below them, those of whom no line
 * is known in rows beneath or beside, the highest first. The same people give the same map.
 */
export function mapBoxes(people: readonly Placed[]): Box[] {
  const above = knownAbove(people)
  const led = new Set([...above.values()])
  const tree = people.filter(({ id }) => above.has(id) || led.has(id))
  const alone = people.filter(({ id }) => !above.has(id) && !led.has(id))
  const trees = tree.length > 0 ? treeBoxes(tree, above, led) : []
  return arranged(trees, alone).toSorted((a, b) => a.y - b.y || a.x - b.x)
}

/** Those without a line beneath the others or to their right: whichever leaves more room for each card. */
function arranged(trees: readonly Box[], alone: readonly Placed[]): Box[] {
  const size = extent(trees)
  if (trees.length === 0) return rowsOf(alone, widthFor(alone.length))
  const down = size.height + GAP.down
  const beneath = rowsOf(alone, Math.max(size.width, widthFor(alone.length))).map((box) => ({ ...box, y: box.y + down }))
  const right = size.width + GAP.down
  const perColumn = Math.max(1, Math.floor((size.height + GAP.across) / (CARD.height + GAP.across)))
  const columns = Math.ceil(alone.length / perColumn)
  const beside = rowsOf(alone, columns * (CARD.width + GAP.across) - GAP.across, 'left').map((box) => ({
    ...box,
    x: box.x + right,
  }))
  const [below, aside] = [
    [...trees, ...beneath],
    [...trees, ...beside],
  ]
  return needs(extent(aside)) < needs(extent(below)) ? aside : below
}

/** How large a space of the usual shape must be to hold it. */
function needs({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.max(width / SHAPE, height)
}

/** How wide and high the cards are together. */
export function extent(boxes: readonly Box[]): { width: number; height: number } {
  return {
    width: Math.max(0, ...boxes.map(({ x }) => x + CARD.width)),
    height: Math.max(0, ...boxes.map(({ y }) => y + CARD.height)),
  }
}

/** Who is above whom, without those whose lines lead back to themselves. */
function knownAbove(people: readonly Placed[]): Map<string, string> {
  const ids = new Set(people.map(({ id }) => id))
  const above = new Map<string, string>()
  for (const { id, above: to } of people) {
    if (to === null || to === id || !ids.has(to)) continue
    let at: string | undefined = to
    while (at !== undefined && at !== id) at = above.get(at)
    if (at === undefined) above.set(id, to)
  }
  return above
}

function treeBoxes(people: readonly Placed[], above: ReadonlyMap<string, string>, led: ReadonlySet<string>): Box[] {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: GAP.across, ranksep: GAP.down })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of people) graph.setNode(id, { ...CARD })
  for (const boss of led) {
    const reports = people.filter(({ id }) => above.get(id) === boss)
    const leaves = reports.filter(({ id }) => !led.has(id))
    const columns = leaves.length > SIDE_BY_SIDE ? Math.ceil(Math.sqrt(leaves.length)) : leaves.length
    for (const { id } of reports.filter((one) => led.has(one.id))) graph.setEdge(boss, id)
    leaves.forEach(({ id }, i) => graph.setEdge(leaves[i - columns]?.id ?? boss, id))
  }
  dagre.layout(graph)
  const boxes = people.map(({ id }) => {
    const { x, y } = graph.node(id) as { x: number; y: number }
    return { id, x: Math.round(x - CARD.width / 2), y: Math.round(y - CARD.height / 2) }
  })
  const left = Math.min(...boxes.map(({ x }) => x))
  const top = Math.min(...boxes.map(({ y }) => y))
  return boxes.map((box) => ({ ...box, x: box.x - left, y: box.y - top }))
}

/** Rows of cards in the order of their levels, each row centred or from the left. */
function rowsOf(people: readonly Placed[], width: number, align: 'centre' | 'left' = 'centre'): Box[] {
  const across = Math.max(1, Math.floor((width + GAP.across) / (CARD.width + GAP.across)))
  const sorted = people.toSorted((a, b) => a.level - b.level)
  return sorted.map(({ id }, i) => {
    const row = Math.floor(i / across)
    const inRow = Math.min(across, sorted.length - row * across)
    const start = align === 'left' ? 0 : (width - inRow * (CARD.width + GAP.across) + GAP.across) / 2
    return { id, x: Math.round(start + (i % across) * (CARD.width + GAP.across)), y: row * (CARD.height + GAP.across) }
  })
}

function widthFor(people: number): number {
  const area = people * (CARD.width + GAP.across) * (CARD.height + GAP.across)
  return Math.max(Math.min(4, people) * (CARD.width + GAP.across), Math.sqrt(area * SHAPE)) - GAP.across
}
