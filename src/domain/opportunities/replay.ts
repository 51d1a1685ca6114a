import type { BuyingRole, Channel } from '../accounts/contact.ts'
import { CHANNELS, mailboxKey } from '../accounts/contact.ts'
import type { Activity } from '../activities/activity.ts'
import type { JournalEvent } from '../journal/event.ts'
import { epochMs, instantOf, MS_PER_DAY, type Instant } from '../values/instant.ts'
import type { DealAccount, DealFacts, DealPerson, Dossier, StageEntry } from './dossier.ts'
import { SEGMENTS, type Segment } from './opportunity.ts'
import { STAGES, type Stage } from './stage.ts'

export type DealEvent = Pick<JournalEvent, 'id' | 'type' | 'noun' | 'subject' | 'occurredAt' | 'recordedAt' | 'before' | 'after'>

/** What is known of a contact or an account before any event of the history speaks of it. */
export interface Known {
  readonly name: string
  readonly externalId?: string | null
  readonly title?: string | null
  readonly department?: string | null
  readonly reportsToId?: string | null
  readonly mailboxKeys?: readonly string[]
  readonly mergedIntoId?: string | null
  readonly doNotContact?: boolean
  readonly preferredChannel?: Channel | null
  readonly optedOutChannels?: readonly Channel[]
  readonly segment?: Segment | null
  readonly industry?: string | null
  readonly employeeCount?: number | null
}

/**
 * One deal's past: its own events, those of its stakeholders, and those of its accounts and contacts; its activities.
 * `known` holds accounts and contacts by id as they stood before the first event (see `knownBefore`).
 */
export interface DealHistory<A extends Learnt = Activity> {
  readonly events: readonly DealEvent[]
  readonly activities: readonly A[]
  readonly known: ReadonlyMap<string, Known>
}

/** The least that an activity must say to be put in its place. */
export type Learnt = Pick<Activity, 'id' | 'occurredAt' | 'recordedAt'>

/** How a deal stood at an instant and what had been learnt since the one before. Good until the next is asked for. */
export interface Step<A extends Learnt = Activity> {
  readonly at: number
  /** Undefined before the deal was known. */
  readonly createdAt: Instant | undefined
  readonly removed: boolean
  readonly facts: DealFacts
  readonly people: ReadonlyMap<string, { readonly roles: readonly BuyingRole[]; readonly joinedAt: Instant }>
  readonly stages: readonly StageEntry[]
  /** Accounts and contacts by id. */
  readonly known: ReadonlyMap<string, Known>
  /** Learnt since the step before, in order of learning. */
  readonly events: readonly DealEvent[]
  readonly activities: readonly A[]
}

const WEEK_MS = 7 * MS_PER_DAY
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY_MS = 4 * MS_PER_DAY

/** The dossier of what was recorded before `asOf`; undefined before the deal was known. */
export function dossierAt(history: DealHistory, asOf: Instant): Dossier | undefined {
  const walk = startWalk(history)
  advance(walk, epochMs(asOf))
  remember(walk)
  return dossierOf(walk, asOf)
}

/**
 * The dossier at each Monday 00:00 UTC after the deal became known, up to and including `until`. Walks the history
 * once: the whole past of a company is replayed in one pass, and no step can see a later event.
 */
export function* replay(history: DealHistory, until: Instant): Generator<Dossier, void, undefined> {
  const walk = startWalk(history)
  const first = walk.events.find((event) => event.noun === 'opportunity')
  if (!first) return
  const end = epochMs(until)
  for (let week = mondayAfter(epochMs(first.recordedAt)); week <= end; week += WEEK_MS) {
    advance(walk, week)
    remember(walk)
    const dossier = dossierOf(walk, instantOf(week))
    if (dossier) yield dossier
  }
}

/**
 * The same walk for those who keep their own account of what happened: at each instant how the deal stands and only what
 * was learnt since the one before, so that a long past costs no more than its rows. `instantsFrom` gives the instants,
 * ascending, from the one at which the deal became known.
 */
