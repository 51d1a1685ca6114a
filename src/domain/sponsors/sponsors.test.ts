import { describe, expect, test } from 'vitest'
import { SponsorSettings } from '../settings/sponsor-settings.ts'
import { addDays } from '../values/plain-date.ts'
import { cadenceOf, tierOf } from './cadence.ts'
import { cameTo, touchpointOf } from './executive-touches.ts'
import { icsCalendar } from './ics-calendar.ts'
import { importedContext, NO_CONTEXT } from './imported-context.ts'
import { outreachDecision, sendDecision } from './outreach-guard.ts'
import { reportMarkdown } from './report-markdown.ts'
import type { AccountPerson, EnteredSponsor, SponsorAccount } from './sponsor-account.ts'
import { sponsorAlerts } from './sponsor-alerts.ts'
import { programmeShare, sponsorProgramme } from './sponsor-programme.ts'
import { sponsorReport } from './sponsor-report.ts'
import { sponsorView } from './sponsor-view.ts'

const settings = SponsorSettings.parse({})
const TODAY = '2026-11-20'
const ASOF = `${TODAY}T00:00:00.000Z`
const CEO: AccountPerson = {
  contactId: 'c1',
  name: 'Clara Chef',
  title: 'Chief Executive Officer',
  department: null,
  mailboxKeys: ['clara@acme.test'],
  mergedIntoId: null,
  doNotContact: false,
  preferredChannel: null,
  optedOutChannels: [],
  championOnDeal: false,
  knownSince: '2024-01-01T00:00:00.000Z',
  inRoleSince: '2023-05-01',
  movedAway: null,
}
const VP: AccountPerson = {
  ...CEO,
  contactId: 'c2',
  name: 'Victor Ops',
  title: 'VP Operations',
  mailboxKeys: ['victor@acme.test'],
  inRoleSince: null,
}
const NAMED: EnteredSponsor = { standing: 'backup', oursId: null, priorities: [], inRoleSince: null, note: null, level: null }

let next = 0
const daysAgo = (days: number, hour = 10) => `${addDays(TODAY, -days)}T${String(hour).padStart(2, '0')}:00:00.000Z`
type Recorded = SponsorAccount['activities'][number]
const one = (given: Partial<Recorded> & Pick<Recorded, 'occurredAt' | 'participants'>): Recorded => ({
  recordedAt: given.occurredAt,
  id: `a${String((next += 1)).padStart(4, '0')}`,
  kind: 'meeting',
  subject: 'Talk',
  body: null,
  direction: null,
  sentiment: null,
  state: null,
  automated: false,
  ...given,
})
const guest = (contactId: string, response: 'accepted' | 'declined' | 'none' | null = null) => ({
  part: 'attendee' as const,
  contactId,
  userId: null,
  name: null,
  address: null,
  response,
})
const met = (days: number, who = 'c1', subject = '1:1') => one({ occurredAt: daysAgo(days), subject, participants: [guest(who)] })
const mail = (days: number, way: 'in' | 'out', who = 'c1', sentiment: Recorded['sentiment'] = null) =>
  one({
    kind: 'email',
    occurredAt: daysAgo(days),
    sentiment,
    direction: way === 'in' ? 'inbound' : 'outbound',
    participants: [
      { ...guest(way === 'in' ? who : ''), part: 'from', ...(way === 'in' ? {} : { contactId: null, userId: 'u1' }) },
      { ...guest(way === 'in' ? '' : who), part: 'to', ...(way === 'in' ? { contactId: null, userId: 'u1' } : {}) },
    ],
  })

function account(given: Partial<SponsorAccount> = {}): SponsorAccount {
  return {
    asOf: ASOF,
    id: 'a',
    externalId: null,
    name: 'Acme',
    owner: { id: 'u1', name: 'Rosa Rep' },
    tier: 'Enterprise',
    segment: null,
    isCustomer: true,
    people: [CEO],
    activities: [],
    titleChanges: [],
    entered: new Map(),
    context: NO_CONTEXT,
    news: [],
    ours: null,
    users: new Map([['u1', 'Rosa Rep']]),
    ...given,
  }
}
const view = (given: Partial<SponsorAccount> = {}) => sponsorView(account(given), settings)
const part = (name: string, given: Partial<SponsorAccount>) =>
  view(given).primary?.score.factors.find((factor) => factor.name === name)?.value
