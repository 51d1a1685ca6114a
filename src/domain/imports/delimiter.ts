export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** The sign between cells, from the start of a file: the one that splits its lines most evenly into more than one cell. Signs inside quotes do not count. */
export function delimiterOf(start: string): Delimiter {
  const lines = logicalLines(start).slice(0, 50)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => cellsIn(line, delimiter))
    const header = counts[0] ?? 1
    if (header < 2) continue
    const even = counts.filter((count) => count === header).length / counts.length
    const score = even * 10 + Math.min(header, 50) / 50
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

export type LineEnding = 'CRLF' | 'LF' | 'CR' | 'mixed'

export function lineEndingOf(start: string): LineEnding {
  const crlf = start.match(/\r\n/g)?.length ?? 0
  const lf = (start.match(/\n/g)?.length ?? 0) - crlf
  const cr = (start.match(/\r(?!\n)/g)?.length ?? 0) - (start.endsWith('\r') ? 1 : 0)
  const present = [crlf > 0, lf > 0, cr > 0].filter(Boolean).length
  if (present > 1) return 'mixed'
  return crlf > 0 ? 'CRLF' : cr > 0 ? 'CR' : 'LF'
}

/** Header names made usable: trimmed, empty ones named by place, repeated ones told apart. */
export function usableHeaders(cells: readonly string[]): { headers: string[]; empty: number; repeated: string[] } {
  const seen = new Map<string, number>()
  const repeated: string[] = []
  let empty = 0
  const headers = cells.map((cell, i) => {
    const name = cell
      .replaceAll('\0', '')
      .replace(/^\uFEFF/, '')
      .trim()
    if (name === '') {
      empty += 1
      return `Column ${i + 1}`
    }
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    if (times > 1) repeated.push(name)
    return times === 1 ? name : `${name} (${times})`
  })
  return { headers, empty, repeated }
}

function logicalLines(text: string): string[] {
  const lines: string[] = []
  let quoted = false
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === '\n' || sign === '\r')) {
      if (i > from) lines.push(text.slice(from, i))
      from = i + 1
    }
  }
  if (lines.length === 0 && from < text.length) lines.push(text.slice(from))
  return lines
}

function cellsIn(line: string, delimiter: string): number {
  let quoted = false
  let count = 1
  for (const sign of line) {
    if (sign === '"') quoted = !quoted
    else if (!quoted && sign === delimiter) count += 1
  }
  return count
}
