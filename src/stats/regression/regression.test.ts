import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import type { Design } from './design.ts'
import { covarianceOf } from './newton.ts'
import { logisticChances, fitRidgeLogistic } from './ridge-logistic.ts'
import { fitRidgeMultinomial } from './ridge-multinomial.ts'
import { fitRidgePoisson } from './ridge-poisson.ts'
import reference from './regression.reference.json' with { type: 'json' }
import { clusterSandwich } from './sandwich.ts'

const N = 60
const index = Array.from({ length: N }, (_, i) => i)
const x1 = index.map((i) => Math.sin(i * 1.7) + i / 40)
const x2 = index.map((i) => Math.cos(i * 0.9) * 1.5)
const x = Float64Array.from(index.flatMap((i) => [1, x1[i]!, x2[i]!]))
const plain: Design = { x, rows: N, columns: 3 }
const offset = index.map((i) => (i % 5) / 10)
const weighted: Design = { ...plain, weights: index.map((i) => 1 + (i % 3) / 2), offset }
const happened = index.map((i) => (Math.sin(i * 2.3) + 0.8 * x1[i]! - 0.5 * x2[i]! > 0.3 ? 1 : 0))

function expectNear(actual: ArrayLike<number>, expected: readonly number[], digits = 6): void {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(actual[i]!).toBeCloseTo(value, digits)
}

function errors(covariance: Float64Array): number[] {
  const size = Math.sqrt(covariance.length)
  return Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * size + i]!))
}

test('logistic regression with weights and offsets is that of R, standard errors too', () => {
  const fit = fitRidgeLogistic(weighted, happened)
  expect(fit.converged).toBe(true)
  expectNear(fit.coefficients, reference.logistic)
  expectNear(errors(covarianceOf(fit)), reference.logisticErrors)
})

test('standard errors by cluster are those of the sandwich formula', () => {
  const fit = fitRidgeLogistic(weighted, happened)
  const chances = logisticChances(weighted, fit.coefficients)
  const scores = x.map((value, at) => {
    const row = Math.floor(at / 3)
    return value * weighted.weights![row]! * (happened[row]! - chances[row]!)
  })
  const clusters = index.map((i) => Math.floor(i / 3))
  expectNear(errors(clusterSandwich(covarianceOf(fit), scores, clusters, N / 3)), reference.clusterErrors)
})

test('a prior draws every coefficient to its own mean by its own strength, as a general optimiser finds', () => {
  const fit = fitRidgeLogistic(weighted, happened, { prior: { mean: [0.2, 0.5, -0.4], precision: [0.1, 5, 3] } })
  expectNear(fit.coefficients, reference.ridge, 4)
})

test('ridge around nothing is scikit-learn’s', () => {
  const fit = fitRidgeLogistic(plain, happened, { prior: { mean: [0, 0, 0], precision: [0, 2, 2] } })
  expectNear(fit.coefficients, reference.scikitRidge, 5)
})

test('Poisson regression with offsets is that of R', () => {
  const counts = index.map((i) => Math.floor(Math.exp(0.4 * x1[i]! - 0.3 * x2[i]! + 0.5 + 0.6 * Math.sin(i * 3.1))))
  const fit = fitRidgePoisson({ ...plain, offset }, counts)
  expectNear(fit.coefficients, reference.poisson)
  expectNear(errors(covarianceOf(fit)), reference.poissonErrors)
})

test('three classes are told apart as scikit-learn tells them', () => {
  const classes = index.map((i) => (Math.sin(i * 2.3) + 0.8 * x1[i]! > 0.9 ? 2 : Math.cos(i * 1.1) - 0.5 * x2[i]! > 0.2 ? 1 : 0))
  expectNear(fitRidgeMultinomial(plain, classes, 3).coefficients, reference.multinomial, 4)
})

test('two classes are one logistic regression', () => {
  const fit = fitRidgeMultinomial(weighted, happened, 2)
  expectNear(fit.coefficients, [...fitRidgeLogistic(weighted, happened).coefficients], 9)
})

test('ten per cent of the rows and two steps on all of them end where all steps do', () => {
  const rows = 20_000
  const source = stream(1, 'rows')
  const wide = Float64Array.from({ length: rows * 5 }, (_, i) => (i % 5 === 0 ? 1 : 4 * uniform(source) - 2))
  const outcome = Array.from({ length: rows }, (_, row) => {
    const eta = wide[row * 5 + 1]! - 0.5 * wide[row * 5 + 2]! + 0.2 * wide[row * 5 + 3]! - 1
    return uniform(source) < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  })
  const design = { x: wide, rows, columns: 5 }
  const whole = fitRidgeLogistic(design, outcome)
  const quick = fitRidgeLogistic(design, outcome, { warm: { every: 10, fullSteps: 2 } })
  expectNear(quick.coefficients, [...whole.coefficients], 4)
})

test('perfectly separated rows and a column of nothing still have a fit under a prior', () => {
  const design = { x: Float64Array.from(index.flatMap((i) => [1, i < 30 ? -1 : 1, 0])), rows: N, columns: 3 }
  const fit = fitRidgeLogistic(
    design,
    index.map((i) => (i < 30 ? 0 : 1)),
    { prior: { mean: [0, 0, 0], precision: [0.01, 1, 1] } },
  )
  expect(fit.converged).toBe(true)
  expect(fit.coefficients[1]!).toBeGreaterThan(1)
  expect(Math.abs(fit.coefficients[2]!)).toBeLessThan(1e-9)
})