const monthly = (count: number) => Array.from({ length: count }, (_, i) => met(i * 30 + 5))

describe('tier and cadence', () => {
  test.each([
    ['Enterprise', null, 'enterprise'],
    ['Strategic', 'smb', 'enterprise'],
    ['Mid-Market', null, 'mid-market'],
    ['Tier 3', null, 'smb'],
    ['whatever', 'smb', 'smb'],
    [null, null, 'mid-market'],
  ] as const)('tier "%s" of segment %s is %s', (tier, segment, expected) => {
    expect(tierOf({ tier, segment }, settings).tier).toBe(expected)
  })

  test.each([
    ['enterprise', 30, ['one-to-one', 'qbr', 'executive-dinner']],
    ['mid-market', 91, ['qbr', 'strategic-check-in']],
    ['smb', 182, ['business-review']],
  ] as const)('%s is met every %i days', (tier, days, touchpoints) => {
    const at = (lastDays: number) =>
      cadenceOf(tier, { lastOn: addDays(TODAY, -lastDays), knownOn: '2020-01-01', today: TODAY }, settings)
    expect(at(days)).toMatchObject({ everyDays: days, touchpoints, dueOn: TODAY, overdueDays: 0, state: 'due' })
    expect(at(days + 1)).toMatchObject({ overdueDays: 1, state: 'overdue' })
    expect(at(days - 14).state).toBe('due')
    expect(at(days - 15).state).toBe('on-time')
  })

  test.each([
    ['QBR Q3 2026, Acme', 'qbr'],
    ['Quartalsgespräch', 'qbr'],
    ['Business review', 'business-review'],
    ['Executive dinner, Lyon', 'executive-dinner'],
    ['Strategic check-in: Acme', 'strategic-check-in'],
    ['1:1 with Clara', 'one-to-one'],
  ] as const)('a meeting called "%s" is a %s', (subject, touchpoint) => {
    expect(touchpointOf(one({ occurredAt: daysAgo(1), subject, participants: [guest('c1'), guest('c2')] }))).toBe(touchpoint)
  })
})

describe('the score of four parts', () => {
  test('without any contact there is none, and the note says so', () => {
    expect(view().primary).toMatchObject({
      score: { value: null, note: 'No contact' },
      level: { level: 'unknown', risk: 'critical' },
    })
  })

  test.each([
    [12, 25],
    [9, 18.8],
    [6, 12.5],
    [0, 0],
  ])('met in %i of 12 months of an enterprise is %d points', (months, points) => {
    expect(part('Meeting frequency', { activities: [...monthly(months), mail(3, 'out'), mail(2, 'in')] })).toBe(points)
  })

  test('two meetings in the same period count once; one at the very edge belongs to the later period', () => {
    const edge = one({ occurredAt: `${addDays(TODAY, -30)}T00:00:00.000Z`, participants: [guest('c1')] })
    expect(part('Meeting frequency', { activities: [met(3), met(4)] })).toBe(2.1)
    expect(part('Meeting frequency', { activities: [met(3), edge] })).toBe(4.2)
  })

  test.each([
    [1, 25],
    [2, 20],
    [4, 15],
    [7, 10],
    [14, 5],
    [15, 0],
  ])('answers after %i days at the median are %d points', (days, points) => {
    expect(part('Responsiveness', { activities: [mail(40, 'out'), mail(40 - days, 'in')] })).toBe(points)
  })

  test('silence of two weeks is no answer and 0 points; of less, nothing is known yet', () => {
    expect(part('Responsiveness', { activities: [met(300), mail(15, 'out')] })).toBe(0)
    expect(part('Responsiveness', { activities: [met(300), mail(10, 'out')] })).toBeNull()
  })

  test('QBR attendance counts those held since the executive was known; where others answered, no answer is no attendance', () => {
    const review = (days: number, response: 'accepted' | 'declined' | 'none') =>
      one({ occurredAt: daysAgo(days), subject: 'QBR', participants: [guest('c1', response), guest('c2', 'accepted')] })
    const activities = [review(10, 'accepted'), review(100, 'declined'), review(190, 'none'), review(280, 'accepted')]
    expect(part('QBR attendance', { activities })).toBe(12.5)
    expect(part('QBR attendance', { activities: monthly(2) })).toBeNull()
    expect(cameTo(one({ occurredAt: daysAgo(1), participants: [guest('c1')] }), new Set(['c1']))).toBe(true)
  })

  test('strategic alignment: high 25, medium half, a goal without an initiative nothing; unrated is unknown', () => {
    const goals = [{ goal: 'Grow', progress: null }]
    const rated = (alignment: 'high' | 'medium' | 'low') => ({
      activities: monthly(3),
      context: { ...NO_CONTEXT, goals, initiatives: [{ initiative: 'X', priority: 'grow', alignment, evidence: null }] },
    })
    expect(part('Strategic alignment', rated('high'))).toBe(25)
    expect(part('Strategic alignment', rated('medium'))).toBe(12.5)
    expect(part('Strategic alignment', rated('low'))).toBe(5)
    expect(part('Strategic alignment', { activities: monthly(3), context: { ...NO_CONTEXT, goals } })).toBeNull()
  })

  test('what is unknown is left out, and the note says of how many points', () => {
    const { score } = view({ activities: [...monthly(12), mail(40, 'out'), mail(38, 'in')] }).primary!
    expect(score.value).toBe(90)
    expect(score.note).toBe('45 of 50 points, scaled to 100: nothing is known of QBR attendance and strategic alignment')
  })
})

