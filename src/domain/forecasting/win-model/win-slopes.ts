import { LEAD_EDGES } from '../lead-grid.ts'
import type { LogRates } from './hazard-incidence.ts'

const WEEKS = Float64Array.from(LEAD_EDGES.slice(1), (end, k) => (end - LEAD_EDGES[k]!) / 7)

/**
 * The chance ever to win and its derivative by both log rates of every interval, in closed form. With rate times weeks w
 * and l, H = w + l and S open at the start of the interval, dF/dw = S (exp(-H) w/H + (1 - exp(-H)) l/H^2) - wins after it,
 * dF/dl = S (exp(-H) w/H - (1 - exp(-H)) w/H^2) - wins after it.
 */
export function winSlopes({ win, loss }: LogRates, slopes: { win: Float64Array; loss: Float64Array }): number {
  const n = win.length
  let left = 1
  let won = 0
  for (let k = 0; k < n; k++) {
    const w = Math.exp(win[k]!) * WEEKS[k]!
    const l = Math.exp(loss[k]!) * WEEKS[k]!
    const total = w + l
    const stay = Math.exp(-total)
    const gone = -Math.expm1(-total)
    won += (left * gone * w) / total
    // Wins after the interval are taken off once their sum is known; `won` so far stands in for them here.
    slopes.win[k] = w * (left * ((stay * w) / total + (gone * l) / (total * total)) + won)
    slopes.loss[k] = l * (left * ((stay * w) / total - (gone * w) / (total * total)) + won)
    left *= stay
  }
  for (let k = 0; k < n; k++) {
    slopes.win[k]! -= won * Math.exp(win[k]!) * WEEKS[k]!
    slopes.loss[k]! -= won * Math.exp(loss[k]!) * WEEKS[k]!
  }
  return won
}
