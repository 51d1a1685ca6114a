import { sql } from 'kysely'
import { groupedBy } from '../../../domain/values/grouped.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { seenActivities } from '../../platform/sight.ts'
import { named, type Who } from '../who.ts'

const EVERYTHING = { kind: 'all' } as const

export interface StoredEngagement {
  readonly contactId: string
  readonly version: number
  readonly goal: string
  readonly message: string
  readonly channel: 'email' | 'phone' | 'meeting' | 'message'
  readonly cadenceDays: number
  readonly nextStep: string
  readonly nextStepDueOn: string | null
  readonly position: number | null
  /** It was taken back, and nothing is planned since. */
  readonly cleared: boolean
  readonly savedBy: Who | null
  readonly savedAt: string
}

/** The latest plan for each person of a deal that was saved before an instant. */
export async function engagementOf(db: Db, deal: string, before: string): Promise<StoredEngagement[]> {
  const rows = await db
    .selectFrom('engagement_plans as e')
    .leftJoin('users as u', 'u.id', 'e.saved_by')
    .selectAll('e')
    .select('u.name as by_name')
    .distinctOn('e.contact_id')
    .where('e.opportunity_id', '=', deal)
    .where('e.saved_at', '<', before)
    .orderBy('e.contact_id')
    .orderBy('e.version', 'desc')
    .execute()
  return rows.map((row) => ({
    contactId: row.contact_id,
    version: row.version,
    goal: row.goal,
    message: row.message,
    channel: row.channel,
    cadenceDays: row.cadence_days,
    nextStep: row.next_step,
    nextStepDueOn: row.next_step_due_on,
    position: row.position,
    cleared: row.cleared,
    savedBy: named(row.saved_by, row.by_name),
    savedAt: row.saved_at,
  }))
}

export async function insertEngagement(
  ctx: Ctx,
  deal: string,
  plan: Omit<StoredEngagement, 'savedBy' | 'savedAt'>,
): Promise<void> {
  await ctx.db
    .insertInto('engagement_plans')
    .values({
      opportunity_id: deal,
      contact_id: plan.contactId,
      version: plan.version,
      goal: plan.goal,
      message: plan.message,
      channel: plan.channel,
      cadence_days: plan.cadenceDays,
      next_step: plan.nextStep,
      next_step_due_on: plan.nextStepDueOn,
      position: plan.position,
      cleared: plan.cleared,
      saved_by: ctx.principal?.userId ?? null,
      saved_at: ctx.now,
    })
    .execute()
}

/** When we wrote to, called or met these people, on any deal. Only when: what it was about may be out of sight. */
export async function touchesOf(
  db: Db,
  contacts: readonly string[],
  { since, before }: { readonly since: string; readonly before: string },
): Promise<Map<string, string[]>> {
  if (contacts.length === 0) return new Map()
  const rows = await seenActivities({ db, sight: EVERYTHING })
    .innerJoin('activity_participants as p', 'p.activity_id', 'v.id')
    .select(['p.contact_id', 'v.occurred_at'])
    .distinct()
    .where('p.contact_id', 'in', [...contacts])
    .where('v.occurred_at', '>=', since)
    .where('v.occurred_at', '<', before)
    .where('v.recorded_at', '<', before)
    .where('v.automated', '=', false)
    .where(
      sql<boolean>`(v.kind = 'meeting' or (v.kind in ('email', 'call') and v.direction = 'outbound')) and coalesce(v.status, 'done') = 'done'`,
    )
    .orderBy('v.occurred_at')
    .execute()
  const touches = groupedBy(rows, (row) => row.contact_id ?? '')
  return new Map([...touches].map(([contact, all]) => [contact, all.map((row) => row.occurred_at)]))
}
