/** One finding about files or deals: what it is, where, how often, the clearest case, and what to do. */
export interface Warning {
  readonly kind: string
  readonly file: string
  readonly count: number
  readonly example: string
  readonly advice: string
}
