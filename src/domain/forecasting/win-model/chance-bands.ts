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

const CAUSES = ['win', 'loss'] as const
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
  const places = emptyPlaces(own.layout)
  const doubts = {
    win: new Float64Array(SHAPES * SHAPES),
    loss: new Float64Array(SHAPES * SHAPES),
  }
  const byShape = new Float64Array(SHAPES)
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
    placesOf(own, ladder, row, names.get(ladder.open.stageNames[ladder.open.stageName[row]!]!) ?? -1, places)
    for (const cause of CAUSES) shapeCovariance(ladder.doubt[cause], own.layout.size, places, doubts[cause])
    let variance = 0
    for (const [m, reader] of readers.entries()) {
      const share = ladder.shares[m]!
      if (share < 0.005) continue
      if (reader === null) {
        variance += share / (TABLE_DEALS * chance * (1 - chance))
        continue
      }
      const said = inside(winSlopes(reader(row), slopes))
      let doubt = 0
      for (const cause of CAUSES) {
        slopeByShape(slopes[cause], shapes, byShape)
        doubt += quadratic(byShape, doubts[cause])
      }
      variance += share * ((logit(said) - centre) ** 2 + doubt / (said * (1 - said)) ** 2)
    }
    return around(centre, variance)
  }
}

/** The coefficients that a deal's rates are made of, but for the calendar and the close date, with what each is multiplied by. */
interface Places {
  count: number
  at: Int32Array
  shape: Uint8Array
  value: Float64Array
}

function emptyPlaces({ features }: Layout): Places {
  const most = 1 + 2 * SHAPES + TRAIT_SHAPES * (1 + features)
  return {
    count: 0,
    at: new Int32Array(most),
    shape: new Uint8Array(most),
    value: new Float64Array(most),
  }
}

function placesOf({ layout, scale }: HazardModel, { open }: Ladder, row: number, name: number, places: Places): void {
  places.count = 0
  const add = (at: number, shape: number, value: number): void => {
    places.at[places.count] = at
    places.shape[places.count] = shape
    places.value[places.count++] = value
  }
  const stage = Math.min(STAGES - 1, open.stage[row]!)
  const segment = Math.min(SEGMENTS - 1, open.segment[row]!)
  add(layout.cell + stage * SEGMENTS + segment, 0, 1)
  for (let shape = 0; shape < SHAPES; shape++) {
    add(layout.stage + stage * SHAPES + shape, shape, 1)
    add(layout.segment + segment * SHAPES + shape, shape, 1)
  }
  if (name >= 0) for (let shape = 0; shape < TRAIT_SHAPES; shape++) add(layout.name + name * TRAIT_SHAPES + shape, shape, 1)
  for (let j = 0; j < layout.features; j++) {
    const value = standardised(open.x[row * layout.features + j]!, j, scale)
    if (value === 0) continue
    for (let shape = 0; shape < TRAIT_SHAPES; shape++) add(layout.feature + j * TRAIT_SHAPES + shape, shape, value)
  }
}

/** Covariance of what a deal's coefficients add up to in each shape, SHAPES by SHAPES: the same for every member's slopes. */
function shapeCovariance(covariance: Float64Array, size: number, { count, at, shape, value }: Places, out: Float64Array): void {
  out.fill(0)
  for (let i = 0; i < count; i++) {
    const row = at[i]! * size
    const b = shape[i]! * SHAPES
    const v = value[i]!
    for (let j = 0; j < i; j++) {
      const cell = b + shape[j]!
      out[cell] = out[cell]! + 2 * v * value[j]! * covariance[row + at[j]!]!
    }
    out[b + shape[i]!]! += v * v * covariance[row + at[i]!]!
  }
}

/** Slope of the chance in what adds up in each shape. */
function slopeByShape(slope: Float64Array, shapes: Float64Array, out: Float64Array): void {
  out.fill(0)
  for (let k = 0; k < LEAD_INTERVALS; k++) for (let b = 0; b < SHAPES; b++) out[b]! += slope[k]! * shapes[k * SHAPES + b]!
}

function quadratic(slope: Float64Array, covariance: Float64Array): number {
  let sum = 0
  for (let b = 0; b < SHAPES; b++) for (let c = 0; c < SHAPES; c++) sum += slope[b]! * slope[c]! * covariance[b * SHAPES + c]!
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
