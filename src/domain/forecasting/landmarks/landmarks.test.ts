import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DealEvent, DealHistory } from '../../opportunities/replay.ts'
import { instantOf, MS_PER_DAY } from '../../values/instant.ts'
import { companyBook } from './company-book.ts'
import type { DealTrack } from './deal-track.ts'
import type { TrackActivity } from './engagement-signals.ts'
import { LANDMARK_FEATURES, OWN_FEATURES } from './landmark-features.ts'
import { landmarksAt } from './open-landmarks.ts'
import type { LandmarkTable } from './landmark-table.ts'
import { trackDeal } from './track-deal.ts'
import { landmarkTable, landmarkWeight } from './training-rows.ts'

/** Monday. */
const START = Date.parse('2025-01-06')
const day = (n: number): number => START + n * MS_PER_DAY
const week = (n: number): number => day(7 * n)
const ALL = { most: Infinity, seed: 1 }

interface Told {
  at: number
  recorded?: number
  after?: Record<string, unknown>
  type?: string
  noun?: string
}

function deal(
  key: string,
  told: readonly Told[],
  happened: readonly Partial<TrackActivity>[] = [],
): DealHistory<TrackActivity> & { key: string } {
  const events = told.map(
    ({ at, recorded = at, after = {}, type = 'opportunity.changed', noun = 'opportunity' }, i): DealEvent => ({
      id: i + 1,
      type: i === 0 ? 'opportunity.created' : type,
      noun,
      subject: key,
      occurredAt: instantOf(at),
      recordedAt: instantOf(recorded),
      before: null,
      after,
    }),
  )
  const activities = happened.map((one, i): TrackActivity => ({
    id: `${key} ${i}`,
    kind: 'email',
    direction: 'inbound',
    sentiment: null,
    state: 'done',
    automated: false,
    participants: [],
    occurredAt: instantOf(START),
    recordedAt: one.occurredAt ?? instantOf(START),
    ...one,
  }))
  return { key, events, activities, known: new Map() }
}

const followed = (one: ReturnType<typeof deal>, until: number): DealTrack =>
  trackDeal(one, { key: one.key, until, worth: ({ minor }) => minor })!

const opened = (at: number, more: Record<string, unknown> = {}): Told => ({
  at,
  after: {
    stage: 'discovery',
    stageName: 'Discovery',
    pipelineId: 'P',
    ownerId: 'ann',
    amount: { minor: 1000, currency: 'USD' },
    ...more,
  },
})
const moved = (at: number, stage: string, more: Partial<Told> & { also?: Record<string, unknown> } = {}): Told => ({
  at,
  type: 'opportunity.moved',
  ...more,
  after: { stage, stageName: stage, ...more.also },
})
const usd = (minor: number) => ({ minor, currency: 'USD' })

const own = (track: DealTrack, at: number, name: string): number =>
  track.own[track.at.indexOf(at) * OWN_FEATURES.length + OWN_FEATURES.findIndex((feature) => feature.name === name)]!
const x = (table: LandmarkTable, row: number, name: string): number =>
  table.x[row * table.features + LANDMARK_FEATURES.findIndex((feature) => feature.name === name)]!
const rowAt = (table: LandmarkTable, key: string, at: number): number =>
  Array.from(table.at).findIndex((when, row) => when === at && table.keys[table.deal[row]!] === key)

describe('a deal at its Mondays', () => {
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
    const record = Object.assign({}, ...told.map(({ after }) => after)) as { amount: { minor: number } }
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
    const demo = { kind: 'meeting' as const, direction: null, occurredAt: instantOf(day(15)), recordedAt: instantOf(day(4)) }
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
})

describe('the rows that are learned from', () => {
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
})

describe('time travel', () => {
  const told = fc.array(
    fc.record({ at: fc.nat(200), lag: fc.constantFrom(0, 0, 0, 3, 15), kind: fc.nat(9), value: fc.integer({ min: 1, max: 9 }) }),
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
            if (kind === 2) return { ...when, after: { expectedCloseOn: instantOf(day(at + value * 9)).slice(0, 10) } }
            if (kind === 3) return { ...when, after: { ownerId: value % 2 ? 'ann' : 'bo', accountId: value % 3 ? 'acme' : null } }
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
        const shuffled = { ...one, events: one.events.toReversed(), activities: one.activities.toReversed() }
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
})
