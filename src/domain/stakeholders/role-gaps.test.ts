import { describe, expect, test } from 'vitest'
import type { Activity } from '../activities/activity.ts'
import type { DealPerson } from '../opportunities/dossier.ts'
import { DEFAULT_SETTINGS } from '../settings/settings.ts'
import { madeDossier, madePerson as person, mailFrom, mailTo, meetingWith } from './made-people.ts'
import { requiredRoles } from './required-roles.ts'
import { threading } from './threading.ts'

const settings = DEFAULT_SETTINGS.threading
const needs = (
  segment: 'enterprise' | 'mid-market' | 'smb' | null,
  stage: 'discovery' | 'proposal' | 'negotiation',
  amount = 0,
) => requiredRoles({ segment, stage, amountMinor: amount }, settings.requiredRoles).map(({ anyOf }) => anyOf.join('/'))
const engaged = (who: string): Activity[] => [mailTo(who, 5), mailFrom(who, 4, { sentiment: 'positive' }), meetingWith(who, 3)]
const read = (people: DealPerson[], activities: Activity[] = [], facts = {}) =>
  threading(madeDossier(people, activities, { name: 'Deal', stage: 'proposal', segment: 'mid-market', ...facts }), settings)

describe('required roles', () => {
  test('grow with the stage and with the segment', () => {
    expect(needs('smb', 'discovery')).toEqual(['champion'])
    expect(needs('smb', 'proposal')).toEqual(['champion', 'technical-evaluator/user'])
    expect(needs('mid-market', 'proposal')).toEqual(['champion', 'economic-buyer', 'technical-evaluator'])
    expect(needs('enterprise', 'negotiation')).toEqual(['champion', 'economic-buyer', 'technical-evaluator', 'user', 'legal'])
  })
  test('grow with the amount, from the amount itself on', () => {
    expect(needs('smb', 'proposal', 4_999_999)).not.toContain('economic-buyer')
    expect(needs('smb', 'proposal', 5_000_000)).toContain('economic-buyer')
    expect(needs('enterprise', 'negotiation', 25_000_000)).toContain('procurement')
  })
  test('a deal of an unknown segment needs what a mid-market deal needs', () => {
    expect(needs(null, 'proposal')).toEqual(needs('mid-market', 'proposal'))
  })
})

describe('a gap', () => {
  test('is critical or high where nobody is in the role, as the rule says', () => {
    expect(read([]).gaps.map(({ label, severity, action }) => [label, severity, action])).toEqual([
      ['Champion', 'critical', 'Identify and engage a champion'],
      ['Economic buyer', 'critical', 'Identify and engage an economic buyer'],
      ['Technical evaluator', 'high', 'Identify and engage a technical evaluator'],
    ])
  })
  test('is medium and names the person where those in the role are not engaged above 50', () => {
    const { gaps, cover } = read([person('Anna', { roles: ['champion'] })], [mailTo('Anna', 40)])
    const gap = gaps.find(({ label }) => label === 'Champion')
    expect(gap).toMatchObject({ severity: 'medium', kind: 'dormant', action: 'Re-engage Anna, champion' })
    expect(cover[0]).toMatchObject({ covered: true, active: false })
  })
  test('is none where somebody in the role is engaged', () => {
    const { gaps, cover } = read([person('Anna', { roles: ['champion'] })], engaged('Anna'))
    expect(gaps.map(({ label }) => label)).toEqual(['Economic buyer', 'Technical evaluator'])
    expect(cover[0]).toMatchObject({ covered: true, active: true, gap: null })
  })
  test('at an engagement of exactly 50 is still one', () => {
    // Recency 25, frequency 50, depth 50, sentiment 100: 52.5; without the positive word 42.5.
    const at = (sentiment: 'positive' | 'neutral') => [
      mailFrom('Anna', 40, { sentiment }),
      mailTo('Anna', 41),
      meetingWith('Anna', 60, { sentiment }),
    ]
    const gapOf = (activities: Activity[], dormantEngagement: number) =>
      threading(madeDossier([person('Anna', { roles: ['champion'] })], activities), { ...settings, dormantEngagement }).cover[0]
        ?.gap
    const value = read([person('Anna')], at('positive')).people[0]?.engagement.value ?? 0
    expect([gapOf(at('positive'), value)?.severity, gapOf(at('positive'), value - 1)]).toEqual(['medium', null])
  })
  test('names nobody as a person to write to who may not be contacted', () => {
    const left = [person('Anna', { roles: ['champion'], doNotContact: true })]
    const { gaps, nextPerson } = read(left, [mailTo('Anna', 40), mailFrom('Anna', 39)])
    expect(gaps.find(({ label }) => label === 'Champion')?.action).toBe(
      'Find another way to the champion: Anna may not be contacted',
    )
    expect(nextPerson).toBeNull()
  })
  test('of a closed deal is no longer one', () => {
    expect(read([], [], { stage: 'closed_won' }).gaps).toEqual([])
  })
})

