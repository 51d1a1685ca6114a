import { expect, test } from 'vitest'
import { normalQuantile } from '../normal/normal-quantile.ts'
import { stream, uniform, type Stream } from '../random/stream.ts'
import { recurringForecast } from './recurring-level.ts'

const normal = (source: Stream): number => normalQuantile(uniform(source))

const ahead = (values: readonly number[], known = 0): { mean: number[]; deviation: number[] } => {
  const { mean, variance } = recurringForecast(
    values.map(Math.log),
    values.map(() => known),
    { frequency: 3, horizon: 3 },
  )
  return { mean: [...mean].map(Math.exp), deviation: [...variance].map(Math.sqrt) }
}

test('of one cycle, half is believed to come again; of four alike, nearly all', () => {
  const share = (cycles: number): number => {
    const { mean } = ahead(Array.from({ length: cycles }, () => [1, 0.6, 1.4]).flat())
    return Math.log(mean[2]! / mean[1]!) / Math.log(1.4 / 0.6)
  }
  expect(share(1)).toBeGreaterThan(0.35)
  expect(share(1)).toBeLessThan(0.85)
  expect(share(4)).toBeGreaterThan(0.93)
  expect(share(4)).toBeLessThan(1)
})

test('each part of a cycle comes where it came before, wherever the series ends', () => {
  const cycle = [1, 0.6, 1.4]
  for (const length of [12, 13, 14]) {
    const { mean } = ahead(Array.from({ length }, (_, t) => cycle[t % 3]!))
    for (const [h, value] of mean.entries()) expect(Math.abs(value - cycle[(length + h) % 3]!)).toBeLessThan(0.06)
  }
})

test('values that scatter without a cycle are forecast by their level, and a level that moved is followed', () => {
  const source = stream(3, 'even')
  const even = ahead(Array.from({ length: 24 }, () => Math.exp(0.1 * normal(source))))
  for (const value of even.mean) expect(Math.abs(value - 1)).toBeLessThan(0.08)
  const risen = ahead([...Array.from({ length: 12 }, () => 1), ...Array.from({ length: 6 }, () => 2)])
  expect(risen.mean[0]!).toBeGreaterThan(1.8)
})

test('what counts vary by anyway widens the forecast of the level and is not taken for a cycle', () => {
  const values = [1, 0.6, 1.4, 1.1, 0.5, 1.5]
  const [sure, unsure] = [ahead(values), ahead(values, 0.2)]
  expect(Math.log(unsure.mean[2]! / unsure.mean[1]!)).toBeLessThan(0.7 * Math.log(sure.mean[2]! / sure.mean[1]!))
})

test('stated deviations hold on series drawn with levels, cycles and noise of other sizes than are supposed', () => {
  const source = stream(5, 'recurring')
  let squares = 0
  let n = 0
  for (let run = 0; run < 120; run++) {
    const length = 4 + (run % 20)
    const effects = [0, 0, 0].map(() => 0.15 * normal(source))
    let level = 0
    const logs: number[] = []
    for (let t = 0; t <= length; t++) {
      level += 0.05 * normal(source)
      logs.push(level + effects[t % 3]! + 0.15 * normal(source))
    }
    const said = recurringForecast(logs.slice(0, length), new Float64Array(length), { frequency: 3, horizon: 1 })
    squares += (logs[length]! - said.mean[0]!) ** 2 / said.variance[0]!
    n += 1
  }
  expect(squares / n).toBeGreaterThan(0.7)
  expect(squares / n).toBeLessThan(1.4)
})

test('a single value goes on with much doubt; none is refused', () => {
  const { mean, deviation } = ahead([5])
  expect(mean[0]!).toBeCloseTo(5, 6)
  expect(deviation[0]!).toBeGreaterThan(0.15)
  expect(() => recurringForecast([], [], { frequency: 3, horizon: 1 })).toThrow(RangeError)
})
