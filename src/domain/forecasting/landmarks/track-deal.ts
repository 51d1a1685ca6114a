import { isClosed, STAGES } from '../../opportunities/stage.ts'
import { mondayAfter, steps, type DealEvent, type DealHistory, type Step } from '../../opportunities/replay.ts'
import { SEGMENTS } from '../../opportunities/opportunity.ts'
import { epochMs, instantOf, MS_PER_DAY } from '../../values/instant.ts'
import { traitsAt, type AccountsKnown } from '../account-traits.ts'
import { DataSeen } from './data-seen.ts'
import { NAMED, stageNameOf, type DealTrack, type Spell, type TrackContext } from './deal-track.ts'
import { EngagementSignals, type TrackActivity } from './engagement-signals.ts'
import { OWN_FEATURES, type OwnFeature } from './landmark-features.ts'
import { peopleSignals } from './people-signals.ts'
import { RepSignals } from './rep-signals.ts'
import { StageSignals } from './stage-signals.ts'

const WEEK_MS = 7 * MS_PER_DAY

/** Follows one deal through its recorded past, once. Undefined where nothing was known of it before `until`. */
export function trackDeal(history: DealHistory<TrackActivity>, context: TrackContext): DealTrack | undefined {
  const builder = new TrackBuilder(context)
  const last = lastRecorded(history)
  for (const step of steps(history, (known) => landmarksFrom(known, context.until, (at) => at > last && !builder.isOpen)))
    builder.learn(step)
  return builder.told()
}

/** Mondays and firsts of months after an instant, up to `until`, which comes last whatever day it is. */
function* landmarksFrom(known: number, until: number, isOver: (at: number) => boolean): Generator<number> {
  if (known >= until) return
  let monday = mondayAfter(known)
  let month = monthAfter(known)
  for (;;) {
    const next = Math.min(monday, month)
    if (next >= until) break
    yield next
    // What is closed and of which nothing more is recorded has no more rows.
    if (isOver(next)) return
    if (monday === next) monday += WEEK_MS
    if (month === next) month = monthAfter(next)
  }
  yield until
}

function monthAfter(ms: number): number {
  const day = new Date(ms)
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1)
}

function lastRecorded({ events, activities }: DealHistory<TrackActivity>): number {
  let last = ''
  for (const { recordedAt } of events) if (recordedAt > last) last = recordedAt
  for (const { recordedAt } of activities) if (recordedAt > last) last = recordedAt
  return epochMs(last)
}

/** Where each of the own features stands in a row. */
const SLOT = OWN_FEATURES.map(({ name }) => name)

class TrackBuilder {
  isOpen = false
  private readonly key: string
  private readonly worth: TrackContext['worth']
  private readonly accounts: AccountsKnown
  private readonly engagement = new EngagementSignals()
  private readonly stage = new StageSignals()
  private readonly rep = new RepSignals()
  private readonly seen = new DataSeen()
  private readonly rows = {
    at: [] as number[],
    own: [] as number[],
    stage: [] as number[],
    segment: [] as number[],
    due: [] as number[],
    amount: [] as number[],
    named: [] as number[],
  }
  private readonly words = new Map<string, number>()
  private readonly track: Pick<DealTrack, 'spells' | 'stints' | 'exits' | 'firstAmount'> = {
    spells: [],
    stints: [],
    exits: [],
    firstAmount: null,
  }
  private known = false
  /** Facts as of the last event; an event only tells what changed. */
  private facts: Step['facts'] = {}

  constructor({ key, worth, accounts = new Map() }: TrackContext) {
    this.key = key
    this.worth = worth
    this.accounts = accounts
  }

  learn(step: Step<TrackActivity>): void {
    this.stage.moveTo(step.at)
    for (const event of step.events) if (event.noun === 'opportunity') this.apply(event)
    this.engagement.learn(step.activities, step.at)
    this.seen.learn(step)
    if (step.createdAt !== undefined && this.isOpen) this.addRow(step, epochMs(step.createdAt))
  }

  told(): DealTrack | undefined {
    if (!this.known) return undefined
    const { at, own, stage, segment, due, amount, named } = this.rows
    return {
      key: this.key,
      at: new Float64Array(at),
      own: new Float32Array(own),
      stage: new Uint8Array(stage),
      segment: new Uint8Array(segment),
      dueWeeks: new Float32Array(due),
      amount: new Float64Array(amount),
      named: new Int16Array(named),
      words: [...this.words.keys()],
      ...this.track,
      seen: this.seen.at,
    }
  }

  private apply(event: DealEvent): void {
    const { after, type } = event
    const recorded = epochMs(event.recordedAt)
    this.known ||= type === 'opportunity.created'
    if (type === 'opportunity.removed') {
      this.end(recorded, 0)
      return
    }
    const before = this.facts
    this.facts = { ...this.facts, ...after }
    const { stage } = this.facts
    const closes = stage !== undefined && isClosed(stage)
    // An edit in the event that closes a deal says what came of it, not what was expected.
    // Opened again, it stands as the record says.
    if (after && !closes)
      this.enter(this.known && before.stage !== undefined && isClosed(before.stage) ? this.facts : after, recorded)
    if (closes) {
      if (this.isOpen || (stage !== before.stage && this.track.spells.length === 0))
        this.close(recorded, stage === 'closed_won' ? 1 : 2)
    } else this.open(event, recorded)
    if (this.isOpen) this.assign(recorded)
  }

