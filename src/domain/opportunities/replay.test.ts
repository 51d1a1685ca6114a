import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Activity } from '../activities/activity.ts'
import { instantOf } from '../values/instant.ts'
import { dossierAt, knownBefore, replay, type DealEvent, type DealHistory } from './replay.ts'
import { STAGES } from './stage.ts'

const START = Date.parse('2025-01-01T00:00:00.000Z')
const DAY = 86_400_000
const day = (n: number) => instantOf(START + n * DAY)

function event(
  id: number,
  type: string,
  atDay: number,
  after: Record<string, unknown> | null,
  before: Record<string, unknown> | null = null,
  subject = 'd1',
): DealEvent {
  return { id, type, noun: type.split('.')[0] ?? '', subject, occurredAt: day(atDay), recordedAt: day(atDay), before, after }
}

function activity(id: string, occurred: number, recorded = occurred): Activity {
  return {
    id,
    kind: 'email',
    subject: null,
    body: null,
    direction: 'inbound',
    sentiment: null,
    state: 'done',
    occurredAt: day(occurred),
    recordedAt: day(recorded),
    dueOn: null,
    durationMinutes: null,
    opportunityId: null,
    accountId: null,
    owner: null,
    automated: false,
    participants: [],
  }
}

const created = event(1, 'opportunity.created', 0, {
  name: 'Deal',
  accountId: 'acc',
  stage: 'discovery',
  stageName: 'Discovery',
  amount: { minor: 1, currency: 'USD' },
})
const known = new Map([
  ['acc', { name: 'Acme' }],
  ['anna', { name: 'Anna', title: 'Buyer' }],
])
const past: DealHistory = {
  events: [
    created,
    event(2, 'stakeholder.added', 3, { contactId: 'anna', roles: ['champion'] }, null, 's1'),
    event(3, 'opportunity.moved', 10, { stage: 'proposal', stageName: 'Quote' }, { stage: 'discovery' }),
    event(4, 'contact.changed', 12, { title: 'CFO' }, { title: 'Buyer' }, 'anna'),
    event(
      5,
      'stakeholder.changed',
      20,
      { contactId: 'anna', roles: ['economic-buyer'] },
      { contactId: 'anna', roles: ['champion'] },
      's1',
    ),
    event(6, 'account.changed', 25, { name: 'Acme AG' }, { name: 'Acme' }, 'acc'),
    event(7, 'stakeholder.removed', 30, null, { contactId: 'anna', roles: ['economic-buyer'] }, 's1'),
  ],
  activities: [activity('x', 5), activity('late', 6, 15)],
  known,
}

describe('a dossier of a past day', () => {
  test('holds what was recorded before that day began, and nothing of the day itself', () => {
    expect(dossierAt(past, day(0))).toBeUndefined()
    expect(dossierAt(past, day(10))?.opportunity.stage).toBe('discovery')
    expect(dossierAt(past, day(11))).toMatchObject({
      opportunity: { stage: 'proposal' },
      stages: [
        { stage: 'discovery', stageName: 'Discovery', at: day(0) },
        { stage: 'proposal', stageName: 'Quote', at: day(10) },
      ],
    })
  })
  test('knows people by what they were called and did then', () => {
    expect(dossierAt(past, day(4))?.people).toMatchObject([
      { contactId: 'anna', name: 'Anna', title: 'Buyer', roles: ['champion'], joinedAt: day(3) },
    ])
    expect(dossierAt(past, day(21))?.people).toMatchObject([{ title: 'CFO', roles: ['economic-buyer'], joinedAt: day(3) }])
    expect(dossierAt(past, day(31))?.people).toEqual([])
  })
  test('calls the account by the name of the day', () => {
    expect([dossierAt(past, day(25))?.account?.name, dossierAt(past, day(26))?.account?.name]).toEqual(['Acme', 'Acme AG'])
  })
  test('does not know what happened but was learnt later', () => {
    expect(dossierAt(past, day(10))?.activities.map((one) => one.id)).toEqual(['x'])
    expect(dossierAt(past, day(16))?.activities.map((one) => one.id)).toEqual(['x', 'late'])
  })
  test('a deleted deal says so, and a restored one is whole', () => {
    const events = [
      ...past.events,
      event(8, 'opportunity.removed', 40, null),
      event(9, 'opportunity.restored', 50, { name: 'Deal' }),
    ]
    expect([dossierAt({ ...past, events }, day(41))?.removed, dossierAt({ ...past, events }, day(51))?.removed]).toEqual([
      true,
      false,
    ])
  })
})

