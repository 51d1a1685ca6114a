import { describe, expect, test } from 'vitest'
import type { Activity } from '../../activities/activity.ts'
import type { DealPerson } from '../../opportunities/dossier.ts'
import { DEFAULT_SETTINGS } from '../../settings/settings.ts'
import { daysBefore, madeDossier, madePerson, mailFrom, mailTo, meetingWith } from '../made-people.ts'
import type { ChampionTest } from './champion-ladder.ts'
import { championReport } from './champion-report.ts'

const ana = madePerson('ana', { name: 'Ana Silva', title: 'Head of Treasury', roles: ['champion'], reportsToId: 'cfo' })
const cfo = madePerson('cfo', { name: 'Carl Otto', title: 'CFO', roles: ['economic-buyer'] })
const dan = madePerson('dan', { name: 'Dan Ray', title: 'Engineer', roles: ['technical-evaluator'] })

const report = (people: DealPerson[], activities: Activity[], tests: ChampionTest[] = []) =>
  championReport(madeDossier(people, activities), {
    events: [],
    tests,
    influence: new Map(),
    threading: DEFAULT_SETTINGS.threading,
    departureCertainty: 0.6,
  })
const only = (people: DealPerson[], activities: Activity[], tests: ChampionTest[] = []) =>
  report(people, activities, tests).people[0]!
const talk = (who: string, from: number, to: number) =>
  Array.from({ length: 6 }, (_, i) => from - ((from - to) * i) / 5).flatMap((days) => [
    mailTo(who, days + 1),
    mailFrom(who, days),
  ])
const tested = (given: Partial<ChampionTest>): ChampionTest => ({
  id: 't',
  contactId: 'ana',
  rung: 3,
  passed: true,
  testedOn: daysBefore(10).slice(0, 10),
  testedBy: { id: 'rosa', name: 'Rosa' },
  note: null,
  evidence: [],
  recordedAt: daysBefore(10),
  ...given,
})
const toColleague = (days: number, body: string, over: Partial<Activity> = {}) => {
  const mail = mailFrom('ana', days, { body, ...over })
  const [from, us] = mail.participants
  return {
    ...mail,
    participants: [from!, { ...from!, part: 'to' as const, contactId: 'dan', name: 'Dan Ray' }, { ...us!, part: 'cc' as const }],
  }
}

describe('the ladder', () => {
  test('is climbed by what somebody does: brings in, hands over, answers for us', () => {
    const copied = mailFrom('ana', 20, { body: 'Adding Carl, who holds the budget.' })
    const introduction = {
      ...copied,
      participants: [
        ...copied.participants,
        { ...copied.participants[0]!, part: 'cc' as const, contactId: 'cfo', name: 'Carl Otto' },
      ],
    }
    const shared = mailFrom('ana', 15, { body: 'Hello. For your eyes: the paper that goes to our board.' })
    const answered = toColleague(10, 'Dan, I can answer that: we saw it in the demo.')
    const one = only([ana, cfo, dan], [...talk('ana', 60, 30), introduction, mailTo('dan', 25), shared, answered])
    expect(one.ladder.map(({ state, acts }) => [state, acts.map(({ kind }) => kind)])).toEqual([
      ['shown', ['introduced']],
      ['shown', ['shared']],
      ['shown', ['answered']],
    ])
    expect(one.ladder[1]?.acts[0]?.quote).toBe('For your eyes: the paper that goes to our board.')
    expect([one.rung, one.development]).toEqual([3, []])
  })
  test('is not climbed by asking a colleague, nor by an invitation that a calendar answers', () => {
    const asked = toColleague(10, 'Dan, can you confirm the figures? Vendor in copy.')
    const calendar = mailFrom('ana', 8, { subject: 'Accepted: Demo', body: 'internal document' })
    expect(only([ana, dan], [...talk('ana', 60, 30), mailTo('dan', 25), asked, calendar]).rung).toBe(0)
  })
  test('a meeting with an executive of theirs opens a door, once for each', () => {
    const meetings = [20, 10].map((days) => meetingWith(['ana', 'cfo'], days))
    const one = only([ana, cfo], [...talk('ana', 60, 30), ...meetings])
    expect(one.ladder[0]?.acts.map(({ sentence }) => sentence)).toEqual(['Sat down with us and Carl Otto'])
  })
  test('a failed test stands until they act again, a passed one proves the rung', () => {
    const failed = tested({ rung: 2, passed: false })
    const before = mailFrom('ana', 12, { body: 'Between us: the budget is fixed.' })
    const after = mailFrom('ana', 5, { body: 'Between us: the budget grew.' })
    expect(only([ana], [...talk('ana', 60, 15), before], [failed]).ladder[1]).toMatchObject({ state: 'failed' })
    expect(only([ana], [...talk('ana', 60, 15), before, after], [failed]).ladder[1]).toMatchObject({ state: 'shown' })
    expect(only([ana], talk('ana', 60, 15), [tested({})])).toMatchObject({ rung: 3, ladder: [{}, {}, { state: 'passed' }] })
  })
})

