import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Lines in the database's own text form go in as fast as they can be made. */
export interface Copy {
  write(line: string): Promise<void> | undefined
  end(): Promise<void>
}

const FLUSH_AT = 131_072
/** So much may wait for the database before the next rows are made, so that neither waits for the other in turn. */
const ON_THE_WAY = 8 * FLUSH_AT

export function copyInto(client: PoolClient, table: string, columns: readonly string[]): Copy {
  const stream = client.query(
    copyFrom(`copy ${table} (${columns.map((column) => `"${column}"`).join(', ')}) from stdin`, { highWaterMark: ON_THE_WAY }),
  )
  const done = finished(stream)
  // Looked at in end(); until then a failure must not count as unhandled.
  done.catch(() => undefined)
  let buffer = ''
  return {
    write(line) {
      buffer += line
      if (buffer.length < FLUSH_AT) return undefined
      const chunk = buffer
      buffer = ''
      if (stream.write(chunk)) return undefined
      return Promise.race([once(stream, 'drain').then(() => undefined), done])
    },
    async end() {
      stream.end(buffer)
      await done
    },
  }
}

const NEEDS_ESCAPE = /[\\\n\r\t]/

/** One line of COPY's text form; null is \N. */
export function copyLine(values: readonly (string | number | null)[]): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t'
    const value = values[i]
    if (value === null || value === undefined) line += '\\N'
    else if (typeof value === 'number') line += value
    else line += NEEDS_ESCAPE.test(value) ? escaped(value) : value
  }
  return `${line}\n`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}
