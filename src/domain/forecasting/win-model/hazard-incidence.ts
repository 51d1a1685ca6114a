import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import { shareGone } from '../../../stats/survival/share-gone.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { LEAD_EDGES, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { dayRate } from './close-days.ts'
import { SEGMENTS, STAGES } from './coefficients.ts'
import { DUE_PARTS, duePart } from './due-parts.ts'
import { kindLevels, type HazardModel } from './hazard-model.ts'
import { LEAST_LOG_RATE, MOST_LOG_RATE } from './hazard-walk.ts'
import { standardised } from './hazard-rows.ts'
import { SHAPES, shapesAt, TRAIT_SHAPES, type Span } from './lead-steps.ts'
import { QUARTER_PARTS, quarterPart } from './quarter-weeks.ts'

const ENDS_IN_WEEKS = LEAD_EDGES.slice(1).map((days) => days / 7)
const GRID_SHAPES = shapesAt(ENDS_IN_WEEKS)
const WEEKS = Float64Array.from(ENDS_IN_WEEKS, (end, k) => end - (k === 0 ? 0 : ENDS_IN_WEEKS[k - 1]!))
const MIDDLES = Float64Array.from(ENDS_IN_WEEKS, (end, k) => end - WEEKS[k]! / 2)

/** The shapes in each interval of the lead grid, held where the span ends: [interval * SHAPES + shape]. */
export function shapesHeld(span: Span): Float64Array {
  const own = intervalsOf(span)
  const held = GRID_SHAPES.slice()
  for (let k = own; k < LEAD_INTERVALS; k++) held.copyWithin(k * SHAPES, (own - 1) * SHAPES, own * SHAPES)
  return held
}

/** Intervals of the lead grid that a span covers; later ones keep its last rate. */
export function intervalsOf(span: Span): number {
  return ENDS_IN_WEEKS.findIndex((end) => end > span + 1e-9)
}

/** What the calendar does to the rates in each interval ahead of an instant, as logarithms. */
export interface CalendarAhead {
  win: Float64Array
  loss: Float64Array
}

/** Of the week alone: on which days deals close. */
export function daysAhead({ days }: HazardModel, asOf: number): CalendarAhead {
  const win = new Float64Array(LEAD_INTERVALS)
  const loss = new Float64Array(LEAD_INTERVALS)
  for (let k = 0; LEAD_EDGES[k + 1]! - LEAD_EDGES[k]! <= 1; k++) {
    win[k] = dayRate(days.win, asOf, k)
    loss[k] = dayRate(days.loss, asOf, k)
  }
  return { win, loss }
}

/** Of the week and the fiscal quarter. */
export function calendarAhead(model: HazardModel, asOf: number): CalendarAhead {
  const { layout, fiscalStartMonth } = model
  const { win, loss } = daysAhead(model, asOf)
  const factor = (coefficients: Float64Array, part: number): number =>
    part === 0 ? 1 : Math.exp(coefficients[layout.quarter + part - 1]!)
  const wins = Float64Array.from({ length: QUARTER_PARTS }, (_, part) => factor(model.win, part))
  const losses = Float64Array.from({ length: QUARTER_PARTS }, (_, part) => factor(model.loss, part))
  for (let k = 0; k < LEAD_INTERVALS; k++) {
    const from = LEAD_EDGES[k]!
    const days = LEAD_EDGES[k + 1]! - from
    const samples = Math.max(1, Math.round(days))
    let w = 0
    let l = 0
    for (let i = 0; i < samples; i++) {
      const part = quarterPart(asOf + (from + ((i + 0.5) * days) / samples) * MS_PER_DAY, fiscalStartMonth)
      w += wins[part]!
      l += losses[part]!
    }
    win[k]! += Math.log(w / samples)
    loss[k]! += Math.log(l / samples)
  }
  return { win, loss }
}

/** Logarithms of both rates per week in each interval, for one row of a table. */
export interface LogRates {
  win: Float64Array
  loss: Float64Array
}

