import { SEGMENTS, type Layout } from './coefficients.ts'
import { SHAPES, TRAIT_SHAPES } from './lead-steps.ts'

/** The coefficients that a kind has, each with its shape. */
export function kindPlaces(kinds: Int32Array, kind: number, layout: Layout): [at: number, shape: number][] {
  const stage = kinds[kind * 3]!
  const segment = kinds[kind * 3 + 1]!
  const name = kinds[kind * 3 + 2]!
  const places: [number, number][] = []
  for (let b = 0; b < SHAPES; b++) {
    places.push([layout.stage + stage * SHAPES + b, b], [layout.segment + segment * SHAPES + b, b])
  }
  places.push([layout.cell + stage * SEGMENTS + segment, 0])
  if (name >= 0 && name < layout.stageNames)
    for (let b = 0; b < TRAIT_SHAPES; b++) places.push([layout.name + name * TRAIT_SHAPES + b, b])
  return places
}

/** [kind * SHAPES + shape]: what stage, segment, their cell and the stage's name add up to. */
export function levelsByKind(kinds: Int32Array, layout: Layout, theta: Float64Array): Float64Array {
  const count = kinds.length / 3
  const levels = new Float64Array(count * SHAPES)
  for (let kind = 0; kind < count; kind++) {
    for (const [at, b] of kindPlaces(kinds, kind, layout)) levels[kind * SHAPES + b]! += theta[at]!
  }
  return levels
}
