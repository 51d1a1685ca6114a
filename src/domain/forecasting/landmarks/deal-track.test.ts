import { expect, test } from 'vitest'
import { instantOf } from '../../values/instant.ts'
import { landmarkTable } from './training-rows.ts'
import { ALL, day, deal, followed, moved, opened, own, rowAt, usd, week } from './made-deals.ts'

test('has a row at each Monday and first of a month that it was open, and at the instant it is followed to', () => {
  const track = followed(deal('D', [opened(day(1))]), day(30))
  expect(Array.from(track.at, (at) => instantOf(at).slice(0, 10))).toEqual([
    '2025-01-13',
    '2025-01-20',
    '2025-01-27',
    '2025-02-01',
    '2025-02-03',
    '2025-02-05',
  ])
})

test('knows only what was recorded before the Monday, whenever it happened', () => {
  const late = { occurredAt: instantOf(day(3)), recordedAt: instantOf(day(20)) }
  const track = followed(deal('D', [opened(day(1))], [late]), week(5))
  expect([own(track, week(2), 'inbound'), own(track, week(2), 'noActivity')]).toEqual([0, 1])
  // Known from the third Monday on, and then with the age it has, not as if it had just happened.
  expect(own(track, week(3), 'inbound')).toBeCloseTo(Math.log1p(0.3 * 0.7 ** (18 / 7)), 6)
  expect(own(track, week(3), 'sinceSign')).toBeCloseTo(Math.log1p(18 / 7), 6)
})

test('amounts and dates edited in the event that closes it are in none of its rows', () => {
  const told = [
    opened(day(1), { expectedCloseOn: '2025-06-30' }),
    moved(day(30), 'closed_won', { also: { amount: usd(400), expectedCloseOn: '2025-02-05' } }),
  ]
  const track = followed(deal('D', told), week(10))
  expect(Math.max(...track.at)).toBeLessThan(day(30))
  expect([...new Set(track.amount)]).toEqual([1000])
  expect(track.dueWeeks.at(-1)).toBeGreaterThan(20)
  // The wrong way, the record as it stands, would have known both.
  const record = Object.assign({}, ...told.map(({ after }) => after)) as {
    amount: { minor: number }
  }
  expect(record.amount.minor).toBe(400)
})

test('activity after the close is nowhere: the deal has no rows then', () => {
  const after = { occurredAt: instantOf(day(33)), recordedAt: instantOf(day(33)) }
  const closed = [opened(day(1)), moved(day(30), 'closed_won')]
  expect(followed(deal('D', closed, [after]), week(10))).toEqual({
    ...followed(deal('D', closed), week(10)),
    seen: expect.anything(),
  })
})

test('silence is judged by the deal’s own rhythm', () => {
  const mail = (n: number) => ({ occurredAt: instantOf(day(n)) })
  const chatty = followed(deal('A', [opened(day(0))], [1, 3, 5, 8, 10, 12].map(mail)), week(5))
  const slow = followed(deal('B', [opened(day(0))], [12].map(mail)), week(5))
  expect(own(chatty, week(4), 'sinceSign')).toBe(own(slow, week(4), 'sinceSign'))
  expect(own(chatty, week(4), 'silence')).toBeGreaterThan(2 * own(slow, week(4), 'silence'))
})

test('a meeting in the calendar is ahead until it is held, and counts from then', () => {
  const demo = {
    kind: 'meeting' as const,
    direction: null,
    occurredAt: instantOf(day(15)),
    recordedAt: instantOf(day(4)),
  }
  const track = followed(deal('D', [opened(day(1))], [demo]), week(5))
  expect([1, 2, 3].map((n) => own(track, week(n), 'meetingAhead'))).toEqual([1, 1, 0])
  expect([1, 2, 3].map((n) => own(track, week(n), 'meetings') > 0)).toEqual([false, false, true])
})

test('pushes of the close date, changes of amount and steps back are counted as they came', () => {
  const told = [
    opened(day(1), { expectedCloseOn: '2025-03-01' }),
    moved(day(8), 'proposal', { also: { expectedCloseOn: '2025-04-01', amount: usd(1500) } }),
    moved(day(15), 'qualification', { also: { expectedCloseOn: '2025-03-20', amount: usd(900) } }),
  ]
  const track = followed(deal('D', told), week(4))
  expect([1, 2, 3].map((n) => own(track, week(n), 'pushes'))).toEqual([0, 1, 1])
  expect([1, 2, 3].map((n) => own(track, week(n), 'amountChange'))).toEqual([0, 1, -1])
  expect([1, 2, 3].map((n) => own(track, week(n), 'setbacks') > 0)).toEqual([false, false, true])
  expect([1, 2, 3].map((n) => track.stage[track.at.indexOf(week(n))])).toEqual([0, 2, 1])
})

test('all moves between stages count, and how far a deal has fallen from the furthest stage it reached', () => {
  const told = [opened(day(1)), moved(day(8), 'negotiation'), moved(day(15), 'qualification'), moved(day(22), 'proposal')]
  const track = followed(deal('D', told), week(5))
  expect([1, 2, 3, 4].map((n) => Math.round(Math.expm1(own(track, week(n), 'moves'))))).toEqual([0, 1, 2, 3])
  expect([1, 2, 3, 4].map((n) => own(track, week(n), 'fallen'))).toEqual([0, 0, 2, 1])
})

test('a deal that is opened again begins a new spell, and its rows know it', () => {
  const told = [opened(day(1)), moved(day(15), 'closed_lost'), moved(day(36), 'proposal')]
  const track = followed(deal('D', told), week(8))
  expect(track.spells.map(({ from, to, cause }) => [from, to, cause])).toEqual([
    [day(1), day(15), 2],
    [day(36), Infinity, 0],
  ])
  expect(own(track, week(7), 'setbacks')).toBeCloseTo(Math.log(2), 6)
  const table = landmarkTable([track], week(8), ALL)
  expect(table.cause[rowAt(table, 'D', week(1))]).toBe(2)
  expect(table.cause[rowAt(table, 'D', week(7))]).toBe(0)
  expect(rowAt(table, 'D', week(4))).toBe(-1)
})

test('an owner’s call and how fresh a close date is are known from the Monday after they were entered', () => {
  const told = [
    opened(day(1), { expectedCloseOn: '2025-06-30', forecastCategory: 'pipeline' }),
    moved(day(15), 'negotiation', {
      also: { expectedCloseOn: '2025-02-05', forecastCategory: 'commit' },
    }),
  ]
  const track = followed(deal('D', told), week(5))
  expect([1, 2, 3, 4].map((n) => own(track, week(n), 'commit'))).toEqual([0, 0, 1, 1])
  expect(own(track, week(2), 'duePulled')).toBe(0)
  expect(own(track, week(3), 'duePulled')).toBeCloseTo(1 / (1 + 6 / 7), 6)
  expect(own(track, week(2), 'dueAge')).toBeCloseTo(Math.log1p(13 / 7), 6)
  expect(own(track, week(3), 'dueAge')).toBeCloseTo(Math.log1p(6 / 7), 6)
  expect(own(track, week(2), 'dueSoon')).toBeLessThan(0.001)
  expect(own(track, week(3), 'dueSoon')).toBeGreaterThan(0.3)
  expect(own(track, week(3), 'negotiationAge')).toBe(own(track, week(3), 'stageAge'))
  expect([own(track, week(2), 'negotiationAge'), own(track, week(3), 'proposalAge')]).toEqual([0, 0])
})
