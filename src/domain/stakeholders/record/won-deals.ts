import { quantileOfSorted } from '../../../stats/quantile.ts'
import type { Segment } from '../../opportunities/opportunity.ts'
import type { Stage } from '../../opportunities/stage.ts'
import type { StageSighting, ThreadTrack } from './thread-track.ts'

/** Fewer won deals say nothing of what is usual. */
const FEWEST = 10

/** Medians of won deals when they came into a stage: threads, and what had passed between both sides. */
export interface WonDeals {
  readonly deals: number
  readonly active: number
  readonly inbound: number
  readonly outbound: number
  readonly meetings: number
}

/** What deals of the segment that were won later had when they came into the stage; null where they are too few. */
export function wonDealsAt(tracks: readonly ThreadTrack[], stage: Stage, segment: Segment | null): WonDeals | null {
  const seen = tracks.flatMap((track) =>
    track.won && track.segment === segment ? (track.sightings.find((one) => one.stage === stage) ?? []) : [],
  )
  if (seen.length < FEWEST) return null
  const median = (of: (one: StageSighting) => number) => quantileOfSorted(Float64Array.from(seen, of).sort(), 0.5)
  return {
    deals: seen.length,
    active: median(({ active }) => active),
    inbound: median(({ inbound }) => inbound),
    outbound: median(({ outbound }) => outbound),
    meetings: median(({ meetings }) => meetings),
  }
}
