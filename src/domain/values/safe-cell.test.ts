import { describe, expect, test } from 'vitest'
import { safeCell } from './safe-cell.ts'

describe('a cell of an exported file', () => {
  test.each([
    '=1+1',
    '+cmd|calc',
    '-2+3+cmd',
    '@SUM(A1)',
    '\t=1',
    '\rx',
    '  =1',
    '\u200b=1',
    '＝1',
    '＋x',
    '＠x',
    '\u0001=1',
    '-A1',
    '+A1',
  ])('%j runs nothing', (text) => {
    expect(safeCell(text)).toBe(`'${text}`)
  })
  test.each(['-5', '-5.20', '+49 30 1234-5', '+1 (415) 555-0100', 'Acme = best', 'a@b.example', '', '3%', "O'Brien"])(
    '%j stays as it is',
    (text) => {
      expect(safeCell(text)).toBe(text)
    },
  )
})
