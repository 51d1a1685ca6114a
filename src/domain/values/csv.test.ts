import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('quotes, commas and line breaks stay inside their cell, and formulas run nothing', () => {
  expect(
    csvOf(
      ['Deal', 'Days'],
      [
        ['A "big", deal\nof two lines', 3],
        ['=HYPERLINK("x")', null],
      ],
    ),
  ).toBe('Deal,Days\r\n"A ""big"", deal\nof two lines",3\r\n"\'=HYPERLINK(""x"")",\r\n')
})
