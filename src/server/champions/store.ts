import { sql } from 'kysely'
import type { z } from 'zod'
import type { SavePlan } from '../../contract/champions.ts'
import type { Rung } from '../../domain/stakeholders/champions/champion-act.ts'
import type { ChampionTest } from '../../domain/stakeholders/champions/champion-ladder.ts'
import type { SaidOfDeparture } from '../../domain/stakeholders/champions/departures.ts'
import { PackContent } from '../../domain/stakeholders/champions/pack-content.ts'
import type { SavePlanState, SaveStep, SaveStepKey } from '../../domain/stakeholders/champions/save-plan.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { seenActivities, seenDealEvents, seenOpportunities } from '../platform/sight.ts'

const EVERYTHING = { kind: 'all' } as const

interface Who {
  readonly id: string
  readonly name: string
}

function named(id: string | null, name: string | null): Who | null {
  return id === null || name === null ? null : { id, name }
}

// ---------------------------------------------------------------- tests

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

// ---------------------------------------------------------------- save plans

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
export async function savePlans(ctx: Ctx, { deal, id, state, before, limit }: PlanFilter): Promise<Plan[]> {
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

export async function changePlan(
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

// ---------------------------------------------------------------- engagement plans

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

// ---------------------------------------------------------------- packs

export interface PackVersion {
  readonly version: number
  readonly savedAt: string
  readonly savedBy: Who | null
}

export async function packVersions(db: Db, deal: string, before: string): Promise<PackVersion[]> {
  const rows = await db
    .selectFrom('hand_over_packs as h')
    .leftJoin('users as u', 'u.id', 'h.saved_by')
    .select(['h.version', 'h.saved_at', 'h.saved_by', 'u.name as by_name'])
    .where('h.opportunity_id', '=', deal)
    .where('h.saved_at', '<', before)
    .orderBy('h.version', 'desc')
    .execute()
  return rows.map((row) => ({ version: row.version, savedAt: row.saved_at, savedBy: named(row.saved_by, row.by_name) }))
}

export async function packContent(db: Db, deal: string, version: number): Promise<PackContent> {
  const row = await db
    .selectFrom('hand_over_packs')
    .select('content')
    .where('opportunity_id', '=', deal)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return PackContent.parse(row.content)
}

export async function insertPack(ctx: Ctx, deal: string, version: number, content: PackContent): Promise<void> {
  await ctx.db
    .insertInto('hand_over_packs')
    .values({
      opportunity_id: deal,
      version,
      content: JSON.stringify(content),
      saved_by: ctx.principal?.userId ?? null,
      saved_at: ctx.now,
    })
    .execute()
}

// ---------------------------------------------------------------- the watch of departures

export interface Watched {
  readonly deals: readonly string[]
  readonly uptoEvent: number
  readonly uptoStored: string
}

/** What a transaction stores bears the time of its beginning, and is seen from its end on. */
const OVERLAP = "interval '10 minutes'"

/**
 * Deals to look at for signs of a departure, on which somebody is who champions an open deal: those of which a mail, meeting
 * or note, or a change of a person, was stored since the last look, or all of them. The first time there is no "since".
 */
export async function dealsToWatch(db: Db, which: 'all' | 'changed'): Promise<Watched> {
  const last = which === 'all' ? undefined : await db.selectFrom('departure_watch').selectAll().executeTakeFirst()
  const [event, stored] = await Promise.all([
    seenDealEvents({ db, sight: EVERYTHING })
      .select(sql<number>`coalesce(max(e.id), 0)`.as('id'))
      .executeTakeFirstOrThrow(),
    seenActivities({ db, sight: EVERYTHING })
      .select(sql<string>`coalesce(max(v.stored_at), 'epoch')`.as('at'))
      .executeTakeFirstOrThrow(),
  ])
  const fresh = last
    ? sql<boolean>`(
        exists (select from activities v where v.opportunity_id = o.id and v.stored_at > ${last.upto_stored}::timestamptz - ${sql.raw(OVERLAP)})
        or exists (select from stakeholders f join events e on e.subject = f.contact_id where f.opportunity_id = o.id and e.noun = 'contact' and e.id > ${last.upto_event})
        or exists (select from events e where e.opportunity_id = o.id and e.noun = 'stakeholder' and e.id > ${last.upto_event}))`
    : sql<boolean>`true`
  const rows = await seenOpportunities({ db, sight: EVERYTHING })
    .select('o.id')
    .where(
      sql<boolean>`exists (
        select from stakeholders s join stakeholders t on t.contact_id = s.contact_id and t.left_at is null
        join stakeholder_roles r on r.stakeholder_id = t.id and r.role = 'champion' and r.state = 'confirmed'
        join opportunities d on d.id = t.opportunity_id and d.deleted_at is null and d.stage not in ('closed_won', 'closed_lost')
        where s.opportunity_id = o.id)`,
    )
    .where(fresh)
    .orderBy('o.id')
    .execute()
  return { deals: rows.map((row) => row.id), uptoEvent: event.id, uptoStored: stored.at }
}

export async function keepWatched(db: Db, { uptoEvent, uptoStored }: Watched, now: string): Promise<void> {
  const values = { upto_event: uptoEvent, upto_stored: uptoStored, ran_at: now }
  await db
    .insertInto('departure_watch')
    .values(values)
    .onConflict((conflict) => conflict.column('one').doUpdateSet(values))
    .execute()
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
