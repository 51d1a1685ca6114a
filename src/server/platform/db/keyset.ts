import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../../contract/problem.ts'

/** What a list is sorted by, before the id decides between equals. */
export interface SortKey {
  readonly value: RawBuilder<unknown>
  /** Never empty: the place in the list is then found by an index. */
  readonly required?: true
  readonly type: 'text' | 'integer' | 'bigint' | 'numeric' | 'date' | 'timestamptz'
}

const Cursor = z.tuple([z.string().nullable(), z.guid()])

/** The place of a row in a sorted list, opaque to clients. It stays right when rows come and go before it. */
export function cursorOf(key: string | null, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

/**
 * Which way a list goes by its key: empty keys last. Where none is empty that is left unsaid, so that an index that rises can be
 * read backwards.
 */
export function direction(key: SortKey, order: 'asc' | 'desc'): RawBuilder<unknown> {
  return sql`${key.value} ${sql.raw(order)} ${sql.raw(key.required ? '' : 'nulls last')}`
}

/** Rows behind the cursor, where empty keys come last and equal keys are in order of id. */
export function after(key: SortKey, id: string, order: 'asc' | 'desc', cursor: string): RawBuilder<boolean> {
  const [value, lastId] = read(cursor, key)
  const behind = sql`${sql.ref(id)} > ${lastId}::uuid`
  if (value === null) return sql<boolean>`(${key.value} is null and ${behind})`
  const last = sql`${value}::${sql.raw(key.type)}`
  const beyond = order === 'asc' ? sql`${key.value} > ${last}` : sql`${key.value} < ${last}`
  if (key.required)
    return sql<boolean>`(${key.value} ${sql.raw(order === 'asc' ? '>=' : '<=')} ${last} and (${beyond} or ${behind}))`
  return sql<boolean>`(${beyond} or (${key.value} = ${last} and ${behind}) or ${key.value} is null)`
}

/** Whether a list that goes by this key has come to the rows for which it is empty. */
export function isAmongEmpty(cursor: string, key: SortKey): boolean {
  return read(cursor, key)[0] === null
}

const SHAPES: Readonly<Record<SortKey['type'], RegExp>> = {
  text: /^/,
  integer: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,18}$/,
  numeric: /^-?\d{1,18}(\.\d{1,18})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} [\d:.]{8,15}[+-][\d:]{2,8}$/,
}

function read(cursor: string, key: SortKey): [string | null, string] {
  const refused = new Problem('invalid', 'This cursor does not belong to this list. Start again from the first page.')
  try {
    const [value, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (value !== null && !SHAPES[key.type].test(value)) throw refused
    return [value, id]
  } catch {
    throw refused
  }
}
