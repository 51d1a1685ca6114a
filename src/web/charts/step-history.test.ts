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
