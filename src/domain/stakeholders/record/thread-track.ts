import type { BuyingRole } from '../../accounts/contact.ts'
import type { Segment } from '../../opportunities/opportunity.ts'
import { mondayAfter, steps, type DealHistory, type Known, type Learnt, type Step } from '../../opportunities/replay.ts'
import { isOpen, type Stage } from '../../opportunities/stage.ts'
import type { ThreadingSettings } from '../../settings/threading-settings.ts'
import { epochMs, MS_PER_DAY } from '../../values/instant.ts'
import type { Money } from '../../values/money.ts'
import type { Exchanged } from '../interactions.ts'
import { requiredRoles } from '../required-roles.ts'
import type { PersonRecord } from '../threads.ts'
import { ThreadLedger, type LedgerCounts } from './thread-ledger.ts'

const WEEK_MS = 7 * MS_PER_DAY

/** A deal on the first Monday on which it was known to be in a stage. */
export interface StageSighting extends LedgerCounts {
  readonly at: number
  readonly stage: Stage
}

/** From a Monday on, until the next of these: threads, people, seats that must be filled and that are. */
export interface TrackWeek {
  readonly at: number
  readonly active: number
  readonly contacts: number
  readonly required: number
  readonly covered: number
}

/** The threads of one deal through its life, from what was recorded before each Monday. Times in milliseconds. */
export interface ThreadTrack {
  readonly segment: Segment | null
  readonly ownerId: string | null
  readonly createdAt: number
  /** The first Monday on which it was known to be closed; null while it is open. */
  readonly closedAt: number | null
  readonly won: boolean
  /** The last instant that the track tells of. */
  readonly until: number
  readonly sightings: readonly StageSighting[]
  /** Only Mondays on which something is other than on the one before. */
  readonly weeks: readonly TrackWeek[]
}

export type Witnessed = Exchanged & Learnt

interface Way {
  readonly until: number
  readonly settings: ThreadingSettings
  /** An amount in minor units of the base currency at the rate of a day; null without a rate. */
  readonly worth: (money: Money, day: string) => number | null
}

/** Replays a deal once. Undefined for one that was not known before the first Monday up to `until`, or that was removed. */
export function threadTrack(history: DealHistory<Witnessed>, { until, settings, worth }: Way): ThreadTrack | undefined {
  const turns = history.events
    .filter(({ noun }) => noun === 'opportunity')
    .map(({ recordedAt }) => mondayAfter(epochMs(recordedAt)))
  turns.sort((a, b) => a - b)
  const ledger = new ThreadLedger(settings)
  const sightings: StageSighting[] = []
  const weeks: TrackWeek[] = []
  let open = true
  let closedAt: number | null = null
  let last: Step<Witnessed> | undefined
  const entered = new Set<Stage>()
  function* mondays(known: number): Generator<number> {
    for (let at = mondayAfter(known); at <= until;) {
      yield at
      // While it is closed nothing moves but what is recorded of the deal itself.
      const next = open ? at + WEEK_MS : turns.find((turn) => turn > at)
      if (next === undefined) return
      at = next
    }
  }
  for (const step of steps(history, mondays)) {
    const { at, facts, events, activities } = step
    if (!last || events.some(({ noun }) => noun !== 'opportunity')) ledger.regroup(recordsOf(step))
    ledger.learn(activities, at)
    last = step
    const stage = facts.stage ?? 'discovery'
    open = isOpen(stage)
    closedAt = open ? null : (closedAt ?? at)
    if (!open) continue
    const counts = ledger.at(at)
    if (!entered.has(stage)) sightings.push({ at, stage, ...counts })
    entered.add(stage)
    const week = { at, active: counts.active, contacts: ledger.contacts, ...seats(step, settings, worth) }
    if (!isSame(weeks.at(-1), week)) weeks.push(week)
  }
  if (!last?.createdAt || last.removed) return undefined
  const { facts } = last
  return {
    segment: segmentOf(last),
    ownerId: facts.ownerId ?? null,
    createdAt: epochMs(last.createdAt),
    closedAt,
    won: facts.stage === 'closed_won',
    until,
    sightings,
    weeks,
  }
}

function recordsOf({ people, known }: Step<Witnessed>): PersonRecord[] {
  return [...people.keys()].map((contactId) => {
    const record: Known | undefined = known.get(contactId)
    return { contactId, mergedIntoId: record?.mergedIntoId ?? null, mailboxKeys: record?.mailboxKeys ?? [] }
  })
}

function segmentOf({ facts, known }: Step<Witnessed>): Segment | null {
  return facts.segment ?? (facts.accountId == null ? null : (known.get(facts.accountId)?.segment ?? null))
}

function seats(step: Step<Witnessed>, settings: ThreadingSettings, worth: Way['worth']): { required: number; covered: number } {
  const { facts, people, at } = step
  const money = facts.amount ?? facts.listAmount
  const amountMinor = money ? worth(money, new Date(at).toISOString().slice(0, 10)) : null
  const stage = facts.stage ?? 'discovery'
  const needed = requiredRoles({ segment: segmentOf(step), stage, amountMinor }, settings.requiredRoles)
  const filled = new Set<BuyingRole>([...people.values()].flatMap(({ roles }) => roles))
  return { required: needed.length, covered: needed.filter(({ anyOf }) => anyOf.some((role) => filled.has(role))).length }
}

function isSame(one: TrackWeek | undefined, other: TrackWeek): boolean {
  return (
    one?.active === other.active &&
    one.contacts === other.contacts &&
    one.required === other.required &&
    one.covered === other.covered
  )
}
