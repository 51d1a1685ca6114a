import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { types, type Pool } from 'pg'

const OID_INT8 = 20

/**
 * The pool as the sign-in library must see it. Our pool reads instants as ISO text; the library compares them with `Date`
 * values, and text is never earlier than a `Date`: a session read through our pool would never expire.
 */
export function poolWithDates(pool: Pool): PostgresPool {
  const parsers = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === OID_INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
  }
  return {
    options: pool.options,
    // The pool belongs to the process; the library only borrows from it.
    end: async () => undefined,
    async connect() {
      const client = await pool.connect()
      const query = (text: unknown, values?: readonly unknown[]) =>
        client.query({ text: String(text), values: [...(values ?? [])], types: parsers })
      return { query, release: (destroy?: boolean) => client.release(destroy) } as unknown as PostgresPoolClient
    },
  }
}
