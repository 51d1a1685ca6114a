import type { Random } from '../random.ts'

/**
 * How a manager overrides a forecast. One with a signal knows part of what the forecast does not; one without only moves
 * chances up or down.
 */
export interface ManagerStyle {
  /** Share of the gap between the forecast's and the true log-odds that the manager sees; 0 for none. */
  readonly signal: number
  /** Sd of what the manager takes for a signal and is none, in log-odds. */
  readonly noise: number
  /** Log-odds added to every chance. */
  readonly bias: number
}

/** The kinds of managers there are: two who know something, one who hopes, one who doubts. */
export const MANAGER_STYLES = {
  close: { signal: 0.6, noise: 0.4, bias: 0 },
  loose: { signal: 0.35, noise: 0.6, bias: 0.15 },
  hopeful: { signal: 0, noise: 0.4, bias: 0.7 },
  doubtful: { signal: 0, noise: 0.4, bias: -0.5 },
} as const satisfies Record<string, ManagerStyle>

/** The chance a manager states instead of the forecast's, given the true one. */
export function managerOverride(random: Random, style: ManagerStyle, forecast: number, truth: number): number {
  const said = logit(forecast)
  const move = style.signal * (logit(truth) - said) + style.noise * random.normal() + style.bias
  return 1 / (1 + Math.exp(-said - move))
}

/**
 * What part of such a manager's moves a best blend takes over: the slope of the forecast's gap to the truth on the move,
 * where the gap has this standard deviation in log-odds. 0 for managers without a signal.
 */
export function trueCredit({ signal, noise }: ManagerStyle, gapSd: number): number {
  const gap = gapSd * gapSd
  return (signal * gap) / (signal * signal * gap + noise * noise)
}

function logit(chance: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, chance))
  return Math.log(bounded / (1 - bounded))
}
