import { expect, test } from 'vitest'
import type { ChartOption } from './chart-option.ts'
import { axisFromZero } from './chart-option.ts'
import { fanChart, todayOf, type FanPoint } from './fan-chart.ts'
import { screenPalette } from './palette.ts'

const points: FanPoint[] = [
  { at: 'W1', done: 10, call: 90 },
  { at: 'W2', done: 30, call: 85 },
  { at: 'W3', call: 80, p: [40, 45, 50, 55, 60] },
  { at: 'W4', p: [60, 70, 80, 90, 100] },
]
const option = fanChart(
  { points, target: 95, format: String, names: { done: 'Closed', call: 'Call', projected: 'AI p50', today: 'Today' } },
  screenPalette,
)
const series =
  (option.series as { name: string; data: (number | null)[]; step?: string; smooth?: boolean; emphasis: unknown }[]) ?? []
const named = (name: string) => series.find((one) => one.name === name)

test('today is the last week with something closed', () => {
  expect(todayOf(points)).toBe(1)
})

test('the bands open at today with zero width and then span the quantiles', () => {
  expect(named('below p10')?.data).toEqual([null, 30, 40, 60])
  expect(named('p25 to p75')?.data).toEqual([null, 0, 10, 20])
  expect(named('p75 to p90')?.data).toEqual([null, 0, 5, 10])
})

test('closed and call end at today; the call is drawn in steps and nothing is smoothed', () => {
  expect(named('Closed')?.data).toEqual([10, 30, null, null])
  expect(named('Call')).toMatchObject({ data: [90, 85], step: 'end' })
  expect(series.some((one) => one.smooth)).toBe(false)
})

test('the axis starts at 0 and leaves room above the highest value in equal round steps', () => {
  expect((option as ChartOption & { yAxis: object }).yAxis).toMatchObject({ min: 0, max: 120, interval: 30 })
  expect(axisFromZero(15.25e6)).toEqual({ min: 0, max: 16e6, interval: 4e6 })
  expect(axisFromZero(0)).toEqual({ min: 0, max: 1, interval: 1 })
})

test('what is projected is named at the right, each value once, and nothing is where nothing is projected', () => {
  const namesOf = (given: readonly FanPoint[]) => {
    const drawn = fanChart(
      { points: given, format: String, names: { done: 'Closed', call: 'Call', projected: 'AI p50', today: 'Today' } },
      screenPalette,
    )
    const lines = drawn.series as { name: string; endLabel?: { show: boolean } }[]
    return lines.filter((line) => line.endLabel?.show).map((line) => line.name)
  }
  expect(namesOf(points)).toEqual(['p90', 'p50', 'p10'])
  expect(
    namesOf([
      { at: 'W1', done: 0 },
      { at: 'W2', p: [0, 0, 0, 5, 9] },
    ]),
  ).toEqual(['p90', 'p50'])
  expect(
    namesOf([
      { at: 'W1', done: 10 },
      { at: 'W2', done: 30 },
    ]),
  ).toEqual([])
})

test('hover repaints nothing, since colours are variables that cannot be lightened', () => {
  expect(series.every((one) => JSON.stringify(one.emphasis) === '{"disabled":true}')).toBe(true)
})
