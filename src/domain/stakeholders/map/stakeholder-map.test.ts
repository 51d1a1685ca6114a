import { describe, expect, test } from 'vitest'
import type { Activity } from '../../activities/activity.ts'
import type { DealPerson } from '../../opportunities/dossier.ts'
import type { DealEvent } from '../../opportunities/replay.ts'
import { DEFAULT_SETTINGS } from '../../settings/settings.ts'
import { AS_OF, daysBefore, madeDossier, madePerson, mailFrom, mailTo, meetingWith } from '../made-people.ts'
import { threading } from '../threading.ts'
import { enteredAt } from './entered-at.ts'
import { stakeholderMap, type MapNode } from './stakeholder-map.ts'

const settings = DEFAULT_SETTINGS.threading
const ID = {
  marta: '00000000-0000-4000-8000-000000000001',
  claes: '00000000-0000-4000-8000-000000000002',
  jonas: '00000000-0000-4000-8000-000000000003',
  elin: '00000000-0000-4000-8000-000000000004',
  henrik: '00000000-0000-4000-8000-000000000005',
} as const
const [marta, claes, jonas, elin, henrik] = [
  madePerson(ID.marta, { name: 'Marta', title: 'CFO', roles: ['economic-buyer'] }),
  madePerson(ID.claes, { name: 'Claes', title: 'COO', roles: ['decision-maker'], reportsToId: ID.marta }),
  madePerson(ID.jonas, { name: 'Jonas', title: 'Head of Payments', roles: ['champion'], reportsToId: ID.claes }),
  madePerson(ID.elin, { name: 'Elin', title: 'Engineer', roles: ['blocker'] }),
  madePerson(ID.henrik, { name: 'Henrik', title: 'Analyst', roles: ['user'], reportsToId: ID.jonas }),
]
const talk = (who: string): Activity[] => [mailTo(who, 6), mailFrom(who, 5), meetingWith(who, 4)]

let events = 0
function set(
  from: string,
  to: string,
  kind: string,
  over: { days?: number; type?: string; after?: object; subject?: string } = {},
): DealEvent {
  const at = daysBefore(over.days ?? 10)
  const after = { from, to, kind, source: 'entered', state: 'confirmed', confidence: 1, note: null, since: null, until: null }
  return {
    id: ++events,
    type: over.type ?? 'relationship.set',
    noun: 'relationship',
    subject: over.subject ?? '00000000-0000-4000-8000-00000000000a',
    occurredAt: at,
    recordedAt: at,
    before: null,
    after: { ...after, ...over.after },
  }
}

function mapOf(
  people: readonly DealPerson[],
  activities: readonly Activity[] = [],
  entered: readonly DealEvent[] = [],
  others: readonly DealPerson[] = [],
) {
  const dossier = madeDossier(people, activities)
  return stakeholderMap({
    dossier,
    threading: threading(dossier, settings),
    entered: enteredAt(entered, dossier.asOf),
    others,
    recommended: [],
    settings,
  })
}
const lines = ({ edges }: ReturnType<typeof mapOf>, kind: string) =>
  edges.filter((edge) => edge.kind === kind).map(({ from, to, state }) => [from, to, state])
const node = ({ nodes }: ReturnType<typeof mapOf>, id: string): MapNode => {
  const found = nodes.find((one) => one.id === id)
  if (!found) throw new Error(`${id} is not on the map`)
  return found
}

