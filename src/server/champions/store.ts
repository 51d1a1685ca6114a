import type { Rung } from '../../domain/stakeholders/champions/champion-act.ts'
import type { ChampionTest } from '../../domain/stakeholders/champions/champion-ladder.ts'
import type { SaidOfDeparture } from '../../domain/stakeholders/champions/departures.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { seenOpportunities } from '../platform/sight.ts'
import { named } from './who.ts'

const EVERYTHING = { kind: 'all' } as const

export async function testsOf(db: Db, deal: string, before: string): Promise<ChampionTest[]> {
  const rows = await db
    .selectFrom('champion_tests as t')
    .leftJoin('users as u', 'u.id', 't.tested_by')
    .selectAll('t')
    .select('u.name as by_name')
    .where('t.opportunity_id', '=', deal)
    .where('t.recorded_at', '<', before)
    .where((eb) => eb.or([eb('t.withdrawn_at', 'is', null), eb('t.withdrawn_at', '>=', before)]))
    .orderBy('t.recorded_at')
    .orderBy('t.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    contactId: row.contact_id,
    rung: row.rung as Rung,
    passed: row.passed,
    testedOn: row.tested_on,
    testedBy: named(row.tested_by, row.by_name),
    note: row.note,
    evidence: row.evidence,
    recordedAt: row.recorded_at,
  }))
}

export type NewTest = Omit<ChampionTest, 'id' | 'testedBy' | 'recordedAt'>

export async function insertTest(ctx: Ctx, deal: string, test: NewTest): Promise<string> {
  const row = await ctx.db
    .insertInto('champion_tests')
    .values({
      opportunity_id: deal,
      contact_id: test.contactId,
      rung: test.rung,
      passed: test.passed,
      tested_on: test.testedOn,
      tested_by: ctx.principal?.userId ?? null,
      note: test.note,
      evidence: [...test.evidence],
      recorded_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function withdrawTest(ctx: Ctx, test: string): Promise<void> {
  await ctx.db.updateTable('champion_tests').set({ withdrawn_at: ctx.now }).where('id', '=', test).execute()
}

/** What somebody of ours said of departures of a deal: that one left, or that the plan was a false alarm. */
export async function saidOf(db: Db, deal: string): Promise<SaidOfDeparture[]> {
  const rows = await db
    .selectFrom('save_plans')
    .select(['contact_id', 'state', 'entered', 'note', 'started_at', 'closed_at'])
    .where('opportunity_id', '=', deal)
    .execute()
  return rows.flatMap((row) => [
    ...(row.entered ? [{ contactId: row.contact_id, left: true, at: row.started_at, note: row.note }] : []),
    ...(row.state === 'false-alarm' && row.closed_at !== null
      ? [{ contactId: row.contact_id, left: false, at: row.closed_at, note: row.note }]
      : []),
  ])
}

/** Open deals that these people champion. */
export async function championedBy(db: Db, contacts: readonly string[]): Promise<string[]> {
  const rows = await seenOpportunities({ db, sight: EVERYTHING })
    .innerJoin('stakeholders as s', 's.opportunity_id', 'o.id')
    .innerJoin('stakeholder_roles as r', 'r.stakeholder_id', 's.id')
    .select('o.id')
    .distinct()
    .where('s.contact_id', 'in', [...contacts])
    .where('s.left_at', 'is', null)
    .where('r.role', '=', 'champion')
    .where('r.state', '=', 'confirmed')
    .where('o.stage', 'not in', ['closed_won', 'closed_lost'])
    .orderBy('o.id')
    .execute()
  return rows.map((row) => row.id)
}
