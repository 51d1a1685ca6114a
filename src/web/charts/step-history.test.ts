import { expect, test } from 'vitest'
import { screenPalette } from './palette.ts'
import { stepHistory } from './step-history.ts'

test('a value holds until the next one is set, and the last one until the end', () => {
  const option = stepHistory(
    {
      lines: [
        {
          name: 'Amount',
          points: [
            { at: '2026-09-02', value: 360 },
            { at: '2026-11-04', value: 412 },
          ],
        },
      ],
      until: '2026-11-20',
      format: String,
      formatDate: String,
    },
    screenPalette,
  )
  expect(option.series).toMatchObject([
    {
      step: 'end',
      data: [
        ['2026-09-02', 360],
        ['2026-11-04', 412],
        ['2026-11-20', 412],
      ],
    },
  ])
})

test('chances far below one percent stand low on an axis of whole percents', () => {
  const axisOf = (value: number) => {
    const lines = [{ name: 'Win at all', points: [{ at: '2026-09-02', value }] }]
    return stepHistory({ lines, until: '2026-11-20', format: String, formatDate: String, axis: 'percent' }, screenPalette).yAxis
  }
  expect(axisOf(0.4)).toMatchObject({ min: 0, max: 12, interval: 3 })
  expect(axisOf(41)).toMatchObject({ min: 0, max: 45, interval: 15 })
})