describe('the next person', () => {
  test('is the champion, asked for an introduction to whoever is missing', () => {
    const people = [person('Jonas', { roles: ['champion'] }), person('Mia', { roles: ['technical-evaluator'] })]
    const { nextPerson } = read(people, [...engaged('Jonas'), ...engaged('Mia'), meetingWith('Mia', 2)])
    expect(nextPerson).toMatchObject({ name: 'Jonas' })
    expect(nextPerson?.sentence).toBe('Ask Jonas for an introduction to the economic buyer, such as the CFO.')
  })
  test('is whoever reports to the person that went quiet', () => {
    const people = [
      person('Jonas', { roles: ['champion', 'technical-evaluator'], reportsToId: 'Carla' }),
      person('Carla', { roles: ['economic-buyer'] }),
    ]
    const { nextPerson } = read(people, [...engaged('Jonas'), mailTo('Carla', 40)])
    expect(nextPerson).toMatchObject({ name: 'Jonas', towards: { name: 'Carla' } })
    expect(nextPerson?.sentence).toBe('Ask Jonas, who reports to Carla, to bring Carla back in.')
  })
  test('is never a blocker, and never somebody who has not spoken to us', () => {
    const people = [person('Ivo', { roles: ['blocker'] }), person('Mute')]
    expect(read(people, [...engaged('Ivo'), mailTo('Mute', 3)]).nextPerson).toBeNull()
  })
  test('is found among the others where the champion wants to be left alone', () => {
    const people = [person('Jonas', { roles: ['champion'], doNotContact: true }), person('Mia', { roles: ['user'] })]
    expect(read(people, [...engaged('Jonas'), ...engaged('Mia')]).nextPerson?.name).toBe('Mia')
  })
})

describe('the summary', () => {
  test('one message to three people is one interaction and three touches', () => {
    const three = ['Anna', 'Ben', 'Carla']
    expect(
      read(
        three.map((name) => person(name)),
        [mailTo(three, 3)],
      ),
    ).toMatchObject({ interactions: 1, touches: 3 })
  })
  test('five figures stand beside what is aimed at', () => {
    const people = ['Anna', 'Ben', 'Carla'].map((name) => person(name, { roles: ['champion'] }))
    const found = read(people, [...engaged('Anna'), ...engaged('Ben')]).benchmarks
    expect(found.map(({ name, value, aim, status }) => [name, value, aim, status])).toEqual([
      ['Active threads', 2, '3+', 'near'],
      ['Total contacts', 3, '5+', 'short'],
      ['Dormant contacts', 1, '< 2', 'good'],
      ['Average engagement', expect.any(Number), '> 60', expect.any(String)],
      ['Role coverage', 1 / 3, '> 80%', 'short'],
    ])
  })
  test('one thread and a close date within 30 days is flagged, from the 30th day on', () => {
    const due = (expectedCloseOn: string) => read([], [], { expectedCloseOn }).closingSingleThreaded
    expect([due('2026-12-20'), due('2026-12-21'), due('2026-11-01')]).toEqual([true, false, true])
  })
  test('a contact without activity says so, and scores nothing', () => {
    expect(read([person('Anna')]).people[0]).toMatchObject({
      engagement: { value: 0, note: 'No contact' },
      why: 'No contact.',
    })
  })
})
