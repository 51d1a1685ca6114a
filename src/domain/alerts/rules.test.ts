import { describe, expect, test } from 'vitest'
import type { Activity } from '../activities/activity.ts'
import type { DealPerson } from '../opportunities/dossier.ts'
import { DEFAULT_SETTINGS } from '../settings/settings.ts'
import type { ChampionTest } from '../stakeholders/champions/champion-ladder.ts'
import { daysBefore, madeDossier, madePerson, mailFrom, mailTo, meetingWith } from '../stakeholders/made-people.ts'
import { filled, unknownPlaceholders } from './alert-template.ts'
import { dealSituation } from './deal-situation.ts'
import { ALERT_RULES, causesOf, DEAL_RULES } from './rules.ts'

const ana = madePerson('ana', { name: 'Ana Silva', title: 'Head of Treasury', roles: ['champion'] })
const carl = madePerson('carl', { name: 'Carl Otto', title: 'CFO', roles: ['economic-buyer'] })
const dan = madePerson('dan', { name: 'Dan Ray', title: 'Engineer', roles: ['technical-evaluator'] })
const talk = (who: string) => [60, 40, 20, 5].flatMap((days) => [mailTo(who, days + 1), mailFrom(who, days)])
const everybody = [ana, carl, dan].flatMap(({ contactId }) => talk(contactId))
const shared = mailFrom('ana', 6, { body: 'Confidential: our decision criteria are attached.' })

interface Given {
  readonly tests?: readonly ChampionTest[]
  readonly said?: readonly { contactId: string; left: boolean; at: string; note: string | null }[]
  readonly stage?: 'proposal' | 'closed_won'
  readonly createdAt?: string
}

function causes(people: readonly DealPerson[], activities: readonly Activity[], given: Given = {}) {
  const opportunity = { name: 'Zenith', stage: given.stage ?? 'proposal', segment: 'mid-market', ownerId: 'rosa' } as const
  const dossier = { ...madeDossier(people, activities, opportunity), ...(given.createdAt ? { createdAt: given.createdAt } : {}) }
  const situation = dealSituation('deal', dossier, {
    events: [],
    tests: given.tests ?? [],
    said: given.said ?? [],
    influence: new Map(),
    threading: DEFAULT_SETTINGS.threading,
    departureCertainty: DEFAULT_SETTINGS.champions.departureCertainty,
    amountMinor: null,
  })
  return situation ? causesOf(situation, () => true) : []
}
const of = (rule: string, found: ReturnType<typeof causes>) => found.filter((cause) => cause.rule === rule)
const failed: ChampionTest = {
  id: 't',
  contactId: 'ana',
  rung: 2,
  passed: false,
  testedOn: daysBefore(3).slice(0, 10),
  testedBy: null,
  note: null,
  evidence: [],
  recordedAt: daysBefore(3),
}

test('every rule says only what its causes know', () => {
  for (const { template, placeholders } of ALERT_RULES)
    expect(unknownPlaceholders(`${template.title} ${template.body}`, placeholders)).toEqual([])
  const ruleOf = new Map(DEAL_RULES.map((rule) => [rule.id, rule]))
  const found = [
    ...causes([ana, carl], [...talk('ana'), ...talk('carl')]),
    ...causes([ana], [mailTo('ana', 70), mailTo('ana', 60), mailTo('ana', 50)]),
    ...causes([ana, carl, dan], everybody, { said: [{ contactId: 'ana', left: true, at: daysBefore(1), note: null }] }),
    ...causes(
      [ana],
      [90, 85, 80].flatMap((days) => [mailTo('ana', days + 1), mailFrom('ana', days)]),
    ),
  ]
  expect([...new Set(found.map(({ rule }) => rule))].toSorted()).toEqual(
    [...ruleOf.keys()].filter((id) => id !== 'close-on-one-thread').toSorted(),
  )
  for (const { rule, facts } of found)
    expect(filled(`${ruleOf.get(rule)?.template.title} ${ruleOf.get(rule)?.template.body}`, facts)).not.toContain('–')
})

test('a deal that is closed, removed or new alerts of nothing that time will bring', () => {
  expect(causes([ana], talk('ana'), { stage: 'closed_won' })).toEqual([])
  const young = causes([ana], talk('ana'), { createdAt: daysBefore(13) }).map(({ rule }) => rule)
  expect(young).not.toContain('critical-role-gap')
  expect(young).not.toContain('few-threads')
  expect(of('critical-role-gap', causes([ana], talk('ana'), { createdAt: daysBefore(14) }))).not.toEqual([])
})

