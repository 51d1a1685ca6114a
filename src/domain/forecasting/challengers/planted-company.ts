import { stream, uniform } from '../../../stats/random/stream.ts'
import type { DealHistory } from '../deal-history.ts'
import { NAMED } from '../landmarks/deal-track.ts'
import { DATA_KINDS, OWN_FEATURES } from '../landmarks/landmark-features.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { DealTies } from './deal-ties.ts'

/** For tests: a Monday. */
export const PLANTED_DAY = Date.parse('2026-01-05')
const WEEK = 7 * MS_PER_DAY
const NEXT_ACTION = OWN_FEATURES.findIndex(({ name }) => name === 'nextAction')
const MEETING_AHEAD = OWN_FEATURES.findIndex(({ name }) => name === 'meetingAhead')

/**
 * Deals of three to fourteen weeks. In one of the first weeks a meeting stands in the calendar, in another a next step. Where
 * `by` is order, the deals in which the meeting came first are won; where it is people, those whose person was on a won deal
 * before; a tenth go the other way. At any later Monday both kinds look the same. Where it is pair, two things are known of
 * each deal all its life, and those deals are won that have both or neither: no sum of the two tells it.
 */
export function planted(
  count: number,
  weeks: number,
  by: 'order' | 'people' | 'pair' | 'nothing',
): { histories: DealHistory[]; ties: DealTies[] } {
  const source = stream(8, `planted ${by}`)
  const histories: DealHistory[] = []
  const ties: DealTies[] = []
  for (let i = 0; i < count; i++) {
    const week = Math.floor(uniform(source) * (weeks - 1))
    const createdAt = PLANTED_DAY - (weeks - week) * WEEK + uniform(source) * 6 * MS_PER_DAY
    const meeting = Math.floor(uniform(source) * 3)
    const step = (meeting + 1 + Math.floor(uniform(source) * 2)) % 3
    const life = 4 + Math.floor(uniform(source) * 11)
    const circle = Math.floor(uniform(source) * 60)
    const pair = by === 'pair' ? [uniform(source) < 0.5, uniform(source) < 0.5] : null
    const lucky = pair
      ? pair[0] === pair[1]
      : by === 'order'
        ? meeting < step
        : by === 'people'
          ? circle % 2 === 0
          : uniform(source) < 0.5
    const won = uniform(source) < 0.9 ? lucky : !lucky
    const endedAt = createdAt + life * WEEK
    const ended = endedAt < PLANTED_DAY
    const key = `D${String(i).padStart(5, '0')}`
    const monday = PLANTED_DAY - (weeks - week - 1) * WEEK
    const rows = Math.min(life, weeks - week)
    const own = new Float32Array(rows * OWN_FEATURES.length)
    for (let row = 0; row < rows; row++) {
      own[row * OWN_FEATURES.length] = Math.log1p(row)
      own[row * OWN_FEATURES.length + 1] = Math.log1p(row)
      own[row * OWN_FEATURES.length + MEETING_AHEAD] = (pair ? pair[0] : row === meeting) ? 1 : 0
      own[row * OWN_FEATURES.length + NEXT_ACTION] = (pair ? pair[1] : row === step) ? 1 : 0
    }
    const cause = ended ? (won ? 1 : 2) : 0
    histories.push({
      key,
      pipeline: 'sales',
      createdAt,
      stages: [{ stage: 'Talks', at: createdAt }],
      outcome: ended ? { kind: won ? 'won' : 'lost', at: endedAt, amountMinor: 1_000_000 } : null,
      amountMinor: 1_000_000,
      listAmountMinor: null,
      owner: 'Ada',
      team: null,
      segment: null,
      expectedClose: null,
      track: {
        key,
        at: Float64Array.from({ length: rows }, (_, row) => monday + row * WEEK),
        own,
        stage: new Uint8Array(rows).fill(2),
        segment: new Uint8Array(rows).fill(3),
        dueWeeks: new Float32Array(rows).fill(NaN),
        amount: new Float64Array(rows).fill(1_000_000),
        named: new Int16Array(rows * NAMED.length).map((_, n) => (n % NAMED.length === 0 ? 0 : -1)),
        words: ['Talks'],
        spells: [
          {
            from: createdAt,
            to: ended ? endedAt : Infinity,
            closed: ended ? endedAt : Infinity,
            cause,
            owner: null,
            account: null,
            source: null,
            dealType: null,
          },
        ],
        stints: [],
        exits: [],
        firstAmount: null,
        seen: new Float64Array(DATA_KINDS.length).fill(createdAt),
      },
    })
    const talked = createdAt + MS_PER_DAY
    ties.push({ key, ties: [{ knownAt: talked, at: talked, people: [`person ${circle}`, `own ${i}`] }] })
  }
  return { histories, ties }
}
