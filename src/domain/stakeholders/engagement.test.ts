import { describe, expect, test } from 'vitest'
import type { Activity } from '../activities/activity.ts'
import { engagement, engagementTrend } from './engagement.ts'
import type { Interaction } from './interactions.ts'

const AS_OF = '2026-11-20T00:00:00.000Z'

function at(days: number, ms = 0): string {
  return new Date(Date.parse(AS_OF) - days * 86_400_000 - ms).toISOString()
}

function some(count: number, over: Partial<Interaction> = {}): Interaction[] {
  return Array.from({ length: count }, (_, index) => ({
    activityId: `${over.kind ?? 'email'}-${index}`,
    kind: 'email',
    at: at(1),
    inbound: false,
    outbound: true,
    positive: false,
    ...over,
  }))
}

const part = (interactions: Interaction[], name: string) =>
  engagement(interactions, AS_OF).factors.find((factor) => factor.name === name)

describe('each part by its steps', () => {
  test.each([
    [at(0, 1), 100],
    [at(7), 100],
    [at(8, -1), 100],
    [at(8), 75],
    [at(14), 75],
    [at(15, -1), 75],
    [at(15), 50],
    [at(30), 50],
    [at(31, -1), 50],
    [at(31), 25],
    [at(400), 25],
  ])('recency of %s: %i', (when, value) => {
    expect(part(some(1, { at: when }), 'Recency')?.value).toBe(value)
  })
  test.each([
    [1, 25],
    [2, 50],
    [4, 50],
    [5, 75],
    [9, 75],
    [10, 100],
  ])('frequency of %i interactions: %i', (count, value) => {
    expect(part(some(count), 'Frequency')?.value).toBe(value)
  })
  test.each([
    [0, 0, 25],
    [0, 1, 50],
    [0, 2, 50],
    [0, 3, 75],
    [1, 0, 50],
    [1, 1, 50],
    [1, 2, 75],
    [2, 0, 100],
    [2, 5, 100],
  ])('depth of %i meetings and %i calls: %i', (meetings, calls, value) => {
    expect(part([...some(1), ...some(meetings, { kind: 'meeting' }), ...some(calls, { kind: 'call' })], 'Depth')?.value).toBe(
      value,
    )
  })
  test.each([
    [0, 0, 50],
    [0, 2, 0],
    [1, 2, 50],
    [2, 2, 100],
  ])('sentiment of %i positive among %i that came in: %i', (positive, inbound, value) => {
    const came = some(inbound, { inbound: true }).map((one, index) => ({ ...one, positive: index < positive }))
    expect(part([...some(1), ...came], 'Sentiment')?.value).toBe(value)
  })
})

test('positive words of ours do not raise sentiment above what came in', () => {
  expect(part([...some(3, { positive: true }), ...some(1, { inbound: true, outbound: false })], 'Sentiment')?.value).toBe(0)
})

test('the whole is 30, 25, 25 and 20 percent of the parts', () => {
  const score = engagement(
    [...some(4, { at: at(10) }), ...some(1, { kind: 'call', at: at(20), inbound: true, positive: true })],
    AS_OF,
  )
  expect(score.factors.map((factor) => [factor.name, factor.value, factor.weight])).toEqual([
    ['Recency', 75, 0.3],
    ['Frequency', 75, 0.25],
    ['Depth', 50, 0.25],
    ['Sentiment', 100, 0.2],
  ])
  expect(score.value).toBe(73.75)
  expect(score.factors.map((factor) => factor.input)).toEqual([
    'Last touch 10 days ago',
    '5 interactions',
    '0 meetings, 1 calls',
    '1 positive of 1 that came in',
  ])
})

test('without any contact there is no score', () => {
  expect(engagement([], AS_OF)).toEqual({ value: 0, factors: [], note: 'No contact' })
})

test('the latest interaction counts wherever it stands', () => {
  expect(part([...some(1, { at: at(90) }), ...some(1, { at: at(2) }), ...some(1, { at: at(40) })], 'Recency')?.value).toBe(100)
})

describe('the trend over 30 days', () => {
  const mail = (days: number, recordedDays = days): Activity => ({
    id: `m${days}`,
    kind: 'email',
    subject: null,
    body: null,
    direction: 'outbound',
    sentiment: null,
    state: 'done',
    occurredAt: at(days),
    recordedAt: at(recordedDays),
    dueOn: null,
    durationMinutes: null,
    opportunityId: null,
    accountId: null,
    owner: null,
    automated: false,
    participants: [{ part: 'to', contactId: 'anna', userId: null, name: null, address: null, response: null }],
  })
  const trend = (...activities: Activity[]) => engagementTrend(new Set(['anna']), activities, AS_OF)
  test('rises from no contact, falls with silence, is flat while nothing changes, and is unknown without contact', () => {
    expect(trend(mail(3))).toBe('up')
    expect(trend(mail(33))).toBe('down')
    expect(trend(mail(100))).toBe('flat')
    expect(trend()).toBe(null)
  })
  test('does not know 30 days earlier what was recorded later', () => {
    expect(trend(mail(32), mail(3))).toBe('up')
    expect(trend(mail(33, 1))).toBe('up')
  })
})
