import { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import { ALERT_PRIORITIES } from '../../domain/alerts/alert.ts'
import { accountId, dealId, documentTool } from './document-tool.ts'
import { idOfDeal } from './deal-tools.ts'

const ANALYSES = [
  'role_coverage',
  'engagement_distribution',
  'influence_network',
  'risk_assessment',
  'expansion_opportunities',
] as const

/** People as crm.get_contacts told of them; of what is passed back only the deal and the ids are read. */
const ToldContact = z.looseObject({ id: z.string().max(200), dealId: dealId.optional() })

export const analyzeStakeholderMap = documentTool({
  name: 'ai.analyze_stakeholder_map',
  summary:
    'Role coverage, engagement, influence, risk and room to expand of a deal. Figured from what is stored: of the contacts passed in only the deal is read',
  allow: 'people:read',
  input: z.object({
    dealId: dealId.optional(),
    contacts: z.array(ToldContact).max(1_000).optional(),
    activityByContact: z.record(z.string(), z.unknown()).optional(),
    accountContext: z.record(z.string(), z.unknown()).optional(),
    analysis: z.array(z.enum(ANALYSES)).default([...ANALYSES]),
  }),
  output: z.looseObject({ dealId: z.string() }),
  async run(api, { dealId: asked, contacts, analysis }) {
    const map = await api.relationships.map({ deal: dealOf(asked, contacts) })
    const parts: Record<(typeof ANALYSES)[number], () => unknown> = {
      role_coverage: () => ({ ...map.coverage, missing: map.ghosts }),
      engagement_distribution: () => ({
        ...map.distribution,
        people: map.nodes.map(({ contact, roles, engagement, trend, lastTouch, active }) => ({
          contact,
          roles,
          engagement,
          trend,
          lastTouch,
          active,
        })),
      }),
      influence_network: () => ({
        people: map.nodes.map(({ contact, influence, authority, centrality, coalition, reach }) => ({
          contact,
          influence,
          authority,
          centrality,
          coalition,
          reach,
        })),
        edges: map.edges,
        coalitions: map.coalitions,
      }),
      risk_assessment: () => ({
        ...map.risk,
        gaps: map.nodes.flatMap(({ contact, gaps }) => gaps.map((gap) => ({ contact, ...gap }))),
      }),
      expansion_opportunities: () => map.room,
    }
    return { dealId: map.deal.id, asOf: map.asOf, ...Object.fromEntries(analysis.map((part) => [part, parts[part]()])) }
  },
})

/** The documents' words for where a person was seen. */
const SOURCES = { linkedin: 'network', crm_account: 'crm_account', email_cc: 'email_cc', meeting: 'meeting_guest' } as const

export const recommendContacts = documentTool({
  name: 'ai.recommend_contacts',
  summary: 'People at the customer who are not on the deal yet, ranked by the gap that they would close',
  allow: 'people:read',
  input: z.object({
    dealId: dealId.optional(),
    account: z.unknown().optional().describe('As crm.get_deal told of it; the deal decides'),
    existingContacts: z.array(ToldContact).max(1_000).optional(),
    roleGaps: z.array(z.unknown()).max(100).optional().describe('Figured from what is stored'),
    sources: z.array(z.enum(['linkedin', 'crm_account', 'email_cc', 'meeting'])).optional(),
    limit: z.int().min(1).max(100).default(5),
  }),
  output: z.looseObject({ items: z.array(z.looseObject({ name: z.string() })) }),
  async run(api, { dealId: asked, existingContacts, sources, limit }) {
    return api.network.recommend({
      deal: dealOf(asked, existingContacts),
      limit,
      ...(sources ? { sources: sources.map((source) => SOURCES[source]) } : {}),
    })
  },
})

export const sendAlert = documentTool({
  name: 'messaging.send_alert',
  summary: 'Alert people of ours. In the app always; on a channel of that name where there is one. The same is sent once',
  allow: 'deals:write',
  writes: true,
  input: z.object({
    channel: z.string().trim().min(1).max(100).default('in-app'),
    title: z.string().trim().min(1).max(200),
    body: z.string().trim().min(1).max(4_000),
    priority: z.enum(ALERT_PRIORITIES).default('normal'),
    recipients: z.array(z.string().trim().min(1).max(320)).min(1).max(20).describe('Our own people: ids or mail addresses'),
    dealId: dealId.optional(),
    accountId: accountId.optional(),
  }),
  output: z.looseObject({ sent: z.array(z.looseObject({})) }),
  async run(api, { dealId: asked, accountId: _account, ...alert }) {
    return api.alerts.send({ ...alert, ...(asked ? { deal: await idOfDeal(api, asked) } : {}) })
  },
})

function dealOf(asked: string | undefined, contacts: readonly z.output<typeof ToldContact>[] | undefined): string {
  const deal = asked ?? contacts?.find((contact) => contact.dealId !== undefined)?.dealId
  if (deal === undefined)
    throw new Problem('invalid', 'Say which deal: give dealId, or pass the contacts as crm.get_contacts told of them.')
  return deal
}
