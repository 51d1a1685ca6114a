import { sql } from 'kysely'
import type { EventType } from '../../domain/journal/event-type.ts'
import type { App, Ctx } from './context.ts'
import type { Db } from './db/connect.ts'
import { LAST_ONES, placeAt } from './journal-place.ts'

/** Gives the answer to a question of this person: the one that is kept, as long as nothing was recorded since, or a new one. */
export type KeptAnswers<Answer> = (
  ctx: Pick<Ctx, 'app' | 'db' | 'sight' | 'today'>,
  question: unknown,
  make: () => Promise<Answer>,
) => Promise<Answer>

/**
 * For reads that go through so much that asking twice for the same should not cost twice: each process keeps the latest
 * answers by who sees what, on which day, at which place of the journal. What is given holds for the data as it stands, and
 * those who ask while the answer is made wait for it together. `most`: how many are kept for one database. `about`: the
 * only kinds of events that such an answer can change by, where there are few; or `{ beside }`, fields of a deal that it does
 * not rest on.
 */
export function keptAnswers<Answer>(
  most: number,
  about: readonly EventType[] | { readonly beside: readonly string[] } = { beside: [] },
): KeptAnswers<Answer> {
  const kept = new WeakMap<App, Map<string, Promise<Answer>>>()
  return async (ctx, question, make) => {
    const known = kept.get(ctx.app) ?? new Map<string, Promise<Answer>>()
    kept.set(ctx.app, known)
    const key = JSON.stringify([
      ctx.sight,
      ctx.today,
      await ('beside' in about ? placeOfJournal(ctx.db, about.beside) : placeAmong(ctx.db, about)),
      question,
    ])
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

/** What is planned for a deal: most of what people change, and nothing that sums, worth or likeness of deals rest on. */
export const PLANS_OF_DEALS = ['nextAction', 'nextActionDueOn', 'expectedCloseOn', 'forecastCategory', 'description'] as const

/**
 * Events that change nothing that is kept: alerts come up by the thousand and imports tell how far they are, and what was
 * gone through for a list or a forecast stands meanwhile.
 */
const BESIDE = [
  'accuracy.computed',
  'alert.acted-on',
  'alert.dismissed',
  'alert.gone',
  'alert.opened',
  'alert.seen',
  'alert.sent',
  'alert.snoozed',
  'alert.told',
  'alert-channel.removed',
  'alert-channel.saved',
  'alert-preference.changed',
  'alert-rule.changed',
  'claim.judged',
  'claim.judgement-withdrawn',
  'engagement-plan.saved',
  'hand-over-pack.saved',
  'import-mapping.saved',
  'import.discarded',
  'import.failed',
  'import.previewed',
  'import.previewing',
  'import.progressed',
  'import.storing',
  'import.uploaded',
  'key.created',
  'key.revoked',
  'save-plan.changed',
  'save-plan.started',
  'scenario.changed',
  'scenario.removed',
  'scenario.restored',
  'scenario.saved',
  'sponsor.feed-made',
  'sponsor.feed-revoked',
  'user.password-set',
  'user.preferred',
  'view.removed',
  'view.saved',
] as const satisfies readonly EventType[]

async function placeOfJournal(db: Db, fields: readonly string[]): Promise<string> {
  const touches =
    fields.length === 0
      ? sql``
      : sql`and (type <> 'opportunity.changed' or after is null or after - ${[...fields]}::text[] <> '{}')`
  const { rows } = await sql<{ place: string }>`
    select ${placeAt(sql`last.id`)} as place
    from (select id from events where type <> all(${[...BESIDE]}::text[]) ${touches} order by id desc limit 1) as last`.execute(
    db,
  )
  return rows[0]?.place ?? ''
}

/** The same among rows of these types alone. */
async function placeAmong(db: Db, types: readonly EventType[]): Promise<string> {
  const { rows } = await sql<{ place: string }>`
    select concat_ws('/', min(last_ones.id), max(last_ones.id), count(last_ones.id)) as place
    from unnest(${[...types]}::text[]) with ordinality as asked (type, n)
    left join lateral (select e.id from events e where e.type = asked.type order by e.id desc limit ${LAST_ONES}) as last_ones on true
    group by asked.n order by asked.n`.execute(db)
  return rows.map(({ place }) => place).join(' ')
}