export function* steps<A extends Learnt>(
  history: DealHistory<A>,
  instantsFrom: (known: number) => Iterable<number>,
): Generator<Step<A>, void, undefined> {
  const walk = startWalk(history)
  const first = walk.events.find((event) => event.noun === 'opportunity')
  if (!first) return
  for (const at of instantsFrom(epochMs(first.recordedAt))) {
    const from = walk.nextEvent
    advance(walk, at)
    const { createdAt, removed, facts, people, stages, known, fresh } = walk
    const events = walk.events.slice(from, walk.nextEvent)
    yield { at, createdAt, removed, facts, people, stages, known, events, activities: fresh }
  }
}

/** The first Monday 00:00 UTC later than an instant. */
export function mondayAfter(ms: number): number {
  return FIRST_MONDAY_MS + (Math.floor((ms - FIRST_MONDAY_MS) / WEEK_MS) + 1) * WEEK_MS
}

/** A record as it stood before its events: today's values with every change taken back. */
export function knownBefore(current: Known, events: readonly DealEvent[]): Known {
  let known = current
  for (const event of inOrder(events).reverse()) known = { ...known, ...learnt(event.before) }
  return known
}

interface Walk<A extends Learnt> {
  readonly events: readonly DealEvent[]
  readonly activities: readonly A[]
  readonly known: Map<string, Known>
  nextEvent: number
  nextActivity: number
  createdAt: Instant | undefined
  removed: boolean
  facts: DealFacts
  people: Map<string, { roles: readonly BuyingRole[]; joinedAt: Instant }>
  stages: readonly StageEntry[]
  /** Activities learnt by the last advance, and all that were remembered, in order of occurrence. */
  fresh: A[]
  happened: readonly A[]
}

function startWalk<A extends Learnt>(history: DealHistory<A>): Walk<A> {
  return {
    events: inOrder(history.events),
    activities: history.activities.toSorted((a, b) => compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id)),
    known: new Map(history.known),
    nextEvent: 0,
    nextActivity: 0,
    createdAt: undefined,
    removed: false,
    facts: {},
    people: new Map(),
    stages: [],
    fresh: [],
    happened: [],
  }
}

/** In order of learning; what was learnt at once in order of writing. */
function inOrder(events: readonly DealEvent[]): DealEvent[] {
  return events.toSorted((a, b) => compare(a.recordedAt, b.recordedAt) || a.id - b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function advance<A extends Learnt>(walk: Walk<A>, beforeMs: number): void {
  for (
    let event = walk.events[walk.nextEvent];
    event && epochMs(event.recordedAt) < beforeMs;
    event = walk.events[++walk.nextEvent]
  )
    apply(walk, event)
  walk.fresh = []
  for (
    let one = walk.activities[walk.nextActivity];
    one && epochMs(one.recordedAt) < beforeMs;
    one = walk.activities[++walk.nextActivity]
  )
    walk.fresh.push(one)
}

function remember<A extends Learnt>(walk: Walk<A>): void {
  if (walk.fresh.length > 0)
    walk.happened = [...walk.happened, ...walk.fresh].sort((a, b) => compare(a.occurredAt, b.occurredAt) || compare(a.id, b.id))
}

function apply(walk: Walk<Learnt>, event: DealEvent): void {
  if (event.noun === 'opportunity') applyToDeal(walk, event)
  else if (event.noun === 'stakeholder') applyToPeople(walk, event)
  else if (event.subject !== null && (event.noun === 'account' || event.noun === 'contact'))
    walk.known.set(event.subject, { ...(walk.known.get(event.subject) ?? { name: '' }), ...learnt(event.after) })
}

function applyToDeal(walk: Walk<Learnt>, event: DealEvent): void {
  if (event.type === 'opportunity.created') walk.createdAt ??= event.occurredAt
  if (event.type === 'opportunity.removed') walk.removed = true
  else {
    if (event.type === 'opportunity.restored') walk.removed = false
    walk.facts = { ...walk.facts, ...event.after }
  }
  const stage = event.after?.['stage']
  const stageName = event.after?.['stageName']
  const last = walk.stages.at(-1)
  if (event.type === 'opportunity.restored' || (stage === undefined && stageName === undefined)) return
  const entry = {
    stage: isStage(stage) ? stage : last?.stage,
    stageName: typeof stageName === 'string' ? stageName : undefined,
    at: event.occurredAt,
  }
  if (entry.stage) walk.stages = [...walk.stages, { stage: entry.stage, stageName: entry.stageName ?? entry.stage, at: entry.at }]
}

function applyToPeople(walk: Walk<Learnt>, event: DealEvent): void {
  const fields = { ...event.before, ...event.after }
  const contactId = fields['contactId']
  if (typeof contactId !== 'string') return
  const roles = Array.isArray(event.after?.['roles']) ? (event.after['roles'] as BuyingRole[]) : undefined
  const present = walk.people.get(contactId)
  walk.people = new Map(walk.people)
  if (event.type === 'stakeholder.removed') walk.people.delete(contactId)
  else walk.people.set(contactId, { roles: roles ?? present?.roles ?? [], joinedAt: present?.joinedAt ?? event.occurredAt })
}

/** What an event of an account or a contact says that a dossier holds. */
function learnt(fields: Readonly<Record<string, unknown>> | null): Partial<Known> {
  if (!fields) return {}
  const { name, externalId, mailbox, doNotContact, preferredChannel, optedOutChannels, segment, employeeCount, mailboxes } =
    fields
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof externalId === 'string' ? { externalId } : {}),
    ...textsIn(fields),
    ...(mailbox === null ? { mailboxKeys: [] } : typeof mailbox === 'string' ? { mailboxKeys: [mailboxKey(mailbox)] } : {}),
    // All their addresses at once, where one was added or taken away.
    ...(Array.isArray(mailboxes) ? { mailboxKeys: mailboxes.map((one) => mailboxKey(String(one))) } : {}),
    ...(typeof doNotContact === 'boolean' ? { doNotContact } : {}),
    ...(preferredChannel === null || isChannel(preferredChannel) ? { preferredChannel } : {}),
    ...(Array.isArray(optedOutChannels) ? { optedOutChannels: optedOutChannels.filter(isChannel) } : {}),
    ...(segment === null || isSegment(segment) ? { segment } : {}),
    ...(employeeCount === null || typeof employeeCount === 'number' ? { employeeCount } : {}),
  }
}

