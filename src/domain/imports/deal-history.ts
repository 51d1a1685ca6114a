import { isClosed, type Stage } from '../opportunities/stage.ts'

/** What can be known of a deal at a moment: any of the journal's keys for deals. */
export type DealFields = Readonly<Record<string, unknown>>

export interface DealPoint {
  readonly at: string
  /** Only what this row of the source says. */
  readonly says: DealFields
  /** What the source says held before, where it does (field history). */
  readonly before?: DealFields
}

export interface DealSource {
  /** What is stored of the deal now; null for a deal that is new here. */
  readonly stored: DealFields | null
  /** The source's record as it stands. */
  readonly record: DealFields
  readonly createdAt: string | null
  readonly modifiedAt: string | null
  readonly stageEnteredAt: string | null
  /** The day on which a closed deal was closed. */
  readonly closedOn: string | null
  /** Rows of history, any order. */
  readonly points: readonly DealPoint[]
  /** Where a deal without history of its own began. */
  readonly firstStage: DealFields
  /** Whether an amount was known from the start (false where the column is filled by the outcome). */
  readonly knownLate: ReadonlySet<string>
  /** The moment of this import: when we learn what carries no stamp. */
  readonly importedAt: string
}

export interface DealEvent {
  readonly type:
    | 'opportunity.created'
    | 'opportunity.changed'
    | 'opportunity.moved'
    | 'opportunity.assigned'
    | 'opportunity.removed'
  readonly occurredAt: string
  readonly recordedAt: string
  readonly before: DealFields | null
  readonly after: DealFields
}

export interface DealStory {
  readonly events: readonly DealEvent[]
  readonly createdAt: string | null
  readonly closedAt: string | null
  readonly stageEnteredAt: string | null
  readonly closeDateMoves: number
}

/** Facts that only the end of a deal brings; a snapshot does not say them of earlier days. */
const OF_THE_END = new Set(['lostReason', 'actualCloseOn', 'closedAt'])
/** Facts of which a snapshot says only that they hold now. */
const OF_NOW = new Set(['nextAction', 'nextActionDueOn', 'description', 'probability', 'forecastCategory', 'expectedCloseOn'])
const STAGE_KEYS = ['stageId', 'stageName', 'stage', 'pipelineId'] as const

/**
 * The journal of one deal from what an export holds: created with what was known then, each row of history as a change at
 * its own stamp, and what the record says beyond its history at the day of closing, the stamp of the last change, or now.
 * Nothing that became known later stands in an earlier event.
 */
export function dealHistory(source: DealSource): DealStory {
  const points = [...source.points].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const story = new Story(source.importedAt, source.stored)
  if (source.stored === null) story.create(createdAtOf(source, points), firstKnown(source, points))
  for (const point of points.slice(source.stored === null ? story.consumed(points) : 0))
    story.change(point.at, point.at, point.says)
  story.finish(source)
  return story.told()
}

function createdAtOf(source: DealSource, points: readonly DealPoint[]): string {
  const first = points[0]?.at ?? null
  const created = source.createdAt ?? first ?? source.importedAt
  return first !== null && first < created ? first : created
}

/** What was known on the day of creation. */
function firstKnown(source: DealSource, points: readonly DealPoint[]): DealFields {
  // Without any date the deal is learnt of now, as it is now.
  if (source.createdAt === null && points.length === 0 && !isClosed(source.record['stage'] as Stage))
    return pick(source.record, (key) => source.record[key] !== null && key !== 'deleted')
  const known: Record<string, unknown> = {}
  const told = new Set(points.flatMap((point) => Object.keys(point.says)))
  for (const [key, value] of Object.entries(source.record)) {
    if (value === null || told.has(key) || OF_THE_END.has(key) || OF_NOW.has(key) || source.knownLate.has(key)) continue
    if ((STAGE_KEYS as readonly string[]).includes(key)) continue
    known[key] = value
  }
  Object.assign(known, source.firstStage)
  // The first row of history tells each of its fields for the first time; a row of field history also tells what held before it.
  for (const key of told) {
    const first = points.find((point) => key in point.says)
    if (!first) continue
    const value =
      first.before && key in first.before
        ? first.before[key]
        : first === points[0] || first.at === points[0]?.at
          ? first.says[key]
          : undefined
    if (value !== undefined && value !== null) known[key] = value
    else if (value === null) delete known[key]
  }
  return closing(known, points[0]?.at)
}

/** A deal that begins closed carries the day of it. */
function closing(known: Record<string, unknown>, at: string | undefined): DealFields {
  if (!isClosed(known['stage'] as Stage) || at === undefined) return known
  return { ...known, closedAt: at, actualCloseOn: known['actualCloseOn'] ?? at.slice(0, 10) }
}

class Story {
  private readonly importedAt: string
  private readonly events: DealEvent[] = []
  private state: Record<string, unknown>
  private last = ''
  private created: string | null = null
  private entered: string | null = null
  private moves = 0

  constructor(importedAt: string, stored: DealFields | null) {
    this.importedAt = importedAt
    this.state = { ...stored }
  }

  create(at: string, known: DealFields): void {
    this.state = { ...known }
    this.created = at
    this.entered = at
    this.last = at
    this.events.push({ type: 'opportunity.created', occurredAt: at, recordedAt: at, before: null, after: known })
  }

