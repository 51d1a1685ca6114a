import type { z } from 'zod'
import type { SPONSOR_ORDERS, SponsorAccountRow } from '../../contract/sponsors.ts'
import type { SponsorSettings } from '../../domain/settings/sponsor-settings.ts'
import type { AccountEntry } from '../../domain/sponsors/ics-calendar.ts'
import { sponsorAlerts } from '../../domain/sponsors/sponsor-alerts.ts'
import { sponsorCalendar } from '../../domain/sponsors/sponsor-calendar.ts'
import { RISK_OF } from '../../domain/sponsors/sponsor-levels.ts'
import { programmeShare, type ProgrammeShare } from '../../domain/sponsors/sponsor-programme.ts'
import type { SponsorView } from '../../domain/sponsors/sponsor-view.ts'
import { successionOf } from '../../domain/sponsors/succession.ts'

type Row = z.input<typeof SponsorAccountRow>
type Order = (typeof SPONSOR_ORDERS)[number]

/** What is kept of an account between questions: without its past, which is by far the most of it. */
export interface Standing {
  readonly row: Row
  readonly isCustomer: boolean
  readonly due: 'on-time' | 'due' | 'overdue' | null
  readonly calendar: readonly AccountEntry[]
  /** What the programme is counted from; of customers alone. */
  readonly share: ProgrammeShare | null
}

export function standingOf(view: SponsorView, settings: SponsorSettings): Standing {
  const { account } = view
  return {
    row: rowOf(view, settings),
    isCustomer: account.isCustomer,
    due: view.primary?.cadence.state ?? null,
    calendar: account.isCustomer
      ? sponsorCalendar(view).map((entry) => ({ ...entry, account: { id: account.id, name: account.name } }))
      : [],
    share: programmeShare(view),
  }
}

export interface Asked {
  readonly tier?: readonly string[] | undefined
  readonly level?: readonly string[] | undefined
  readonly owner?: string | undefined
  readonly state?: 'due' | 'overdue' | undefined
  readonly everybody?: boolean | undefined
  readonly q?: string | undefined
  readonly cause?: readonly string[] | undefined
  readonly sort: Order
  readonly order: 'asc' | 'desc'
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface Page {
  readonly items: readonly Row[]
  readonly next: string | null
  readonly total: number
}

/** A page of accounts that are in order of need. */
export function pageOf(standings: readonly Standing[], asked: Asked): Page {
  const { tier, level, owner, state, everybody, q, cause, limit, cursor } = asked
  const named = q?.toLocaleLowerCase()
  const fitting = standings.filter(
    ({ row, isCustomer, due }) =>
      (named === undefined || row.account.name.toLocaleLowerCase().includes(named)) &&
      (cause === undefined || row.alerts.some((alert) => cause.includes(alert.cause))) &&
      (isCustomer || everybody === true) &&
      (tier === undefined || tier.includes(row.tier)) &&
      (level === undefined || level.includes(row.level)) &&
      (owner === undefined || row.account.owner?.id === owner) &&
      (state === undefined || due === state || (state === 'due' && due === 'overdue')),
  )
  const wanted = inOrder(fitting, asked.sort, asked.order)
  const from = cursor === undefined ? 0 : wanted.findIndex(({ row }) => row.account.id === cursor) + 1
  const items = wanted.slice(from, from + limit).map(({ row }) => row)
  const last = items.at(-1)
  return { items, next: from + limit < wanted.length && last ? last.account.id : null, total: wanted.length }
}

function rowOf(view: SponsorView, settings: SponsorSettings): Row {
  const { account, primary, overall } = view
  return {
    account: { id: account.id, externalId: account.externalId, name: account.name, owner: account.owner },
    tier: view.tier,
    level: overall.level,
    risk: RISK_OF[overall.level],
    score: overall.score.value,
    primary: primary && { contactId: primary.person.contactId, name: primary.person.name, title: primary.person.title },
    ours: primary?.ours ?? account.ours,
    backups: view.backups.length,
    executives: view.sponsors.length,
    lastContact: view.lastContact,
    dueOn: primary?.cadence.dueOn ?? null,
    overdueDays: primary?.cadence.overdueDays ?? 0,
    renewsOn: account.context.contract?.renewsOn ?? account.context.contract?.endOn ?? null,
    succession: successionOf(view, settings).risk,
    alerts: sponsorAlerts(view, settings).map(({ cause, severity, sentence }) => ({ cause, severity, sentence })),
  }
}

const SEVERITY = { critical: 3, high: 2, medium: 1 } as const
const RISK = { critical: 4, high: 3, medium: 2, low: 1 } as const
/** Made once: an order of words of its own for each comparison takes longer than all the rest. */
const WORDS = new Intl.Collator('en')

/** What is most pressing first: alerts, then risk, then days overdue, then by name. */
export function byNeed({ row: a }: Standing, { row: b }: Standing): number {
  const worst = (row: Row) => Math.max(0, ...row.alerts.map(({ severity }) => SEVERITY[severity]))
  return (
    worst(b) - worst(a) ||
    RISK[b.risk] - RISK[a.risk] ||
    b.overdueDays - a.overdueDays ||
    WORDS.compare(a.account.name, b.account.name) ||
    (a.account.id < b.account.id ? -1 : 1)
  )
}

const ORDERED_BY = {
  name: (row) => row.account.name.toLocaleLowerCase(),
  score: (row) => row.score,
  contact: (row) => row.lastContact,
  due: (row) => row.dueOn,
  backups: (row) => row.backups,
  renewal: (row) => row.renewsOn,
} as const satisfies Record<Exclude<Order, 'need'>, (row: Row) => string | number | null>

/** By a column, what is not known last either way; rows that are alike stay in the order of need. */
function inOrder(standings: readonly Standing[], sort: Order, order: 'asc' | 'desc'): readonly Standing[] {
  if (sort === 'need') return order === 'asc' ? standings : standings.toReversed()
  const value: (row: Row) => string | number | null = ORDERED_BY[sort]
  const sign = order === 'asc' ? 1 : -1
  // Worked out once for each: said anew in every comparison, a name takes longer than all the rest.
  return standings
    .map((one) => ({ one, by: value(one.row) }))
    .sort(({ by: left }, { by: right }) => {
      if (left === null || right === null) return Number(left === null) - Number(right === null)
      return left < right ? -sign : left > right ? sign : 0
    })
    .map(({ one }) => one)
}