test('a record before its events is today’s with every change taken back', () => {
  expect(
    knownBefore({ name: 'C', title: 'CEO' }, [
      event(1, 'contact.changed', 1, { name: 'B' }, { name: 'A' }),
      event(2, 'contact.changed', 2, { name: 'C', title: 'CEO' }, { name: 'B', title: null }),
    ]),
  ).toEqual({ name: 'A', title: null })
})

test('a replay yields each Monday once, from the first after the deal became known', () => {
  const weeks = [...replay(past, '2025-02-03T00:00:00.000Z')].map((dossier) => dossier.asOf.slice(0, 10))
  expect(weeks).toEqual(['2025-01-06', '2025-01-13', '2025-01-20', '2025-01-27', '2025-02-03'])
})

const someEvent = fc.record({ kind: fc.nat(5), at: fc.nat(200), value: fc.nat(9) })
const someHistory = fc
  .tuple(fc.array(someEvent, { maxLength: 40 }), fc.array(fc.tuple(fc.nat(200), fc.nat(20)), { maxLength: 20 }))
  .map(([events, activities]): DealHistory => ({
    events: [
      created,
      ...events.map(({ kind, at, value }, index): DealEvent => {
        const id = index + 2
        if (kind === 0) return event(id, 'opportunity.moved', at, { stage: STAGES[value % 6], stageName: `Stage ${value}` })
        if (kind === 1)
          return event(id, 'opportunity.changed', at, {
            amount: { minor: value, currency: 'USD' },
            accountId: value % 2 ? 'acc' : 'other',
          })
        if (kind === 2) return event(id, 'stakeholder.added', at, { contactId: `c${value % 4}`, roles: [] })
        if (kind === 3) return event(id, 'stakeholder.removed', at, null, { contactId: `c${value % 4}` })
        if (kind === 4)
          return event(id, 'contact.changed', at, { title: `T${value}`, mailbox: `m${value}@x.example` }, null, `c${value % 4}`)
        return event(id, value % 2 ? 'opportunity.removed' : 'opportunity.restored', at, null)
      }),
    ],
    activities: activities.map(([occurred, lag], index) => activity(`a${index}`, occurred, occurred + lag)),
    known,
  }))

const cut = (history: DealHistory, asOf: string): DealHistory => ({
  ...history,
  events: history.events.filter((one) => one.recordedAt < asOf),
  activities: history.activities.filter((one) => one.recordedAt < asOf),
})

describe('for any history', () => {
  test('the dossier of a day is the one that an import up to that day would give: nothing later changes a byte', () => {
    fc.assert(
      fc.property(someHistory, fc.nat(220), (history, n) => {
        expect(JSON.stringify(dossierAt(history, day(n)))).toBe(JSON.stringify(dossierAt(cut(history, day(n)), day(n))))
      }),
    )
  })
  test('walking through all weeks gives at each of them the dossier of that day, unchanged by later steps', () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        const walked = [...replay(history, day(220))]
        for (const dossier of walked) expect(dossier).toEqual(dossierAt(cut(history, dossier.asOf), dossier.asOf))
      }),
      { numRuns: 40 },
    )
  })
  test('the order in which events arrive does not matter', () => {
    fc.assert(
      fc.property(someHistory, fc.nat(220), (history, n) => {
        const turned = { ...history, events: history.events.toReversed(), activities: history.activities.toReversed() }
        expect(dossierAt(turned, day(n))).toEqual(dossierAt(history, day(n)))
      }),
    )
  })
})
