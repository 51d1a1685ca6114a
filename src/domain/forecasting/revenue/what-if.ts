import { drawnAlone } from './deal-alone.ts'
import type { DealLever } from './levers.ts'
import type { Stage } from './scene.ts'
import type { Draws } from './simulation.ts'
import { spreadOf, type Spread } from './summary.ts'

export interface WhatIf {
  total: Spread
  chanceOfQuota: number | null
}

/**
 * The total with one deal switched, on the same draws: its own column is taken out and drawn again. Null for a deal that is
 * not in the forecast.
 */
export function dealWhatIf(
  stage: Stage,
  draws: Draws,
  total: Float64Array,
  quota: number | null,
  key: string,
  lever: DealLever,
): WhatIf | null {
  const index = stage.indexOf(key)
  if (index === -1) return null
  const { seed } = stage.scene
  const { link, paths } = draws
  const before = drawnAlone(stage.scene.deals[index]!, link, paths, seed)
  const after = drawnAlone(stage.switched(index, lever), link, paths, seed)
  let reached = 0
  const changed = total.map((value, path) => {
    const sum = value + after[path]! - before[path]!
    if (quota !== null && sum >= quota) reached += 1
    return sum
  })
  return { total: spreadOf(changed), chanceOfQuota: quota === null ? null : reached / total.length }
}
