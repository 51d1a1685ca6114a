import type { Column } from '../../../stats/trees/column.ts'
import { numberIn, type ColumnReading } from './column-reading.ts'
import { cellsOf, type DealTable } from './deal-table.ts'

/** What the model looks at: one entry per row in each, and the column of the table that it speaks for. */
export interface TableFeatures {
  rows: number
  columns: Column[]
  /** Index into the readings, by feature. */
  speaksFor: number[]
}

type Used = ColumnReading & { used: true }

/** More pairs of dates than this say little and cost time. */
const MOST_DATES = 4

/**
 * The features of a table by the readings of its columns. A date gives its day, its month and, with each earlier date
 * column, the days between; these speak for the later one. A column that the table lacks is missing in every row.
 */
export function tableFeatures(table: DealTable, readings: readonly ColumnReading[]): TableFeatures {
  const columns: Column[] = []
  const speaksFor: number[] = []
  const add = (column: Column, index: number) => {
    columns.push(column)
    speaksFor.push(index)
  }
  const dates: Float64Array[] = []
  for (const [index, reading] of readings.entries()) {
    if (!reading.used) continue
    const values = readValues(table, reading)
    if (reading.kind === 'category') {
      add({ kind: 'category', codes: Int32Array.from(values, (code) => (Number.isNaN(code) ? -1 : code)) }, index)
      continue
    }
    add({ kind: 'number', values }, index)
    if (reading.kind !== 'date') continue
    add({ kind: 'number', values: values.map(monthOf) }, index)
    for (const earlier of dates.slice(0, MOST_DATES - 1))
      add({ kind: 'number', values: values.map((day, row) => day - earlier[row]!) }, index)
    dates.push(values)
  }
  return { rows: table.rows.length, columns, speaksFor }
}

function readValues(table: DealTable, reading: Used): Float64Array {
  const cells = cellsOf(table, reading.name)
  return cells === undefined
    ? new Float64Array(table.rows.length).fill(Number.NaN)
    : Float64Array.from(cells, (cell) => numberIn(reading, cell))
}

function monthOf(day: number): number {
  return Number.isNaN(day) ? Number.NaN : new Date(day * 86_400_000).getUTCMonth() + 1
}

/** The same features on some of the rows. */
export function takeRows({ columns, speaksFor }: TableFeatures, rows: Int32Array): TableFeatures {
  return {
    rows: rows.length,
    speaksFor,
    columns: columns.map((column) =>
      column.kind === 'number'
        ? { kind: 'number', values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { kind: 'category', codes: Int32Array.from(rows, (row) => column.codes[row]!) },
    ),
  }
}
