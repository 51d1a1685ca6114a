import type { Delimiter } from '../../domain/imports/delimiter.ts'

/** What rows of well-formed tables have in common; whatever else a file holds is left to a thorough parser. */
export interface PlainForm {
  readonly delimiter: Delimiter
  readonly lineEnding: 'LF' | 'CRLF'
  /** Signs beyond which a row cannot be one. */
  readonly maxRow: number
}

export interface PlainRow {
  /** The line on which the row begins; the first of the file is 1. */
  readonly line: number
  readonly cells: string[]
}

export interface PlainReader {
  /** Rows that are complete with this text. `isLast`: no more text comes. */
  take(text: string, isLast?: 'last'): PlainRow[]
  /** How many lines stand before the row that is not plain, once there is one; nothing after it is read. */
  readonly stoppedAfter: number | undefined
}

const QUOTE = 34
const NEWLINE = 10
const RETURN = 13

/**
 * Reads rows by looking for the next delimiter, line end or quote, several times faster than sign by sign. Stops, and says
 * where, at the first row whose quotes or line ends are not as they should be.
 */
export function plainReader({ delimiter, lineEnding, maxRow }: PlainForm): PlainReader {
  const separator = delimiter.charCodeAt(0)
  const returns = lineEnding === 'CRLF' ? 1 : 0
  let rest = ''
  let linesRead = 0
  let stoppedAfter: number | undefined

  function take(text: string, isLast?: 'last'): PlainRow[] {
    if (stoppedAfter !== undefined) return []
    const all = rest === '' ? text : rest + text
    const rows: PlainRow[] = []
    // Where each sign comes next; looked up again only once passed, so that a sign that never comes is looked for once.
    let quoteAt = -1
    let separatorAt = -1
    let newlineAt = -1
    let returnAt = -1
    const next = (sign: string, from: number) => {
      const at = all.indexOf(sign, from)
      return at < 0 ? all.length : at
    }
    let start = 0
    row: while (start < all.length) {
      const cells: string[] = []
      let breaks = 0
      let at = start
      for (;;) {
        if (all.charCodeAt(at) === QUOTE) {
          let end = all.indexOf('"', at + 1)
          let doubled = false
          while (end >= 0 && all.charCodeAt(end + 1) === QUOTE) {
            doubled = true
            end = all.indexOf('"', end + 2)
          }
          // What comes after the quote decides whether it closes.
          if (end < 0 || (end + 1 + returns >= all.length && !isLast)) {
            if (isLast || all.length - start > maxRow) stoppedAfter = linesRead
            break row
          }
          const cell = all.slice(at + 1, end)
          cells.push(doubled ? cell.replaceAll('""', '"') : cell)
          for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) breaks += 1
          at = end + 1
        } else {
          if (quoteAt < at) quoteAt = next('"', at)
          if (separatorAt < at) separatorAt = next(delimiter, at)
          if (newlineAt < at) newlineAt = next('\n', at)
          if (returnAt < at) returnAt = next('\r', at)
          const end = separatorAt < newlineAt ? separatorAt : newlineAt - (newlineAt < all.length ? returns : 0)
          if (newlineAt === all.length && separatorAt === all.length && !isLast) {
            if (all.length - start > maxRow) stoppedAfter = linesRead
            break row
          }
          if (quoteAt < end || returnAt < end) {
            stoppedAfter = linesRead
            break row
          }
          cells.push(all.slice(at, end))
          at = end
        }
        if (at >= all.length) break
        const sign = all.charCodeAt(at)
        if (sign === separator) {
          at += 1
          // The row goes on in the text to come.
          if (at === all.length && !isLast) break row
          continue
        }
        if (sign === (returns === 1 ? RETURN : NEWLINE) && all.charCodeAt(at + returns) === NEWLINE) {
          at += 1 + returns
          breaks += 1
          break
        }
        stoppedAfter = linesRead
        break row
      }
      if (at - start > maxRow) {
        stoppedAfter = linesRead
        break
      }
      // A line without a sign is no row.
      if (cells.length > 1 || cells[0] !== '' || all.charCodeAt(start) === QUOTE) rows.push({ line: linesRead + 1, cells })
      linesRead += breaks
      start = at
    }
    rest = all.slice(start)
    return rows
  }

  return {
    take,
    get stoppedAfter() {
      return stoppedAfter
    },
  }
}
