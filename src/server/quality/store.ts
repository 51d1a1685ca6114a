import { sql, type Expression } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { seenAccounts, seenContacts, seenOpportunities } from '../platform/sight.ts'

export interface Example {
  id: string
  noun: 'deal' | 'account' | 'person'
  name: string
  detail: string
}

export interface Found {
  failed: number
  of: number
  examples: Example[]
}

const EXAMPLES = 5
/** Nothing heard of a deal for so many days: nobody works on it. */
const STALE_AFTER_DAYS = 60

const OPEN = sql<boolean>`o.stage not in ('closed_won', 'closed_lost')`

/** Open deals that fail a condition, the worst first. */
const DEAL_CHECKS = {
  'missing-amount': { fails: sql<boolean>`o.amount_minor is null`, detail: sql<string>`'No amount'`, worst: sql`o.created_at` },
  'missing-close-date': {
    fails: sql<boolean>`o.expected_close_on is null`,
    detail: sql<string>`'No close date'`,
    worst: sql`o.created_at`,
  },
  'missing-next-step': {
    fails: sql<boolean>`coalesce(o.next_action, '') = ''`,
    detail: sql<string>`'No next step'`,
    worst: sql`o.expected_close_on`,
  },
  'missing-owner': { fails: sql<boolean>`o.owner_id is null`, detail: sql<string>`'No owner'`, worst: sql`o.created_at` },
  'missing-account': { fails: sql<boolean>`o.account_id is null`, detail: sql<string>`'No account'`, worst: sql`o.created_at` },
  'missing-contact': {
    fails: sql<boolean>`o.nobody`,
    detail: sql<string>`'Nobody of the customer is on the deal'`,
    worst: sql`o.expected_close_on`,
  },
} as const

export type DealCheck = keyof typeof DEAL_CHECKS | 'past-close-date' | 'stale'

