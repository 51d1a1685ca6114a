import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import type { DealHistory } from '../deal-history.ts'
import { NAMED } from '../landmarks/deal-track.ts'
import { DATA_KINDS, OWN_FEATURES } from '../landmarks/landmark-features.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { challengerReport } from './challenger-report.ts'
import type { DealTies } from './deal-ties.ts'
import { judged } from './gate.ts'
import { graphChances } from './graph-challenger.ts'
import { pastCompany } from './past-instants.ts'
import { sequenceChances, type PastChances } from './sequence-challengers.ts'
import { treeChances } from './tree-challenger.ts'

const asOf = Date.parse('2026-01-05')
const WEEK = 7 * MS_PER_DAY
const NEXT_ACTION = OWN_FEATURES.findIndex(({ name }) => name === 'nextAction')
const MEETING_AHEAD = OWN_FEATURES.findIndex(({ name }) => name === 'meetingAhead')

/**
 * Deals of three to fourteen weeks. In one of the first weeks a meeting stands in the calendar, in another a next step. Where
 * `by` is order, the deals in which the meeting came first are won; where it is people, those whose person was on a won deal
 * before; a tenth go the other way. At any later Monday both kinds look the same.
 */
function planted(
  count: number,
  weeks: number,
  by: 'order' | 'people' | 'nothing',
): { histories: DealHistory[]; ties: DealTies[] } {
  const source = stream(8, `planted ${by}`)
  const histories: DealHistory[] = []
  const ties: DealTies[] = []
  for (let i = 0; i < count; i++) {
    const week = Math.floor(uniform(source) * (weeks - 1))
    const createdAt = asOf - (weeks - week) * WEEK + uniform(source) * 6 * MS_PER_DAY
    const meeting = Math.floor(uniform(source) * 3)
    const step = (meeting + 1 + Math.floor(uniform(source) * 2)) % 3
    const life = 4 + Math.floor(uniform(source) * 11)
    const circle = Math.floor(uniform(source) * 60)
    const lucky = by === 'order' ? meeting < step : by === 'people' ? circle % 2 === 0 : uniform(source) < 0.5
    const won = uniform(source) < 0.9 ? lucky : !lucky
    const endedAt = createdAt + life * WEEK
    const ended = endedAt < asOf
    const key = `D${String(i).padStart(5, '0')}`
    const monday = asOf - (weeks - week - 1) * WEEK
    const rows = Math.min(life, weeks - week)
    const own = new Float32Array(rows * OWN_FEATURES.length)
    for (let row = 0; row < rows; row++) {
      own[row * OWN_FEATURES.length] = Math.log1p(row)
      own[row * OWN_FEATURES.length + 1] = Math.log1p(row)
      own[row * OWN_FEATURES.length + MEETING_AHEAD] = row === meeting ? 1 : 0
      own[row * OWN_FEATURES.length + NEXT_ACTION] = row === step ? 1 : 0
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

const asked = { fiscalStartMonth: 1, seed: 1 }
const longer = { timeout: 60_000 }

test('where the order of two events decides, what reads weeks in order is admitted', longer, () => {
  const { histories } = planted(1_300, 45, 'order')
  const past = pastCompany(histories, asOf, 1)
  const { recurrent, attention } = sequenceChances(past, 1)
  const verdict = (said: PastChances, deals = 1_000) => judged(past, said, histories.length, { deals, share: 0 })
  const found = verdict(recurrent)
  expect(found).toMatchObject({ admitted: true })
  expect(found.difference!).toBeLessThan(-5 * found.standardError!)
  expect(found.logLoss! - found.championLogLoss!).toBeCloseTo(found.difference!, 9)
  expect(found.reason).toMatch(/^Better by .*: ahead by more than chance shows\.$/)
  expect(verdict(attention).admitted).toBe(true)
  // Trees see one Monday at a time, and on most of them nothing tells.
  expect(verdict(treeChances(past, 1, 1)).logLoss! - found.logLoss!).toBeGreaterThan(0.05)
  // The same figures in a company that is too small for them change nothing.
  expect(verdict(recurrent, 5_000)).toMatchObject({ admitted: false, difference: found.difference })
})

test('where nothing more can be learned, every challenger stays off and its figure is kept', longer, () => {
  const { histories } = planted(500, 45, 'nothing')
  const report = challengerReport(histories, asOf, { ...asked, ties: null })
  expect(report.refits).toBeGreaterThan(0)
  for (const { name, admitted, logLoss, championLogLoss, reason } of report.results) {
    expect([name, admitted]).toEqual([name, false])
    if (name === 'graph of contacts') continue
    expect(Number.isFinite(logLoss) && Number.isFinite(championLogLoss)).toBe(true)
    expect(reason).toMatch(
      /^(Better|Worse) by 0\.\d{4} nats, standard error 0\.\d{4}; off below [35],000 deals, there are \d{3}\.$/,
    )
  }
  const again = challengerReport(histories.toReversed(), asOf, { ...asked, ties: null })
  expect(JSON.stringify(again)).toBe(JSON.stringify(report))
})

test('where who knows whom decides, the graph tells it, and the same ties on other deals tell nothing', longer, () => {
  const { histories, ties } = planted(1_400, 62, 'people')
  const past = pastCompany(histories, asOf, 1)
  const graphOf = (whose: readonly DealTies[]) =>
    judged(past, graphChances(past, histories, whose), histories.length, { deals: 500, share: 0 })
  const graph = graphOf(ties)
  expect(graph).toMatchObject({ admitted: true })
  expect(graph.difference!).toBeLessThan(-3 * graph.standardError!)
  const dealt = ties.map(({ key }, i) => ({ key, ties: ties[(i * 7 + 3) % ties.length]!.ties }))
  const blind = graphOf(dealt)
  expect(blind.difference!).toBeGreaterThan(-2 * blind.standardError!)
})

test('what is recorded on or after the day reaches no figure', longer, () => {
  const { histories, ties } = planted(500, 53, 'people')
  const day = asOf - 8 * WEEK
  const then = histories.flatMap((history) => {
    if (!(history.createdAt < day)) return []
    const { track, outcome } = history
    const ended = outcome !== null && outcome.at < day ? outcome : null
    const rows = track!.at.filter((at) => at <= day).length
    const spells = track!.spells.map((spell) => (ended ? spell : { ...spell, to: Infinity, cause: 0 as const }))
    const own = track!.own.slice(0, rows * OWN_FEATURES.length)
    return [{ ...history, outcome: ended, track: { ...track!, at: track!.at.slice(0, rows), own, spells } }]
  })
  const report = challengerReport(histories, day, { ...asked, ties })
  expect(report.results[0]!.forecasts).toBeGreaterThan(100)
  expect(report).toEqual(challengerReport(then, day, { ...asked, ties }))
})

test('a company without a past is told that nothing can be compared', () => {
  const { refits, results } = challengerReport(planted(30, 62, 'nothing').histories, asOf, { ...asked, ties: [] })
  expect(refits).toBe(0)
  for (const { admitted, reason } of results)
    expect([admitted, reason]).toEqual([false, 'Too few past forecasts are over to compare.'])
})
