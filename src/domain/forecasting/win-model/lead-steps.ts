/** Weeks of lead that rates are learned for; a company whose deals take longer gets the longer span. */
export const SPANS = [39, 52] as const
export type Span = (typeof SPANS)[number]

/** Shapes over the lead t in weeks that every rate is made of: a level, ln(1 + t), 1 / (1 + t) and t / 13. */
export const SHAPES = 4
/** What a trait of a deal can bend: all but the last, which only stages and segments have. */
export const TRAIT_SHAPES = 3

/** Ends of the steps in which exposure is counted, in weeks: the first week by days, then by weeks. */
export const STEP_ENDS: Float64Array = Float64Array.from({ length: 6 + SPANS[1] }, (_, k) => (k < 6 ? (k + 1) / 7 : k - 5))

/** Steps of a span. */
export function stepsOf(span: Span): number {
  return 6 + span
}

/** [step * SHAPES + shape], at the middle of each step. */
export const STEP_SHAPES: Float64Array = shapesAt(STEP_ENDS)

/** The shapes at the middles of intervals that follow each other from 0, given their ends in weeks. */
export function shapesAt(ends: ArrayLike<number>): Float64Array {
  const shapes = new Float64Array(ends.length * SHAPES)
  for (let k = 0; k < ends.length; k++) {
    const t = ((k === 0 ? 0 : ends[k - 1]!) + ends[k]!) / 2
    shapes.set([1, Math.log1p(t), 1 / (1 + t), t / 13], k * SHAPES)
  }
  return shapes
}