describe('the level', () => {
  const level = (activities: Recorded[], more: Partial<SponsorAccount> = {}) => view({ activities, ...more }).primary?.level.level

  test('engaged: met in half of the periods and answers within a week; passive: less', () => {
    expect(level([...monthly(6), mail(34, 'out'), mail(27, 'in')])).toBe('engaged')
    expect(level([...monthly(5), mail(34, 'out'), mail(27, 'in')])).toBe('passive')
    expect(level([...monthly(6), mail(34, 'out'), mail(26, 'in')])).toBe('passive')
  })

  test('champion: engaged, and two of joining QBRs, advocating and bringing others in', () => {
    const engaged = [...monthly(6), mail(40, 'out'), mail(39, 'in')]
    const qbr = met(20, 'c1', 'QBR')
    const people = [{ ...CEO, championOnDeal: true }]
    expect(level([...engaged, qbr])).toBe('engaged')
    expect(level(engaged, { people })).toBe('engaged')
    expect(level([...engaged, qbr], { people })).toBe('champion')
  })

  test('disengaged: no direct contact for more than 90 whole days of an enterprise, two periods of others', () => {
    // Met at 10:00: at midnight 91 calendar days later 90 whole days have gone by.
    expect(level([met(91)])).toBe('passive')
    expect(level([met(92)])).toBe('disengaged')
    expect(level([met(183)], { tier: 'Mid-Market' })).toBe('passive')
    expect(level([met(184)], { tier: 'Mid-Market' })).toBe('disengaged')
  })

  test('what somebody set holds, with what it overrides', () => {
    const entered = new Map([
      ['c1', { ...NAMED, level: { level: 'champion' as const, reason: 'Spoke for us', by: 'Rosa', at: ASOF } }],
    ])
    expect(view({ entered }).primary?.level).toMatchObject({
      level: 'champion',
      risk: 'low',
      overridden: { derived: 'unknown', reason: 'Spoke for us' },
    })
  })
})

describe('who counts', () => {
  test.each(['Chief Executive Officer', 'VP Operations', 'Directeur financier', 'Geschäftsführerin', 'Consejero delegado'])(
    '%s does',
    (title) => {
      expect(view({ people: [{ ...CEO, title }] }).sponsors).toHaveLength(1)
    },
  )
  test.each(['Assistant to the CEO', 'Account Executive', 'IT Manager', null])('%s does not, unless named', (title) => {
    const people = [{ ...CEO, title }]
    expect(view({ people }).sponsors).toHaveLength(0)
    expect(view({ people, entered: new Map([['c1', NAMED]]) }).sponsors).toHaveLength(1)
  })
  test('somebody said to be no executive does not, whatever their title', () => {
    expect(view({ entered: new Map([['c1', { ...NAMED, standing: 'not-executive' as const }]]) }).sponsors).toHaveLength(0)
  })
  test('two records of one person are one executive', () => {
    const people = [CEO, { ...CEO, contactId: 'c9', mergedIntoId: 'c1' }]
    expect(view({ people, activities: [met(4, 'c9')] }).sponsors).toMatchObject([{ touches: [{ kind: 'meeting' }] }])
  })
})

