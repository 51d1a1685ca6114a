import { expect, test } from 'vitest'
import { aalenJohansen } from './aalen-johansen.ts'
import { kaplanMeier, logLogInterval, survivalAt } from './kaplan-meier.ts'
import { meanResidualLife, medianResidualLife, restrictedMean } from './residual-life.ts'
import reference from './survival.reference.json' with { type: 'json' }

const { time, cause } = reference
const closed = cause.map((one) => one > 0)

function expectClose(ours: ArrayLike<number>, theirs: readonly number[], digits = 10): void {
  expect(ours.length).toBe(theirs.length)
  for (const [i, figure] of theirs.entries()) expect(ours[i]).toBeCloseTo(figure, digits)
}

test('share still open, its error and its interval are R’s, ties and censored deals included', () => {
  const curve = kaplanMeier(time, closed)
  expectClose(curve.times, reference.at)
  expectClose(curve.survival, reference.survival)
  expectClose(curve.variance.map(Math.sqrt).slice(0, reference.error.length), reference.error)
  for (const [i, low] of reference.low.entries()) {
    const interval = logLogInterval(curve.survival[i]!, curve.variance[i]!, 0.9)
    expect(interval.low).toBeCloseTo(low, 10)
    expect(interval.high).toBeCloseTo(reference.high[i]!, 10)
  }
})

test('mean life up to twenty weeks, its error, and the median are R’s', () => {
  const curve = kaplanMeier(time, closed)
  const { mean, standardError } = restrictedMean(curve, 20)
  expectClose([mean, standardError], reference.restrictedMean)
  expect(medianResidualLife(curve, 0)).toBe(reference.median[0])
})

test('won and lost shares and their variances are those of R’s etm', () => {
  const { times, incidence, variance, survival } = aalenJohansen(time, cause, 2)
  expectClose(times, reference.at)
  expectClose(incidence[0]!, reference.first)
  expectClose(incidence[1]!, reference.second)
  expectClose(variance[0]!, reference.firstVariance)
  expectClose(variance[1]!, reference.secondVariance)
  for (const [k, open] of survival.entries()) expect(incidence[0]![k]! + incidence[1]![k]! + open).toBeCloseTo(1, 12)
})

test('without censoring the variance of a share is that of a coin', () => {
  const { incidence, variance } = aalenJohansen([1, 2, 3, 4, 5, 5, 6, 7], [1, 2, 1, 1, 2, 1, 2, 2], 2)
  for (const [k, share] of incidence[0]!.entries()) expect(variance[0]![k]).toBeCloseTo((share * (1 - share)) / 8, 12)
})

test('with one cause, what is closed is what no longer survives', () => {
  const curve = kaplanMeier(time, closed)
  const one = aalenJohansen(time, closed.map(Number), 1)
  expectClose(
    one.incidence[0]!,
    Array.from(curve.survival, (s) => 1 - s),
  )
  expectClose(one.variance[0]!, Array.from(curve.variance), 12)
})

test('deals that were all still open say nothing yet, and a deal older than any has no known life left', () => {
  const open = kaplanMeier([3, 4], [false, false])
  expect(survivalAt(open, 10)).toBe(1)
  expect(medianResidualLife(open, 0)).toBe(Infinity)
  expect(restrictedMean(open, 10)).toEqual({ mean: 10, standardError: 0 })
  const gone = kaplanMeier([1, 2], [true, true])
  expect(medianResidualLife(gone, 2)).toBeNaN()
  expect(meanResidualLife(gone, 2, 9)).toBeNaN()
})

test('life left at an age counts only those who reached it', () => {
  const curve = kaplanMeier([1, 1, 4, 8], [true, true, true, true])
  expect(meanResidualLife(curve, 2, 20)).toBeCloseTo(4, 12)
  expect(medianResidualLife(curve, 2)).toBe(2)
})
