import { expect, test } from 'vitest'
import { instantOf, MS_PER_DAY } from '../../values/instant.ts'
import { landmarksAt } from './open-landmarks.ts'
import { landmarkTable, landmarkWeight } from './training-rows.ts'
import { ALL, day, deal, followed, moved, opened, own, rowAt, week, x } from './made-deals.ts'

const lives = Array.from({ length: 60 }, (_, i) => {
  const won = i % 3 === 0
  const start = day(1 + i * 3)
  const end = start + (won ? 70 : 30) * MS_PER_DAY
  return { key: `D${String(i).padStart(2, '0')}`, won, start, end }
})
const tracks = (until: number) =>
  lives
    .filter(({ start }) => start < until)
    .map(({ key, won, start, end }) =>
      followed(deal(key, [opened(start), moved(end, won ? 'closed_won' : 'closed_lost')]), until),
    )

test('deals still open at the cut are kept, censored there', () => {
  const cut = week(12)
  const table = landmarkTable(tracks(cut), cut, ALL)
  const open = lives.filter(({ start, end }) => start < cut - 7 * MS_PER_DAY && end >= cut)
  expect(open.length).toBeGreaterThan(10)
  for (const { key } of open) {
    const rows = Array.from(table.deal.keys()).filter((row) => table.keys[table.deal[row]!] === key)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows)
      expect([table.cause[row], table.followed[row]]).toEqual([0, (cut - table.at[row]!) / (7 * MS_PER_DAY)])
  }
})

test('the share won of those closed in fresh cohorts is far too low where losing is quicker; but those that wait are kept', () => {
  const cut = day(45)
  const table = landmarkTable(tracks(cut), cut, ALL)
  const resolved = Array.from(table.cause).filter((cause) => cause !== 0)
  expect(resolved.filter((cause) => cause === 1).length / resolved.length).toBe(0)
  // The rows of the deals that will be won are there, as open: a censored likelihood can wait for them.
  const waiting = new Set(Array.from(table.deal).map((index) => table.keys[index]!))
  expect(lives.filter(({ key, won }) => won && waiting.has(key)).length).toBeGreaterThan(3)
})

test('a deal’s last state before its close is one row among all its weeks, not the only one', () => {
  const end = week(20)
  const told = [opened(day(1)), moved(week(12), 'negotiation'), moved(end, 'closed_won')]
  const table = landmarkTable([followed(deal('D', told), week(30))], week(30), ALL)
  const stages = Array.from(table.stage)
  expect(stages.filter((stage) => stage === 3).length).toBe(8)
  expect(stages.filter((stage) => stage === 0).length).toBe(12)
  expect(Array.from(table.cause).every((cause) => cause === 1)).toBe(true)
})

test('a loss that is entered weeks late happened, for the forecast, when it was entered', () => {
  const zombie = deal('Z', [opened(day(1)), moved(day(20), 'closed_lost', { recorded: day(62) })])
  const table = landmarkTable([followed(zombie, week(12))], week(12), ALL)
  const row = rowAt(table, 'Z', week(6))
  expect([table.cause[row], table.followed[row]]).toEqual([2, (day(62) - week(6)) / (7 * MS_PER_DAY)])
  // By the day it says it was lost, this row would not exist and the open pipeline would look livelier than it is.
  expect(week(6)).toBeGreaterThan(day(20))
})

test('a win counts from the day it was signed, once that is recorded; until then it is open', () => {
  const signed = {
    ...moved(day(45), 'closed_won'),
    after: { stage: 'closed_won', actualCloseOn: instantOf(day(43)).slice(0, 10) },
  }
  const track = followed(deal('W', [opened(day(1)), signed]), week(12))
  const table = landmarkTable([track], week(12), ALL)
  const row = rowAt(table, 'W', week(5))
  expect([table.cause[row], table.followed[row]]).toEqual([1, (day(43) - week(5)) / (7 * MS_PER_DAY)])
  const before = landmarkTable([track], day(44), ALL)
  expect(before.cause[rowAt(before, 'W', week(5))]).toBe(0)
})

