import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf } from '../../values/instant.ts'
import { companyBook } from './company-book.ts'
import { landmarksAt } from './open-landmarks.ts'
import { samePastOf } from './same-past.ts'
import { landmarkTable } from './training-rows.ts'
import { ALL, day, deal, followed, moved, opened, rowAt, usd, week, type Told } from './made-deals.ts'

const told = fc.array(
  fc.record({
    at: fc.nat(200),
    lag: fc.constantFrom(0, 0, 0, 3, 15),
    kind: fc.nat(9),
    value: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 30 },
)
const stages = ['discovery', 'qualification', 'proposal', 'negotiation', 'closed_won', 'closed_lost']
const lived = (key: string, things: readonly { at: number; lag: number; kind: number; value: number }[]) =>
  deal(
    key,
    [
      opened(day(0)),
      ...things
        .filter(({ kind }) => kind < 6)
        .map(({ at, lag, kind, value }): Told => {
          const when = { at: day(at) + 1, recorded: day(at + lag) + 1 }
          if (kind === 0) return moved(when.at, stages[value % 6]!, when)
          if (kind === 1) return { ...when, after: { amount: usd(value * 100) } }
          if (kind === 2)
            return {
              ...when,
              after: { expectedCloseOn: instantOf(day(at + value * 9)).slice(0, 10) },
            }
          if (kind === 3)
            return {
              ...when,
              after: { ownerId: value % 2 ? 'ann' : 'bo', accountId: value % 3 ? 'acme' : null },
            }
          if (kind === 4)
            return {
              ...when,
              type: 'stakeholder.added',
              noun: 'stakeholder',
              after: { contactId: `c${value % 3}`, roles: value % 2 ? ['champion'] : [] },
            }
          return { ...when, type: value % 2 ? 'opportunity.removed' : 'opportunity.restored' }
        }),
    ],
    things
      .filter(({ kind }) => kind >= 6)
      .map(({ at, lag, kind, value }) => ({
        occurredAt: instantOf(day(at) + 1),
        recordedAt: instantOf(day(Math.max(0, at + lag - (value > 7 ? 9 : 0))) + 1),
        kind: kind === 6 ? ('meeting' as const) : ('email' as const),
        direction: kind === 7 ? ('outbound' as const) : ('inbound' as const),
        sentiment: value % 2 ? ('positive' as const) : null,
        participants: [{ part: 'from' as const, contactId: `c${value % 3}`, userId: null, response: null }],
      })),
  )

test('what is recorded later leaves every earlier row, and the table cut there, as it was to the bit', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 4 }), fc.integer({ min: 2, max: 28 }), (all, n) => {
      const deals = all.map((things, i) => lived(`D${i}`, things))
      const cut = week(n)
      const then = deals.map((one) => followed(one, cut))
      const later = deals.map((one) => followed(one, week(32)))
      expect(landmarksAt(later, cut)).toEqual(landmarksAt(then, cut))
      expect(landmarkTable(later, cut, ALL)).toEqual(landmarkTable(then, cut, ALL))
      const known = deals.map((one) => ({
        ...one,
        events: one.events.filter(({ recordedAt }) => Date.parse(recordedAt) < cut),
        activities: one.activities.filter(({ recordedAt }) => Date.parse(recordedAt) < cut),
      }))
      expect(
        landmarkTable(
          known.map((one) => followed(one, cut)),
          cut,
          ALL,
        ),
      ).toEqual(landmarkTable(then, cut, ALL))
    }),
    { numRuns: 60, seed: 7 },
  )
})

test('another deal leaves a deal’s own rows as they were, and rows in another order change nothing', () => {
  fc.assert(
    fc.property(told, told, (things, others) => {
      const one = lived('D', things)
      const until = week(30)
      const track = followed(one, until)
      const shuffled = {
        ...one,
        events: one.events.toReversed(),
        activities: one.activities.toReversed(),
      }
      expect(followed(shuffled, until)).toEqual(track)
      const other = followed(lived('E', others), until)
      const alone = landmarkTable([track], until, { most: 20, seed: 1 }, companyBook([track, other]))
      const both = landmarkTable([other, track], until, ALL, companyBook([other, track]))
      for (let row = 0; row < alone.rows; row++) {
        const same = rowAt(both, 'D', alone.at[row]!)
        expect(both.x.slice(same * both.features, (same + 1) * both.features)).toEqual(
          alone.x.slice(row * alone.features, (row + 1) * alone.features),
        )
      }
    }),
    { numRuns: 40, seed: 7 },
  )
})

test('where the past is said to be the same after a deal told more, so are all its rows, to the bit', () => {
  const answers = { same: 0, other: 0 }
  const one = fc.record({
    back: fc.oneof(fc.nat(6), fc.nat(60)),
    kind: fc.oneof(fc.constant(0), fc.nat(9)),
    value: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(
      fc.array(told, { minLength: 1, maxLength: 3 }),
      one,
      fc.integer({ min: 70, max: 231 }),
      (all, { back, ...more }, n) => {
        const cut = day(n)
        const was = all.map((things, i) => followed(lived(`D${i}`, things), cut))
        const is = [followed(lived('D0', [...all[0]!, { ...more, at: n - 1 - back, lag: 0 }]), cut), ...was.slice(1)]
        const others = was.map((track) => ({ key: track.key, track }))
        const before = { histories: others, book: companyBook(was) }
        const after = { histories: [{ key: 'D0', track: is[0]! }, ...others.slice(1)], book: companyBook(is) }
        const same = samePastOf(before, after, cut)
        answers[same ? 'same' : 'other'] += 1
        if (same) expect(landmarkTable(is, cut, ALL)).toEqual(landmarkTable(was, cut, ALL))
      },
    ),
    { numRuns: 500, seed: 1 },
  )
  expect(Math.min(answers.same, answers.other)).toBeGreaterThan(50)
})