describe('the score', () => {
  test('is the mean of four quarters, each with what it rests on', () => {
    const shared = mailFrom('ana', 5, { body: 'Confidential: our decision criteria.' })
    const { score } = only([ana, cfo], [...talk('ana', 60, 10), shared])
    expect(score.factors.map(({ name, value }) => [name, value])).toEqual([
      ['Influence', 65],
      ['Motivation', 75],
      ['Change leadership', 25],
      ['Access', 20],
    ])
    expect(score.value).toBe(Math.round((65 + 75 + 25 + 20) / 4))
    expect(score.factors[2]?.evidence).toEqual([shared.id])
  })
  test('is none without contact, not zero', () => {
    expect(only([ana], []).score).toEqual({ value: null, factors: [], note: 'No contact' })
  })
})

describe('what contradicts the name of champion', () => {
  test('is said in one sentence', () => {
    const one = only([ana], [...talk('ana', 60, 24), mailTo('ana', 24)])
    expect(one.contradiction).toBe(
      'Called champion, has not answered for 24 days, has done nothing for us that is recorded, brought nobody in.',
    )
  })
  test('is not said of somebody who is not called champion, nor of one who answers and acts', () => {
    expect(only([{ ...ana, roles: [] }], talk('ana', 60, 24)).contradiction).toBeNull()
    expect(
      only([ana], [...talk('ana', 40, 2), mailFrom('ana', 1, { body: 'Confidential: our criteria.' })]).contradiction,
    ).toBeNull()
  })
  test('is not held against a champion of three weeks', () => {
    expect(only([{ ...ana, joinedAt: daysBefore(20) }], talk('ana', 19, 1)).contradiction).toBeNull()
  })
})

describe('whether somebody carries the deal', () => {
  const acting = mailFrom('ana', 3, { body: 'Confidential: our criteria.' })
  test('is fine with a champion who acts and answers', () => {
    expect(report([ana], [...talk('ana', 40, 4), acting])).toMatchObject({
      state: 'fine',
      sentence: 'Ana Silva carries it: acts for us.',
    })
  })
  test('is bad when the champion fell silent', () => {
    expect(report([ana, dan], [...talk('ana', 90, 50), ...talk('dan', 40, 2)])).toMatchObject({ state: 'bad' })
  })
  test('is unknown where the records hold too little, and bad only where most people were heard', () => {
    const people = [{ ...ana, roles: [] }, dan, cfo]
    expect(report(people, talk('dan', 40, 2)).state).toBe('unknown')
    expect(
      report(
        people,
        ['ana', 'dan', 'cfo'].flatMap((who) => talk(who, 40, 2)),
      ),
    ).toMatchObject({
      state: 'bad',
      sentence: 'Nobody inside carries it.',
    })
  })
})

test('who may not be contacted is shown under a lock, and nothing is proposed', () => {
  const one = only([{ ...ana, doNotContact: true }], talk('ana', 60, 10))
  expect([one.locked, one.development]).toEqual([true, []])
  const helped = only([ana, { ...cfo, doNotContact: true }], talk('ana', 60, 10))
  expect(helped.development.map(({ step }) => step).join(' ')).not.toContain('Carl')
})