describe('lines', () => {
  test('of reporting come from the CRM, and an entered superior stands above it', () => {
    const crm = mapOf([marta, claes, jonas])
    expect(lines(crm, 'reports-to')).toEqual([
      [ID.claes, ID.marta, 'confirmed'],
      [ID.jonas, ID.claes, 'confirmed'],
    ])
    const entered = mapOf([marta, claes, jonas], [], [set(ID.jonas, ID.marta, 'reports-to')])
    expect(lines(entered, 'reports-to')).toEqual([
      [ID.jonas, ID.marta, 'confirmed'],
      [ID.claes, ID.marta, 'confirmed'],
    ])
  })

  test('of who works with whom and has a say in what a decision-maker thinks are suggested from meetings', () => {
    const together = mapOf([marta, jonas], [meetingWith([ID.marta, ID.jonas], 2), meetingWith([ID.marta, ID.jonas], 9)])
    expect(lines(together, 'works-with')).toEqual([[ID.marta, ID.jonas, 'suggested']])
    expect(lines(together, 'supports')).toEqual([[ID.jonas, ID.marta, 'suggested']])
    expect(together.edges.find(({ kind }) => kind === 'supports')?.evidence).toHaveLength(2)
    const once = mapOf([marta, jonas], [meetingWith([ID.marta, ID.jonas], 200)])
    expect(lines(once, 'supports')).toEqual([])
  })

  test('of an argument are suggested where somebody against the deal sits with whoever speaks for it', () => {
    expect(lines(mapOf([elin, jonas], [meetingWith([ID.elin, ID.jonas], 2)]), 'conflicts')).toEqual([
      [ID.elin, ID.jonas, 'suggested'],
    ])
    expect(lines(mapOf([elin, henrik], [meetingWith([ID.elin, ID.henrik], 2)]), 'conflicts')).toEqual([])
  })

  test('of who brought in whom are read from who wrote the first mail that a new person was on', () => {
    const intro: Activity = {
      ...mailFrom(ID.jonas, 8),
      participants: [
        ...mailFrom(ID.jonas, 8).participants,
        { part: 'cc', contactId: ID.marta, userId: null, name: null, address: null, response: null },
      ],
    }
    const brought = mapOf([marta, jonas], [mailFrom(ID.jonas, 30), intro])
    expect(lines(brought, 'reaches')).toEqual([[ID.jonas, ID.marta, 'suggested']])
    expect(brought.edges.find(({ kind }) => kind === 'reaches')?.why).toBe('Jonas brought Marta into the mail')
    expect(lines(mapOf([marta, jonas], [intro]), 'reaches'), 'nobody is brought in by the first mail of all').toEqual([])
  })

  test('that somebody rejected do not come back, and those that somebody confirmed are drawn once', () => {
    const meetings = [meetingWith([ID.marta, ID.jonas], 2), meetingWith([ID.marta, ID.jonas], 9)]
    const rejected = set(ID.jonas, ID.marta, 'supports', { after: { state: 'rejected', source: 'suggested' } })
    expect(lines(mapOf([marta, jonas], meetings, [rejected]), 'supports')).toEqual([])
    const confirmed = set(ID.jonas, ID.marta, 'supports', { after: { source: 'suggested' } })
    expect(lines(mapOf([marta, jonas], meetings, [confirmed]), 'supports')).toEqual([[ID.jonas, ID.marta, 'confirmed']])
  })

  test('whoever declined a meeting was not together with those who came', () => {
    const [, ...guests] = meetingWith([ID.marta, ID.jonas], 2).participants
    const declined = {
      ...meetingWith([ID.marta, ID.jonas], 2),
      participants: guests.map((one, i) => ({ ...one, response: i === 0 ? ('declined' as const) : one.response })),
    }
    expect(mapOf([marta, jonas], [declined]).edges).toEqual([])
  })
})

describe('as of a day', () => {
  test('a line is there only after it was recorded, and until it was taken off', () => {
    const made = set(ID.jonas, ID.elin, 'influences', { days: 10 })
    const gone = set(ID.jonas, ID.elin, 'influences', { days: 4, type: 'relationship.removed' })
    const on = (days: number) => enteredAt([made, gone], daysBefore(days)).relationships.length
    expect([on(11), on(10), on(9), on(4), on(3)]).toEqual([0, 0, 1, 1, 0])
  })

  test('a line holds from its first day until the day before its last', () => {
    const made = set(ID.jonas, ID.elin, 'influences', { days: 100, after: { since: '2026-11-01', until: '2026-11-10' } })
    const on = (day: string) => enteredAt([made], `${day}T00:00:00.000Z`).relationships.length
    expect(['2026-10-31', '2026-11-01', '2026-11-09', '2026-11-10'].map(on)).toEqual([0, 1, 1, 0])
  })

  test('what was said of a person holds until something else was said, and goes with them', () => {
    const said = (days: number, type: string, after: Record<string, unknown> | null): DealEvent => ({
      id: ++events,
      type,
      noun: 'stakeholder',
      subject: null,
      occurredAt: daysBefore(days),
      recordedAt: daysBefore(days),
      before: { contactId: ID.elin },
      after,
    })
    const journal = [
      said(9, 'stakeholder.changed', { influence: 'high', advocacy: 'skeptic' }),
      said(5, 'stakeholder.changed', { advocacy: null }),
      said(2, 'stakeholder.removed', null),
    ]
    const on = (days: number) => enteredAt(journal, daysBefore(days)).standings.get(ID.elin)
    expect(on(8)).toEqual({ influence: 'high', authority: null, advocacy: 'skeptic' })
    expect(on(4)).toEqual({ influence: 'high', authority: null, advocacy: null })
    expect(on(1)).toBeUndefined()
  })
})

describe('influence', () => {
  test('comes from level, role, place and reports, with its reasons; what was entered stands above it', () => {
    const found = mapOf([marta, claes, jonas, henrik])
    const { influence } = node(found, ID.marta)
    expect(influence).toMatchObject({ level: 'high', source: 'derived' })
    expect(influence.score.factors.map(({ name, value }) => [name, value])).toEqual([
      ['Level', 100],
      ['Role', 100],
      ['Place among the others', 0],
      ['Reports', 75],
    ])
    // 100 at .35 and at .3, 0 at .2, 75 at .15.
    expect(influence.score.value).toBe(76)
    expect(influence.score.factors[3]?.input).toBe('3 people report here: Claes, Jonas, Henrik')
    expect(node(found, ID.henrik).influence.level).toBe('low')
  })

  test('is not known of somebody of whom neither title nor role is known, and says so', () => {
    const found = mapOf([madePerson(ID.elin)])
    expect(node(found, ID.elin).influence).toMatchObject({
      level: null,
      score: { value: null, note: 'Neither title nor role is known' },
    })
    expect(node(found, ID.elin).authority).toMatchObject({ level: null, source: 'derived' })
  })

  test('two who report to each other do not count each other for ever', () => {
    const circle = [madePerson(ID.marta, { reportsToId: ID.claes }), madePerson(ID.claes, { reportsToId: ID.marta })]
    expect(node(mapOf(circle), ID.marta).influence.score.factors[3]?.value).toBe(25)
  })
})

