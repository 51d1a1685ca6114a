import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../settings/settings.ts'
import { engagementTrails } from './engagement-trail.ts'
import { AS_OF, madeDossier, madePerson, mailFrom, mailTo, meetingWith } from './made-people.ts'
import { threading } from './threading.ts'

/** The Friday of the as-of instant is 20 November 2026; the Monday before it the 16th. */
const trailOf = (records: readonly string[], activities: Parameters<typeof engagementTrails>[1], asOf = AS_OF) =>
  engagementTrails([new Set(records)], activities, asOf)[0]!

const activities = [mailTo('anna', 40), mailFrom('anna', 38), meetingWith('anna', 25), mailTo('anna', 2)]

test('a trail stands at the twelve Mondays up to the day, and begins with the first contact', () => {
  const trail = trailOf(['anna'], activities)
  expect(trail).toHaveLength(12)
  expect([trail[0]?.on, trail.at(-1)?.on]).toEqual(['2026-08-31', '2026-11-16'])
  expect(
    trail
      .filter(({ value }) => value === null)
      .map(({ on }) => on)
      .at(-1),
  ).toBe('2026-10-05')
})

test('each point is the score that the page of that Monday would have shown', () => {
  for (const { on, value } of trailOf(['anna'], activities)) {
    const asOf = `${on}T00:00:00.000Z`
    const known = activities.filter(({ recordedAt }) => recordedAt < asOf)
    const { people } = threading({ ...madeDossier([madePerson('anna')], known), asOf }, DEFAULT_SETTINGS.threading)
    expect(people[0]?.interactions.length === 0 ? null : people[0]?.engagement.value).toBe(value)
  }
})

test('what was recorded later does not reach back, and a second record of the person counts all the way', () => {
  const late = [mailTo('anna', 40, { recordedAt: '2026-11-18T00:00:00.000Z' })]
  expect(trailOf(['anna'], late).every(({ value }) => value === null)).toBe(true)
  const [one, both] = [trailOf(['anna'], activities), trailOf(['anna', 'a.berg'], [...activities, mailFrom('a.berg', 60)])]
  expect(one.find(({ value }) => value !== null)?.on).toBe('2026-10-12')
  expect(both.find(({ value }) => value !== null)?.on).toBe('2026-09-28')
})

test('on a Monday the trail ends that day', () => {
  expect(trailOf(['anna'], activities, '2026-11-16T00:00:00.000Z').at(-1)?.on).toBe('2026-11-16')
})
