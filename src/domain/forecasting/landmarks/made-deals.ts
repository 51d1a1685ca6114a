import type { DealEvent, DealHistory } from '../../opportunities/replay.ts'
import { instantOf, MS_PER_DAY } from '../../values/instant.ts'
import type { DealTrack } from './deal-track.ts'
import type { TrackActivity } from './engagement-signals.ts'
import { LANDMARK_FEATURES, OWN_FEATURES } from './landmark-features.ts'
import type { LandmarkTable } from './landmark-table.ts'
import { trackDeal } from './track-deal.ts'

/** For tests: deals told event by event. A Monday. */
export const START = Date.parse('2025-01-06')
export const day = (n: number): number => START + n * MS_PER_DAY
export const week = (n: number): number => day(7 * n)
export const ALL = { most: Infinity, seed: 1 }

export interface Told {
  at: number
  recorded?: number
  after?: Record<string, unknown>
  type?: string
  noun?: string
}

export function deal(
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

export const followed = (one: ReturnType<typeof deal>, until: number): DealTrack =>
  trackDeal(one, { key: one.key, until, worth: ({ minor }) => minor })!

export const opened = (at: number, more: Record<string, unknown> = {}): Told => ({
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
export const moved = (at: number, stage: string, more: Partial<Told> & { also?: Record<string, unknown> } = {}): Told => ({
  at,
  type: 'opportunity.moved',
  ...more,
  after: { stage, stageName: stage, ...more.also },
})
export const usd = (minor: number) => ({ minor, currency: 'USD' })

export const own = (track: DealTrack, at: number, name: string): number =>
  track.own[track.at.indexOf(at) * OWN_FEATURES.length + OWN_FEATURES.findIndex((feature) => feature.name === name)]!
export const x = (table: LandmarkTable, row: number, name: string): number =>
  table.x[row * table.features + LANDMARK_FEATURES.findIndex((feature) => feature.name === name)]!
export const rowAt = (table: LandmarkTable, key: string, at: number): number =>
  Array.from(table.at).findIndex((when, row) => when === at && table.keys[table.deal[row]!] === key)