describe('a champion contradicted by behaviour', () => {
  test('has never answered, failed a test or done nothing; it says what and what to do next', () => {
    const silent = of('champion-contradicted', causes([ana, carl], [mailTo('ana', 50), mailTo('ana', 40), ...talk('carl')]))
    expect(silent).toMatchObject([{ key: 'ana', people: ['ana'], level: 1, state: 'no-act+one-way' }])
    expect(silent[0]?.facts['behaviour']).toContain('Called champion, has never answered')
    expect(silent[0]?.facts['next']).toMatch(/^Ask Ana /)
    expect(of('champion-contradicted', causes([ana, carl, dan], everybody))).toMatchObject([{ level: 0 }])
    expect(of('champion-contradicted', causes([ana, carl, dan], [...everybody, shared], { tests: [failed] }))).toMatchObject([
      { level: 1, state: expect.stringContaining('failed-test') as string },
    ])
  })

  test('is none who acts, nor somebody who is not called champion', () => {
    expect(of('champion-contradicted', causes([ana, carl, dan], [...everybody, shared]))).toEqual([])
    expect(of('champion-contradicted', causes([{ ...ana, roles: ['user'] }], [mailTo('ana', 50), mailTo('ana', 40)]))).toEqual([])
  })

  test('who only fell silent, or who left, alerts by that alone', () => {
    const acted = [mailFrom('ana', 92, { body: 'Confidential: our decision criteria are attached.' })]
    const quiet = [95, 90, 85, 80].flatMap((days) => [mailTo('ana', days + 1), mailFrom('ana', days)])
    const fellSilent = causes([ana, carl, dan], [...acted, ...quiet, ...talk('carl'), ...talk('dan')])
    expect(of('key-person-silent', fellSilent)).toMatchObject([{ key: 'ana' }])
    expect(of('champion-contradicted', fellSilent)).toEqual([])
    const left = causes([ana, carl, dan], everybody, { said: [{ contactId: 'ana', left: true, at: daysBefore(1), note: null }] })
    expect(of('key-person-left', left)).toMatchObject([{ key: 'ana', always: true }])
    expect([...of('champion-contradicted', left), ...of('key-person-silent', left)]).toEqual([])
  })

  test('is the same cause on the next day, while the days of silence grow', () => {
    const acts = [mailTo('ana', 50), mailTo('ana', 40), ...talk('carl')]
    const [today] = of('champion-contradicted', causes([ana, carl], acts))
    const [later] = of('champion-contradicted', causes([ana, carl], [...acts, mailTo('ana', 1)]))
    expect(later).toMatchObject({ state: today?.state, key: today?.key, level: today?.level })
  })
})

describe('a critical role that nobody has', () => {
  test('is one alert for each role, with what it risks and what to do', () => {
    const found = of('critical-role-gap', causes([ana, dan], [...talk('ana'), ...talk('dan')]))
    expect(found).toMatchObject([{ key: 'economic-buyer', state: 'missing', people: [] }])
    expect(found[0]?.facts).toMatchObject({ role: 'economic buyer', action: 'Identify and engage an economic buyer' })
  })

  test('is none once somebody has the role, engaged or not', () => {
    expect(of('critical-role-gap', causes([ana, carl, dan], [...talk('ana'), ...talk('dan')]))).toEqual([])
  })
})

test('what one of us called a false alarm alerts of no departure', () => {
  const bounce = mailFrom('nobody', 9, {
    subject: 'Undeliverable: Next steps',
    body: '550 5.1.1 ana@acme.example',
    participants: [
      { part: 'from', contactId: null, userId: null, name: null, address: 'mailer-daemon@acme.example', response: null },
    ],
  })
  const there = { ...ana, mailboxKeys: ['ana@acme.example'] }
  const talkedBefore = [40, 30].flatMap((days) => [mailTo('ana', days + 1), mailFrom('ana', days)])
  const activities = [...talkedBefore, bounce, meetingWith('carl', 5)]
  expect(of('key-person-left', causes([there, carl], activities))).toHaveLength(1)
  const said = [{ contactId: 'ana', left: false, at: daysBefore(8), note: 'New server' }]
  expect(of('key-person-left', causes([there, carl], activities, { said }))).toEqual([])
})

test('nobody is alerted about a person who is not to be contacted, and no alert names one as the next step', () => {
  const locked = { ...ana, doNotContact: true }
  const activities = [mailTo('ana', 50), mailTo('ana', 40), ...talk('carl')]
  const about = causes([locked, carl], activities).flatMap(({ people }) => people)
  expect(about).not.toContain('ana')
  const boss = madePerson('boss', { name: 'Bea Boss', title: 'CEO', doNotContact: true })
  const named = JSON.stringify(causes([ana, boss], [mailTo('ana', 50), mailTo('ana', 40)]).map(({ facts }) => facts))
  expect(named).not.toMatch(/Bea|Boss/)
})
