import { sql, type RawBuilder } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { seenAccounts, seenContacts, seenOpportunities, waysTo } from '../platform/sight.ts'

export interface Found {
  readonly kind: 'deal' | 'account' | 'person'
  readonly id: string
  readonly name: string
  readonly context: string | null
}

/** Of so many that contain the text, in the order in which they are stored, the first by name are shown: all of them could be tens of thousands. */
const LOOKED_AT = 100

/** An index of names knows what stands at the beginning of a word, and within words from three letters on. */
const WITHIN_WORDS = /^...|[^\0-\x7f]/su

/** Rows of each kind whose name contains the text: those that begin with it first, then those with a word that does. */
export async function find(ctx: Ctx, text: string, limit: number): Promise<Found[]> {
  const escaped = text.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
  const from = text.toLowerCase()
  const to = `${from}\u{10ffff}`
  const { first: way } = await waysTo(ctx)
  const deals = seenOpportunities(ctx).select([
    'o.id',
    'o.name',
    sql<string | null>`(select fa.name from accounts fa where fa.id = o.account_id)`.as('context'),
  ])
  const accounts = seenAccounts(ctx, way).select(['a.id', 'a.name', sql<string | null>`a.industry`.as('context')])
  const people = seenContacts(ctx, way)
    .where('c.merged_into_id', 'is', null)
    .select([
      'c.id',
      'c.name',
      sql<string | null>`concat_ws(', ', c.title, (select fa.name from accounts fa where fa.id = c.account_id))`.as('context'),
    ])
  const search = async (kind: Found['kind'], name: string, query: Searchable): Promise<Found[]> => {
    // In the order of bytes, which the index of beginnings is kept in; a plain `like` is taken for a scan by name.
    const lower = sql`lower(${sql.ref(name)})`
    const first = await query
      .where(sql<boolean>`${lower} ~>=~ ${from} and ${lower} ~<~ ${to}`)
      .orderBy(sql`${lower} using ~<~`)
      .limit(limit)
      .execute()
    const passed = [`${escaped}%`]
    const found = [...first]
    for (const pattern of [`% ${escaped}%`, ...(WITHIN_WORDS.test(text) ? [`%${escaped}%`] : [])]) {
      if (found.length === limit) break
      const rows = await query
        .where(sql<boolean>`${sql.ref(name)} ilike ${pattern}`)
        .where(sql<boolean>`${lower} not like all(${passed}::text[])`)
        .limit(LOOKED_AT)
        .execute()
      found.push(...rows.toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, limit - found.length))
      passed.push(pattern)
    }
    return found.map((row) => ({ kind, ...row }))
  }
  const found = await Promise.all([
    search('deal', 'o.name', deals as unknown as Searchable),
    search('account', 'a.name', accounts as unknown as Searchable),
    search('person', 'c.name', people as unknown as Searchable),
  ])
  return found.flat()
}

/** What the three seen queries share. */
interface Searchable {
  where(condition: RawBuilder<boolean>): Searchable
  orderBy(by: RawBuilder<unknown>): Searchable
  limit(rows: number): Searchable
  execute(): Promise<{ id: string; name: string; context: string | null }[]>
}
