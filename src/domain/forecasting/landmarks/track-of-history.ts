import type { DealEvent } from '../../opportunities/replay.ts'
import { SEGMENTS } from '../../opportunities/opportunity.ts'
import { STAGES, type Stage } from '../../opportunities/stage.ts'
import { instantOf } from '../../values/instant.ts'
import type { DealHistory, Timeline } from '../deal-history.ts'
import type { DealTrack } from './deal-track.ts'
import { trackDeal } from './track-deal.ts'

/** Base currency by another name: amounts of a history are in it already. */
const BASE = 'XXX'

/**
 * The track of a deal of which only its history is known: no activities, no people. `canonicalOf` reads the company's stage
 * names; left out, a name is taken for the canonical stage of that name, or else for qualification. Undefined where the
 * deal did not exist before `until`.
 */
export function trackOfHistory(
  history: DealHistory,
  until: number,
  canonicalOf: (stage: string) => Stage = canonicalByName,
): DealTrack | undefined {
  const { key, outcome, createdAt, pipeline, segment } = history
  const changes: { at: number; after: Record<string, unknown> }[] = [
    ...history.stages.slice(1).map(({ stage, at }) => ({ at, after: { stage: canonicalOf(stage), stageName: stage } })),
    ...over(history.amounts, createdAt, history.amountMinor).map(({ at, value }) => ({
      at,
      after: { amount: value === null ? null : { minor: value, currency: BASE } },
    })),
    ...over(history.owners, createdAt, history.owner).map(({ at, value }) => ({ at, after: { ownerId: value } })),
    ...over(history.closeDates, createdAt, history.expectedClose).map(({ at, value }) => ({
      at,
      after: { expectedCloseOn: value === null ? null : instantOf(value).slice(0, 10) },
    })),
  ]
  const begun = history.stages[0]
  const first = {
    pipelineId: pipeline,
    segment: SEGMENTS.find((known) => known === segment) ?? null,
    ...(begun ? { stage: canonicalOf(begun.stage), stageName: begun.stage } : {}),
  }
  const events: DealEvent[] = [event(0, 'opportunity.created', createdAt, first, key)]
  for (const { at, after } of changes)
    events.push(event(events.length, 'opportunity.changed', Math.max(at, createdAt), after, key))
  if (outcome) {
    const stage = outcome.kind === 'won' ? 'closed_won' : 'closed_lost'
    events.push(
      event(events.length, 'opportunity.moved', Math.max(outcome.at, outcome.recordedAt ?? 0, createdAt), { stage }, key),
    )
  }
  return trackDeal({ events, activities: [], known: new Map() }, { key, until, worth: ({ minor }) => minor })
}

function over<T>(timeline: Timeline<T> | undefined, createdAt: number, value: T): Timeline<T> {
  return timeline ?? [{ at: createdAt, value }]
}

function canonicalByName(stage: string): Stage {
  return STAGES.find((known) => known === stage.toLowerCase()) ?? 'qualification'
}

function event(id: number, type: string, at: number, after: Record<string, unknown>, subject: string): DealEvent {
  const when = instantOf(at)
  return { id, type, noun: 'opportunity', subject, occurredAt: when, recordedAt: when, before: null, after }
}
