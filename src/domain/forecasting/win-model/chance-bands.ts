import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import { LEAD_INTERVALS } from '../lead-grid.ts'
import { SEGMENTS, STAGES, type Layout } from './coefficients.ts'
import { shapesHeld } from './hazard-incidence.ts'
import type { HazardModel } from './hazard-model.ts'
import { standardised } from './hazard-rows.ts'
import { type Ladder, rateReader, rowsByKey } from './ladder.ts'
import { SHAPES, TRAIT_SHAPES } from './lead-steps.ts'
import { MEMBERS } from './members.ts'
import { winSlopes } from './win-slopes.ts'

/** Within which the chance itself is known, four times in five. */
export interface ChanceBand {
  low: number
  high: number
}

const Z_80 = 1.2815515655
/** What the stage table's chance is worth: so many decided deals. */
const TABLE_DEALS = 60

/**
 * The 80 % band of a chance to win: on log-odds, the spread between the members (each as far as it is believed) and the
 * doubt of each. The own fit's is its clustered covariance through the slope of the chance in every coefficient (delta
 * method); the prior's is what companies differ by, with their own levels less.
 */
export function chanceBands(ladder: Ladder, asOf: number): (key: string, chances: Incidence) => ChanceBand {
  const rows = rowsByKey(ladder.open)
  const own = ladder.models['own fit']
  const gradient = { win: new Float64Array(own.layout.size), loss: new Float64Array(own.layout.size) }
  const slopes = { win: new Float64Array(LEAD_INTERVALS), loss: new Float64Array(LEAD_INTERVALS) }
  const shapes = shapesHeld(own.span)
  const readers = MEMBERS.map((member) =>
    member === 'stage table' ? null : rateReader(ladder.models[member], ladder.open, asOf),
  )
  const names = new Map(own.stageNames.map((name, i) => [name, i]))
  return (key, { win }) => {
    const chance = inside(win[LEAD_INTERVALS - 1]!)
    const centre = logit(chance)
    const row = rows.get(key)
    if (row === undefined) return around(centre, 1 / (TABLE_DEALS * chance * (1 - chance)))
    const places = placesOf(own, ladder, row, names.get(ladder.open.stageNames[ladder.open.stageName[row]!]!) ?? -1)
    let variance = 0
    for (const [m, reader] of readers.entries()) {
      const share = ladder.shares[m]!
      if (share < 0.005) continue
      if (reader === null) {
        variance += share / (TABLE_DEALS * chance * (1 - chance))
        continue
      }
      const said = inside(winSlopes(reader(row), slopes))
      for (const cause of ['win', 'loss'] as const) slopeByCoefficient(slopes[cause], shapes, places, gradient[cause])
      const doubt =
        (quadratic(gradient.win, ladder.doubt.win, places) + quadratic(gradient.loss, ladder.doubt.loss, places)) /
        (said * (1 - said)) ** 2
      variance += share * ((logit(said) - centre) ** 2 + doubt)
    }
    return around(centre, variance)
  }
}

interface Place {
  at: number
  shape: number
  value: number
}

/** The coefficients that a deal's rates are made of, but for the calendar and the close date, with what each is multiplied by. */
function placesOf({ layout, scale }: HazardModel, { open }: Ladder, row: number, name: number): Place[] {
  const stage = Math.min(STAGES - 1, open.stage[row]!)
  const segment = Math.min(SEGMENTS - 1, open.segment[row]!)
  const places: Place[] = [{ at: layout.cell + stage * SEGMENTS + segment, shape: 0, value: 1 }]
  for (let shape = 0; shape < SHAPES; shape++) {
    places.push({ at: layout.stage + stage * SHAPES + shape, shape, value: 1 })
    places.push({ at: layout.segment + segment * SHAPES + shape, shape, value: 1 })
  }
  for (let shape = 0; shape < TRAIT_SHAPES; shape++) {
    if (name >= 0) places.push({ at: layout.name + name * TRAIT_SHAPES + shape, shape, value: 1 })
  }
  featurePlaces(layout, (j) => standardised(open.x[row * layout.features + j]!, j, scale), places)
  return places
}

function featurePlaces(layout: Layout, z: (feature: number) => number, into: Place[]): void {
  for (let j = 0; j < layout.features; j++) {
    const value = z(j)
    if (value === 0) continue
    for (let shape = 0; shape < TRAIT_SHAPES; shape++) into.push({ at: layout.feature + j * TRAIT_SHAPES + shape, shape, value })
  }
}

function slopeByCoefficient(slope: Float64Array, shapes: Float64Array, places: readonly Place[], out: Float64Array): void {
  const shaped = [0, 0, 0, 0]
  for (let k = 0; k < LEAD_INTERVALS; k++) for (let b = 0; b < SHAPES; b++) shaped[b]! += slope[k]! * shapes[k * SHAPES + b]!
  for (const { at, shape, value } of places) out[at] = value * shaped[shape]!
}

function quadratic(gradient: Float64Array, covariance: Float64Array, places: readonly Place[]): number {
  const size = gradient.length
  let sum = 0
  for (const { at: i } of places) {
    let inner = 0
    for (const { at: j } of places) inner += covariance[i * size + j]! * gradient[j]!
    sum += gradient[i]! * inner
  }
  return sum
}

function around(centre: number, variance: number): ChanceBand {
  const reach = Z_80 * Math.sqrt(Math.max(0, variance))
  return { low: 1 / (1 + Math.exp(reach - centre)), high: 1 / (1 + Math.exp(-reach - centre)) }
}

function inside(p: number): number {
  return Math.min(1 - 1e-6, Math.max(1e-6, p))
}

function logit(p: number): number {
  return Math.log(p / (1 - p))
}
