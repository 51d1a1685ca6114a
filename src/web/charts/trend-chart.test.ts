import { expect, test } from 'vitest'
import { screenPalette } from './palette.ts'
import { trendChart, trendTop, type Trend } from './trend-chart.ts'

const trend: Trend = {
  points: [
    { at: 'W1', closed: 0, call: 80, p: [60, 90, 120] },
    { at: 'W2' },
    { at: 'W3', closed: 30, call: 95, p: [70, 92, 110] },
  ],
  level: { value: 130, label: 'Quota 130' },
  format: String,
}
const seriesOf = (name: string) =>
  (trendChart(trend, screenPalette).series as { name?: string; data?: unknown[]; lineStyle?: { type?: unknown } }[]).find(
    (one) => one.name === name,
  )

test('the band goes from p10 to p90, and a week that is not known is a gap in every line', () => {
  expect(seriesOf('below p10')?.data).toEqual([60, null, 70])
  expect(seriesOf('p10 to p90')?.data).toEqual([60, null, 40])
  for (const name of ['p50', 'Commit', 'Closed']) expect(seriesOf(name)?.data?.[1]).toBeNull()
})

test('what the model says is dashed, what has closed is not', () => {
  expect(seriesOf('p50')?.lineStyle?.type).toEqual([5, 4])
  expect(seriesOf('Closed')?.lineStyle?.type).toBeUndefined()
})

test('the axis starts at 0 and ends above all that is shown, or where it is told to', () => {
  expect(trendTop(trend)).toBe(130)
  const axis = (top?: number) => trendChart(top ? { ...trend, top } : trend, screenPalette).yAxis as { min: number; max: number }
  expect(axis().min).toBe(0)
  expect(axis().max).toBeGreaterThanOrEqual(130)
  expect(axis(400).max).toBeGreaterThanOrEqual(400)
})