/** Open deals on which nobody of the customer is. */
export async function dealsWithNobody(ctx: Ctx): Promise<string[]> {
  const rows = await seenOpportunities(ctx)
    .where(OPEN)
    .where(sql<boolean>`not exists (select 1 from stakeholders s where s.opportunity_id = o.id and s.left_at is null)`)
    .select('o.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** All checks of open deals in one pass over them; `withNobody` are those on which nobody of the customer is. */
export async function dealChecks(ctx: Ctx, withNobody: readonly string[]): Promise<Map<DealCheck, Found>> {
  const checks = {
    ...DEAL_CHECKS,
    'past-close-date': {
      fails: sql<boolean>`o.expected_close_on < ${ctx.today}::date`,
      detail: sql<string>`'Was to close on ' || o.expected_close_on`,
      worst: sql`o.expected_close_on`,
    },
    stale: {
      fails: sql<boolean>`coalesce(o.last_activity_at, o.stage_entered_at, o.created_at) < ${ctx.now}::timestamptz - make_interval(days => ${STALE_AFTER_DAYS})`,
      detail: sql<string>`'Nothing since ' || coalesce(o.last_activity_at, o.stage_entered_at, o.created_at)::date`,
      worst: sql`coalesce(o.last_activity_at, o.stage_entered_at, o.created_at)`,
    },
  } satisfies Record<DealCheck, unknown>
  const open = seenOpportunities(ctx)
    .where(OPEN)
    .select(['o.id', 'o.name', 'o.amount_minor', 'o.expected_close_on', 'o.next_action', 'o.owner_id', 'o.account_id'])
    .select(['o.created_at', 'o.last_activity_at', 'o.stage_entered_at'])
    .select(sql<boolean>`o.id in (select unnest(${[...withNobody]}::uuid[]))`.as('nobody'))
  const each = Object.entries(checks).map(
    ([name, { fails, detail, worst }]) => sql`
      select ${name} as name, (select count(*) from open as o where ${fails}) as failed,
        coalesce((select jsonb_agg(first) from (
          select o.id, o.name, ${detail} as detail from open as o where ${fails} order by ${worst} asc nulls last, o.id limit ${EXAMPLES}) as first), '[]') as first`,
  )
  const { rows } = await sql<{ name: DealCheck; failed: number; first: Omit<Example, 'noun'>[]; all: number }>`
    with open as materialized (${open})
    select each.*, (select count(*) from open) as all from (${sql.join(each, sql` union all `)}) as each`.execute(ctx.db)
  const found = new Map(rows.map((row) => [row.name, row]))
  return new Map(
    (Object.keys(checks) as DealCheck[]).map((name) => {
      const { failed, all, first } = found.get(name)!
      return [name, { failed, of: all, examples: first.map((row) => ({ ...row, noun: 'deal' })) }]
    }),
  )
}

/** Closed deals whose dates contradict each other. */
export async function conflictingCloses(ctx: Ctx): Promise<Found> {
  const closed = () => seenOpportunities(ctx).where(sql<boolean>`o.stage in ('closed_won', 'closed_lost')`)
  const fails = sql<boolean>`(o.actual_close_on is null or o.actual_close_on < o.created_at::date or ${ctx.today}::date < o.actual_close_on or (o.stage = 'closed_won' and coalesce(o.amount_minor, 0) <= 0))`
  const totals = await closed()
    .select([sql<number>`count(*)`.as('all'), sql<number>`count(*) filter (where ${fails})`.as('failed')])
    .executeTakeFirstOrThrow()
  if (totals.failed === 0) return { failed: 0, of: totals.all, examples: [] }
  const examples = await closed()
    .where(fails)
    .select(['o.id', 'o.name'])
    .select(
      sql<string>`case when o.actual_close_on is null then 'Closed without a date' when o.actual_close_on < o.created_at::date then 'Closed on ' || o.actual_close_on || ', created on ' || o.created_at::date
        when ${ctx.today}::date < o.actual_close_on then 'Closed on a day to come, ' || o.actual_close_on else 'Won without an amount' end`.as(
        'detail',
      ),
    )
    .orderBy('o.id')
    .limit(EXAMPLES)
    .execute()
  return { failed: totals.failed, of: totals.all, examples: examples.map((row) => ({ ...row, noun: 'deal' as const })) }
}

/** Open deals of one account with the same name but for case, signs and numbers, and amounts within a tenth of each other. */
export async function duplicateDeals(ctx: Ctx): Promise<Found> {
  const skeleton = sql`regexp_replace(lower(o.name), '[^[:alpha:]]', '', 'g')`
  const open = seenOpportunities(ctx)
    .where(OPEN)
    .where('o.account_id', 'is not', null)
    .select(['o.id', 'o.name', 'o.amount_minor'])
    .select(
      sql<number>`lag(o.amount_minor) over (partition by o.account_id, ${skeleton} order by o.amount_minor nulls last, o.id)`.as(
        'before',
      ),
    )
    .select(
      sql<string>`lag(o.name) over (partition by o.account_id, ${skeleton} order by o.amount_minor nulls last, o.id)`.as('twin'),
    )
  const twins = sql<boolean>`twin is not null and (amount_minor is not distinct from before or abs(amount_minor - before) <= 0.1 * greatest(amount_minor, before))`
  const { rows } = await sql<{ all: number; failed: number; first: { id: string; name: string; twin: string }[] }>`
    with beside as materialized (${open}), twins as materialized (select id, name, twin from beside where ${twins})
    select (select count(*) from beside) as all, (select count(*) from twins) as failed,
      coalesce((select jsonb_agg(first) from (select * from twins order by id limit ${EXAMPLES}) as first), '[]') as first`.execute(
    ctx.db,
  )
  const { all, failed, first } = rows[0]!
  return {
    failed,
    of: all,
    examples: first.map(({ id, name, twin }) => ({ id, noun: 'deal', name, detail: `Looks like "${twin}" at the same account` })),
  }
}

export async function duplicateAccounts(ctx: Ctx): Promise<Found> {
  const skeleton = sql`regexp_replace(lower(a.name), '[^[:alnum:]]|\\m(inc|llc|ltd|gmbh|corp|co|plc|bv|ag|sa)\\M', '', 'g')`
  const alike = seenAccounts(ctx)
    .select(['a.id', 'a.name'])
    .select(sql<string | null>`lag(a.name) over (partition by ${skeleton} order by a.id)`.as('twin'))
  const { failed, first } = await twinsAmong(ctx, alike)
  const { all } = await seenAccounts(ctx)
    .select(sql<number>`count(*)`.as('all'))
    .executeTakeFirstOrThrow()
  return {
    failed,
    of: all,
    examples: first.map(({ id, name, twin }) => ({ id, noun: 'account', name, detail: `Looks like "${twin}"` })),
  }
}

/** People who share one mailbox with somebody else. */
export async function duplicatePeople(ctx: Ctx): Promise<Found> {
  // Most mailboxes are of one person: those are left aside before anything is put in order.
  const shared = ctx.db
    .selectFrom('contact_addresses')
    .groupBy('mailbox_key')
    .having(sql<boolean>`count(*) > 1`)
    .select('mailbox_key')
  const sharing = seenContacts(ctx)
    .innerJoin('contact_addresses as m', 'm.contact_id', 'c.id')
    .where('m.mailbox_key', 'in', shared)
    .select(['c.id', 'c.name', 'm.mailbox'])
    .select(sql<string | null>`lag(c.name) over (partition by m.mailbox_key order by c.id)`.as('twin'))
  const { failed, first } = await twinsAmong(ctx, sharing)
  const { all } = await seenContacts(ctx)
    .select(sql<number>`count(*)`.as('all'))
    .executeTakeFirstOrThrow()
  return {
    failed,
    of: all,
    examples: first.map(({ id, name, mailbox, twin }) => ({
      id,
      noun: 'person',
      name,
      detail: `Shares ${mailbox} with ${twin}`,
    })),
  }
}

interface Twin {
  readonly id: string
  readonly name: string
  readonly twin: string
  readonly mailbox?: string
}

/** Of rows that may each have a twin before them, how many have, and the first few. */
async function twinsAmong(ctx: Ctx, rows: Expression<unknown>): Promise<{ failed: number; first: readonly Twin[] }> {
  const found = await sql<{ failed: number; first: readonly Twin[] }>`
    with twins as materialized (select * from (${rows}) as d where d.twin is not null)
    select (select count(*) from twins) as failed,
      coalesce((select jsonb_agg(first) from (select * from twins order by id limit ${EXAMPLES}) as first), '[]') as first`.execute(
    ctx.db,
  )
  return found.rows[0] ?? { failed: 0, first: [] }
}
