import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { SponsorReport } from '../../contract/sponsors.ts'
import type { AccountEntry } from '../../domain/sponsors/ics-calendar.ts'
import { reportMarkdown } from '../../domain/sponsors/report-markdown.ts'
import type { AccountPerson, SponsorAccount } from '../../domain/sponsors/sponsor-account.ts'
import type { Programme } from '../../domain/sponsors/sponsor-programme.ts'
import { sponsorReport } from '../../domain/sponsors/sponsor-report.ts'
import * as accounts from '../accounts/store.ts'
import { activeUser } from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import { keptAnswers, PLANS_OF_DEALS } from '../platform/kept-answers.ts'
import { readSettings } from '../settings/store.ts'
import * as feeds from './feeds/store.ts'
import { agreeOutreach, endOutreach, proposeOutreach } from './outreach.ts'
import { ofAccount as outreachOf } from './outreach/store.ts'
import type { Asked, Page } from './portfolio.ts'
import { accountAt } from './reading.ts'
import { tokenHash } from './routes.ts'
import * as store from './store.ts'
import type { PortfolioInput } from './worker.ts'

/** What stands of the accounts in sight is read in a worker, which keeps it; the answers are kept here until something is recorded. */
const pages = keptAnswers<Page>(100, { beside: PLANS_OF_DEALS })
const programmes = keptAnswers<Programme>(20, { beside: PLANS_OF_DEALS })
const calendars = keptAnswers<readonly AccountEntry[]>(10, { beside: PLANS_OF_DEALS })

export const operations: Handlers<Api['sponsors'], Ctx> = {
  async report(ctx, { account, asOf, markdown }) {
    const id = await store.idOf(ctx, account)
    return reportOf(ctx, id, { asOf, markdown })
  },

  async list(ctx, { asOf, ...asked }) {
    const page = await pages(ctx, [asOf, asked], () => ofPortfolio<Page>(ctx, 'list', { asOf, asked }))
    return { ...page, items: [...page.items] }
  },

  async programme(ctx, { asOf }) {
    const programme = await programmes(ctx, [asOf], () => ofPortfolio<Programme>(ctx, 'programme', { asOf }))
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
    const items = await calendars(ctx, [asOf], () => ofPortfolio<readonly AccountEntry[]>(ctx, 'calendar', { asOf }))
    return { items: [...items] }
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

function ofPortfolio<Answer>(
  ctx: Ctx,
  task: 'list' | 'programme' | 'calendar',
  asked: Pick<PortfolioInput, 'asOf'> & { readonly asked?: Asked },
): Promise<Answer> {
  const { sight, now } = ctx
  const input: PortfolioInput = { connection: ctx.app.connection, sight, now, ...asked }
  return ctx.app.workers.run<Answer>('sponsors', task, input)
}
