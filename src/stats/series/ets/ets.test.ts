import { describe, expect, test } from 'vitest'
import reference from '../series.reference.json' with { type: 'json' }
import { isAdmissible } from './admissible.ts'
import { automaticEts } from './automatic-ets.ts'
import { emptyPass, filter } from './ets-filter.ts'
import { fitEts, firstStates } from './ets-fit.ts'
import { forecastEts } from './ets-forecast.ts'
import { SEASON, type EtsForm } from './ets-form.ts'

const Z = 1.959963984540054

interface Reference {
  model: string
  damped: boolean
  par: Readonly<Record<string, number>>
  initstate: Readonly<Record<string, number>>
  deviance: number
  sigma2: number
  mean: number[]
  upper95: number[]
}

describe.each(Object.entries(reference.series))('%s', (_, series) => {
  const y = Float64Array.from(series.values)
  const m = series.frequency
  const models = series.ets as unknown as Reference[]

  test.each(models)('$model (damped: $damped) at the parameters of R has its likelihood and forecasts', (theirs) => {
    const form = formOf(theirs)
    const cycle = form.season === 'N' ? 0 : m
    const parameters = parametersOf(theirs, cycle)
    const pass = emptyPass(y.length, cycle)
    const squares = filter(form, cycle, parameters, y, pass)
    // R goes on where a forecast turns negative under multiplicative error; there is no such law.
    if (squares === Infinity) return expect(form).toMatchObject({ error: 'M', season: 'A' })
    expect(y.length * Math.log(squares)).toBeCloseTo(theirs.deviance, 6)
    const { mean, deviation } = forecastEts(
      { form, frequency: m, parameters, state: pass.state, n: y.length, deviance: 0, aicc: 0, sigma: Math.sqrt(theirs.sigma2) },
      18,
    )
    // With multiplicative season R gives the mean of the law, ours is its middle: apart by the order of sigma squared.
    const tolerance = form.season === 'M' ? 2e-2 : 1e-9
    for (const [h, expected] of theirs.mean.entries()) {
      expect(Math.abs(mean[h]! / expected - 1)).toBeLessThan(tolerance)
      // Without a slope R files the seasonal weight under the wrong state; the identity below stands in.
      if (form.season === 'N' || (form.season === 'A' && form.trend !== 'N'))
        expect(Math.abs((deviation[h]! * Z) / (theirs.upper95[h]! - expected) - 1)).toBeLessThan(1e-6)
    }
  })

  test.each(models)('$model (damped: $damped) is fitted at least as likely as by R', (theirs) => {
    const form = formOf(theirs)
    const fit = fitEts(y, m, form, firstStates(y, m, form.season), true)
    // In n log S; more negative is likelier.
    if (fit) expect(fit.deviance).toBeLessThan(theirs.deviance + 1)
    else expect(form).toEqual({ error: 'M', trend: expect.any(String), season: 'A' })
  })

  test('the form chosen has an AICc no worse than the one R chose', () => {
    expect(automaticEts(y, m)!.aicc).toBeLessThan(series.auto.aicc + 0.1)
  })
})

test('an additive season without slope spreads as one with a slope of no weight', () => {
  const { values, frequency } = reference.series.deaths
  const y = Float64Array.from(values)
  const flat = fitEts(y, frequency, { error: 'A', trend: 'N', season: 'A' }, firstStates(y, frequency, 'A'), false)!
  const sloped = { ...flat, form: { ...flat.form, trend: 'A' as const } }
  expect(forecastEts(flat, 30).deviation).toEqual(forecastEts(sloped, 30).deviation)
})

test('seasonal weights that let old errors grow are not admissible', () => {
  const form: EtsForm = { error: 'A', trend: 'N', season: 'A' }
  const weights = (alpha: number, gamma: number) => Float64Array.from([alpha, 0, gamma, 1, 0, 0])
  expect(isAdmissible(form, 4, weights(0.2, 0.3))).toBe(true)
  expect(isAdmissible(form, 4, weights(0.2, 2.5))).toBe(false)
})

test('fewer values than a form has parameters give no fit', () => {
  expect(automaticEts([3, 1, 2], 1)).toBeUndefined()
})

function formOf({ model, damped }: Reference): EtsForm {
  return {
    error: model[0] as EtsForm['error'],
    trend: model[1] === 'N' ? 'N' : damped ? 'Ad' : 'A',
    season: model[2] as EtsForm['season'],
  }
}

/** R numbers the first seasonal states backwards: s1 is the one a period before the series begins. */
function parametersOf({ par, initstate }: Reference, cycle: number): Float64Array {
  const of = (name: string, otherwise: number) => par[name] ?? otherwise
  const parameters = new Float64Array(SEASON + cycle)
  parameters.set([of('alpha', 0), of('beta', 0), of('gamma', 0), of('phi', 1), initstate['l'] ?? 0, initstate['b'] ?? 0])
  for (let place = 0; place < cycle; place++) parameters[SEASON + place] = initstate[`s${cycle - place}`] ?? 0
  return parameters
}
