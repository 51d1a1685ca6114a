/**
 * Cox's recalibration: intercept and slope of a logistic regression of what happened on the log-odds of the stated
 * chances; (0, 1) is calibrated, a slope below 1 means chances too extreme. Newton's method, to 1e-10.
 */
export function calibrationSlope(chances: readonly number[], happened: readonly boolean[]): { intercept: number; slope: number } {
  let intercept = 0
  let slope = 1
  for (let step = 0; step < 50; step++) {
    let g0 = 0
    let g1 = 0
    let h00 = 0
    let h01 = 0
    let h11 = 0
    for (const [i, chance] of chances.entries()) {
      const x = logOdds(chance)
      const p = 1 / (1 + Math.exp(-(intercept + slope * x)))
      const residual = (happened[i] ? 1 : 0) - p
      const weight = p * (1 - p)
      g0 += residual
      g1 += residual * x
      h00 += weight
      h01 += weight * x
      h11 += weight * x * x
    }
    const determinant = h00 * h11 - h01 * h01
    const toIntercept = (h11 * g0 - h01 * g1) / determinant
    const toSlope = (h00 * g1 - h01 * g0) / determinant
    intercept += toIntercept
    slope += toSlope
    if (Math.abs(toIntercept) + Math.abs(toSlope) < 1e-10) break
  }
  return { intercept, slope }
}

function logOdds(p: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, p))
  return Math.log(inside / (1 - inside))
}
