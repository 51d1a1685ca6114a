import type { Activity } from '../../src/domain/activities/activity.ts'
import { MS_PER_DAY } from '../../src/domain/forecasting/lead-grid.ts'
import type { DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import type { DealEvent, DealHistory as RecordedPast } from '../../src/domain/opportunities/replay.ts'
import { stream, uniform } from '../../src/stats/random/stream.ts'

const PEOPLE = 4
const ACTIVITIES = 10
const STAGE = { 'First meeting': 'discovery', Offer: 'proposal', Contract: 'negotiation' } as const

/**
 * The journal and the activities that such a deal leaves behind: creation, stages, an amount and a date that move, four
 * people who join, ten activities. Deterministic in the deal's key.
 */
export function recordedPast(deal: DealHistory, asOf: number): RecordedPast {
  const source = stream(7, deal.key)
  const end = deal.outcome?.at ?? asOf
  const events: DealEvent[] = []
  const within = (): number => deal.createdAt + uniform(source) * (end - deal.createdAt)
  const add = (type: string, noun: string, at: number, after: Record<string, unknown>): void => {
    const when = instant(at)
    events.push({ id: events.length + 1, type, noun, subject: deal.key, occurredAt: when, recordedAt: when, before: null, after })
  }
  const amount = deal.amountMinor ?? 0
  add('opportunity.created', 'opportunity', deal.createdAt, {
    name: deal.key,
    ownerId: deal.owner,
    stage: 'discovery',
    stageName: 'First meeting',
    amount: { minor: amount, currency: 'USD' },
    expectedCloseOn: day(deal.createdAt + 90 * MS_PER_DAY),
    forecastCategory: 'pipeline',
  })
  for (const { stage, at } of deal.stages.slice(1))
    add('opportunity.moved', 'opportunity', at, { stage: STAGE[stage as keyof typeof STAGE], stageName: stage })
  for (let i = 0; i < 3; i++) {
    const at = within()
    add('opportunity.changed', 'opportunity', at, { expectedCloseOn: day(at + 60 * MS_PER_DAY) })
  }
  add('opportunity.changed', 'opportunity', within(), { amount: { minor: Math.round(amount * 1.1), currency: 'USD' } })
  if (deal.outcome)
    add('opportunity.moved', 'opportunity', end, {
      stage: deal.outcome.kind === 'won' ? 'closed_won' : 'closed_lost',
      stageName: deal.outcome.kind === 'won' ? 'Won' : 'Lost',
      actualCloseOn: day(end),
    })
  for (let i = 0; i < PEOPLE; i++)
    add('stakeholder.added', 'stakeholder', within(), { contactId: person(deal, i), roles: i === 0 ? ['champion'] : [] })
  const activities = Array.from({ length: ACTIVITIES }, (_, i): Activity => activity(deal, i, within()))
  const known = Array.from({ length: PEOPLE }, (_, i) => [person(deal, i), { name: `Person ${i}`, title: 'Director' }] as const)
  return { events, activities, known: new Map(known) }
}

function activity(deal: DealHistory, i: number, at: number): Activity {
  const when = instant(at)
  return {
    id: `${deal.key}-${i}`,
    kind: i % 3 === 0 ? 'meeting' : 'email',
    subject: 'Next step',
    body: null,
    direction: i % 2 === 0 ? 'inbound' : 'outbound',
    sentiment: null,
    state: null,
    occurredAt: when,
    recordedAt: when,
    dueOn: null,
    durationMinutes: null,
    opportunityId: deal.key,
    accountId: null,
    owner: null,
    automated: false,
    participants: [{ part: 'to', contactId: person(deal, i % PEOPLE), userId: null, name: null, address: null, response: null }],
  }
}

function person(deal: DealHistory, i: number): string {
  return `${deal.key}-person-${i}`
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

function day(ms: number): string {
  return instant(ms).slice(0, 10)
}
