import { sql } from 'kysely'
import type { App, Ctx } from './context.ts'
import type { Db } from './db/connect.ts'

/** Gives the answer to a question of this person: the one that is kept, as long as nothing was recorded since, or a new one. */
export type KeptAnswers<Answer> = (
  ctx: Pick<Ctx, 'app' | 'db' | 'sight' | 'today'>,
  question: unknown,
  make: () => Promise<Answer>,
) => Promise<Answer>

/**
 * For reads that go through so much that asking twice for the same should not cost twice: each process keeps the latest
 * answers by who sees what, on which day, at which place of the journal. What is given holds for the data as it stands, and
 * those who ask while the answer is made wait for it together. `most`: how many are kept for one database.
 */
export function keptAnswers<Answer>(most: number): KeptAnswers<Answer> {
  const kept = new WeakMap<App, Map<string, Promise<Answer>>>()
  return async (ctx, question, make) => {
    const known = kept.get(ctx.app) ?? new Map<string, Promise<Answer>>()
    kept.set(ctx.app, known)
    const key = JSON.stringify([ctx.sight, ctx.today, await placeOfJournal(ctx.db), question])
    const answer = known.get(key) ?? make()
    known.delete(key)
    known.set(key, answer)
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    try {
      return await answer
    } catch (error) {
      known.delete(key)
      throw error
    }
  }
}

/**
 * A row that took its number earlier may be committed later: then the last number stays, and the first of the last ones, or how
 * many they are, does not.
 */
const LAST_ONES = 1_000

async function placeOfJournal(db: Db): Promise<string> {
  const { rows } = await sql<{ place: string | null }>`
    select concat_ws('/', min(id), max(id), count(*)) as place
    from (select id from events order by id desc limit ${LAST_ONES}) as last_ones`.execute(db)
  return rows[0]?.place ?? ''
}
