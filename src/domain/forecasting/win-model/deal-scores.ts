import { SEGMENTS, type Layout } from './coefficients.ts'
import { DUE_PARTS } from './due-parts.ts'
import type { HazardRows } from './hazard-rows.ts'
import { HazardSums } from './hazard-sums.ts'
import { walkRows, type Walk } from './hazard-walk.ts'
import { SHAPES, TRAIT_SHAPES, type Span } from './lead-steps.ts'
import { QUARTER_PARTS } from './quarter-weeks.ts'

/** The score of each deal: minus the gradient of its rows, [deal * layout.size]. */
export function dealScores(rows: HazardRows, cause: 1 | 2, layout: Layout, span: Span, theta: Float64Array): Float64Array {
  const scores = new Float64Array(rows.deals * layout.size)
  const onRow: Walk['onRow'] = (row, g, quarter, due) => {
    const at = rows.deal[row]! * layout.size
    const kind = rows.kind[row]! * 3
    const stage = rows.kinds[kind]!
    const segment = rows.kinds[kind + 1]!
    const name = rows.kinds[kind + 2]!
    for (let b = 0; b < SHAPES; b++) {
      scores[at + layout.stage + stage * SHAPES + b]! -= g[b]!
      scores[at + layout.segment + segment * SHAPES + b]! -= g[b]!
    }
    scores[at + layout.cell + stage * SEGMENTS + segment]! -= g[0]!
    for (let b = 0; b < TRAIT_SHAPES; b++) scores[at + layout.name + name * TRAIT_SHAPES + b]! -= g[b]!
    for (let part = 1; part < QUARTER_PARTS; part++) scores[at + layout.quarter + part - 1]! -= quarter[part]!
    for (let part = 1; part < DUE_PARTS; part++) scores[at + layout.due + stage * (DUE_PARTS - 1) + part - 1]! -= due[part]!
    for (let j = 0, t = at + layout.feature; j < rows.features; j++) {
      const z = rows.z[row * rows.features + j]!
      for (let b = 0; b < TRAIT_SHAPES; b++) scores[t++]! -= z * g[b]!
    }
  }
  walkRows(new HazardSums(rows, layout, true), theta, cause, { span, every: 1, onRow })
  return scores
}
