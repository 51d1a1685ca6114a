import { SEGMENTS, type Segment } from '../../opportunities/opportunity.ts'
import { isOpen, STAGES, STAGE_LABELS, type Stage } from '../../opportunities/stage.ts'
import type { ThreadTrack } from './thread-track.ts'
import { gapToBest, MOST_THREADS, stageRecord, type RateRatio, type StageRecord } from './win-rates.ts'
import { wonDealsAt, type WonDeals } from './won-deals.ts'

/** What a company's past says of threads, stage by stage. */
export interface ThreadRecord {
  readonly stages: readonly StageRecord[]
  readonly won: readonly (WonDeals & { readonly stage: Stage; readonly segment: Segment | null })[]
}

export function threadRecord(tracks: readonly ThreadTrack[]): ThreadRecord {
  const stages = STAGES.filter(isOpen)
  return {
    stages: stages.map((stage) => stageRecord(tracks, stage)),
    won: stages.flatMap((stage) =>
      [...SEGMENTS, null].flatMap((segment) => {
        const won = wonDealsAt(tracks, stage, segment)
        return won ? [{ ...won, stage, segment }] : []
      }),
    ),
  }
}

/** What the record says of a deal in a stage with so many threads. */
export interface ThreadOutlook {
  /** Whose figures these are: the company's own, or those of the table that holds until it has enough closed deals. */
  readonly source: 'own record' | 'table'
  readonly stage: Stage
  readonly deals: number
  readonly levels: StageRecord['levels']
  /** The level of this deal. */
  readonly threads: number
  /** 1 - winRate(threads) / winRate(4+). */
  readonly gapToBest: RateRatio
  /** Deals with so many threads and more against those with one or none; null where either are too few. */
  readonly pattern: { readonly from: number; readonly ratio: RateRatio; readonly deals: number; readonly single: number } | null
  readonly sentence: string
}

/** Fewer deals on either side of a comparison are too few to speak of it. */
const FEWEST = 10

/** Null for a closed deal. `fromDeals`: closed deals from which the company's own record counts. */
export function threadOutlook(
  record: ThreadRecord | null,
  deal: { readonly stage: Stage; readonly active: number },
  fromDeals: number,
): ThreadOutlook | null {
  if (!isOpen(deal.stage)) return null
  const own = record?.stages.find(({ stage }) => stage === deal.stage)
  const enough = own !== undefined && own.deals >= fromDeals
  const stage = enough ? own : stageRecord([], deal.stage)
  const pattern = enough
    ? (own.lift.find(({ from, deals, single }) => from === 3 && deals >= FEWEST && single >= FEWEST) ?? null)
    : null
  const outlook = {
    source: enough ? ('own record' as const) : ('table' as const),
    stage: deal.stage,
    deals: own?.deals ?? 0,
    levels: stage.levels,
    threads: Math.min(deal.active, MOST_THREADS),
    gapToBest: gapToBest(stage, deal.active),
    pattern,
  }
  return { ...outlook, sentence: sentenceOf(outlook) }
}

function sentenceOf({ source, stage, deals, pattern }: Omit<ThreadOutlook, 'sentence'>): string {
  const name = STAGE_LABELS[stage].toLowerCase()
  if (source === 'table')
    return `${counted(deals)} that came into ${name} ${deals === 1 ? 'has' : 'have'} closed here: too few for a record of your own.`
  if (!pattern) return `Of ${counted(deals)} that came into ${name} and closed, too few had 3 active threads and more.`
  const { from, ratio } = pattern
  const figure = (value: number) => value.toFixed(1)
  return `Deals that came into ${name} with ${from} active threads and more were won ${figure(ratio.value)} times as often as those with one or none (90% interval ${figure(ratio.low)} to ${figure(ratio.high)}, ${deals} deals).`
}

function counted(deals: number): string {
  return deals === 0 ? 'No deal' : deals === 1 ? '1 deal' : `${deals} deals`
}
