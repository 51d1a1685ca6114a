import { binTable } from '../../../stats/trees/binned-table.ts'
import { learnBins } from '../../../stats/trees/bin-rules.ts'
import { boostTrees, treeScores } from '../../../stats/trees/boosted-trees.ts'
import type { Column } from '../../../stats/trees/column.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { personPeriodRows } from '../landmarks/person-period.ts'
import { landmarkTable } from '../landmarks/training-rows.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { quarterPart } from '../win-model/quarter-weeks.ts'
import { HORIZON_DAYS, type PastCompany, type PastInstant } from './past-instants.ts'
import type { PastChances } from './sequence-challengers.ts'

const LEADS = HORIZON_DAYS / 7
const SHAPE = { maxLeaves: 15, minSamples: 40, l2: 1, learningRate: 0.06, trees: 200, patience: 15 }
const MOST_LANDMARKS = 12_000
const ZERO_RATE = 0.3
const HELD_OUT_OF = 5

/**
 * Boosted trees on the same landmark rows: rates of winning and losing in each of the next 13 weeks, each by trees with
 * Poisson loss and the exposure as offset, added up to the chance to be won within them. Deals held out say when to stop.
 */
export function treeChances(past: PastCompany, fiscalStartMonth: number, seed: number): PastChances {
  return past.refits.map(({ at, instants }) => {
    const table = landmarkTable(past.tracks, at, { most: MOST_LANDMARKS, seed }, past.book)
    const weeks = personPeriodRows(table, { leads: LEADS, zeroRate: ZERO_RATE, seed })
    const columns = columnsOf(table, weeks.row, weeks.lead, fiscalStartMonth)
    const rules = learnBins(columns)
    const binned = binTable(rules, columns)
    const settings = {
      ...SHAPE,
      loss: { kind: 'poisson' },
      seed,
      weights: weeks.weight,
      offset: weeks.exposure.map((share) => Math.log(Math.max(1e-3, share))),
      part: Uint8Array.from(weeks.row, (row) => (table.deal[row]! % HELD_OUT_OF === 0 ? 0 : 1)),
    } as const
    const [win, loss] = [1, 2].map((cause) =>
      boostTrees(
        binned,
        Float64Array.from(weeks.event, (event) => (event === cause ? 1 : 0)),
        settings,
      ),
    )
    return instants.map(({ open }) => {
      const ahead = weeksAhead(open)
      const later = binTable(rules, columnsOf(open, ahead.row, ahead.lead, fiscalStartMonth))
      return wonWithin(open.rows, treeScores(win!, later), treeScores(loss!, later))
    })
  })
}

function weeksAhead({ rows }: PastInstant['open']): { row: Int32Array; lead: Uint16Array } {
  const size = rows * LEADS
  return { row: new Int32Array(size).map((_, i) => Math.floor(i / LEADS)), lead: new Uint16Array(size).map((_, i) => i % LEADS) }
}

/** From log rates per week: [row * LEADS + lead]. */
function wonWithin(rows: number, logWin: Float64Array, logLoss: Float64Array): Float64Array {
  return new Float64Array(rows).map((_, row) => {
    let open = 1
    let won = 0
    for (let i = row * LEADS; i < (row + 1) * LEADS; i++) {
      const win = Math.exp(logWin[i]!)
      const total = win + Math.exp(logLoss[i]!)
      const closing = open * -Math.expm1(-total)
      won += (closing * win) / total
      open -= closing
    }
    return won
  })
}

/** All that a landmark row holds, and of the week ahead how far it is, how near the close date and where in the quarter. */
function columnsOf(table: LandmarkTable, row: Int32Array, lead: Uint16Array, fiscalStartMonth: number): Column[] {
  const numbers = (value: (row: number, lead: number) => number): Column => ({
    kind: 'number',
    values: Float64Array.from(row, (of, i) => value(of, lead[i]!)),
  })
  const columns: Column[] = []
  for (let f = 0; f < table.features; f++) columns.push(numbers((of) => table.x[of * table.features + f]!))
  columns.push(
    numbers((of) => table.stage[of]!),
    numbers((_, ahead) => ahead),
    numbers((of, ahead) => table.dueWeeks[of]! - ahead),
    numbers((of, ahead) => quarterPart(table.at[of]! + (ahead * 7 + 3.5) * MS_PER_DAY, fiscalStartMonth)),
    { kind: 'category', codes: Int32Array.from(row, (of) => table.segment[of]!) },
  )
  return columns
}
