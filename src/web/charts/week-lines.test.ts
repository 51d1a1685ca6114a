import { expect, test } from 'vitest'
import { screenPalette } from './palette.ts'
import { weekLines } from './week-lines.ts'

const option = weekLines(
  {
    weeks: ['W1', 'W2', 'W3'],
    lines: [
      { name: 'AI p50', values: [0.2, 0.15, 0.1], origin: 'ai' },
      { name: 'Last period', values: [0.3, null, 0.3], origin: 'other' },
      { name: 'Attainable', values: [0.18, 0.14, 0.09], origin: 'limit' },
    ],
    format: (value) => `${Math.round(value * 100)}%`,
  },
  screenPalette,
)
const series = option.series as {
  name: string
  data: unknown[]
  lineStyle: { type?: unknown }
  endLabel: { formatter: string }
}[]

test('the model is dashed and every line has its name at its end', () => {
  expect(series.map(({ name, endLabel }) => [name, endLabel.formatter])).toEqual([
    ['AI p50', 'AI p50'],
    ['Last period', 'Last period'],
    ['Attainable', 'Attainable'],
  ])
  expect(series[0]!.lineStyle.type).toEqual([5, 4])
  expect(series[1]!.lineStyle.type).toBeUndefined()
})

test('the axis starts at 0 and a week in which a method says nothing is left open', () => {
  expect(option.yAxis).toMatchObject({ min: 0 })
  expect(series[1]!.data).toEqual([0.3, null, 0.3])
  const { formatter } = option.tooltip as { formatter: (hover: unknown) => string }
  expect(formatter([{ dataIndex: 1 }])).toBe('W2<br>AI p50 15%<br>Attainable 14%')
})
