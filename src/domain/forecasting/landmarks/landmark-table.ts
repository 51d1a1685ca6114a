/**
 * Deals as they stood at past instants (landmarks), one row per deal and landmark, and what became of them as far as known
 * when the table was cut. Plain typed arrays, to hand to another thread. All columns have `rows` entries unless said.
 */
export interface LandmarkTable {
  rows: number
  /** Names of the deals, ascending. */
  keys: readonly string[]
  /** Index into `keys`. */
  deal: Int32Array
  /** The landmark, milliseconds since the epoch: nothing recorded at or after it is in the row. */
  at: Float64Array
  /** Canonical stage: 0 discovery, 1 qualification, 2 proposal, 3 negotiation. */
  stage: Uint8Array
  /** Index into `stageNames`: a pipeline's stage as the company calls it. */
  stageName: Int32Array
  stageNames: readonly string[]
  /** 0 enterprise, 1 mid-market, 2 smb, 3 not known. */
  segment: Uint8Array
  /** [row * features + feature] in the order of LANDMARK_FEATURES, not standardised; NaN where nothing is known. */
  x: Float64Array
  features: number
  /** Weeks from the landmark to the close date entered by then; NaN without one, negative when it has passed. */
  dueWeeks: Float64Array
  /** Expected amount by then, minor units of the base currency; NaN without one. */
  amount: Float64Array
  /** What became of it before the cut: 0 not closed (censored), 1 won, 2 lost. */
  cause: Uint8Array
  /** Weeks from the landmark to the close (0 where it was signed before the landmark and recorded after it), or to the cut. */
  followed: Float64Array
}
