import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { plainReader, type PlainRow } from './plain-rows.ts'

const MAX_ROW = 10_000

/** The rows of a text that arrives in pieces of that size, and the lines before the row at which reading stopped. */
function read(text: string, lineEnding: 'LF' | 'CRLF', piece = text.length) {
  const reader = plainReader({ delimiter: ',', lineEnding, maxRow: MAX_ROW })
  const rows: PlainRow[] = []
  for (let at = 0; at < text.length; at += piece) rows.push(...reader.take(text.slice(at, at + piece)))
  rows.push(...reader.take('', 'last'))
  return { rows, stoppedAfter: reader.stoppedAfter }
}

/** A small generator of whole numbers, the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

describe('plain rows', () => {
  test('are the rows that a thorough parser finds, however the text is cut', () => {
    for (let seed = 0; seed < 400; seed++) {
      const roll = dice(seed)
      const ending = roll(2) === 0 ? '\n' : '\r\n'
      const cell = () => ['', 'a', 'Müller', '"b, c"', `"x${ending}y"`, '"say ""no"""', '""', ' padded ', '5'][roll(9)] ?? ''
      const line = () => Array.from({ length: 1 + roll(4) }, cell).join(',')
      const text = Array.from({ length: roll(12) }, line).join(ending) + (roll(2) === 0 ? ending : '')
      const expected = parse(text, { relax_column_count: true, skip_empty_lines: true, record_delimiter: ending })
      const { rows, stoppedAfter } = read(text, ending === '\n' ? 'LF' : 'CRLF', 1 + roll(7))
      expect(stoppedAfter, JSON.stringify(text)).toBeUndefined()
      expect(
        rows.map((row) => row.cells),
        JSON.stringify(text),
      ).toEqual(expected)
    }
  })

  test('each say on which line they begin, past blank lines and cells of several lines', () => {
    const { rows } = read('name,note\nAnn,"two\nlines"\n\nBob,\n', 'LF', 3)
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'name'],
      [2, 'Ann'],
      [5, 'Bob'],
    ])
  })

  test.each([
    ['a quote inside a cell', 'name\nAnn\n5" pipe\nBob\n', 2],
    ['text after a closing quote', 'name\n"Ann" Lee\nBob\n', 1],
    ['a quote that is never closed', 'name\nAnn\n"Bob\nCid\n', 2],
    ['a return alone', 'name\nAnn\rBob\n', 1],
    ['a row longer than any row is', `name\nAnn\n"${'x'.repeat(MAX_ROW)}"\nBob\n`, 2],
  ])('end before %s, and say where', (_what, text, lines) => {
    const { rows, stoppedAfter } = read(text, 'LF', 5)
    expect(rows).toHaveLength(lines)
    expect(stoppedAfter).toBe(lines)
  })

  test('end before a line end of another kind', () => {
    expect(read('name\r\nAnn\nBob\r\nCid\r\n', 'CRLF', 4)).toMatchObject({ stoppedAfter: 1 })
  })
})
