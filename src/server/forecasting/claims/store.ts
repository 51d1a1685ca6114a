import { sql } from 'kysely'
import { z } from 'zod'
import type { ClaimJudgement } from '../../../contract/claims.ts'
import type { JudgementVerdict } from '../../../domain/forecasting/claims/judgement-verdict.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { seenOpportunities } from '../../platform/sight.ts'

type Judgement = z.input<typeof ClaimJudgement>

/** What holds on a deal, the newest first. */
export async function judgementsOf(ctx: Ctx, deal: string): Promise<Judgement[]> {
  const rows = await ctx.db
    .selectFrom('claim_judgements as j')
    .leftJoin('users as u', 'u.id', 'j.judged_by')
    .selectAll('j')
    .select('u.name as by_name')
    .where('j.opportunity_id', '=', deal)
    .where('j.withdrawn_at', 'is', null)
    .orderBy('j.judged_at', 'desc')
    .orderBy('j.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    claim: row.claim,
    statement: row.statement,
    asOf: row.as_of,
    model: row.model_version,
    verdict: row.verdict,
    note: row.note,
    by: row.judged_by === null || row.by_name === null ? null : { id: row.judged_by, name: row.by_name },
    mine: row.judged_by === (ctx.principal?.userId ?? null),
    at: row.judged_at,
  }))
}

export interface NewJudgement {
  readonly claim: string
  readonly kind: string
  readonly statement: string
  readonly model: string | null
  readonly verdict: JudgementVerdict
  readonly note: string | null
}

export async function insert(ctx: Ctx, deal: string, made: NewJudgement): Promise<string> {
  const row = await ctx.db
    .insertInto('claim_judgements')
    .values({
      opportunity_id: deal,
      claim: made.claim,
      kind: made.kind,
      statement: made.statement,
      as_of: ctx.today,
      model_version: made.model,
      verdict: made.verdict,
      note: made.note,
      judged_by: ctx.principal?.userId ?? null,
      judged_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function withdraw(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.updateTable('claim_judgements').set({ withdrawn_at: ctx.now }).where('id', '=', id).execute()
}

/** Counts of the whole company by kind of claim, which no answer tells deal by deal. */
export async function calledByKind(db: Db): Promise<{ kind: string; right: number; wrong: number }[]> {
  const { rows } = await sql<{ kind: string; right: number; wrong: number }>`
    select kind, count(*) filter (where verdict = 'right')::int as right, count(*) filter (where verdict = 'wrong')::int as wrong
    from claim_judgements where withdrawn_at is null group by kind order by kind`.execute(db)
  return rows
}

/** Of these deals, by external id or else id, those in sight. */
export async function seenByKey(ctx: Ctx, keys: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
  if (keys.length === 0) return new Map()
  const ids = keys.filter((key) => z.guid().safeParse(key).success)
  const rows = await seenOpportunities(ctx)
    .select(['o.id', 'o.name', 'o.external_id'])
    .where((eb) => eb.or([eb('o.external_id', 'in', [...keys]), ...(ids.length > 0 ? [eb('o.id', 'in', ids)] : [])]))
    .execute()
  return new Map(rows.flatMap(({ id, name, external_id: key }) => [[key ?? id, { id, name }] as const]))
}
