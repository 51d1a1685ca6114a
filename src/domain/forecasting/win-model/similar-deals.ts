import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import type { HazardModel } from './hazard-model.ts'
import { standardised } from './hazard-rows.ts'
import { TRAIT_SHAPES } from './lead-steps.ts'

/** Closed deals at past landmarks, as the model weighs them: plain data, `rows` entries each unless said. */
export interface PastDeals {
  rows: number
  /** [row * width + feature]: what each feature adds to the log-odds of winning over losing, four weeks ahead. */
  weighed: Float32Array
  width: number
  keys: readonly string[]
  deal: Int32Array
  at: Float64Array
  stageName: Int32Array
  stageNames: readonly string[]
  won: Uint8Array
}

export interface SimilarDeals {
  /** The nearest deals, nearest first, each once, with the instant at which it looked like this one. */
  deals: { key: string; at: number; won: boolean; distance: number }[]
  wins: number
  /** Share won, drawn to the stated chance as by eight more deals. */
  shrunkRate: number
  /** Whether the deals found and the stated chance differ by more than chance allows (two standard errors). */
  disagrees: boolean
}

const LEAD_WEEKS = 4
/** Eight imaginary deals that were won as often as the model says. */
const IMAGINARY = 8

export function pastDeals(model: HazardModel, table: LandmarkTable): PastDeals {
  const closed: number[] = []
  for (let row = 0; row < table.rows; row++) if (table.cause[row] !== 0) closed.push(row)
  const width = table.features
  const weighed = new Float32Array(closed.length * width)
  const odds = oddsOf(model)
  for (const [i, row] of closed.entries()) weigh(model, odds, table, row, weighed.subarray(i * width, (i + 1) * width))
  return {
    rows: closed.length,
    weighed,
    width,
    keys: table.keys,
    deal: Int32Array.from(closed, (row) => table.deal[row]!),
    at: Float64Array.from(closed, (row) => table.at[row]!),
    stageName: Int32Array.from(closed, (row) => table.stageName[row]!),
    stageNames: table.stageNames,
    won: Uint8Array.from(closed, (row) => (table.cause[row] === 1 ? 1 : 0)),
  }
}

/**
 * The past deals nearest to an open one in what the model sees in them, by exact search: of the same stage of the same
 * pipeline, each deal once, where it was nearest. `chance` is what is stated of the open deal.
 * @public
 */
export function similarDeals(
  past: PastDeals,
  model: HazardModel,
  open: LandmarkTable,
  row: number,
  chance: number,
  most = 25,
): SimilarDeals {
  const target = new Float32Array(past.width)
  weigh(model, oddsOf(model), open, row, target)
  const name = past.stageNames.indexOf(open.stageNames[open.stageName[row]!]!)
  const nearest = nearestRows(past, target, name, most)
  const deals = nearest.map(({ row: i, squared }) => ({
    key: past.keys[past.deal[i]!]!,
    at: past.at[i]!,
    won: past.won[i] === 1,
    distance: Math.sqrt(squared),
  }))
  const wins = deals.filter(({ won }) => won).length
  const n = deals.length
  const error = Math.sqrt((chance * (1 - chance)) / Math.max(1, n))
  return {
    deals,
    wins,
    shrunkRate: (wins + IMAGINARY * chance) / (n + IMAGINARY),
    disagrees: n > 0 && Math.abs(wins / n - chance) > 2 * error,
  }
}

/** The nearest rows of a stage name, one per deal, nearest first; ties go to the earlier row. */
export function nearestRows(
  { weighed, width, rows, deal, stageName }: PastDeals,
  target: Float32Array,
  name: number,
  most: number,
): { row: number; squared: number }[] {
  const found: { row: number; squared: number }[] = []
  let limit = Infinity
  for (let row = 0; row < rows; row++) {
    if (stageName[row] !== name) continue
    let squared = 0
    const at = row * width
    // Most rows are out of reach before half of their features are summed.
    for (let j = 0; j < width && squared < limit; j++) {
      const difference = weighed[at + j]! - target[j]!
      squared += difference * difference
    }
    if (squared >= limit) continue
    const same = found.findIndex((one) => deal[one.row] === deal[row])
    if (same !== -1) {
      if (found[same]!.squared <= squared) continue
      found.splice(same, 1)
    }
    let place = found.length
    while (place > 0 && found[place - 1]!.squared > squared) place--
    found.splice(place, 0, { row, squared })
    if (found.length > most) found.pop()
    if (found.length === most) limit = found[most - 1]!.squared
  }
  return found
}

/** What a deviation of each feature adds to the log-odds of winning over losing. */
function oddsOf({ layout, win, loss }: HazardModel): Float64Array {
  const shapes = [1, Math.log1p(LEAD_WEEKS), 1 / (1 + LEAD_WEEKS)]
  return Float64Array.from({ length: layout.features }, (_, j) => {
    const at = layout.feature + j * TRAIT_SHAPES
    return shapes.reduce((sum, shape, b) => sum + shape * (win[at + b]! - loss[at + b]!), 0)
  })
}

function weigh(model: HazardModel, odds: Float64Array, table: LandmarkTable, row: number, out: Float32Array): void {
  for (let j = 0; j < out.length; j++) out[j] = odds[j]! * standardised(table.x[row * table.features + j]!, j, model.scale)
}