  /** How many rows of history the creation already tells: those at the first stamp that change nothing. */
  consumed(points: readonly DealPoint[]): number {
    const first = points[0]
    return first && !first.before && Object.keys(changed(this.state, first.says)).length === 0 ? 1 : 0
  }

  change(occurredAt: string, at: string, says: DealFields): void {
    const recordedAt = at < this.last ? this.last : at
    const withClose = closeFields(this.state, says, recordedAt)
    const after = changed(this.state, withClose)
    const keys = Object.keys(after)
    if (keys.length === 0) return
    const before = Object.fromEntries(keys.map((key) => [key, this.state[key] ?? null]))
    if (laterDate(before['expectedCloseOn'], after['expectedCloseOn'])) this.moves += 1
    const type =
      'stageId' in after
        ? 'opportunity.moved'
        : keys.length === 1 && keys[0] === 'ownerId'
          ? 'opportunity.assigned'
          : 'opportunity.changed'
    if (type === 'opportunity.moved') this.entered = occurredAt
    this.events.push({ type, occurredAt, recordedAt, before, after })
    this.state = { ...this.state, ...after }
    this.last = recordedAt
  }

  /** Brings the told state to the record: the end of the deal on the day of closing, the rest when it was last changed. */
  finish(source: DealSource): void {
    const { record, stored } = source
    const isNowClosed = isClosed(record['stage'] as Stage)
    const gap = changed(this.state, withoutClosing(record))
    const stamp = source.modifiedAt ?? this.importedAt
    const now = stamp < this.importedAt ? stamp : this.importedAt
    if ('stageId' in gap && isNowClosed) {
      const onDay = source.closedOn === null ? now : `${source.closedOn}T00:00:00.000Z`
      const occurred = onDay < this.importedAt ? onDay : this.importedAt
      // A later export brings the closing of a deal that we hold open: known only since that export or its stamp.
      const at = stored !== null ? now : source.createdAt === null ? this.importedAt : occurred
      const atEnd = Object.fromEntries(Object.entries(gap).filter(([, value]) => stored !== null || value !== null))
      this.change(occurred < this.last && stored === null ? this.last : occurred, at, {
        ...atEnd,
        actualCloseOn: source.closedOn ?? (source.modifiedAt === null ? null : occurred.slice(0, 10)),
      })
    } else {
      if (isNowClosed && source.closedOn !== null && this.state['actualCloseOn'] !== source.closedOn)
        gap['actualCloseOn'] = source.closedOn
      const stageAt =
        source.stageEnteredAt !== null && source.stageEnteredAt >= this.last && source.stageEnteredAt <= this.importedAt
          ? source.stageEnteredAt
          : now
      if ('stageId' in gap && stageAt !== now) {
        this.change(
          stageAt,
          stageAt,
          pick(gap, (key) => (STAGE_KEYS as readonly string[]).includes(key)),
        )
        for (const key of STAGE_KEYS) delete gap[key]
      }
      const at =
        isNowClosed && source.closedOn !== null && source.modifiedAt === null && stored === null && source.createdAt !== null
          ? this.last
          : now
      this.change(at, at, gap)
    }
    if (record['deleted'] === true && this.state['removed'] !== true && stored?.['deleted'] !== true) {
      this.events.push({
        type: 'opportunity.removed',
        occurredAt: now,
        recordedAt: now < this.last ? this.last : now,
        before: { removed: false },
        after: { removed: true },
      })
    }
  }

  told(): DealStory {
    return {
      events: this.events,
      createdAt: this.created,
      closedAt: (this.state['closedAt'] as string | null | undefined) ?? null,
      stageEnteredAt: this.entered,
      closeDateMoves: this.moves,
    }
  }
}

function withoutClosing(record: DealFields): DealFields {
  // A closed deal's record says no longer what was expected; that stays as it was.
  const ended = isClosed(record['stage'] as Stage)
  return pick(
    record,
    (key) =>
      key !== 'actualCloseOn' &&
      key !== 'closedAt' &&
      key !== 'deleted' &&
      !(ended && key === 'expectedCloseOn' && record[key] === null),
  )
}

/** A change into a closed stage sets when; a change out of one clears it. */
function closeFields(state: DealFields, says: DealFields, at: string): DealFields {
  const stage = says['stage'] as Stage | undefined
  if (stage === undefined) return says
  if (isClosed(stage))
    return {
      ...says,
      closedAt: state['stage'] === stage && state['closedAt'] ? state['closedAt'] : at,
      actualCloseOn: 'actualCloseOn' in says ? says['actualCloseOn'] : at.slice(0, 10),
    }
  return isClosed(state['stage'] as Stage) ? { ...says, closedAt: null, actualCloseOn: null } : says
}

/** The values of `says` that differ from `state`; saying nothing of a field that has no value is no change. */
function changed(state: DealFields, says: DealFields): Record<string, unknown> {
  return pick(says, (key) => !same(state[key] ?? null, says[key] ?? null))
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  return typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b)
}

function laterDate(before: unknown, after: unknown): boolean {
  return typeof before === 'string' && typeof after === 'string' && before < after
}

function pick(fields: DealFields, wanted: (key: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => wanted(key)))
}
