import { expect, test } from 'vitest'
import { seriesForecasts, type SeriesRow } from './series-forecasts.ts'

const monthly = (series: string, values: readonly (number | null)[]): SeriesRow[] =>
  values.map((value, i) => ({ series, t: i + 1, value }))
const wave = Array.from({ length: 48 }, (_, t) => 100 + t + 20 * Math.sin((2 * Math.PI * t) / 12) + ((t * 7) % 5))

function forecastsOf(rows: readonly SeriesRow[], frequency = 12) {
  const answer = seriesForecasts(rows, { horizon: 6, frequency })
  if (!answer.allowed) throw new Error(answer.because)
  return answer.forecasts
}

test('each series is forecast on its own, whatever stands beside it and in whatever order its rows come', () => {
  const alone = forecastsOf(monthly('a', wave))[0]
  const both = forecastsOf([...monthly('b', [5, 5, 5, 5]), ...monthly('a', wave).reverse()])
  expect(both.map(({ series }) => series)).toEqual(['b', 'a'])
  expect(both[1]).toEqual(alone)
  expect(alone?.mean).toHaveLength(6)
  expect(alone?.weights).toHaveProperty('automatic ETS')
})

test('a period left out counts as a missing value, as does an empty one', () => {
  const rows = monthly('a', wave)
  const left = forecastsOf(rows.filter(({ t }) => t !== 30))[0]
  const empty = forecastsOf(rows.map((row) => (row.t === 30 ? { ...row, value: null } : row)))[0]
  expect(left).toEqual(empty)
  expect(left?.mean).not.toEqual(forecastsOf(rows)[0]?.mean)
})

test('years such as 1990 and places such as 0.5 only order the values', () => {
  const values = [3, 4, 6, 5, 7, 8, 9, 11, 10, 12]
  const years = forecastsOf(
    values.map((value, i) => ({ series: 'a', t: 1990 + i, value })),
    1,
  )
  const halves = forecastsOf(
    values.map((value, i) => ({ series: 'a', t: i / 2, value })),
    1,
  )
  expect(years).toEqual(halves)
})

test('what is too short for more says so, and nothing is said of a series without a value', () => {
  const notes = forecastsOf([...monthly('one', [9]), ...monthly('few', [9, 8, 9]), ...monthly('none', [null, null])])
  expect(notes.map(({ note }) => note)).toEqual([
    'One value only: it is repeated, and the bounds are a guess from its size.',
    '3 values only: simple methods, and bounds that rest on little.',
    'The series has no value, so nothing can be said of it.',
  ])
  expect(notes[2]?.mean).toEqual([])
})

test('two values at one time are refused, by name', () => {
  const answer = seriesForecasts([...monthly('a', [1, 2]), { series: 'a', t: 2, value: 3 }], { horizon: 2, frequency: 1 })
  expect(answer).toEqual({ allowed: false, because: 'Series a has two values at t = 2.' })
})
