import { expect, test } from 'vitest'
import type { Activity } from '../activities/activity.ts'
import { interactionsOf } from './interactions.ts'
import { AS_OF, mailFrom, mailTo, meetingWith } from './made-people.ts'
import { silenceOf } from './silence.ts'
import { answersBetween } from './turns.ts'

const read = (activities: Activity[]) => {
  const interactions = interactionsOf(new Set(['anna']), activities, AS_OF)
  const answers = answersBetween(interactions, AS_OF)
  return { ...answers, silence: silenceOf(interactions, answers.theirs, { asOf: AS_OF, fixedDays: 30 }) }
}
/** Asked every `every` days until `last` days before, each time answered `wait` days later. */
const rounds = (count: number, last: number, wait: number, every = 10) =>
  Array.from({ length: count }, (_, i) => [mailTo('anna', last + every * i + wait), mailFrom('anna', last + every * i)]).flat()

test('whoever usually answers within 3 days and lets us wait for 24 is silent', () => {
  const { silence, theirs } = read([...rounds(5, 30, 3), mailTo('anna', 24)])
  expect(silence).toMatchObject({ silent: true, days: 30, basis: 'answers' })
  expect(silence.sentence).toBe('Silent for 24 days, usually answers within 3 days.')
  expect(silence.evidence).toEqual(expect.arrayContaining([...(theirs.waiting?.evidence ?? [])]))
})

test('the same wait is nothing for somebody who always takes their time', () => {
  expect(read([...rounds(5, 30, 20, 30), mailTo('anna', 24)]).silence.silent).toBe(false)
})

test('without a question of ours, silence is measured by the time between signs', () => {
  const weekly = Array.from({ length: 6 }, (_, i) => mailFrom('anna', 20 + 7 * i))
  expect(read(weekly).silence).toMatchObject({ silent: true, basis: 'gaps', limitDays: 14, gaps: { median: 7, count: 5 } })
  expect(read(weekly).silence.sentence).toBe('Silent for 20 days, usually heard from every 7 days.')
  const monthly = Array.from({ length: 6 }, (_, i) => mailFrom('anna', 20 + 30 * i))
  expect(read(monthly).silence).toMatchObject({ silent: false, sentence: 'Heard from 20 days ago.' })
})

test('a limit is passed on the day after it, not on it', () => {
  const weekly = (days: number) => Array.from({ length: 6 }, (_, i) => mailFrom('anna', days + 7 * i))
  expect([14, 15].map((days) => read(weekly(days)).silence.silent)).toEqual([false, true])
})

test('nobody is called silent within a week, however quick they usually are', () => {
  const quick = Array.from({ length: 8 }, (_, i) => mailFrom('anna', 6 + i))
  expect(read(quick).silence).toMatchObject({ silent: false, limitDays: 7 })
})

test('before a habit shows, the number of days that is set decides', () => {
  expect(read([mailFrom('anna', 31)]).silence).toMatchObject({
    silent: true,
    basis: 'setting',
    sentence: 'Silent for 31 days, more than the 30 that are set.',
  })
  expect(read([mailFrom('anna', 30)]).silence.silent).toBe(false)
})

test('somebody who never answered, and somebody never written to, are told apart', () => {
  expect(read([mailTo('anna', 40)]).silence).toMatchObject({
    silent: true,
    days: null,
    sentence: 'Has not answered for 40 days.',
  })
  expect(read([]).silence).toMatchObject({ silent: false, days: null, sentence: 'No contact.' })
})

test('answers are counted both ways, in turns, from the first message that waits', () => {
  const { theirs, ours } = read([
    mailTo('anna', 40),
    mailTo('anna', 38),
    mailFrom('anna', 36),
    mailTo('anna', 35),
    mailFrom('anna', 33),
    mailFrom('anna', 32),
  ])
  expect(theirs).toMatchObject({ turns: 2, answered: 2, rate: 1, medianDays: 3, waiting: null })
  expect(ours).toMatchObject({ turns: 2, answered: 1, rate: 0.5, medianDays: 1, waiting: { days: 33 } })
})

test('a turn that had no time to be answered yet is not held against anybody', () => {
  expect(read([mailTo('anna', 30), mailFrom('anna', 29), mailTo('anna', 14)]).theirs.rate).toBe(1)
  expect(read([mailTo('anna', 30), mailFrom('anna', 29), mailTo('anna', 15)]).theirs.rate).toBe(0.5)
})

test('a meeting answers what was open', () => {
  expect(read([mailTo('anna', 30), meetingWith('anna', 20)]).theirs).toMatchObject({
    answered: 1,
    waiting: null,
    medianDays: null,
  })
})