describe('alerts', () => {
  const causes = (given: Partial<SponsorAccount>) => sponsorAlerts(view(given), settings).map(({ cause }) => cause)

  test('an enterprise without executive contact for more than 90 days, an account without a backup', () => {
    expect(causes({ activities: [met(89)] })).toEqual(['no-backup-sponsor'])
    expect(causes({ activities: [met(91)] })).toEqual(['no-executive-contact', 'no-backup-sponsor'])
    expect(causes({ activities: [met(91)], tier: 'SMB' })).toEqual(['no-backup-sponsor'])
    expect(causes({ people: [CEO, VP], activities: [met(5), met(6, 'c2')] })).toEqual([])
    expect(causes({ people: [CEO, VP], activities: [met(5)], entered: new Map([['c2', NAMED]]) })).toEqual([])
  })

  test('a departure at once, a new title as news; leave that ends is no departure', () => {
    const gone = one({
      kind: 'email',
      direction: 'inbound',
      occurredAt: daysAgo(1),
      subject: 'Undeliverable: Hello',
      body: '550 5.1.1 clara@acme.test unknown',
      participants: [{ ...guest(''), contactId: null, part: 'from', address: 'mailer-daemon@acme.test' }],
    })
    expect(sponsorAlerts(view({ activities: [met(20), gone] }), settings)[0]).toMatchObject({
      cause: 'sponsor-left',
      severity: 'critical',
      contactId: 'c1',
    })
    expect(causes({ activities: [met(20), { ...gone, occurredAt: daysAgo(10) }, mail(2, 'in')] })).toEqual(['no-backup-sponsor'])
    const titleChanges = [
      { contactId: 'c1', at: daysAgo(3), before: 'CFO', after: 'Chief Executive Officer', source: 'CRM', evidence: '7' },
    ]
    expect(causes({ activities: [met(5)], titleChanges })).toContain('organisational-change')
  })

  test('executives leave by the same signs as everybody: a colleague says so, or their title spoke of the past from the start', () => {
    const note = { ...mail(2, 'in', 'c2'), body: 'Clara Chef has left Acme. I look after it for now.' }
    const left = (given: Partial<SponsorAccount>) => view(given).left.map(({ person, left: why }) => [person.name, why?.source])
    expect(left({ people: [CEO, VP], activities: [met(20), note] })).toEqual([['Clara Chef', 'A colleague says that they left']])
    for (const title of [
      'Former Chief Executive Officer',
      'ex-CEO',
      'Ehemalige Geschäftsführerin',
      'Ancienne PDG',
      'Exdirectora general',
    ])
      expect(left({ people: [{ ...CEO, title, knownSince: daysAgo(30) }], activities: [met(40)] })).toEqual([
        ['Clara Chef', `their title is “${title}”`],
      ])
    expect(
      left({ people: [{ ...CEO, title: 'Executive Vice President', knownSince: daysAgo(30) }], activities: [met(40)] }),
    ).toEqual([])
  })

  test('whoever is not to be contacted is in no action, calendar or alert as somebody to contact', () => {
    const report = sponsorReport(account({ people: [{ ...CEO, doNotContact: true }], activities: [met(200)] }), settings)
    expect(report.sponsors[0]).toMatchObject({ name: 'Clara Chef', doNotContact: true })
    expect(JSON.stringify([report.actions, report.calendar, report.alerts])).not.toMatch(/Clara|c1/)
  })
})

describe('an outreach', () => {
  const sponsor = { person: CEO, left: null, wishes: [CEO] }
  const ask = { purpose: 'goals', topic: 'Your goals', channel: 'email' } as const
  test.each([
    ['billing', 'Your goals'],
    ['support', 'Your goals'],
    ['goals', 'Ticket 4711'],
    ['goals', 'Die offene Rechnung'],
    ['relationship', 'Password reset'],
  ] as const)('for %s about "%s" is refused', (purpose, topic) => {
    expect(outreachDecision(sponsor, { ...ask, purpose, topic }, []).allowed).toBe(false)
  })
  test('is allowed once, to somebody who may be contacted, and sent only when agreed', () => {
    expect(outreachDecision(sponsor, ask, [])).toEqual({ allowed: true })
    expect(outreachDecision(sponsor, ask, [{ id: '1', state: 'sent', topic: 'x' }])).toEqual({ allowed: true })
    expect(outreachDecision(sponsor, ask, [{ id: '1', state: 'agreed', topic: 'x' }]).allowed).toBe(false)
    expect(outreachDecision({ ...sponsor, wishes: [CEO, { ...CEO, doNotContact: true }] }, ask, []).allowed).toBe(false)
    expect(outreachDecision({ ...sponsor, wishes: [{ ...CEO, optedOutChannels: ['email'] }] }, ask, []).allowed).toBe(false)
    expect(
      ['proposed', 'agreed', 'refused', 'sent', 'withdrawn'].map((state) => sendDecision({ state } as { state: 'sent' }).allowed),
    ).toEqual([false, true, false, false, false])
  })
})

