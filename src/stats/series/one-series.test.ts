import { describe, expect, test } from 'vitest'
import { autocorrelations } from './autocorrelations.ts'
import { fitAutoregression, kpss } from './autoregression.ts'
import { driftForecast } from './drift.ts'
import { smoothed } from './exponential-smoothing.ts'
import { adjustForSeason, isSeasonal } from './seasonal-adjustment.ts'
import { seasonalNaive } from './seasonal-naive.ts'
import type { SeriesForecast } from './series-forecast.ts'
import reference from './series.reference.json' with { type: 'json' }
import { optimisedTheta, theta } from './theta.ts'

const Z = 1.959963984540054

/** The largest relative difference from R's means, and from its 95 % upper bounds less the mean. */
function apart({ mean, deviation }: SeriesForecast, r: { mean: number[]; upper95: number[] }) {
  const off = (ours: (h: number) => number, theirs: (h: number) => number) =>
    Math.max(...r.mean.map((_, h) => Math.abs(ours(h) - theirs(h)) / Math.abs(theirs(h))))
  return {
    mean: off(
      (h) => mean[h]!,
      (h) => r.mean[h]!,
    ),
    deviation: off(
      (h) => deviation[h]! * Z,
      (h) => r.upper95[h]! - r.mean[h]!,
    ),
  }
}

describe.each(Object.entries(reference.series))('%s, as R sees it', (_, series) => {
  const y = Float64Array.from(series.values)
  const m = series.frequency

  test('the naive forecast and the one with drift, bounds too', () => {
    for (const off of [apart(seasonalNaive(y, m, 18), series.naive), apart(driftForecast(y, 18), series.drift)]) {
      expect(off.mean).toBeLessThan(1e-10)
      expect(off.deviation).toBeLessThan(1e-10)
    }
  })

  test('simple exponential smoothing, bounds too', () => {
    const off = apart(smoothed(y, 18), series.ses)
    expect(off.mean).toBeLessThan(1e-4)
    expect(off.deviation).toBeLessThan(1e-3)
  })

  test('Theta', () => {
    const off = apart(theta(y, m, 18), series.theta)
    expect(off.mean).toBeLessThan(1e-4)
    // R does not stretch the bounds by a multiplicative season, so that only series without one compare.
    if (!isSeasonal(y, m)) expect(off.deviation).toBeLessThan(1e-3)
  })

  test('autocorrelation, seasonal indices, the test for a wandering level, and autoregression', () => {
    const r = autocorrelations(y, 12)
    for (const [lag, theirs] of series.acf.entries()) expect(r[lag]).toBeCloseTo(theirs, 10)
    if (m > 1)
      for (const [place, index] of adjustForSeason(y, m, 'multiplicative').indices.entries())
        // R counts places from the start of the calendar, and all of these series begin there.
        expect(index).toBeCloseTo(series.indices[place]!, 10)
    expect(kpss(y)).toBeCloseTo(series.kpss, 8)
    const fit = fitAutoregression(y, 2, 2)!
    for (const [i, theirs] of series.ar2.entries()) expect([fit.intercept, ...fit.coefficients][i]! / theirs).toBeCloseTo(1, 6)
  })
})

test('fitting the bend of Theta never leaves a larger error inside the series than not bending', () => {
  for (const { values, frequency } of Object.values(reference.series)) {
    const bent = optimisedTheta(values, frequency, 1).deviation[0]! ** 2 * (values.length - 4)
    const classic = theta(values, frequency, 1).deviation[0]! ** 2 * (values.length - 2)
    expect(bent).toBeLessThanOrEqual(classic * (1 + 1e-6))
  }
})

test('a straight line is continued by drift, and half its slope by Theta, from a level one step behind', () => {
  const line = Float64Array.from({ length: 40 }, (_, t) => 10 + 3 * t)
  expect(driftForecast(line, 5).mean).toEqual(Float64Array.from([130, 133, 136, 139, 142]))
  const { mean } = theta(line, 1, 3)
  expect(mean[2]! - mean[1]!).toBeCloseTo(1.5, 9)
  expect(mean[0]).toBeCloseTo(128.5, 2)
})

test('a season is found where there is one and not in what only wanders', () => {
  const year = [1, 2, 4, 2, 1, 0, -1, -2, -4, -2, -1, 0]
  const seasonal = Float64Array.from({ length: 48 }, (_, t) => 20 + year[t % 12]!)
  expect(isSeasonal(seasonal, 12)).toBe(true)
  expect(isSeasonal(reference.series.nile.values, 12)).toBe(false)
  const { adjusted } = adjustForSeason(seasonal, 12, 'additive')
  for (const value of adjusted) expect(value).toBeCloseTo(20, 10)
})
