import { expect, test } from 'vitest'
import { oracleOf } from '../oracle/oracle.ts'
import { habitsOf, HABITS } from './habits.ts'

const SETTINGS = {
  end: '2026-11-23',
  years: 4,
  arrivals: 40,
  sellers: 20,
  replicates: 0,
  seed: 3,
  habitEffect: 0.8,
  segmentPull: [0.5, 0, -0.5] as const,
}
const company = oracleOf(SETTINGS)
const ended = company.ends.map((end, number) => ({ ...end, number })).filter(({ outcome }) => outcome !== 'open')
const kept = ended.map((end) => habitsOf(end, company.settings))

/** Difference of win rates with and without a habit, in standard errors, over deals of the given segments. */
function difference(habit: number, segments: readonly number[]): number {
  const counts = [0, 0, 0, 0]
  for (const [i, { outcome, segment }] of ended.entries())
    if (segments.includes(segment)) {
      const cell = (kept[i]?.[habit] ? 2 : 0) + (outcome === 'won' ? 1 : 0)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  const [lostWithout = 0, wonWithout = 0, lostWith = 0, wonWith = 0] = counts
  const [a, b] = [wonWith / (wonWith + lostWith), wonWithout / (wonWithout + lostWithout)]
  return (a - b) / Math.sqrt((a * (1 - a)) / (wonWith + lostWith) + (b * (1 - b)) / (wonWithout + lostWithout))
}

const habitsThat = (kind: (typeof HABITS)[number]) => HABITS.flatMap((one, i) => (one === kind ? [i] : []))

test('habits that help show in every company large enough', () => {
  for (const habit of habitsThat('helps')) expect(difference(habit, [0, 1, 2])).toBeGreaterThan(4)
})

test('habits that go with a segment seem to help, and within a segment do not', () => {
  for (const habit of habitsThat('goes-with-segment')) {
    expect(difference(habit, [0, 1, 2])).toBeGreaterThan(3)
    for (const segment of [0, 1, 2]) expect(Math.abs(difference(habit, [segment]))).toBeLessThan(3)
  }
})

test('habits that mean nothing differ no more than chance makes them', () => {
  const beyond = habitsThat('means-nothing').filter((habit) => Math.abs(difference(habit, [0, 1, 2])) > 2.6)
  expect(beyond.length).toBeLessThanOrEqual(2)
})
