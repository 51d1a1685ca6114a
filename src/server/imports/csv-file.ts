import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { parse as parseSync } from 'csv-parse/sync'
import { plainReader, type PlainReader } from './plain-rows.ts'
import { delimiterOf, lineEndingOf, usableHeaders, type Delimiter, type LineEnding } from '../../domain/imports/delimiter.ts'

/** One file to import: where it lies, and the name by which people know it. */
export interface SourceFile {
  readonly path: string
  readonly name: string
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface CsvFile extends SourceFile {
  readonly bytes: number
  readonly encoding: Encoding
  readonly bom: boolean
  readonly delimiter: Delimiter
  readonly lineEnding: LineEnding
  readonly headers: readonly string[]
  readonly emptyHeaders: number
  readonly repeatedHeaders: readonly string[]
}

/** A row with the line it begins on (the header is line 1), or the reason why that line could not be read. */
export type CsvRow = { readonly line: number; readonly cells: string[] } | { readonly line: number; readonly broken: string }

const START_BYTES = 262_144
/** No row of a CRM export is longer; a quote that is never closed makes one that is. */
const MAX_ROW = 4_194_304
const ROWS_AT_ONCE = 512
/** A file with more quotes inside cells than this means them as plain signs throughout. */
const MANY_LOOSE_QUOTES = 50
const QUOTE_ERRORS = new Set([
  'CSV_QUOTE_NOT_CLOSED',
  'CSV_MAX_RECORD_SIZE',
  'CSV_INVALID_CLOSING_QUOTE',
  'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE',
  'INVALID_OPENING_QUOTE',
])

/** Finds out how a file is written. Reads it once to see whether it is UTF-8 throughout. */
export async function openCsv(source: SourceFile): Promise<CsvFile> {
  const { size } = await stat(source.path)
  const start = await startOf(source.path)
  const { encoding, bom } = await encodingOf(source.path, start)
  const text = new TextDecoder(encoding).decode(start)
  const facts = { ...source, bytes: size, encoding, bom, delimiter: delimiterOf(text), lineEnding: lineEndingOf(text) }
  for await (const rows of rowsOf({ ...facts, headers: [], emptyHeaders: 0, repeatedHeaders: [] }, { header: true })) {
    const first = rows[0]
    if (!first || 'broken' in first) break
    const { headers, empty, repeated } = usableHeaders(first.cells)
    return { ...facts, headers, emptyHeaders: empty, repeatedHeaders: repeated }
  }
  return { ...facts, headers: [], emptyHeaders: 0, repeatedHeaders: [] }
}

/**
 * The rows of a file, a few hundred at a time, without the header. A row whose quote is never closed is given as broken, and
 * reading goes on with the next line.
 */
export async function* rowsOf(file: CsvFile, options: { header?: true } = {}): AsyncGenerator<CsvRow[]> {
  let awaitsHeader = options.header === undefined
  let skipLines = 0
  if (file.lineEnding === 'LF' || file.lineEnding === 'CRLF') {
    const plain = plainReader({ delimiter: file.delimiter, lineEnding: file.lineEnding, maxRow: MAX_ROW })
    for await (const rows of plainRowsOf(file, plain)) {
      if (awaitsHeader && rows.length > 0) {
        awaitsHeader = false
        rows.shift()
      }
      if (rows.length > 0) yield rows
    }
    if (plain.stoppedAfter === undefined) return
    skipLines = plain.stoppedAfter
  }
  yield* thoroughRowsOf(file, skipLines, awaitsHeader)
}

async function* plainRowsOf(file: CsvFile, plain: PlainReader): AsyncGenerator<CsvRow[]> {
  for await (const text of textOf(file, 0)) {
    yield plain.take(text)
    if (plain.stoppedAfter !== undefined) return
  }
  yield plain.take('', 'last')
}

/** Sign by sign, whatever the file holds. */
async function* thoroughRowsOf(file: CsvFile, linesBefore: number, withHeader: boolean): AsyncGenerator<CsvRow[]> {
  let skipLines = linesBefore
  let looseQuotes = 0
  let awaitsHeader = withHeader
  for (;;) {
    const start = skipLines
    let lastLine = start
    let read: CsvRow[] = []
    // Collected as they are parsed: what a stream holds back is lost when it fails.
    const parser = parse({
      delimiter: file.delimiter,
      relax_column_count: true,
      relax_quotes: looseQuotes > MANY_LOOSE_QUOTES,
      skip_empty_lines: true,
      max_record_size: MAX_ROW,
      on_record(record: string[], { lines }) {
        // `lines` is where the record ends; it began as many lines before as its cells hold line ends.
        lastLine = start + lines
        if (awaitsHeader) awaitsHeader = false
        else
          read.push({ line: Math.max(1, lastLine - record.reduce((breaks, cell) => breaks + breaksIn(cell), 0)), cells: record })
        return null
      },
    })
    const ended = finished(parser).then(
      () => undefined,
      (error: unknown) => error,
    )
    parser.resume()
    let failure: unknown
    for await (const text of textOf(file, start)) {
      failure = await new Promise((resolve) => parser.write(text, resolve))
      if (failure) break
      while (read.length >= ROWS_AT_ONCE) yield read.splice(0, ROWS_AT_ONCE)
    }
    if (!failure) parser.end()
    failure = await ended
    for (let from = 0; from < read.length; from += ROWS_AT_ONCE) yield read.slice(from, from + ROWS_AT_ONCE)
    read = []
    if (!failure) return
    const { code } = failure as { code?: string }
    if (code === undefined || !QUOTE_ERRORS.has(code)) throw failure
    const brokenLine = lastLine + 1
    looseQuotes += 1
    const loose = code === 'INVALID_OPENING_QUOTE' ? await looseRow(file, brokenLine) : undefined
    if (loose && loose.length === file.headers.length) yield [{ line: brokenLine, cells: loose }]
    else
      yield [
        {
          line: brokenLine,
          broken:
            'A quote opens on this line and is not closed where it should be. Close it or take it out; the lines after it were read.',
        },
      ]
    skipLines = brokenLine
  }
}

/** A row with quotes inside unquoted cells (5" pipe), read with them as plain signs. */
async function looseRow(file: CsvFile, line: number): Promise<string[] | undefined> {
  let text = ''
  for await (const part of textOf(file, line - 1)) {
    text += part
    if (/[\r\n]/.test(text)) break
  }
  const first = text.split(/\r\n|\n|\r/)[0] ?? ''
  try {
    return parseSync(first, { delimiter: file.delimiter, relax_quotes: true, relax_column_count: true })[0]
  } catch {
    return undefined
  }
}

function breaksIn(cell: string): number {
  if (!cell.includes('\n')) return 0
  return cell.split('\n').length - 1
}

async function* textOf(file: CsvFile, skipLines: number): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.encoding)
  let toSkip = skipLines
  for await (const chunk of createReadStream(file.path, { highWaterMark: 65_536 })) {
    let text = decoder.decode(chunk as Buffer, { stream: true })
    while (toSkip > 0 && text !== '') {
      const end = text.indexOf(file.lineEnding === 'CR' ? '\r' : '\n')
      if (end < 0) text = ''
      else {
        text = text.slice(end + 1)
        toSkip -= 1
      }
    }
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

async function startOf(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function encodingOf(path: string, start: Buffer): Promise<{ encoding: Encoding; bom: boolean }> {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { encoding: 'utf-8', bom: true }
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: 'utf-16le', bom: true }
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: 'utf-16be', bom: true }
  // Latin text in UTF-16 has a zero in every second byte.
  const looked = start.subarray(0, 2_000)
  const zeros = [0, 0]
  for (let i = 0; i < looked.length; i++) if (looked[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  if ((zeros[1] ?? 0) > looked.length / 5) return { encoding: 'utf-16le', bom: false }
  if ((zeros[0] ?? 0) > looked.length / 5) return { encoding: 'utf-16be', bom: false }
  if (await isUtf8Throughout(path)) return { encoding: 'utf-8', bom: false }
  if (looksJapanese(start))
    throw new Error('it seems to be written in Shift-JIS, which is not read. Save it as UTF-8 (in Excel: CSV UTF-8)')
  return { encoding: 'windows-1252', bom: false }
}

/** Kana in Shift-JIS: two bytes, the first of which is a sign that Western text hardly ever holds. Read as Western it would be nonsense. */
function looksJapanese(start: Buffer): boolean {
  let kana = 0
  for (let i = 0; i + 1 < start.length; i++) {
    const next = start[i + 1] ?? 0
    if ((start[i] === 0x82 || start[i] === 0x83) && next >= 0x40 && next <= 0xf1) {
      kana += 1
      i += 1
    }
  }
  return kana >= 3
}

async function isUtf8Throughout(path: string): Promise<boolean> {
  let carried = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) {
    const bytes = Buffer.concat([carried, chunk as Buffer])
    const end = bytes.lastIndexOf(0x0a) + 1 || Math.max(0, bytes.length - 4)
    if (!isUtf8(bytes.subarray(0, end)) && bytes.lastIndexOf(0x0a) >= 0) return false
    carried = bytes.subarray(end)
    if (carried.length > 8_388_608) return isUtf8(carried)
  }
  return isUtf8(carried)
}
