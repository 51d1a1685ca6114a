import { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import type { Contact } from '../../domain/accounts/contact.ts'
import { seniorityOf } from '../../domain/stakeholders/roles/seniority.ts'
import { contactsOfDeal, idOfDeal, newest } from './deal-tools.ts'
import { accountId, dealId, documentTool } from './document-tool.ts'

const EXECUTIVE_ROLES = ['executive', 'executive_sponsor', 'c_level', 'vp'] as const
type ExecutiveRole = (typeof EXECUTIVE_ROLES)[number]

const MOST_PEOPLE = 1_000
const MOST_ACTIVITIES = 2_000

export const getContacts = documentTool({
  name: 'crm.get_contacts',
  summary: 'The people on a deal with roles and engagement, or the people of an account, by executive role where asked',
  allow: 'people:read',
  input: z.object({
    dealId: dealId.optional(),
    accountId: accountId.optional(),
    roles: z.array(z.enum(EXECUTIVE_ROLES)).optional().describe('Of an account: only people in one of these'),
    includeRoles: z.boolean().default(true),
    includeEngagement: z.boolean().default(true),
    includeActivity: z.boolean().default(false),
  }),
  output: z.looseObject({ contacts: z.array(z.looseObject({ id: z.string(), name: z.string() })) }),
  async run(api, { dealId: deal, accountId: account, roles, includeRoles, includeEngagement, includeActivity }) {
    if (deal !== undefined) {
      const people = await contactsOfDeal(api, await idOfDeal(api, deal))
      return {
        contacts: people.map(({ role, roles: played, engagementScore, engagement, trend, active, why, ...person }) => ({
          ...person,
          ...(includeRoles ? { role, roles: played } : {}),
          ...(includeEngagement ? { engagementScore, engagement, trend, active, why } : {}),
        })),
      }
    }
    if (account === undefined) throw new Problem('invalid', 'Say dealId or accountId.')
    const { id } = await api.accounts.get({ id: account })
    const people = await peopleIn(api, id, roles)
    if (!includeActivity) return { accountId: id, contacts: people }
    const happened = await newest(api, { account: id }, MOST_ACTIVITIES)
    return {
      accountId: id,
      contacts: people.map((person) => ({
        ...person,
        activities: happened
          .filter(({ participants }) => participants.some(({ contactId }) => contactId === person.id))
          .map(({ id: activity, kind, occurredAt, direction, sentiment, subject }) => ({
            id: activity,
            type: kind,
            date: occurredAt,
            direction,
            sentiment,
            subject,
          })),
      })),
    }
  },
})

export const getInteractions = documentTool({
  name: 'crm.get_interactions',
  summary: 'Mail, meetings and calls with people of an account over a period, newest first',
  allow: 'activities:read',
  input: z.object({
    accountId,
    contactRoles: z.array(z.enum(EXECUTIVE_ROLES)).optional().describe('Only with people in one of these roles'),
    period: z
      .string()
      .regex(/^\d{1,3}[dwmy]$/)
      .default('12m')
      .describe('How far back: 90d, 12w, 12m, 2y'),
  }),
  output: z.looseObject({ interactions: z.array(z.looseObject({ id: z.string(), date: z.string() })) }),
  async run(api, { accountId: asked, contactRoles, period }) {
    const { account, asOf } = await api.sponsors.report({ account: asked })
    const { id } = account
    const people = new Map((await peopleIn(api, id, contactRoles)).map((person) => [person.id, person]))
    const happened = await newest(api, { account: id }, MOST_ACTIVITIES, since(period, asOf))
    return {
      accountId: id,
      interactions: happened.flatMap((one) => {
        const contacts = [...new Set(one.participants.flatMap(({ contactId }) => contactId ?? []))]
        const named = contacts.flatMap((contact) => people.get(contact) ?? [])
        if (one.kind === 'task' || one.kind === 'note' || named.length === 0) return []
        return [
          {
            id: one.id,
            date: one.occurredAt,
            type: one.kind,
            direction: one.direction,
            sentiment: one.sentiment,
            subject: one.subject,
            durationMinutes: one.durationMinutes,
            automated: one.automated,
            contacts: named.map(({ id: contact, name, title, roles }) => ({ id: contact, name, title, roles })),
          },
        ]
      }),
    }
  },
})

export const getAccount = documentTool({
  name: 'crm.get_account',
  summary: 'An account with, where asked, its goals and its contract',
  allow: 'accounts:read',
  input: z.object({ accountId, includeGoals: z.boolean().default(false), includeContract: z.boolean().default(false) }),
  output: z.looseObject({ id: z.string(), name: z.string() }),
  async run(api, { accountId: asked, includeGoals, includeContract }) {
    const account = await api.accounts.get({ id: asked })
    if (!includeGoals && !includeContract) return account
    const { tier, context, alignment } = await api.sponsors.report({ account: account.id })
    return {
      ...account,
      tier,
      ...(includeGoals ? { goals: context.goals, initiatives: context.initiatives, alignment } : {}),
      ...(includeContract ? { contract: context.contract } : {}),
    }
  },
})

const METRICS = ['roi', 'strategic_goals_progress', 'executive_dashboard_views'] as const

export const getMetrics = documentTool({
  name: 'analytics.get_metrics',
  summary:
    'What executives of an account see of its value: return, progress of its goals, views of their dashboard. Null where nobody has entered it',
  allow: 'people:read',
  input: z.object({
    accountId,
    metrics: z
      .array(z.enum(METRICS))
      .min(1)
      .default([...METRICS]),
  }),
  output: z.looseObject({ accountId: z.string(), metrics: z.record(z.string(), z.number().nullable()) }),
  async run(api, { accountId: asked, metrics }) {
    const { account, asOf, context } = await api.sponsors.report({ account: asked })
    const values = {
      roi: context.metrics.roi,
      strategic_goals_progress: context.metrics.strategicGoalsProgress,
      executive_dashboard_views: context.metrics.executiveDashboardViews,
    }
    return {
      accountId: account.id,
      asOf,
      metrics: Object.fromEntries(metrics.map((metric) => [metric, values[metric]])),
      source: context.source,
    }
  },
})

/** People of an account, each with the executive roles that title and register give them. */
async function peopleIn(api: Client<Api>, account: string, roles: readonly ExecutiveRole[] | undefined) {
  const [people, report] = await Promise.all([allPeople(api, account), api.sponsors.report({ account })])
  const sponsors = new Set(report.sponsors.flatMap(({ contactId, standing }) => (standing === 'left' ? [] : contactId)))
  const told = people.map((person) => ({ ...person, accountId: account, roles: executiveRoles(person, sponsors) }))
  return roles === undefined ? told : told.filter((person) => person.roles.some((role) => roles.includes(role)))
}

function executiveRoles(person: Contact, sponsors: ReadonlySet<string>): ExecutiveRole[] {
  const level = seniorityOf(person.title)
  const roles: ExecutiveRole[] = [
    ...(sponsors.has(person.id) ? (['executive_sponsor'] as const) : []),
    ...(level === 'executive' ? (['c_level'] as const) : level === 'vice-president' ? (['vp'] as const) : []),
  ]
  return roles.length > 0 ? ['executive', ...roles] : []
}

async function allPeople(api: Client<Api>, account: string): Promise<Contact[]> {
  const people: Contact[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await api.contacts.list({ account, limit: 200, ...(cursor ? { cursor } : {}) })
    people.push(...items)
    cursor = next ?? undefined
  } while (cursor !== undefined && people.length < MOST_PEOPLE)
  return people
}

const DAYS = { d: 1, w: 7, m: 30.4375, y: 365.25 } as const

function since(period: string, now: string): string {
  const unit = period.at(-1) as keyof typeof DAYS
  return new Date(Date.parse(now) - Number(period.slice(0, -1)) * DAYS[unit] * 86_400_000).toISOString()
}
