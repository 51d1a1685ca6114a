import { sql } from 'kysely'
import type { z } from 'zod'
import type { SavePlan } from '../../../contract/champions.ts'
import type { SavePlanState, SaveStep, SaveStepKey } from '../../../domain/stakeholders/champions/save-plan.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { seenOpportunities } from '../../platform/sight.ts'
import { named } from '../who.ts'

type Plan = z.output<typeof SavePlan>

interface PlanFilter {
  readonly deal?: string | undefined
  readonly id?: string | undefined
  readonly state?: SavePlanState | undefined
  /** As they stood before this instant. */
  readonly before: string
  readonly limit: number
}

/** Plans of deals in sight; open ones first, then by the nearest step that is not done. */
export async function list(ctx: Ctx, { deal, id, state, before, limit }: PlanFilter): Promise<Plan[]> {
  let query = seenOpportunities(ctx)
    .innerJoin('save_plans as p', 'p.opportunity_id', 'o.id')
    .innerJoin('contacts as c', 'c.id', 'p.contact_id')
    .selectAll('p')
    .select(['o.name as deal_name', 'o.external_id as deal_external_id'])
    .select(['c.name as contact_name', 'c.external_id as contact_external_id', 'c.title as contact_title'])
    .select(sql<string>`case when p.closed_at < ${before} then p.state else 'open' end`.as('stood'))
    .where('p.started_at', '<', before)
  if (deal) query = query.where('p.opportunity_id', '=', deal)
  if (id) query = query.where('p.id', '=', id)
  if (state) query = query.where(sql<boolean>`case when p.closed_at < ${before} then p.state else 'open' end = ${state}`)
  const nearest = sql`(select min(s.due_on) from save_plan_steps s where s.plan_id = p.id and (s.done_at is null or s.done_at >= ${before}))`
  const rows = await query
    .orderBy(sql`case when p.closed_at < ${before} then 1 else 0 end`)
    .orderBy(nearest)
    .orderBy('p.started_at')
    .orderBy('p.id')
    .limit(limit)
    .execute()
  const steps = await stepsOf(
    ctx.db,
    rows.map((row) => row.id),
  )
  const day = before.slice(0, 10)
  return rows.map((row) => {
    const closed = row.closed_at !== null && row.closed_at < before
    return {
      id: row.id,
      deal: { id: row.opportunity_id, externalId: row.deal_external_id, name: row.deal_name },
      contact: {
        id: row.contact_id,
        externalId: row.contact_external_id,
        name: row.contact_name,
        title: row.contact_title,
      },
      state: row.stood as SavePlanState,
      startedAt: row.started_at,
      firstSignAt: row.first_sign_at,
      certainty: row.certainty,
      because: row.because,
      note: row.note,
      closedAt: closed ? row.closed_at : null,
      steps: (steps.get(row.id) ?? []).map((step) => {
        const doneAt = step.done_at !== null && step.done_at < before ? step.done_at : null
        return {
          key: step.key,
          title: step.title,
          because: step.because,
          person: named(step.contact_id, step.contact_name),
          owner: named(step.owner_id, step.owner_name),
          dueOn: step.due_on,
          doneAt,
          overdue: !closed && doneAt === null && step.due_on < day,
        }
      }),
    }
  })
}

async function stepsOf(db: Db, plans: readonly string[]) {
  if (plans.length === 0) return new Map<string, never[]>()
  const rows = await db
    .selectFrom('save_plan_steps as s')
    .leftJoin('users as u', 'u.id', 's.owner_id')
    .leftJoin('contacts as c', 'c.id', 's.contact_id')
    .selectAll('s')
    .select(['u.name as owner_name', 'c.name as contact_name'])
    // Whoever asked since not to be contacted is no longer named as somebody to turn to.
    .select(sql<boolean>`coalesce(c.do_not_contact, false)`.as('locked'))
    .where('s.plan_id', 'in', [...plans])
    .orderBy('s.position')
    .execute()
  return groupedBy(
    rows.map(({ locked, ...row }) =>
      locked ? { ...row, contact_id: null, contact_name: null, title: OTHER_TITLES[row.key] } : row,
    ),
    (row) => row.plan_id,
  )
}

const OTHER_TITLES: Readonly<Record<SaveStepKey, string>> = {
  confirm: 'Find out by phone whether the champion has left',
  'reach-buyer': 'Find out who holds the budget now, and speak to them',
  'find-successor': 'Find out who takes over',
  'keep-knowledge': 'Write down what was promised, and to whom',
  'rebuild-case': 'Go through the business case with the successor',
  'test-successor': 'Test the successor as champion: access first',
}

export interface NewPlan {
  readonly deal: string
  readonly contactId: string
  readonly firstSignAt: string
  readonly certainty: number
  readonly because: string
  readonly entered: boolean
  readonly note: string | null
  readonly ownerId: string | null
  readonly steps: readonly SaveStep[]
}

/** Starts a plan, unless one is open for the same person; undefined then. */
export async function insertPlan(db: Db, plan: NewPlan, now: string): Promise<string | undefined> {
  const row = await db
    .insertInto('save_plans')
    .values({
      opportunity_id: plan.deal,
      contact_id: plan.contactId,
      started_at: now,
      first_sign_at: plan.firstSignAt,
      certainty: plan.certainty,
      because: plan.because,
      entered: plan.entered,
      note: plan.note,
    })
    .onConflict((conflict) => conflict.columns(['opportunity_id', 'contact_id']).where('state', '=', 'open').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return undefined
  await db
    .insertInto('save_plan_steps')
    .values(
      plan.steps.map((step, position) => ({
        plan_id: row.id,
        key: step.key,
        position,
        title: step.title,
        because: step.because,
        contact_id: step.person?.id ?? null,
        owner_id: plan.ownerId,
        due_on: step.dueOn,
      })),
    )
    .execute()
  return row.id
}

/** Whether a departure of this person has been answered with a plan: an open one, or a closed one that began after the first sign. */
export async function isPlanned(db: Db, deal: string, contacts: readonly string[], firstSignAt: string): Promise<boolean> {
  const row = await db
    .selectFrom('save_plans')
    .select('id')
    .where('opportunity_id', '=', deal)
    .where('contact_id', 'in', [...contacts])
    .where((eb) => eb.or([eb('state', '=', 'open'), eb('started_at', '>=', firstSignAt)]))
    .executeTakeFirst()
  return row !== undefined
}

export async function change(
  ctx: Ctx,
  plan: string,
  values: { readonly state?: SavePlanState; readonly note?: string | null },
): Promise<void> {
  const closing = values.state === undefined ? {} : { state: values.state, closed_at: values.state === 'open' ? null : ctx.now }
  const note = values.note === undefined ? {} : { note: values.note || null }
  if (Object.keys({ ...closing, ...note }).length === 0) return
  await ctx.db
    .updateTable('save_plans')
    .set({ ...closing, ...note })
    .where('id', '=', plan)
    .execute()
}

export async function changeStep(
  ctx: Ctx,
  plan: string,
  key: SaveStepKey,
  values: { readonly done?: boolean; readonly dueOn?: string; readonly ownerId?: string | null },
): Promise<void> {
  const set = {
    ...(values.done === undefined ? {} : { done_at: values.done ? ctx.now : null }),
    ...(values.dueOn === undefined ? {} : { due_on: values.dueOn }),
    ...(values.ownerId === undefined ? {} : { owner_id: values.ownerId }),
  }
  if (Object.keys(set).length === 0) return
  await ctx.db.updateTable('save_plan_steps').set(set).where('plan_id', '=', plan).where('key', '=', key).execute()
}
