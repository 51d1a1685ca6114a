import { describe, expect, test } from 'vitest'
import type { DealEvent } from '../../opportunities/replay.ts'
import { DEFAULT_SETTINGS } from '../../settings/settings.ts'
import { daysBefore, madeDossier, madePerson, meetingWith } from '../made-people.ts'
import { threading } from '../threading.ts'
import { alignment } from './alignment.ts'
import { commitmentsAt, followedUp, keptRate } from './commitments-at.ts'
import type { Commitment } from './commitment.ts'
import { criteriaAt, type Criteria } from './criteria-at.ts'
import { stakeholderMap } from './stakeholder-map.ts'

const settings = DEFAULT_SETTINGS.threading
const PRICE = '00000000-0000-4000-8000-0000000000c1'
const SAFETY = '00000000-0000-4000-8000-0000000000c2'
const MARTA = '00000000-0000-4000-8000-000000000001'
const JONAS = '00000000-0000-4000-8000-000000000003'
const ELIN = '00000000-0000-4000-8000-000000000004'
const people = [
  madePerson(MARTA, { name: 'Marta', title: 'CFO', roles: ['economic-buyer'] }),
  madePerson(JONAS, { name: 'Jonas', title: 'Head of Payments', roles: ['champion'] }),
  madePerson(ELIN, { name: 'Elin', title: 'Engineer', roles: ['technical-evaluator'] }),
]
const stands = (criterion: string, contact: string, stance: number) => ({
  criterion,
  contact,
  stance,
  quote: null,
  activityId: null,
  saidOn: null,
})
const criteria = [
  { id: PRICE, name: 'Price', weight: 5 },
  { id: SAFETY, name: 'Safety', weight: 2 },
]

function aligned(positions: Criteria['positions'], crowd = people) {
  const dossier = madeDossier(crowd, [meetingWith([JONAS, ELIN], 2), meetingWith([JONAS, ELIN], 4)])
  const entered = { relationships: [], standings: new Map() }
  const map = stakeholderMap({ dossier, threading: threading(dossier, settings), entered, others: [], recommended: [], settings })
  return alignment({ criteria, positions }, map.nodes, map.edges)
}

describe('alignment', () => {
  test('tells a conflict from common ground and from silence', () => {
    const found = aligned([stands(PRICE, MARTA, 1), stands(PRICE, ELIN, -2), stands(SAFETY, JONAS, 2), stands(SAFETY, ELIN, 1)])
    expect(found.criteria.map(({ name, state, sentence }) => [name, state, sentence])).toEqual([
      ['Price', 'conflict', 'On Price, Marta for us and Elin against.'],
      ['Safety', 'common-ground', 'On Safety, Jonas, Elin agree and nobody is against.'],
    ])
    expect(found.criteria[0]?.unknown).toEqual([JONAS])
    expect(aligned([]).criteria.map(({ state, balance }) => [state, balance])).toEqual([
      ['unknown', null],
      ['unknown', null],
    ])
  })

  test('weighs stances by influence: a CFO for us outweighs an engineer as much against', () => {
    const [price] = aligned([stands(PRICE, MARTA, 1), stands(PRICE, ELIN, -1)]).criteria
    expect(price?.balance).toBeGreaterThan(0)
  })

  test('weighs criteria by their weight where a person stands for some and against others', () => {
    const { people: all } = aligned([stands(PRICE, ELIN, -2), stands(SAFETY, ELIN, 2)])
    expect(all.find(({ contact }) => contact === ELIN)).toEqual({
      contact: ELIN,
      name: 'Elin',
      stance: (5 * -2 + 2 * 2) / 7,
      known: 2,
    })
    expect(all.find(({ contact }) => contact === MARTA)).toMatchObject({ stance: null, known: 0 })
  })

  test('names who could move whom: for us, close to the other, and free to be contacted', () => {
    const positions = [stands(PRICE, MARTA, 2), stands(PRICE, JONAS, 2), stands(PRICE, ELIN, -1)]
    expect(aligned(positions).movers.map(({ who, whom }) => [who, whom])).toEqual([[JONAS, ELIN]])
    expect(aligned(positions).movers[0]?.why).toContain('2 meetings and calls')
    const locked = people.map((one) => (one.contactId === JONAS ? { ...one, doNotContact: true } : one))
    expect(aligned(positions, locked).movers).toEqual([])
  })
})

