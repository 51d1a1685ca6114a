import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { SPONSOR_ORDERS, SponsorAccountRow, SponsorReport } from '../../contract/sponsors.ts'
import type { SponsorSettings } from '../../domain/settings/sponsor-settings.ts'
import { sponsorAccountAt } from '../../domain/sponsors/account-past.ts'
import type { AccountEntry } from '../../domain/sponsors/ics-calendar.ts'
import { reportMarkdown } from '../../domain/sponsors/report-markdown.ts'
import type { AccountPerson, SponsorAccount } from '../../domain/sponsors/sponsor-account.ts'
import { sponsorAlerts } from '../../domain/sponsors/sponsor-alerts.ts'
import { sponsorCalendar } from '../../domain/sponsors/sponsor-calendar.ts'
import { RISK_OF } from '../../domain/sponsors/sponsor-levels.ts'
import { sponsorProgramme } from '../../domain/sponsors/sponsor-programme.ts'
import { sponsorReport } from '../../domain/sponsors/sponsor-report.ts'
import { sponsorView, type SponsorView } from '../../domain/sponsors/sponsor-view.ts'
import { successionOf } from '../../domain/sponsors/succession.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import * as accounts from '../accounts/store.ts'
import { activeUser } from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import { keptAnswers } from '../platform/kept-answers.ts'
import { readSettings } from '../settings/store.ts'
import * as feeds from './feeds/store.ts'
import { agreeOutreach, endOutreach, proposeOutreach } from './outreach.ts'
import { ofAccount as outreachOf } from './outreach/store.ts'
import { accountAt } from './reading.ts'
import { tokenHash } from './routes.ts'
import * as store from './store.ts'

type Row = z.input<typeof SponsorAccountRow>

interface Portfolio {
  readonly rows: readonly {
    readonly row: Row
    readonly isCustomer: boolean
    readonly due: 'on-time' | 'due' | 'overdue' | null
  }[]
  readonly programme: ReturnType<typeof sponsorProgramme>
  readonly calendar: readonly AccountEntry[]
}

/** Every account in sight is gone through; once for all who ask, until something is recorded. */
const portfolios = keptAnswers<Portfolio>(10)