describe('reach', () => {
  const meetings = [...talk(ID.henrik), meetingWith([ID.henrik, ID.jonas], 3)]
  test('leads over people whom we are in touch with, along the surest lines', () => {
    const found = mapOf([marta, claes, jonas, henrik], talk(ID.henrik))
    expect(node(found, ID.henrik).reach.state).toBe('in-touch')
    expect(node(found, ID.marta).reach).toMatchObject({ state: 'through-others', path: [ID.henrik, ID.jonas, ID.claes] })
    expect(node(found, ID.marta).reach.why).toBe('Through Henrik, then Jonas, then Claes')
  })

  test('never leads over or to somebody who must not be contacted', () => {
    const locked = { ...jonas, doNotContact: true }
    const found = mapOf([marta, claes, locked, henrik], meetings)
    expect(node(found, ID.jonas)).toMatchObject({ locked: true, reach: { state: 'nobody', path: [] } })
    expect(node(found, ID.marta).reach.state).toBe('nobody')
    for (const { ask } of found.ghosts) expect(ask).not.toBe(ID.jonas)
    for (const room of found.room) expect(room.people).not.toContain(ID.jonas)
  })

  test('a partner who can bring us to somebody is on the map, apart from the deal', () => {
    const partner = madePerson('00000000-0000-4000-8000-000000000009', { name: 'Pia' })
    const found = mapOf([marta], [...talk(partner.contactId)], [set(partner.contactId, ID.marta, 'reaches')], [partner])
    expect(node(found, partner.contactId)).toMatchObject({ onDeal: false, gaps: [], reach: { state: 'in-touch' } })
    expect(node(found, ID.marta).reach).toMatchObject({ state: 'through-others', path: [partner.contactId] })
  })
})

describe('the whole', () => {
  test('says whether one person carries the deal', () => {
    const one = mapOf([marta, jonas], [...talk(ID.jonas), mailTo(ID.marta, 3)])
    expect(one.distribution).toMatchObject({
      carriedBy: ID.jonas,
      sentence: '3 of 4 touches in 90 days are with Jonas: one person carries the deal.',
    })
    expect(one.distribution.concentration).toBeCloseTo(0.75 ** 2 + 0.25 ** 2, 12)
    expect(mapOf([marta, jonas], [mailTo(ID.marta, 91)]).distribution).toMatchObject({ concentration: null, carriedBy: null })
  })

  test('names missing roles as ghosts, with whom to ask', () => {
    const found = mapOf([jonas, henrik], talk(ID.jonas))
    expect(found.ghosts.map(({ id, severity, ask }) => [id, severity, ask])).toEqual([
      ['ghost-economic-buyer', 'critical', ID.jonas],
      ['ghost-technical-evaluator', 'high', ID.jonas],
    ])
  })

  test('groups who hang together and says where each group stands', () => {
    const found = mapOf(
      [marta, claes, { ...jonas, reportsToId: null }, { ...henrik, reportsToId: ID.jonas }, elin],
      [meetingWith([ID.jonas, ID.henrik], 2), meetingWith([ID.marta, ID.claes], 2)],
    )
    expect(found.coalitions.map(({ people, stance }) => [[...people].sort(), stance])).toEqual(
      [
        [[ID.jonas, ID.henrik].sort(), 'for'],
        [[ID.marta, ID.claes].sort(), 'unknown'],
      ].toSorted((a, b) => (a[0]?.[0] === ID.marta ? -1 : b[0]?.[0] === ID.marta ? 1 : 0)),
    )
    expect(node(found, ID.elin).place.coalition).toBeNull()
  })

  test('two records of one person are one node, and lines of either are lines of the person', () => {
    const twin = madePerson('00000000-0000-4000-8000-00000000000b', {
      name: 'Jonas L.',
      mergedIntoId: ID.jonas,
      reportsToId: ID.marta,
    })
    const found = mapOf([marta, { ...jonas, reportsToId: null }, twin], [meetingWith([twin.contactId, ID.marta], 2)])
    expect(found.nodes.map(({ id }) => id).sort()).toEqual([ID.marta, ID.jonas].sort())
    expect(lines(found, 'reports-to')).toEqual([[ID.jonas, ID.marta, 'confirmed']])
    expect(lines(found, 'works-with')).toEqual([[ID.marta, ID.jonas, 'suggested']])
  })

  test('nothing that happens after the instant is on it', () => {
    const later = meetingWith([ID.marta, ID.jonas], -3)
    expect(later.occurredAt > AS_OF).toBe(true)
    expect(mapOf([marta, { ...jonas, reportsToId: null }], [later]).edges).toEqual([])
  })
})
