import { describe, expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import type { ThreadTrack } from './thread-track.ts'
import { gapToBest, stageRecord } from './win-rates.ts'
import { wonDealsAt } from './won-deals.ts'

const DAY = 86_400_000

interface Planted {
  readonly seed: number
  readonly deals: number
  readonly rates: readonly number[]
  /** Days that a deal takes, won and lost ones; the company is looked at after 400. */
  readonly days?: { readonly won: number; readonly lost: number }
}

/** Deals that came into proposal evenly over 400 days with none to four threads, each won at the rate of its threads. */
function planted({ seed, deals, rates, days = { won: 60, lost: 60 } }: Planted): ThreadTrack[] {
  const source = stream(seed, 'planted threads')
  return Array.from({ length: deals }, () => {
    const at = uniform(source) * 400 * DAY
    const active = Math.floor(uniform(source) * rates.length)
    const won = uniform(source) < (rates[active] ?? 0)
    const end = at - Math.log(uniform(source)) * (won ? days.won : days.lost) * DAY
    const closedAt = end < 400 * DAY ? end : null
    return {
      segment: 'smb',
      ownerId: null,
      createdAt: at - 20 * DAY,
      closedAt,
      won: closedAt !== null && won,
      until: 400 * DAY,
      sightings: [{ at, stage: 'proposal', active, inbound: active, outbound: 2 * active, meetings: 1 }],
      weeks: [],
    }
  })
}
const RATES = [0.2, 0.22, 0.3, 0.42, 0.45]

describe('win rate by active threads', () => {
  test('without closed deals is the document’s table: one and a half, twice, two and a half times that of one thread', () => {
    const { levels, deals } = stageRecord([], 'proposal')
    const one = levels[1]?.rate ?? 1
    expect(deals).toBe(0)
    expect(levels.map(({ rate }) => rate / one)).toEqual([1, 1, 1.5, 2, 2.5].map((ratio) => expect.closeTo(ratio, 6)))
  })

  test('with many is what the company wins, whatever the table says', () => {
    const flat = stageRecord(planted({ seed: 1, deals: 6_000, rates: [0.5, 0.5, 0.5, 0.5, 0.5] }), 'proposal')
    for (const { rate } of flat.levels) expect(rate).toBeCloseTo(0.5, 1)
    expect(flat.levels[4]!.rate / flat.levels[1]!.rate).toBeLessThan(1.15)
  })

  test('its 90 % interval holds the truth in 85 to 95 of 100 companies', () => {
    let [held, all] = [0, 0]
    for (let seed = 1; seed <= 60; seed++)
      for (const { threads, low, high } of stageRecord(planted({ seed, deals: 250, rates: RATES }), 'proposal').levels) {
        const truth = RATES[threads] ?? 0
        held += low <= truth && truth <= high ? 1 : 0
        all += 1
      }
    expect(held / all).toBeGreaterThanOrEqual(0.85)
    expect(held / all).toBeLessThanOrEqual(0.95)
  })

  test('is not fooled by wins that come slower than losses, as a count of closed deals is', () => {
    const tracks = planted({ seed: 3, deals: 6_000, rates: RATES, days: { won: 100, lost: 15 } })
    const two = stageRecord(tracks, 'proposal').levels[2]
    expect(two?.rate).toBeGreaterThan(0.27)
    expect((two?.won ?? 0) / (two?.deals ?? 1)).toBeLessThan(0.26)
  })

  test('the gap to the best is one less the rate by that of four and more, none from four on', () => {
    const record = stageRecord(planted({ seed: 5, deals: 2_000, rates: RATES }), 'proposal')
    const rate = (threads: number) => record.levels[threads]?.rate ?? 0
    expect(gapToBest(record, 1).value).toBeCloseTo(1 - rate(1) / rate(4), 9)
    expect(gapToBest(record, 1).low).toBeLessThan(gapToBest(record, 1).value)
    expect([gapToBest(record, 4), gapToBest(record, 9)].map(({ value }) => value)).toEqual([0, 0])
  })

  test('three and more threads against one or none come with an interval that holds the truth', () => {
    const lift = stageRecord(planted({ seed: 6, deals: 3_000, rates: RATES }), 'proposal').lift.find(({ from }) => from === 3)
    const truth = (0.42 + 0.45) / (0.2 + 0.22)
    expect(lift?.ratio.low).toBeLessThan(truth)
    expect(lift?.ratio.high).toBeGreaterThan(truth)
  })

  test('of another stage says nothing', () => {
    expect(stageRecord(planted({ seed: 1, deals: 100, rates: RATES }), 'negotiation').deals).toBe(0)
  })
})

test('what is usual is told by won deals of the segment, and not by fewer than ten', () => {
  const tracks = planted({ seed: 1, deals: 300, rates: RATES })
  const usual = wonDealsAt(tracks, 'proposal', 'smb')
  expect(usual).toMatchObject({ meetings: 1, outbound: 2 * (usual?.active ?? 0) })
  expect(usual?.deals).toBe(tracks.filter(({ won }) => won).length)
  expect(wonDealsAt(tracks, 'proposal', 'enterprise')).toBeNull()
  expect(wonDealsAt(tracks.filter(({ won }) => won).slice(0, 9), 'proposal', 'smb')).toBeNull()
})
