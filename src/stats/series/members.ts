import { autoregressive } from './autoregression.ts'
import { automaticEts, LONGEST_CYCLE } from './ets/automatic-ets.ts'
import { fitEts, firstStates } from './ets/ets-fit.ts'
import { forecastEts } from './ets/ets-forecast.ts'
import type { EtsForm } from './ets/ets-form.ts'
import { smoothed } from './exponential-smoothing.ts'
import { adjustIfSeasonal, deviationWithSeason, withSeason } from './seasonal-adjustment.ts'
import { seasonalNaive } from './seasonal-naive.ts'
import type { SeriesForecast } from './series-forecast.ts'
import { theta } from './theta.ts'

/** A method that takes part in the combination: a forecast from the first `n` values, made again at earlier origins. */
export interface Member {
  readonly name: string
  readonly forecast: (y: Float64Array, horizon: number) => SeriesForecast
}

/**
 * The methods that suit a series. Positive series are also seen on the log scale, where growth is a line. The form of
 * exponential smoothing is chosen once, on the whole series; at earlier origins it is only fitted again.
 */
export function membersFor(y: Float64Array, frequency: number): Member[] {
  const naive: Member = { name: frequency > 1 ? 'seasonal naive' : 'naive', forecast: (v, h) => seasonalNaive(v, frequency, h) }
  if (y.length < 3) return [naive]
  const simple: Member = {
    name: 'simple smoothing',
    forecast: (v, h) => withoutSeason(v, frequency, (adjusted) => smoothed(adjusted, h)),
  }
  const bent: Member = { name: 'theta', forecast: (v, h) => theta(v, frequency, h) }
  if (y.length < 8) return [naive, simple, bent]
  const members = [
    naive,
    bent,
    { name: 'autoregression', forecast: (v, h) => autoregressive(v, frequency, h) } satisfies Member,
    automatic(y, frequency, 'automatic ETS', undefined),
    automatic(y, frequency, 'damped ETS', ['Ad']),
  ]
  if (!y.every((value) => value > 0)) return members
  return [
    ...members,
    { name: 'theta of logs', forecast: (v, h) => ofLogs(v, (logs) => theta(logs, frequency, h)) },
    onLogs(automatic(y.map(Math.log), frequency, 'automatic ETS of logs', undefined)),
  ]
}

function automatic(y: Float64Array, frequency: number, name: string, trends: readonly EtsForm['trend'][] | undefined): Member {
  const long = frequency > LONGEST_CYCLE || trends !== undefined
  const seen = long ? adjustIfSeasonal(y, frequency).adjusted : y
  const cycle = long ? 1 : frequency
  const whole = automaticEts(seen, cycle, trends ? { trends } : {})
  const fitted = (v: Float64Array, horizon: number): SeriesForecast => {
    if (!whole) return smoothed(v, horizon)
    if (v.length === y.length) return forecastEts(whole, horizon)
    const fit = v.length < 2 * cycle ? undefined : fitEts(v, cycle, whole.form, firstStates(v, cycle, whole.form.season), false)
    return fit ? forecastEts(fit, horizon) : smoothed(v, horizon)
  }
  return { name, forecast: long ? (v, h) => withoutSeason(v, frequency, (adjusted) => fitted(adjusted, h)) : fitted }
}

function onLogs(member: Member): Member {
  return { name: member.name, forecast: (v, h) => ofLogs(v, (logs) => member.forecast(logs, h)) }
}

/** A forecast made on the log scale, as median and, to first order, the deviation of what it is the log of. */
function ofLogs(values: Float64Array, forecast: (logs: Float64Array) => SeriesForecast): SeriesForecast {
  const { mean, deviation } = forecast(values.map(Math.log))
  const median = mean.map((value) => Math.exp(value))
  return { mean: median, deviation: deviation.map((value, h) => value * median[h]!) }
}

function withoutSeason(
  values: Float64Array,
  frequency: number,
  forecast: (adjusted: Float64Array) => SeriesForecast,
): SeriesForecast {
  const season = adjustIfSeasonal(values, frequency)
  const { mean, deviation } = forecast(season.adjusted)
  return {
    mean: withSeason(season, values.length, mean),
    deviation: deviationWithSeason(season, values.length, deviation),
  }
}