export const operations: Handlers<Api['sponsors'], Ctx> = {
  async report(ctx, { account, asOf, markdown }) {
    const id = await store.idOf(ctx, account)
    return reportOf(ctx, id, { asOf, markdown })
  },

  async list(ctx, { limit, cursor, asOf, tier, level, owner, state, everybody, q, cause, sort, order }) {
    const { rows } = await portfolioOf(ctx, asOf)
    const named = q?.toLocaleLowerCase()
    const fitting = rows.filter(
      ({ row, isCustomer, due }) =>
        (named === undefined || row.account.name.toLocaleLowerCase().includes(named)) &&
        (cause === undefined || row.alerts.some((alert) => cause.includes(alert.cause))) &&
        (isCustomer || everybody === true) &&
        (tier === undefined || tier.includes(row.tier)) &&
        (level === undefined || level.includes(row.level)) &&
        (owner === undefined || row.account.owner?.id === owner) &&
        (state === undefined || due === state || (state === 'due' && due === 'overdue')),
    )
    const wanted = inOrder(fitting, sort, order)
    const from = cursor === undefined ? 0 : wanted.findIndex(({ row }) => row.account.id === cursor) + 1
    const items = wanted.slice(from, from + limit).map(({ row }) => row)
    const last = items.at(-1)
    return { items, next: from + limit < wanted.length && last ? last.account.id : null, total: wanted.length }
  },

  async programme(ctx, { asOf }) {
    const { programme } = await portfolioOf(ctx, asOf)
    return { asOf: asOf ?? ctx.now, ...programme, byTier: [...programme.byTier] }
  },

  async set(ctx, { account, contact, ...patch }) {
    await accounts.existing(ctx, account)
    const settings = await readSettings(ctx.db)
    const known = await accountAt(ctx, account, settings)
    const person = personOf(known, contact)
    if (patch.oursId && !(await activeUser(ctx.db, patch.oursId)))
      throw new Problem('invalid', 'oursId: must be an active person of the company.')
    const given = said(patch)
    const entered: Readonly<Record<string, unknown>> = { ...known.entered.get(contact) }
    const before: Record<string, unknown> = Object.fromEntries(Object.keys(given).map((key) => [key, entered[key] ?? null]))
    const changed = difference(before, given)
    // One primary sponsor per account: whoever was it becomes a sponsor among others.
    if (patch.standing === 'primary')
      for (const [contactId, one] of known.entered)
        if (one.standing === 'primary' && contactId !== contact)
          tell(ctx, 'sponsor.set', account, contactId, { before: { standing: 'primary' }, after: { standing: 'sponsor' } })
    if (changed) tell(ctx, 'sponsor.set', account, person.contactId, changed)
    return { account, contact: person.contactId }
  },

  async setLevel(ctx, { account, contact, level, reason }) {
    await accounts.existing(ctx, account)
    const known = await accountAt(ctx, account, await readSettings(ctx.db))
    const person = personOf(known, contact)
    const before = { level: known.entered.get(contact)?.level?.level ?? null }
    tell(ctx, 'sponsor.level-set', account, person.contactId, { before, after: { level, reason } })
    return { account, contact: person.contactId }
  },

  async setContext(ctx, { account, ...patch }) {
    await accounts.existing(ctx, account)
    const { context } = await accountAt(ctx, account, await readSettings(ctx.db))
    const given = said(patch)
    const held: Readonly<Record<string, unknown>> = { ...context, ...context.metrics }
    const before: Record<string, unknown> = Object.fromEntries(Object.keys(given).map((key) => [key, held[key] ?? null]))
    const changed = difference(before, given)
    if (changed) ctx.emit({ type: 'sponsor.context-set', noun: 'sponsor', subject: account, accountId: account, ...changed })
    return { account }
  },

  async tellNews(ctx, { account, what, impact, source, on, contact }) {
    await accounts.existing(ctx, account)
    if (contact !== undefined) personOf(await accountAt(ctx, account, await readSettings(ctx.db)), contact)
    if (on !== undefined && on > ctx.today) throw new Problem('invalid', 'on: a change that is still to come has not happened.')
    ctx.emit({
      type: 'sponsor.news-told',
      noun: 'sponsor',
      subject: contact ?? account,
      accountId: account,
      ...(on === undefined ? {} : { occurredAt: `${on}T00:00:00.000Z` }),
      after: { what, impact: impact ?? null, source, contactId: contact ?? null },
    })
    return { account }
  },

  async outreach(ctx, { account }) {
    const id = await store.idOf(ctx, account)
    return { items: await outreachOf(ctx.db, id) }
  },
  proposeOutreach,
  agreeOutreach,
  endOutreach,

  async calendar(ctx, { asOf }) {
    return { items: [...(await portfolioOf(ctx, asOf)).calendar] }
  },

  async feeds(ctx) {
    return { items: await feeds.list(ctx.db, ownId(ctx)) }
  },

  async makeFeed(ctx) {
    const token = randomBytes(32).toString('base64url')
    const id = await feeds.insert(ctx.db, { userId: ownId(ctx), tokenHash: tokenHash(token), now: ctx.now })
    ctx.emit({ type: 'sponsor.feed-made', noun: 'sponsor', subject: id })
    return { id, createdAt: ctx.now, lastReadAt: null, path: `/api/calendar/${token}.ics` }
  },

  async revokeFeed(ctx, { id }) {
    if (!(await feeds.revoke(ctx.db, ownId(ctx), id, ctx.now))) throw new Problem('not-found', 'You have no such feed.')
    ctx.emit({ type: 'sponsor.feed-revoked', noun: 'sponsor', subject: id })
    return { id }
  },
}