/** Cumulative chances of each row, from the rows' common instant on; of the first `intervals` where no more are asked for. */
export function incidences(
  model: HazardModel,
  table: LandmarkTable,
  asOf: number,
  intervals: number = LEAD_INTERVALS,
): Incidence[] {
  const ahead = calendarAhead(model, asOf)
  const names = nameIndex(model, table)
  const rates = { win: new Float64Array(intervals), loss: new Float64Array(intervals) }
  return Array.from({ length: table.rows }, (_, row) => {
    logRates(model, table, row, names, ahead, rates)
    return fromLogRates(rates)
  })
}

/** For each of the table's stage names its place among the model's; −1 where the model has not met it. */
export function nameIndex(model: HazardModel, table: LandmarkTable): Int32Array {
  const places = new Map(model.stageNames.map((name, i) => [name, i]))
  return Int32Array.from(table.stageNames, (name) => places.get(name) ?? -1)
}

export function logRates(
  model: HazardModel,
  table: LandmarkTable,
  row: number,
  names: Int32Array,
  ahead: CalendarAhead,
  out: LogRates,
): void {
  causeRates(model, model.win, table, row, names, ahead.win, out.win)
  causeRates(model, model.loss, table, row, names, ahead.loss, out.loss)
}

const shapes = new Float64Array(SHAPES)
const dueRates = new Float64Array(DUE_PARTS)

function causeRates(
  model: HazardModel,
  coefficients: Float64Array,
  table: LandmarkTable,
  row: number,
  names: Int32Array,
  quarter: Float64Array,
  out: Float64Array,
): void {
  const { layout, scale } = model
  const stage = Math.min(STAGES - 1, table.stage[row]!)
  const segment = Math.min(SEGMENTS - 1, table.segment[row]!)
  kindLevels(model, coefficients, stage, segment, names[table.stageName[row]!] ?? -1, shapes)
  for (let j = 0, t = layout.feature; j < layout.features; j++, t += TRAIT_SHAPES) {
    const z = standardised(table.x[row * layout.features + j]!, j, scale)
    if (z === 0) continue
    shapes[0]! += z * coefficients[t]!
    shapes[1]! += z * coefficients[t + 1]!
    shapes[2]! += z * coefficients[t + 2]!
  }
  const due = table.dueWeeks[row]!
  const dated = due === due
  if (dated)
    for (let part = 1; part < DUE_PARTS; part++) dueRates[part] = coefficients[layout.due + stage * (DUE_PARTS - 1) + part - 1]!
  const own = intervalsOf(model.span)
  const a0 = shapes[0]!
  const a1 = shapes[1]!
  const a2 = shapes[2]!
  const a3 = shapes[3]!
  let last = 0
  for (let k = 0; k < out.length; k++) {
    if (k < own) {
      last = a0 + a1 * GRID_SHAPES[k * SHAPES + 1]! + a2 * GRID_SHAPES[k * SHAPES + 2]! + a3 * GRID_SHAPES[k * SHAPES + 3]!
      if (dated) {
        const part = duePart(due, MIDDLES[k]!)
        if (part > 0) last += dueRates[part]!
      }
    }
    const eta = last + quarter[k]!
    out[k] = eta > MOST_LOG_RATE ? MOST_LOG_RATE : eta < LEAST_LOG_RATE ? LEAST_LOG_RATE : eta
  }
}

/** Cumulative incidence of piecewise constant rates; both multiplied by a factor if one is given. */
export function fromLogRates({ win, loss }: LogRates): Incidence {
  const n = win.length
  const result = { win: new Float64Array(n), loss: new Float64Array(n), open: new Float64Array(n) }
  let won = 0
  let lost = 0
  let left = 1
  for (let k = 0; k < n; k++) {
    const w = Math.exp(win[k]!)
    const total = w + Math.exp(loss[k]!)
    const closing = left * shareGone(total * WEEKS[k]!)
    const wins = (closing * w) / total
    won += wins
    lost += closing - wins
    left = 1 - won - lost
    result.win[k] = won
    result.loss[k] = lost
    result.open[k] = left
  }
  return result
}
