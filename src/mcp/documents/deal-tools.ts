import { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import type { Activity } from '../../domain/activities/activity.ts'
import { dealId, documentTool } from './document-tool.ts'

/** Pages are of this length; nobody reads more of them than this. */
const PAGE = 200
const MOST_PAGES = 10

export const getDeal = documentTool({
  name: 'crm.get_deal',
  summary: 'A deal with its account and, where asked, the people on it',
  allow: 'deals:read',
  input: z.object({ dealId, includeContacts: z.boolean().default(false) }),
  output: z.looseObject({ id: z.string(), name: z.string() }),
  async run(api, { dealId: asked, includeContacts }) {
    const id = await idOfDeal(api, asked)
    const deal = await api.opportunities.get({ id })
    const account = deal.account ? await api.accounts.get({ id: deal.account.id }) : null
    return {
      ...deal,
      ownerId: deal.owner?.id ?? null,
      account,
      ...(includeContacts ? { contacts: await contactsOfDeal(api, id) } : {}),
    }
  },
})

export const getActivities = documentTool({
  name: 'crm.get_activities',
  summary: 'What happened on a deal, newest first, as one list or by contact',
  allow: 'activities:read',
  input: z.object({
    dealId,
    groupByContact: z.boolean().default(false),
    limit: z.int().min(1).max(1_000).default(100).describe('Newest activities at most; of each contact where grouped'),
  }),
  output: z.looseObject({ dealId: z.string() }),
  async run(api, { dealId: asked, groupByContact, limit }) {
    const id = await idOfDeal(api, asked)
    if (!groupByContact) return { dealId: id, activities: (await newest(api, { deal: id }, limit)).flatMap(asTold) }
    const touches = (await newest(api, { deal: id }, PAGE * MOST_PAGES)).flatMap(asTold)
    const byContact: Record<string, Touch[]> = {}
    for (const touch of touches) {
      if (touch.contactId === null) continue
      const own = (byContact[touch.contactId] ??= [])
      if (own.length < limit) own.push(touch)
    }
    return { dealId: id, byContact }
  },
})

export async function idOfDeal(api: Client<Api>, asked: string): Promise<string> {
  return (await api.stakeholders.threading({ deal: asked })).deal.id
}

/** The people on a deal: who they are, which part they play, how engaged they are. Each names the deal, for what is asked next. */
export async function contactsOfDeal(api: Client<Api>, deal: string) {
  const [threading, { items }] = await Promise.all([api.stakeholders.threading({ deal }), api.stakeholders.list({ deal })])
  const positions = new Map(items.map((item) => [item.contact.id, item]))
  return threading.people.map((person) => {
    const position = positions.get(person.contact.id)
    return {
      ...(position?.contact ?? person.contact),
      dealId: deal,
      role: person.role,
      roles: position?.roles ?? person.roles,
      influence: position?.influence ?? null,
      engagementScore: person.engagement.value,
      engagement: person.engagement,
      trend: person.trend,
      lastTouch: person.lastTouch,
      active: person.active,
      why: person.why,
      sameAs: person.sameAs,
    }
  })
}

type Touch = ReturnType<typeof asTold>[number]

/** One activity as the documents read it: once for each person of the customer, with kind and date under their names there. */
function asTold(activity: Activity) {
  const contacts = new Set(activity.participants.flatMap(({ contactId }) => contactId ?? []))
  const told = {
    id: activity.id,
    type: activity.kind,
    date: activity.occurredAt,
    direction: activity.direction,
    sentiment: activity.sentiment,
    subject: activity.subject,
    automated: activity.automated,
    durationMinutes: activity.durationMinutes,
  }
  return contacts.size === 0
    ? [{ ...told, contactId: null }]
    : [...contacts].map((contactId) => ({ ...told, contactId: contactId as string | null }))
}

export async function newest(
  api: Client<Api>,
  of: { deal: string } | { account: string },
  limit: number,
  since?: string,
): Promise<Activity[]> {
  const found: Activity[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES && found.length < limit; page++) {
    const { items, next } = await api.activities.list({ ...of, limit: Math.min(PAGE, limit), ...(cursor ? { cursor } : {}) })
    found.push(...items.filter(({ occurredAt }) => since === undefined || since <= occurredAt))
    if (next === null || (since !== undefined && items.some(({ occurredAt }) => occurredAt < since))) break
    cursor = next
  }
  return found.slice(0, limit)
}
