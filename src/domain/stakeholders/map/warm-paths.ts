import type { MapEdge } from './map-edge.ts'
import type { MapPerson } from './map-person.ts'

export interface Reach {
  readonly state: 'in-touch' | 'through-others' | 'nobody'
  /** Whom to ask, the first of them somebody we are in touch with. */
  readonly path: readonly string[]
  readonly why: string
}

/** What a step costs besides its uncertainty: one sure step is better than two. */
const STEP = 0.7

/**
 * How we get to each person: active threads we are in touch with; to others leads the surest chain of people from one of those
 * (Dijkstra over -ln of confidence, each step costing as much as a coin toss). A chain never asks anybody who must not be
 * contacted, and none leads to one; nor does a conflict carry an introduction.
 */
export function warmPaths(people: readonly MapPerson[], edges: readonly MapEdge[]): ReadonlyMap<string, Reach> {
  const byId = new Map(people.map((one) => [one.id, one]))
  const steps = stepsFrom(edges)
  const cost = new Map<string, number>()
  const before = new Map<string, string>()
  const open = new Set<string>()
  for (const { id, active, locked } of people) {
    if (!active || locked) continue
    cost.set(id, 0)
    open.add(id)
  }
  const costOf = (id: string) => cost.get(id) ?? Infinity
  while (open.size > 0) {
    let at = ''
    for (const id of open) if (at === '' || costOf(id) < costOf(at) || (costOf(id) === costOf(at) && id < at)) at = id
    open.delete(at)
    for (const { to, confidence } of steps.get(at) ?? []) {
      const there = costOf(at) + STEP - Math.log(Math.max(confidence, 0.01))
      if (there >= costOf(to) - 1e-12 || byId.get(to)?.locked !== false) continue
      cost.set(to, there)
      before.set(to, at)
      open.add(to)
    }
  }
  return new Map(people.map((one) => [one.id, reachOf(one, before, byId)]))
}

function reachOf(
  { id, active, locked }: MapPerson,
  before: ReadonlyMap<string, string>,
  byId: ReadonlyMap<string, MapPerson>,
): Reach {
  if (locked) return { state: 'nobody', path: [], why: 'Must not be contacted' }
  if (active) return { state: 'in-touch', path: [], why: 'Active thread' }
  const path: string[] = []
  for (let step = before.get(id); step !== undefined; step = before.get(step)) path.unshift(step)
  if (path.length === 0) return { state: 'nobody', path, why: 'Nobody whom we are in touch with is seen to know them' }
  const names = path.map((step) => byId.get(step)?.person.name ?? '')
  return { state: 'through-others', path, why: `Through ${names.join(', then ')}` }
}

/** An introduction runs both ways along any line but a conflict; who reaches somebody is not reached by them. */
function stepsFrom(edges: readonly MapEdge[]): Map<string, { to: string; confidence: number }[]> {
  const steps = new Map<string, { to: string; confidence: number }[]>()
  const step = (from: string, to: string, confidence: number) => {
    const known = steps.get(from)
    if (known) known.push({ to, confidence })
    else steps.set(from, [{ to, confidence }])
  }
  for (const { from, to, kind, confidence } of edges) {
    if (kind === 'conflicts') continue
    step(from, to, confidence)
    if (kind !== 'reaches') step(to, from, confidence)
  }
  return steps
}