  private enter(after: object, recorded: number): void {
    const { amount, expectedCloseOn, forecastCategory, nextAction } = this.facts
    if ('amount' in after) {
      this.rep.enterAmount(amount ? this.worth(amount, instantOf(recorded).slice(0, 10)) : null)
      const minor = this.rep.amount
      if (minor > 0) this.track.firstAmount ??= { at: recorded, segment: this.segment(recorded), minor }
    }
    if ('expectedCloseOn' in after) this.rep.enterDue(expectedCloseOn ?? null, recorded)
    if ('forecastCategory' in after) this.rep.enterCategory(forecastCategory ?? null)
    if ('nextAction' in after) this.rep.enterNextAction(nextAction ?? null)
  }

  private open(event: DealEvent, recorded: number): void {
    const reopened = !this.isOpen && this.track.spells.at(-1) !== undefined && this.track.spells.at(-1)?.cause !== 0
    const { stage, stageName, pipelineId } = this.facts
    const canonical = Math.max(0, STAGES.indexOf(stage ?? 'discovery'))
    const known = stageName ?? stage
    const name = known === undefined ? '' : stageNameOf(pipelineId ?? '', known)
    const left = this.stage.name
    const enteredAt = this.stage.enteredAt
    this.stage.enter(canonical, name, epochMs(event.occurredAt), reopened)
    if (this.isOpen && left !== this.stage.name) this.leave(left, enteredAt, recorded)
    if (this.isOpen) return
    this.isOpen = true
    this.track.spells.push({
      from: recorded,
      to: Infinity,
      closed: Infinity,
      cause: 0,
      owner: null,
      account: null,
      source: null,
      dealType: null,
    })
  }

  private close(recorded: number, cause: 1 | 2): void {
    // A deal that is first heard of as closed was never seen open, but it was won or lost.
    const closed = cause === 1 ? this.signed(recorded) : recorded
    if (!this.isOpen) this.track.spells.push({ from: recorded, to: recorded, closed, cause, ...this.who() })
    else this.leave(this.stage.name, this.stage.enteredAt, recorded)
    this.end(recorded, cause, closed)
  }

  /** A won deal counts from the day it was signed, once that is recorded; all else from when it was known. */
  private signed(recorded: number): number {
    const { actualCloseOn } = this.facts
    return actualCloseOn ? Math.min(recorded, epochMs(actualCloseOn)) : recorded
  }

  private end(at: number, cause: Spell['cause'], closed = at): void {
    const spell = this.track.spells.at(-1)
    const stint = this.track.stints.at(-1)
    if (this.isOpen && spell) Object.assign(spell, { to: at, closed, cause, ...this.who() })
    if (this.isOpen && stint?.to === Infinity) stint.to = at
    this.isOpen = false
  }

  private leave(stageName: string, enteredAt: number, at: number): void {
    if (stageName === '') return
    this.track.exits.push({ stageName, at, weeks: Math.max(0, at - enteredAt) / WEEK_MS })
  }

  private assign(at: number): void {
    const owner = this.facts.ownerId ?? null
    const stint = this.track.stints.at(-1)
    const present = stint?.to === Infinity ? stint : undefined
    if ((present?.owner ?? null) === owner) return
    if (present) present.to = at
    if (owner !== null) this.track.stints.push({ owner, from: at, to: Infinity })
  }

  private who(): Pick<Spell, 'owner' | 'account' | 'source' | 'dealType'> {
    const { ownerId, accountId, leadSource, dealType } = this.facts
    return { owner: ownerId ?? null, account: accountId ?? null, source: leadSource ?? null, dealType: dealType ?? null }
  }

  private addRow(step: Step<TrackActivity>, createdAt: number): void {
    const { at } = step
    const values: Record<OwnFeature, number> = {
      ...this.stage.values(at, createdAt),
      ...this.engagement.values(createdAt),
      ...peopleSignals(step, this.engagement),
      ...this.rep.values(at),
    }
    for (const name of SLOT) this.rows.own.push(values[name])
    this.rows.at.push(at)
    this.rows.stage.push(this.stage.stage)
    this.rows.segment.push(this.segment(at))
    this.rows.due.push((this.rep.due - at) / WEEK_MS)
    this.rows.amount.push(this.rep.amount)
    const { owner, account, source, dealType } = this.who()
    const named: Record<(typeof NAMED)[number], string | null> = { stageName: this.stage.name, owner, account, source, dealType }
    for (const name of NAMED) this.rows.named.push(this.word(named[name]))
  }

  private segment(at: number): number {
    const known = this.facts.segment ?? traitsAt(this.accounts, this.facts.accountId, at).segment
    const index = SEGMENTS.findIndex((segment) => segment === known)
    return index === -1 ? SEGMENTS.length : index
  }

  private word(text: string | null): number {
    if (text === null || text === '') return -1
    const known = this.words.get(text)
    if (known !== undefined) return known
    this.words.set(text, this.words.size)
    return this.words.size - 1
  }
}
