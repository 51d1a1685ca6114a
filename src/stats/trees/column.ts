/** A column of numbers; NaN is missing. */
export interface NumberColumn {
  kind: 'number'
  values: Float64Array
}

/** A column of categories by code from 0 up; a negative code is missing. */
export interface CategoryColumn {
  kind: 'category'
  codes: Int32Array
}

/** What trees learn from: one entry per row. */
export type Column = NumberColumn | CategoryColumn
