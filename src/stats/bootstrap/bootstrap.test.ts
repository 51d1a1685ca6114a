import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { bcaInterval, percentileInterval } from './bootstrap-interval.ts'
import reference from './bootstrap.reference.json' with { type: 'json' }
import { clusterBootstrap, clusterJackknife, clustersOf } from './cluster-bootstrap.ts'

function mean(values: readonly number[]) {
  return (weights: Float64Array): number => {
    let sum = 0
    let mass = 0
    for (const [i, value] of values.entries()) {
      sum += weights[i]! * value
      mass += weights[i]!
    }
    return sum / mass
  }
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

test('percentile and BCa intervals of the same redraws are R’s', () => {
  const { rows, draws } = reference
  const plain = percentileInterval(draws, 0.9)
  expect(plain.low).toBeCloseTo(reference.percentile[0]!, 10)
  expect(plain.high).toBeCloseTo(reference.percentile[1]!, 10)
  const without = clusterJackknife(clustersOf(rows.map((_, i) => i)), mean(rows))
  const bca = bcaInterval(draws, average(rows), without, 0.9)
  expect(bca.low).toBeCloseTo(reference.bca[0]!, 8)
  expect(bca.high).toBeCloseTo(reference.bca[1]!, 8)
  // The package interpolates between order statistics on the normal scale.
  expect(Math.abs(bca.high - reference.bootPackage[1]!)).toBeLessThan(0.01)
})

test('the same seed redraws the same rows, another seed others', () => {
  const clusters = clustersOf(['a', 'b', 'b', 'c'])
  expect(clusters).toEqual({ count: 3, of: Int32Array.from([0, 1, 1, 2]) })
  const figure = mean([1, 2, 3, 4])
  const draws = (seed: number) => clusterBootstrap(clusters, figure, { seed, resamples: 50 })
  expect(draws(1)).toEqual(draws(1))
  expect(draws(1)).not.toEqual(draws(2))
})

test('rows of a deal come and go together, so their spread is that of deals', () => {
  const deals = Array.from({ length: 40 }, (_, i) => i % 5)
  const rows = deals.flatMap((value) => Array.from({ length: 9 }, () => value))
  const spread = (keys: readonly number[]) => {
    const draws = clusterBootstrap(clustersOf(keys), mean(rows), { seed: 3, resamples: 2_000 })
    const centre = average([...draws])
    return Math.sqrt(average([...draws].map((draw) => (draw - centre) ** 2)))
  }
  const sampling = Math.sqrt(average(deals.map((value) => (value - 2) ** 2)) / deals.length)
  expect(spread(rows.map((_, i) => Math.floor(i / 9))) / sampling).toBeCloseTo(1, 1)
  expect((3 * spread(rows.map((_, i) => i))) / sampling).toBeCloseTo(1, 1)
})

test('on skewed amounts the corrected interval of 90 % holds the true mean more often than the plain one', () => {
  const source = stream(6, 'skewed')
  let plain = 0
  let corrected = 0
  const samples = 300
  for (let sample = 0; sample < samples; sample++) {
    const rows = Array.from({ length: 20 }, () => Math.log(uniform(source)) ** 2)
    const clusters = clustersOf(rows.map((_, i) => i))
    const draws = clusterBootstrap(clusters, mean(rows), { seed: sample, resamples: 300 })
    const inside = ({ low, high }: { low: number; high: number }) => (low <= 2 && 2 <= high ? 1 / samples : 0)
    plain += inside(percentileInterval(draws, 0.9))
    corrected += inside(bcaInterval(draws, average(rows), clusterJackknife(clusters, mean(rows)), 0.9))
  }
  expect(corrected).toBeGreaterThan(plain)
  expect(corrected).toBeGreaterThan(0.75)
})

test('a figure that never varies has an interval of no width', () => {
  const draws = new Float64Array(20).fill(3)
  expect(bcaInterval(draws, 3, [3, 3, 3], 0.9)).toEqual({ low: 3, high: 3 })
})