test('the programme counts customers only, by tier, and says on how many it rests', () => {
  const engaged = view({ activities: [...monthly(12), met(400)] })
  const silent = view({ id: 'b', activities: [met(500)] })
  const programme = sponsorProgramme(
    [engaged, silent, view({ isCustomer: false })].flatMap((one) => programmeShare(one) ?? []),
    settings,
  )
  expect(programme).toMatchObject({
    accounts: 2,
    engagedAccounts: { value: 0.5, of: 2, target: 0.8, met: false },
    engagedPerAccount: { value: 0.5, met: false },
    reviewAttendance: { value: null, of: 0, met: null },
    retention: { value: 1, of: 2, met: true },
    daysBetweenContacts: { of: 1, withoutContact: 1, met: true },
  })
  expect(programme.daysBetweenContacts.value).toBeCloseTo(365 / 12, 5)
  expect(programme.byTier.map(({ tier, accounts }) => [tier, accounts])).toEqual([
    ['enterprise', 2],
    ['mid-market', 0],
    ['smb', 0],
  ])
})

test('columns of the account’s own tell goals, contract and value', () => {
  const { context, oursRef } = importedContext(
    {
      Contract_Start__c: '2026-01-15',
      Contract_Value__c: '120000',
      Strategic_Goals__c: 'Grow; Save ',
      Goal_Progress__c: '40',
      ROI__c: 130,
      Executive_Dashboard_Views__c: 6,
      Our_Executive_Sponsor__c: '005X',
    },
    'EUR',
  )
  expect(context).toMatchObject({
    goals: [{ goal: 'Grow' }, { goal: 'Save' }],
    contract: { startOn: '2026-01-15', value: { minor: 12_000_000, currency: 'EUR' } },
    metrics: { roi: 130, strategicGoalsProgress: 0.4, executiveDashboardViews: 6 },
    source: 'imported',
  })
  expect(oursRef).toBe('005X')
  expect(importedContext({ Anything: 'x' }, 'EUR').context).toEqual(NO_CONTEXT)
})

test('the report has the form of the document, and what others wrote stays words', () => {
  next = 0
  const report = sponsorReport(
    account({
      people: [CEO, { ...VP, name: 'Victor | <b>Ops</b>' }],
      activities: [...monthly(4), met(20, 'c1', 'QBR Q4'), mail(40, 'out'), mail(38, 'in'), met(9, 'c2')],
      entered: new Map([['c1', { ...NAMED, standing: 'primary' as const, priorities: ['Grow in Asia'] }]]),
      context: {
        goals: [{ goal: 'Grow in Asia', progress: 0.4 }],
        initiatives: [{ initiative: 'Regional rollout', priority: 'Grow in Asia', alignment: 'high', evidence: null }],
        contract: { number: '7', startOn: '2024-01-15', endOn: '2027-01-14', value: null, renewsOn: null, status: 'Activated' },
        metrics: { roi: 130, strategicGoalsProgress: 0.6, executiveDashboardViews: 4 },
        source: 'entered',
      },
    }),
    settings,
  )
  expect(reportMarkdown(report)).toMatchSnapshot()
  expect(reportMarkdown(report)).not.toContain('<b>')
})

test('the calendar is one that calendar programs read: folded, escaped, the same bytes for the same entries', () => {
  const entries = sponsorReport(account({ activities: [met(200)] }), settings).calendar.map((entry) => ({
    ...entry,
    account: { id: 'a', name: 'Müller, Söhne; & Co — eine lange Firma mit einem noch längeren Namen am Rhein' },
  }))
  const text = icsCalendar(entries, { name: 'Sponsors', now: ASOF })
  expect(text).toBe(icsCalendar(entries, { name: 'Sponsors', now: ASOF }))
  expect(text).toContain('DTSTART;VALUE=DATE:20261127\r\n')
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n ', '')).toContain('Müller\\, Söhne\\; & Co')
})
