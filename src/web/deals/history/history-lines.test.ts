import { expect, test } from 'vitest'
import type { Change } from '../deal-queries.ts'
import { changeLines, type Names } from './change-words.ts'
import { amountLine, closeLine, ownerLine, stageLine } from './history-lines.ts'

let id = 0
const change = (occurredAt: string, type: string, before: Change['before'], after: Change['after']): Change => ({
  id: ++id,
  type,
  noun: type.split('.')[0] ?? '',
  subject: null,
  opportunityId: null,
  accountId: null,
  occurredAt,
  recordedAt: occurredAt,
  storedAt: occurredAt,
  actor: { kind: 'user', id: null, name: 'Tomas' },
  source: 'web',
  before,
  after,
})
const usd = (minor: number) => ({ minor, currency: 'USD' })

/** Newest first, as the server answers; the amount was learnt after the move but was true before it. */
const HISTORY = [
  change('2026-05-02T00:00:00.000Z', 'opportunity.changed', { amount: usd(100_00) }, { amount: usd(250_00) }),
  change(
    '2026-06-01T00:00:00.000Z',
    'opportunity.moved',
    { stage: 'discovery', stageName: 'Discovery' },
    { stage: 'proposal', stageName: 'Proposal' },
  ),
  change('2026-05-10T00:00:00.000Z', 'opportunity.assigned', { ownerId: 'u1' }, { ownerId: 'u2' }),
  change('2026-05-01T00:00:00.000Z', 'opportunity.created', null, {
    name: 'Halden Bank',
    stage: 'discovery',
    stageName: 'Discovery',
    amount: usd(100_00),
    expectedCloseOn: null,
    ownerId: 'u1',
  }),
]

test('values hold from when they were true, in that order, whatever order they were learnt in', () => {
  expect(amountLine(HISTORY).points).toEqual([
    { at: '2026-05-01T00:00:00.000Z', value: 100_00 },
    { at: '2026-05-02T00:00:00.000Z', value: 250_00 },
  ])
  expect(stageLine(HISTORY).points.map((point) => point.value)).toEqual([0, 2])
})

test('a close date that was never set draws nothing, and owners are levels in order of appearance', () => {
  expect(closeLine(HISTORY).points).toEqual([])
  expect(ownerLine(HISTORY)).toMatchObject({ owners: ['u1', 'u2'], line: { points: [{ value: 0 }, { value: 1 }] } })
})

const NAMES: Names = {
  users: new Map([
    ['u1', 'Tomas Weber'],
    ['u2', 'Lena Fischer'],
  ]),
  contacts: new Map([['c1', 'Anna Berg']]),
  today: '2026-11-20',
}
const words = (one: Change) => changeLines(one, NAMES).map((line) => `${line.title}: ${line.text}`)

test('a change is said by its fields, each with what it was', () => {
  expect(HISTORY.slice(0, 3).flatMap(words)).toEqual([
    'Amount: $100 → $250',
    'Stage: Discovery → Proposal',
    'Owner: Tomas Weber → Lena Fischer',
  ])
})

test('what was empty before, and what is empty now, is said without an arrow', () => {
  expect(words(change('2026-05-03T00:00:00.000Z', 'opportunity.changed', { nextAction: null }, { nextAction: 'Call' }))).toEqual([
    'Next step: “Call”',
  ])
  expect(
    words(
      change('2026-05-03T00:00:00.000Z', 'opportunity.changed', { expectedCloseOn: '2026-12-11' }, { expectedCloseOn: null }),
    ),
  ).toEqual(['Close date: 11 Dec removed'])
})

test('people are named, also those who have left', () => {
  expect(
    words(
      change('2026-05-03T00:00:00.000Z', 'stakeholder.added', null, { contactId: 'c1', roles: ['champion'], isPrimary: true }),
    ),
  ).toEqual(['Person added: Anna Berg, champion, main contact'])
  expect(words(change('2026-05-03T00:00:00.000Z', 'stakeholder.removed', { contactId: 'c9', roles: [] }, null))).toEqual([
    'Person taken off: somebody who has left',
  ])
})
