import type { Db } from '../../platform/db/connect.ts'
import type { PastFigures } from '../worker.ts'

/** A question about a past day, and what its answer rests on, each as a digest. */
export interface PastPlace {
  readonly question: string
  readonly basis: string
}

/** Forecasts of past days that are kept and still hold, by their questions. */
export async function keptFigures(db: Db, places: readonly PastPlace[]): Promise<Map<string, PastFigures>> {
  if (places.length === 0) return new Map()
  const rows = await db
    .selectFrom('past_projections')
    .select(['question_digest', 'basis_digest', 'figures'])
    .where(
      'question_digest',
      'in',
      places.map(({ question }) => question),
    )
    .execute()
  const basisOf = new Map(places.map(({ question, basis }) => [question, basis]))
  return new Map(
    rows.flatMap(({ question_digest: question, basis_digest: basis, figures }) =>
      basisOf.get(question) === basis ? [[question, figures as PastFigures] as const] : [],
    ),
  )
}

/** Those that nobody figured anew for so long are of periods that nobody looks at any more. */
const DAYS_KEPT = 400

export async function keepFigures(db: Db, { question, basis }: PastPlace, figures: PastFigures, now: string): Promise<void> {
  const row = { basis_digest: basis, figures: JSON.stringify(figures), figured_at: now }
  await db
    .insertInto('past_projections')
    .values({ question_digest: question, ...row })
    .onConflict((conflict) => conflict.column('question_digest').doUpdateSet(row))
    .execute()
  const oldest = new Date(Date.parse(now) - DAYS_KEPT * 86_400_000).toISOString()
  await db.deleteFrom('past_projections').where('figured_at', '<', oldest).execute()
}
