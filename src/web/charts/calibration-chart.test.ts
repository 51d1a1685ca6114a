import { expect, test } from 'vitest'
import { calibrationChart } from './calibration-chart.ts'
import { screenPalette } from './palette.ts'

const points = [
  { said: 0.15, happened: 0.12, low: 0.08, high: 0.17, text: 'When it said 10 – 20%, 12% were won (210 deals).' },
  { said: 0.75, happened: 0.74, low: 0.6, high: 0.85, text: 'When it said 70 – 80%, 74% were won (41 deals).' },
]
const series = (option: ReturnType<typeof calibrationChart>) => option.series as { name: string; data: unknown[] }[]

test('a point per bin stands at what was said and what happened, over the bar of its interval', () => {
  const [diagonal, intervals, happened] = series(calibrationChart(points, screenPalette))
  expect(diagonal!.data).toEqual([
    [0, 0],
    [1, 1],
  ])
  expect(happened!.data).toEqual([
    [0.15, 0.12],
    [0.75, 0.74],
  ])
  expect(intervals!.data.slice(0, 3)).toEqual([
    [0.15, 0.08],
    [0.15, 0.17],
    ['-', '-'],
  ])
})

test('both axes run from 0 to 100%, so that the diagonal is where chances hold', () => {
  const { xAxis, yAxis } = calibrationChart(points, screenPalette)
  expect(xAxis).toMatchObject({ min: 0, max: 1 })
  expect(yAxis).toMatchObject({ min: 0, max: 1 })
})

test('pointed at, a bin says what it is in words', () => {
  const { tooltip } = calibrationChart(points, screenPalette)
  const { formatter } = tooltip as { formatter: (hover: unknown) => string }
  expect(formatter({ dataIndex: 1 })).toContain('74% were won (41 deals)')
})