test('criteria and positions are as they were recorded before a day', () => {
  const event = (days: number, type: string, fields: Partial<Pick<DealEvent, 'before' | 'after'>>): DealEvent => ({
    id: 100 - days,
    type,
    noun: 'criterion',
    subject: PRICE,
    occurredAt: daysBefore(days),
    recordedAt: daysBefore(days),
    before: null,
    after: null,
    ...fields,
  })
  const { criterion: _criterion, ...elin } = stands(PRICE, ELIN, -2)
  const journal = [
    event(9, 'criterion.set', { after: { name: 'Price', weight: 3 } }),
    event(7, 'criterion.set', { after: { weight: 5 } }),
    event(6, 'criterion.position-set', { after: elin }),
    event(4, 'criterion.position-removed', { before: elin }),
    event(2, 'criterion.removed', {}),
  ]
  const on = (days: number) => {
    const found = criteriaAt(journal, daysBefore(days))
    return [found.criteria.map(({ weight }) => weight), found.positions.map(({ stance }) => stance)]
  }
  expect([9, 8, 6, 5, 3, 1].map(on)).toEqual([
    [[], []],
    [[3], []],
    [[5], []],
    [[5], [-2]],
    [[5], []],
    [[], []],
  ])
})

describe('promises', () => {
  const promise = (over: Partial<Commitment>): Commitment => ({
    id: PRICE,
    side: 'theirs',
    contact: JONAS,
    user: null,
    what: 'send the terms',
    dueOn: '2026-11-18',
    state: 'open',
    settledOn: null,
    activityId: null,
    ...over,
  })
  const said = (one: Commitment, name: string | null = 'Jonas') => followedUp([one], '2026-11-20', () => name)[0]

  test('are followed up from three days before they are due until they are settled', () => {
    expect(said(promise({}))).toMatchObject({ overdueDays: 2, followUp: 'Ask Jonas about: send the terms, 2 days overdue' })
    expect(said(promise({ dueOn: '2026-11-20' }))?.followUp).toBe('Ask Jonas about: send the terms, due today')
    expect(said(promise({ dueOn: '2026-11-23' }))?.followUp).toBe('Ask Jonas about: send the terms, due in 3 days')
    expect(said(promise({ dueOn: '2026-11-24' }))?.followUp).toBeNull()
    expect(said(promise({ state: 'kept' }))).toMatchObject({ overdueDays: null, followUp: null })
  })

  test('of somebody who must not be contacted are not asked after', () => {
    expect(said(promise({}), null)?.followUp).toBeNull()
    expect(said(promise({ side: 'ours', contact: null }), null)?.followUp).toBe('We promised: send the terms, 2 days overdue')
  })

  test('count as kept or broken by side, and those that were withdrawn as neither', () => {
    const all = (['kept', 'broken', 'kept', 'withdrawn', 'open'] as const).map((state) => promise({ state }))
    expect(keptRate([...all, promise({ side: 'ours', state: 'kept' })], 'theirs')).toEqual({ kept: 2, settled: 3 })
  })

  test('are rebuilt from what was recorded before a day', () => {
    const { id, ...fields } = promise({})
    const event = (days: number, type: string, after: object): DealEvent => ({
      id: 100 - days,
      type,
      noun: 'commitment',
      subject: id,
      occurredAt: daysBefore(days),
      recordedAt: daysBefore(days),
      before: null,
      after: { ...after },
    })
    const journal = [
      event(5, 'commitment.made', fields),
      event(3, 'commitment.changed', { state: 'kept', settledOn: '2026-11-17' }),
    ]
    expect([5, 4, 2].map((days) => commitmentsAt(journal, daysBefore(days)).map(({ state }) => state))).toEqual([
      [],
      ['open'],
      ['kept'],
    ])
  })
})
