import { fitEts, firstStates, type EtsFit } from './ets-fit.ts'
import { parameterCount, type EtsForm } from './ets-form.ts'

/** Longer cycles than this have too many first states to estimate; their season is taken out beforehand. */
export const LONGEST_CYCLE = 24

const TRENDS = ['N', 'A', 'Ad'] as const

/**
 * The form of least AICc: error additive or multiplicative, trend none, additive or damped, season none, additive or
 * multiplicative, without the unstable pairing of additive error with multiplicative season. Forms are compared with the
 * first season taken from a decomposition; the best `refined` are then fitted with the season free. Multiplicative parts
 * need positive values. Undefined where the series is too short for any form (fewer than 5 values).
 */
export function automaticEts(
  values: ArrayLike<number>,
  frequency: number,
  { trends = TRENDS, refined = 1 }: { trends?: readonly EtsForm['trend'][]; refined?: number } = {},
): EtsFit | undefined {
  const y = Float64Array.from(values)
  const n = y.length
  const positive = y.every((value) => value > 0)
  const cyclic = frequency > 1 && frequency <= LONGEST_CYCLE && n >= 2 * frequency + 2
  const seasons: EtsForm['season'][] = cyclic ? (positive ? ['N', 'A', 'M'] : ['N', 'A']) : ['N']
  const found: EtsFit[] = []
  for (const season of seasons) {
    const first = firstStates(y, frequency, season)
    for (const trend of trends) {
      for (const error of positive ? (['A', 'M'] as const) : (['A'] as const)) {
        const form = { error, trend, season }
        if ((error === 'A' && season === 'M') || n - parameterCount(form, frequency) - 1 < 1) continue
        const fit = fitEts(y, frequency, form, first, false)
        if (fit) found.push(fit)
      }
    }
  }
  found.sort((a, b) => a.aicc - b.aicc)
  const best = found[0]
  if (!best || best.form.season === 'N' || refined === 0) return best
  const again = found.slice(0, refined).map((fit) => {
    if (fit.form.season === 'N') return fit
    return fitEts(y, frequency, fit.form, firstStates(y, frequency, fit.form.season), true) ?? fit
  })
  return again.sort((a, b) => a.aicc - b.aicc)[0]
}
