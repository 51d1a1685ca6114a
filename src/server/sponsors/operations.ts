import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { SponsorAccountRow } from '../../contract/sponsors.ts'
import { sponsorAccountAt } from '../../domain/sponsors/account-past.ts'
import { reportMarkdown } from '../../domain/sponsors/report-markdown.ts'
import { sponsorAlerts } from '../../domain/sponsors/sponsor-alerts.ts'
import { RISK_OF } from '../../domain/sponsors/sponsor-levels.ts'
import { sponsorProgramme } from '../../domain/sponsors/sponsor-programme.ts'
import { sponsorReport } from '../../domain/sponsors/sponsor-report.ts'
import { sponsorView, type SponsorView } from '../../domain/sponsors/sponsor-view.ts'
import { successionOf } from '../../domain/sponsors/succession.ts'
import type { SponsorSettings } from '../../domain/settings/sponsor-settings.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers } from '../platform/kept-answers.ts'
import { readSettings } from '../settings/store.ts'
import * as store from './store.ts'

type Row = z.input<typeof SponsorAccountRow>

interface Portfolio {
  readonly rows: readonly {
    readonly row: Row
    readonly isCustomer: boolean
    readonly due: 'on-time' | 'due' | 'overdue' | null
  }[]
  readonly programme: ReturnType<typeof sponsorProgramme>
}

/** Every account in sight is gone through; once for all who ask, until something is recorded. */
const portfolios = keptAnswers<Portfolio>(10)

export const operations: Handlers<Api['sponsors'], Ctx> = {
  async report(ctx, { account, asOf, markdown }) {
    const id = await store.idOf(ctx, account)
    const settings = await readSettings(ctx.db)
    const [past] = await store.pastsOf(ctx, { ids: [id], base: settings.baseCurrency })
    if (!past) throw new Problem('not-found', 'There is no such account, or it is not yours to see.')
    const report = sponsorReport(sponsorAccountAt(past, asOfInstant(asOf, ctx.now)), settings.sponsors)
    return { ...report, asOf: asOf ?? ctx.now, ...(markdown ? { markdown: reportMarkdown(report) } : {}) }
  },

  async list(ctx, { limit, cursor, asOf, tier, level, owner, state, everybody }) {
    const { rows } = await portfolioOf(ctx, asOf)
    const wanted = rows.filter(
      ({ row, isCustomer, due }) =>
        (isCustomer || everybody === true) &&
        (tier === undefined || tier.includes(row.tier)) &&
        (level === undefined || level.includes(row.level)) &&
        (owner === undefined || row.account.owner?.id === owner) &&
        (state === undefined || due === state || (state === 'due' && due === 'overdue')),
    )
    const from = cursor === undefined ? 0 : wanted.findIndex(({ row }) => row.account.id === cursor) + 1
    const items = wanted.slice(from, from + limit).map(({ row }) => row)
    const last = items.at(-1)
    return { items, next: from + limit < wanted.length && last ? last.account.id : null, total: wanted.length }
  },

  async programme(ctx, { asOf }) {
    const { programme } = await portfolioOf(ctx, asOf)
    return { asOf: asOf ?? ctx.now, ...programme, byTier: [...programme.byTier] }
  },
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
    return { rows: rows.toSorted((a, b) => byNeed(a.row, b.row)), programme: sponsorProgramme(views, settings.sponsors) }
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
    succession: successionOf(view, settings).risk,
    alerts: sponsorAlerts(view, settings).map(({ cause, severity, sentence }) => ({ cause, severity, sentence })),
  }
}

const SEVERITY = { critical: 3, high: 2, medium: 1 } as const
const RISK = { critical: 4, high: 3, medium: 2, low: 1 } as const

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
