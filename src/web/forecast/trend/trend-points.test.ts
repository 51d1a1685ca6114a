import { expect, test } from 'vitest'
import type { Trend } from '../forecast-search.ts'
import { missText, trendOf } from './trend-points.ts'

const usd = (minor: number) => ({ minor: minor * 100_000, currency: 'USD' })
const figures = (closed: number, commit: number, p50: number) => ({
  closed: usd(closed),
  commit: usd(commit),
  bestCase: usd(commit),
  p10: usd(p50 - 100),
  p50: usd(p50),
  p90: usd(p50 + 100),
})
const trend: Trend = {
  period: { name: '2026-Q4', start: '2026-10-01', end: '2026-12-31' },
  asOf: '2026-10-12',
  quota: usd(1_500),
  weeks: [
    { week: 'W1', asOf: '2026-10-01', figures: figures(0, 900, 1_300) },
    { week: 'W2', asOf: '2026-10-08', figures: null },
  ],
  now: figures(200, 1_000, 1_350),
  previous: {
    period: { name: '2026-Q3', start: '2026-07-01', end: '2026-09-30' },
    weeks: [
      { week: 'W1', asOf: '2026-07-01', figures: figures(0, 700, 1_000) },
      { week: 'W2', asOf: '2026-07-08', figures: figures(50, 800, 1_100) },
    ],
    closed: usd(1_000),
  },
  progress: { done: 3, of: 4 },
}

test('the running period ends with what is said now, and the weeks to come are empty', () => {
  const { chart, finding } = trendOf(trend, 'now')
  expect(chart.points.map(({ at }) => at)).toEqual(['W1', 'W2', 'Now', ...Array.from({ length: 11 }, (_, i) => `W${i + 3}`)])
  expect(chart.points[1]).toEqual({ at: 'W2' })
  expect(chart.points[2]).toEqual({
    at: 'Now',
    closed: 20_000_000,
    call: 100_000_000,
    p: [125_000_000, 135_000_000, 145_000_000],
  })
  expect(chart.level).toEqual({ value: 150_000_000, label: 'Quota $1.50M' })
  expect(finding).toContain('$1.30M')
})

test('the period before is held against what came of it', () => {
  const { chart, finding } = trendOf(trend, 'before')
  expect(chart.points).toHaveLength(2)
  expect(chart.level?.label).toBe('Came to $1.00M')
  expect(finding).toMatch(/it came to \$1\.00M$/)
  expect(missText(trend)).toBe('in W2 it said $1.10M, 10% above what came')
  expect(missText({ ...trend, previous: { ...trend.previous, closed: null } })).toBeUndefined()
})
