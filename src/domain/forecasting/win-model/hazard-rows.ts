import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { landmarkWeight } from '../landmarks/training-rows.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { closeDays, type DayFactors } from './close-days.ts'
import { SEGMENTS, STAGES } from './coefficients.ts'
import { STEP_ENDS } from './lead-steps.ts'
import { quarterPart } from './quarter-weeks.ts'

/** What features are measured against: (x - mean) / deviation, kept within five deviations; unknown counts as the mean. */
export interface Scale {
  means: readonly number[]
  deviations: readonly number[]
}

/** Landmark rows brought to what the arithmetic needs; typed arrays, `rows` entries unless said. */
export interface HazardRows {
  rows: number
  features: number
  /** [row * features + feature], standardised. */
  z: Float64Array
  /** Index of a kind: deals of one stage, segment and stage name; and what each kind is, [kind * 3]. */
  kind: Int32Array
  kinds: Int32Array
  stageNames: number
  /** Part of the quarter at each step ahead: [instant * steps + step], and each row's instant. */
  instant: Int32Array
  quarterAhead: Uint8Array
  due: Float64Array
  cause: Uint8Array
  followed: Float64Array
  weight: Float64Array
  deal: Int32Array
  deals: number
  /** By day of the first week: landmarks are Mondays. */
  days: { win: DayFactors; loss: DayFactors }
}

const MOST_DEVIATIONS = 5

export function hazardRows(table: LandmarkTable, scale: Scale, fiscalStartMonth: number): HazardRows {
  const { rows, features } = table
  const z = new Float64Array(rows * features)
  for (let at = 0; at < z.length; at++) z[at] = standardised(table.x[at]!, at % features, scale)
  const { kind, kinds } = kindsOf(table)
  const { instant, quarterAhead } = quartersAhead(table.at, fiscalStartMonth)
  return {
    rows,
    features,
    z,
    kind,
    kinds,
    stageNames: table.stageNames.length,
    instant,
    quarterAhead,
    due: table.dueWeeks,
    cause: table.cause,
    followed: table.followed,
    weight: new Float64Array(rows).fill(landmarkWeight(table)),
    deal: table.deal,
    deals: table.keys.length,
    days: {
      win: closeDays(table.cause, table.followed, 1),
      loss: closeDays(table.cause, table.followed, 2),
    },
  }
}

export function standardised(value: number, feature: number, { means, deviations }: Scale): number {
  if (!(value === value)) return 0
  const z = (value - means[feature]!) / deviations[feature]!
  return z > MOST_DEVIATIONS ? MOST_DEVIATIONS : z < -MOST_DEVIATIONS ? -MOST_DEVIATIONS : z
}

/** The mean and deviation of each feature over the rows that have it; a feature that never varies has deviation 1. */
export function scaleOf(table: LandmarkTable): Scale {
  const { rows, features, x } = table
  const means: number[] = []
  const deviations: number[] = []
  for (let feature = 0; feature < features; feature++) {
    let n = 0
    let mean = 0
    let squares = 0
    for (let row = 0; row < rows; row++) {
      const value = x[row * features + feature]!
      if (!(value === value)) continue
      n += 1
      const step = value - mean
      mean += step / n
      squares += step * (value - mean)
    }
    const deviation = Math.sqrt(squares / Math.max(1, n - 1))
    means.push(mean)
    deviations.push(deviation > 1e-6 ? deviation : 1)
  }
  return { means, deviations }
}

function kindsOf(table: LandmarkTable): { kind: Int32Array; kinds: Int32Array } {
  const kind = new Int32Array(table.rows)
  const index = new Map<number, number>()
  const kinds: number[] = []
  for (let row = 0; row < table.rows; row++) {
    const stage = Math.min(STAGES - 1, table.stage[row]!)
    const segment = Math.min(SEGMENTS - 1, table.segment[row]!)
    const name = table.stageName[row]!
    const key = (name * STAGES + stage) * SEGMENTS + segment
    let own = index.get(key)
    if (own === undefined) {
      index.set(key, (own = index.size))
      kinds.push(stage, segment, name)
    }
    kind[row] = own
  }
  return { kind, kinds: Int32Array.from(kinds) }
}

function quartersAhead(at: Float64Array, fiscalStartMonth: number): { instant: Int32Array; quarterAhead: Uint8Array } {
  const steps = STEP_ENDS.length
  const index = new Map<number, number>()
  const instant = Int32Array.from(at, (ms) => {
    let own = index.get(ms)
    if (own === undefined) index.set(ms, (own = index.size))
    return own
  })
  const quarterAhead = new Uint8Array(index.size * steps)
  for (const [ms, i] of index) {
    for (let k = 0; k < steps; k++) {
      const middle = ((k === 0 ? 0 : STEP_ENDS[k - 1]!) + STEP_ENDS[k]!) / 2
      quarterAhead[i * steps + k] = quarterPart(ms + middle * 7 * MS_PER_DAY, fiscalStartMonth)
    }
  }
  return { instant, quarterAhead }
}
