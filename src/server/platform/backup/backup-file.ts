/**
 * A backup is gzipped text: a header line, then for each table one COPY statement, its rows in PostgreSQL's text format, and
 * a line `\.`; a last line says that nothing is missing. The form is that of pg_dump's plain text, so psql can read it too.
 */
export interface BackupHeader {
  readonly version: 1
  readonly madeAt: string
  /** Migrations that had run, in order: the schema that the rows fit. */
  readonly migrations: readonly string[]
  readonly tables: readonly string[]
}

const MARK = '-- quarterdeck backup '
export const LAST_LINE = '-- quarterdeck backup complete'
/** Ends the rows of a table; PostgreSQL never writes a row that reads so. */
export const ROWS_END = '\\.'

export function headerLine(header: BackupHeader): string {
  return `${MARK}${JSON.stringify(header)}`
}

/** The header of a backup's first line; null where the file is something else. */
export function readHeader(line: string): BackupHeader | null {
  if (!line.startsWith(MARK)) return null
  try {
    const header = JSON.parse(line.slice(MARK.length)) as BackupHeader
    return header.version === 1 && Array.isArray(header.migrations) ? header : null
  } catch {
    return null
  }
}