const TEXTS = ['title', 'department', 'reportsToId', 'mergedIntoId', 'industry'] as const

function textsIn(fields: Readonly<Record<string, unknown>>): Partial<Pick<Known, (typeof TEXTS)[number]>> {
  const texts: { -readonly [K in (typeof TEXTS)[number]]?: string | null } = {}
  for (const key of TEXTS) {
    const value = fields[key]
    if (value === null || typeof value === 'string') texts[key] = value
  }
  return texts
}

function dossierOf(walk: Walk<Activity>, asOf: Instant): Dossier | undefined {
  if (walk.createdAt === undefined) return undefined
  const { facts } = walk
  return {
    asOf,
    opportunity: facts,
    createdAt: walk.createdAt,
    removed: walk.removed,
    account: facts.accountId == null ? null : accountOf(facts.accountId, walk.known.get(facts.accountId)),
    people: [...walk.people].map(([contactId, person]) => personOf(contactId, person, walk.known.get(contactId))),
    activities: walk.happened,
    stages: walk.stages,
  }
}

function personOf(
  contactId: string,
  on: { roles: readonly BuyingRole[]; joinedAt: Instant },
  known: Known | undefined,
): DealPerson {
  return {
    contactId,
    externalId: known?.externalId ?? null,
    name: known?.name ?? '',
    title: known?.title ?? null,
    department: known?.department ?? null,
    reportsToId: known?.reportsToId ?? null,
    mailboxKeys: known?.mailboxKeys ?? [],
    mergedIntoId: known?.mergedIntoId ?? null,
    doNotContact: known?.doNotContact ?? false,
    preferredChannel: known?.preferredChannel ?? null,
    optedOutChannels: known?.optedOutChannels ?? [],
    roles: on.roles,
    joinedAt: on.joinedAt,
  }
}

function accountOf(id: string, known: Known | undefined): DealAccount {
  return {
    id,
    name: known?.name ?? '',
    segment: known?.segment ?? null,
    industry: known?.industry ?? null,
    employeeCount: known?.employeeCount ?? null,
  }
}

function isChannel(value: unknown): value is Channel {
  return CHANNELS.some((channel) => channel === value)
}

export function isSegment(value: unknown): value is Segment {
  return SEGMENTS.some((segment) => segment === value)
}

function isStage(value: unknown): value is Stage {
  return STAGES.some((stage) => stage === value)
}
