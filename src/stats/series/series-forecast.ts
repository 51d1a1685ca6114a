/** What a method says of the next periods: the point forecast and the standard deviation of its error, by step ahead. */
export interface SeriesForecast {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}