test('every Monday of a deal counts the same, so a long life weighs what it is looked at; together they count three a deal', () => {
  const long = followed(deal('L', [opened(day(1))]), week(40))
  const short = followed(deal('S', [opened(day(1)), moved(day(22), 'closed_lost')]), week(40))
  const table = landmarkTable([long, short], week(40), ALL)
  expect(landmarkWeight(table)).toBeCloseTo((3 * 2) / table.rows, 12)
  const share = (key: string) => Array.from(table.deal).filter((index) => table.keys[index] === key).length / table.rows
  // Weighted equally by deal, each would have half: twenty times too much for the short one.
  expect(share('S')).toBeCloseTo(3 / 42, 12)
})

test('at most so many rows are kept, each stage with its share, and always the same ones', () => {
  const cut = week(40)
  const all = landmarkTable(tracks(cut), cut, ALL)
  const some = landmarkTable(tracks(cut), cut, { most: 100, seed: 4 })
  expect(some.rows).toBeLessThanOrEqual(100)
  expect(some.rows).toBeGreaterThan(95)
  const known = new Set(Array.from(all.at, (at, row) => `${all.keys[all.deal[row]!]} ${at}`))
  expect(Array.from(some.at).every((at, row) => known.has(`${some.keys[some.deal[row]!]} ${at}`))).toBe(true)
  expect(landmarkTable(tracks(cut).toReversed(), cut, { most: 100, seed: 4 })).toEqual(some)
  expect(landmarkTable(tracks(cut), cut, { most: 100, seed: 5 }).at).not.toEqual(some.at)
})

test('an owner’s record holds the deals closed before the Monday, none after it', () => {
  const wins = Array.from({ length: 10 }, (_, i) => deal(`W${i}`, [opened(day(1)), moved(day(100 + i), 'closed_won')]))
  const losses = Array.from({ length: 10 }, (_, i) =>
    deal(`X${i}`, [opened(day(1), { ownerId: 'bo' }), moved(day(40), 'closed_lost')]),
  )
  const until = week(30)
  const one = deal('D', [opened(day(1))])
  const table = landmarkTable(
    [...wins, ...losses, one].map((each) => followed(each, until)),
    until,
    ALL,
  )
  const before = x(table, rowAt(table, 'D', week(10)), 'owner')
  const after = x(table, rowAt(table, 'D', week(20)), 'owner')
  // In week 10 only Bo's losses are known, so Ann is as the company: nothing of her later wins.
  expect(before).toBeCloseTo(0, 12)
  const p = 11 / 24
  const q = (10 + 20 * p) / 30
  expect(after).toBeCloseTo(Math.log(q / (1 - q)) - Math.log(p / (1 - p)), 9)
})

test('what the company has no data of is not known, which is not zero', () => {
  const plain = deal('A', [opened(day(1))])
  const logged = deal('B', [opened(week(6))], [{ occurredAt: instantOf(week(6) + 1) }])
  const alone = landmarkTable([followed(plain, week(10))], week(10), ALL)
  expect(x(alone, rowAt(alone, 'A', week(9)), 'inbound')).toBeNaN()
  const both = landmarkTable(
    [plain, logged].map((one) => followed(one, week(10))),
    week(10),
    ALL,
  )
  expect(x(both, rowAt(both, 'A', week(6)), 'inbound')).toBeNaN()
  expect(x(both, rowAt(both, 'A', week(7)), 'inbound')).toBe(0)
})

test('a next step that only open deals have, because a snapshot tells it of today, is hidden', () => {
  const snapshot = lives.map(({ key, won, start, end }) => {
    const cut = week(30)
    const told =
      end < cut
        ? [moved(end, won ? 'closed_won' : 'closed_lost')]
        : [{ at: cut - 3 * 7 * MS_PER_DAY, after: { nextAction: 'Call' } }]
    return followed(deal(key, [opened(start), ...told]), cut)
  })
  const table = landmarkTable(snapshot, week(30), ALL)
  const now = landmarksAt(snapshot, week(30))
  expect(now.rows).toBeGreaterThan(0)
  for (let row = 0; row < now.rows; row++) expect(x(now, row, 'nextAction')).toBeNaN()
  for (let row = 0; row < table.rows; row++) expect(x(table, row, 'nextAction')).toBeNaN()
  // The wrong way: every row that knows of a next step belongs to a deal that has not closed.
  const tells = snapshot.filter((track) => own(track, week(29), 'nextAction') === 1)
  expect(tells.length).toBeGreaterThan(3)
  expect(tells.every(({ spells }) => spells[0]!.to === Infinity)).toBe(true)
})
