import { describe, expect, test } from 'vitest'
import { poisson } from '../random/poisson.ts'
import { stream } from '../random/stream.ts'
import reference from './drift.reference.json' with { type: 'json' }
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts'
import { expectedDelay, poissonCusum } from './poisson-cusum.ts'
import { numericStability, populationStability } from './population-stability.ts'
import { inControlRunLength } from './run-length.ts'

/** Weeks to the first alarm, on average over many companies, when `truth` times eleven wins come per week. */
function meanDelay(truth: number, setting: { ratio: number; threshold: number }, rate = 11, companies = 300): number {
  const source = stream(7, `delay ${truth} ${setting.ratio}`)
  const expected = new Float64Array(2_000).fill(rate)
  let weeks = 0
  for (let company = 0; company < companies; company++) {
    const counts = Float64Array.from({ length: 400 }, () => poisson(source, rate * truth))
    weeks += (poissonCusum(counts, expected, setting).alarms[0]!.at + 1) / companies
  }
  return weeks
}

describe('level alarm', () => {
  test('adds up the log-likelihood ratio week by week and never falls below nothing', () => {
    const { path, alarms } = poissonCusum([10, 4, 4], [10, 10, 10], { ratio: 0.5, threshold: 3 })
    expect(path[0]).toBe(0)
    expect(path[1]).toBeCloseTo(4 * Math.log(0.5) + 5, 12)
    expect(path[2]).toBeCloseTo(2 * (4 * Math.log(0.5) + 5), 12)
    expect(alarms).toEqual([{ at: 2, since: 1 }])
  })

  test('starts again after an alarm and says since when each time', () => {
    const counts = [10, 10, 0, 0, 10, 0, 0]
    const { alarms } = poissonCusum(
      counts,
      counts.map(() => 10),
      { ratio: 0.5, threshold: 8 },
    )
    expect(alarms).toEqual([
      { at: 3, since: 2 },
      { at: 6, since: 5 },
    ])
  })

  test('hears a third fewer wins in seven weeks at eleven a week, as the formula says, and more wins likewise', () => {
    const fewer = { ratio: 0.7, threshold: 4 }
    expect(expectedDelay(11, fewer)).toBeCloseTo(7.2, 1)
    expect(expectedDelay(2.2, fewer)).toBeCloseTo(36, 0)
    for (const setting of [fewer, { ratio: 0.5, threshold: 5 }, { ratio: 1.4, threshold: 4 }])
      expect(meanDelay(setting.ratio, setting) / expectedDelay(11, setting)).toBeGreaterThan(0.7)
    for (const setting of [fewer, { ratio: 0.5, threshold: 5 }, { ratio: 1.4, threshold: 4 }])
      expect(meanDelay(setting.ratio, setting) / expectedDelay(11, setting)).toBeLessThan(1.3)
    expect(expectedDelay(11, fewer, 1)).toBe(Infinity)
  })

  test('false alarms are as rare as the table says, and rarer than one in two years from threshold 4 on', () => {
    for (const [rate, ratio, threshold] of [
      [2, 0.7, 3],
      [10, 2, 3],
      [5, 0.5, 4],
    ] as const) {
      const source = stream(99, `quiet ${rate}`)
      const weeks = 60_000
      const counts = Float64Array.from({ length: weeks }, () => poisson(source, rate))
      const { alarms } = poissonCusum(counts, new Float64Array(weeks).fill(rate), { ratio, threshold })
      expect(Math.abs(Math.log(weeks / alarms.length / inControlRunLength(rate, { ratio, threshold })))).toBeLessThan(0.2)
    }
    for (const ratio of [0.5, 0.7, 1.4, 2])
      for (const rate of [1, 3, 8, 30]) expect(inControlRunLength(rate, { ratio, threshold: 4 })).toBeGreaterThan(104)
  })

  test('run lengths between the table’s points lie between theirs, and beyond its ends stay at them', () => {
    const between = inControlRunLength(3, { ratio: 0.7, threshold: 4.5 })
    expect(between).toBeLessThan(inControlRunLength(2, { ratio: 0.7, threshold: 5 }))
    expect(between).toBeGreaterThan(inControlRunLength(5, { ratio: 0.7, threshold: 4 }))
    expect(inControlRunLength(0.01, { ratio: 0.7, threshold: 4 })).toBe(inControlRunLength(0.5, { ratio: 0.7, threshold: 4 }))
  })
})

describe('shares that drift', () => {
  test('the same mix is stable, a mix turned around is not, and an empty bin stays finite', () => {
    expect(populationStability([50, 30, 20], [500, 300, 200])).toBeCloseTo(0, 12)
    expect(populationStability([50, 50], [80, 20])).toBeCloseTo(0.3 * Math.log(1.6) + 0.3 * Math.log(2.5), 12)
    expect(populationStability([100, 0], [0, 100])).toBeGreaterThan(5)
    expect(Number.isFinite(populationStability([100, 0], [0, 100]))).toBe(true)
  })

  test('a column that begins to be unknown shows, one drawn again from the same numbers does not', () => {
    const before = Array.from({ length: 1_000 }, (_, i) => (i * 7919) % 1_000)
    expect(numericStability(before, before.toReversed())).toBeCloseTo(0, 12)
    expect(
      numericStability(
        before,
        before.map((value) => value + 500),
      ),
    ).toBeGreaterThan(0.25)
    expect(
      numericStability(
        before,
        before.map((value, i) => (i % 2 === 0 ? NaN : value)),
      ),
    ).toBeGreaterThan(0.25)
    expect(numericStability([3, 3, 3, 3], [3, 3, 3])).toBe(0)
  })

  test('the distance of two samples and its p-value are R’s', () => {
    const shifted = kolmogorovSmirnov(reference.first, reference.shifted)
    expect(shifted.distance).toBeCloseTo(reference.shiftedTest[0]!, 12)
    expect(shifted.pValue).toBeCloseTo(reference.shiftedTest[1]!, 6)
    const alike = kolmogorovSmirnov(reference.first, reference.alike)
    expect(alike.distance).toBeCloseTo(reference.alikeTest[0]!, 12)
    expect(alike.pValue).toBeCloseTo(reference.alikeTest[1]!, 6)
    expect(kolmogorovSmirnov([1, 2], [1, 2])).toEqual({ distance: 0, pValue: 1 })
  })
})