/** Only what was named. */
function said(patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

function tell(
  ctx: Ctx,
  type: 'sponsor.set' | 'sponsor.level-set',
  account: string,
  contactId: string,
  { before, after }: { readonly before: Readonly<Record<string, unknown>>; readonly after: Readonly<Record<string, unknown>> },
): void {
  ctx.emit({ type, noun: 'sponsor', subject: contactId, accountId: account, before, after: { contactId, ...after } })
}

function personOf(account: SponsorAccount, contact: string): AccountPerson {
  const person = account.people.find(({ contactId }) => contactId === contact)
  if (!person) throw new Problem('invalid', 'contact: this person is not at the account.')
  return person
}

function ownId(ctx: Ctx): string {
  const id = ctx.principal?.userId
  if (!id) throw new Problem('not-allowed-now', 'Only a person has a calendar.')
  return id
}

type Report = z.input<typeof SponsorReport>

async function reportOf(
  ctx: Ctx,
  id: string,
  { asOf, markdown }: { readonly asOf?: string | undefined; readonly markdown?: boolean | undefined },
): Promise<Report> {
  const settings = await readSettings(ctx.db)
  const report = sponsorReport(await accountAt(ctx, id, settings, asOf), settings.sponsors)
  return { ...report, asOf: asOf ?? ctx.now, ...(markdown ? { markdown: reportMarkdown(report) } : {}) }
}

function portfolioOf(ctx: Ctx, asOf: string | undefined): Promise<Portfolio> {
  return portfolios(ctx, asOf ?? 'now', async () => {
    const settings = await readSettings(ctx.db)
    const pasts = await store.pastsOf(ctx, { base: settings.baseCurrency })
    const at = asOfInstant(asOf, ctx.now)
    const views = pasts.map((past) => sponsorView(sponsorAccountAt(past, at), settings.sponsors))
    const rows = views.map((view) => ({
      row: rowOf(view, settings.sponsors),
      isCustomer: view.account.isCustomer,
      due: view.primary?.cadence.state ?? null,
    }))
    return {
      rows: rows.toSorted((a, b) => byNeed(a.row, b.row)),
      programme: sponsorProgramme(views, settings.sponsors),
      calendar: views
        .filter(({ account }) => account.isCustomer)
        .flatMap((view) =>
          sponsorCalendar(view).map((entry) => ({ ...entry, account: { id: view.account.id, name: view.account.name } })),
        )
        .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1)),
    }
  })
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

type Order = (typeof SPONSOR_ORDERS)[number]

const ORDERED_BY = {
  name: (row) => row.account.name.toLocaleLowerCase(),
  score: (row) => row.score,
  contact: (row) => row.lastContact,
  due: (row) => row.dueOn,
  backups: (row) => row.backups,
  renewal: (row) => row.renewsOn,
} as const satisfies Record<Exclude<Order, 'need'>, (row: Row) => string | number | null>

/** By a column, what is not known last either way; rows that are alike stay in the order of need. */
function inOrder<Held extends { readonly row: Row }>(held: readonly Held[], sort: Order, order: 'asc' | 'desc'): readonly Held[] {
  if (sort === 'need') return order === 'asc' ? held : held.toReversed()
  const value: (row: Row) => string | number | null = ORDERED_BY[sort]
  const sign = order === 'asc' ? 1 : -1
  return held.toSorted((a, b) => {
    const [left, right] = [value(a.row), value(b.row)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return left < right ? -sign : left > right ? sign : 0
  })
}

/** What is most pressing first: alerts, then risk, then days overdue, then by name. */
function byNeed(a: Row, b: Row): number {
  const worst = (row: Row) => Math.max(0, ...row.alerts.map(({ severity }) => SEVERITY[severity]))
  return (
    worst(b) - worst(a) ||
    RISK[b.risk] - RISK[a.risk] ||
    b.overdueDays - a.overdueDays ||
    a.account.name.localeCompare(b.account.name, 'en') ||
    (a.account.id < b.account.id ? -1 : 1)
  )
}
