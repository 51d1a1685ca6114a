/** Brier score = reliability - resolution + uncertainty + withinBins. */
export interface BrierDecomposition {
  brier: number
  /** How far the stated chances of a bin lie from what happened in it; 0 is calibrated. */
  reliability: number
  /** How far the bins' outcomes lie apart; more is better. */
  resolution: number
  /** What stating the base rate for everything would score. */
  uncertainty: number
  /** What differs inside bins: their variance less twice their covariance with the outcomes; 0 where a bin holds one value. */
  withinBins: number
  bins: { rows: number; meanChance: number; happened: number }[]
}

/**
 * A. Murphy's partition of the Brier score (J. Applied Meteorology 12 (1973) 595) over bins of equal size by chance, with the
 * within-bin terms of D. Stephenson et al. (Weather and Forecasting 23 (2008) 752), so that the parts add up exactly.
 */
export function brierDecomposition(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  bins = 10,
): BrierDecomposition {
  const rows = chances.length
  const order = Uint32Array.from(chances, (_, i) => i).sort((a, b) => chances[a]! - chances[b]!)
  let base = 0
  for (let i = 0; i < rows; i++) base += happened[i] ? 1 / rows : 0
  const sum = { brier: 0, reliability: 0, resolution: 0, uncertainty: base * (1 - base), withinBins: 0 }
  const groups: BrierDecomposition['bins'] = []
  for (let bin = 0; bin < bins; bin++) {
    const members = order.subarray(Math.floor((bin * rows) / bins), Math.floor(((bin + 1) * rows) / bins))
    if (members.length === 0) continue
    let meanChance = 0
    let share = 0
    for (const i of members) {
      meanChance += chances[i]! / members.length
      share += (happened[i] ? 1 : 0) / members.length
    }
    for (const i of members) {
      const away = chances[i]! - meanChance
      const outcome = happened[i] ? 1 : 0
      sum.brier += (chances[i]! - outcome) ** 2 / rows
      sum.withinBins += (away * away - 2 * away * (outcome - share)) / rows
    }
    sum.reliability += (members.length * (meanChance - share) ** 2) / rows
    sum.resolution += (members.length * (share - base) ** 2) / rows
    groups.push({ rows: members.length, meanChance, happened: share })
  }
  return { ...sum, bins: groups }
}
