import type { Activity } from '../activities/activity.ts'
import { isSegment, knownBefore, type Known } from '../opportunities/replay.ts'
import { groupedBy } from '../values/grouped.ts'
import type { Instant } from '../values/instant.ts'
import { contractAt, contractsAt, hasBegun, type ContractRow } from './contract-at.ts'
import { enteredAt } from './entered-sponsors.ts'
import { importedContext } from './imported-context.ts'
import { byLearning, type PastEvent } from './past-event.ts'
import type { AccountContract, AccountPerson, SponsorAccount, TitleChange } from './sponsor-account.ts'

/** A person as their row stands today. */
export interface PersonRow extends Known {
  readonly id: string
  readonly accountId: string | null
  readonly createdAt: Instant
  readonly deletedAt: Instant | null
  readonly inRoleSince: string | null
}

/** The rows and the journal of one account, from which it is rebuilt as of any instant. */
export interface AccountPast {
  readonly account: {
    readonly id: string
    readonly externalId: string | null
    readonly name: string
    readonly ownerId: string | null
    readonly tier: string | null
    readonly segment: SponsorAccount['segment']
    readonly currency: string
    readonly custom: Readonly<Record<string, unknown>>
  }
  /** Those who are or were at the account. */
  readonly people: readonly PersonRow[]
  readonly contracts: readonly ContractRow[]
  /** Of the account, of its contracts, of these people, of people put on its deals, and what was entered about its sponsors. */
  readonly events: readonly PastEvent[]
  readonly activities: readonly Exchange[]
  /** The day of the first deal won. */
  readonly wonOn: string | null
  readonly users: ReadonlyMap<string, string>
  /** Our people by what the CRM calls them: id or name. */
  readonly userByRef: ReadonlyMap<string, string>
}

export type Exchange = Omit<Activity, 'dueOn' | 'opportunityId' | 'accountId' | 'owner' | 'durationMinutes'>

/** The account as it was known at an instant: nothing that was recorded at it or later. */
export function sponsorAccountAt(past: AccountPast, asOf: Instant): SponsorAccount {
  const { account, users } = past
  const byNoun = groupedBy(past.events, ({ noun }) => noun)
  const later = (noun: string) => (byNoun.get(noun) ?? []).filter(({ recordedAt }) => recordedAt >= asOf)
  const until = (noun: string) => (byNoun.get(noun) ?? []).filter(({ recordedAt }) => recordedAt < asOf)
  const laterOf = groupedBy(later('contact'), ({ subject }) => subject)
  const toldOf = groupedBy(until('contact'), ({ subject }) => subject)
  const facts = takenBack(account, later('account'))
  const { context, oursRef } = importedContext(facts.custom, facts.currency)
  const kept = contractAt(past.contracts, later('contract'), asOf)
  const entered = enteredAt(until('sponsor'), withContract(begun(context, asOf), kept))
  const champions = championsAt(until('stakeholder'))
  const oursId = oursRef === null ? undefined : past.userByRef.get(oursRef)
  const people = past.people.flatMap((row) => {
    const person = personAt(row, account.id, { later: laterOf.get(row.id) ?? [], until: toldOf.get(row.id) ?? [] }, asOf)
    return person ? [{ ...person, championOnDeal: champions.has(person.contactId) }] : []
  })
  return {
    asOf,
    id: account.id,
    externalId: account.externalId,
    name: facts.name,
    owner: facts.ownerId === null ? null : { id: facts.ownerId, name: users.get(facts.ownerId) ?? '' },
    tier: facts.tier,
    segment: facts.segment,
    isCustomer:
      (past.wonOn !== null && past.wonOn < asOf.slice(0, 10)) || entered.context.contract !== null || entered.sponsors.size > 0,
    people,
    activities: past.activities.filter(({ recordedAt }) => recordedAt < asOf),
    titleChanges: until('contact').flatMap(titleChange),
    entered: entered.sponsors,
    context: entered.context,
    news: entered.news,
    ours: oursId === undefined ? null : { id: oursId, name: users.get(oursId) ?? '' },
    users,
  }
}

/**
 * Every contract with the account as it was known at an instant. That which runs stands as its page shows it: as somebody
 * entered it, else as the CRM keeps it, with what columns of the account add.
 */
export function contractsOfAccount(
  { account, contracts, events }: Pick<AccountPast, 'account' | 'contracts' | 'events'>,
  asOf: Instant,
): AccountContract[] {
  const byNoun = groupedBy(events, ({ noun }) => noun)
  const told = (noun: string, when: 'before' | 'later') =>
    (byNoun.get(noun) ?? []).filter(({ recordedAt }) => recordedAt < asOf === (when === 'before'))
  const { custom, currency } = takenBack(account, told('account', 'later'))
  const all = contractsAt(contracts, told('contract', 'later'), asOf)
  const kept = all.findLast(hasBegun(asOf))
  const imported = withContract(begun(importedContext(custom, currency).context, asOf), kept)
  const running = enteredAt(told('sponsor', 'before'), imported).context.contract
  const others = all.flatMap((one) => (one === kept ? [] : [{ ...one, value: null, renewsOn: null }]))
  return running ? [...others, running] : others
}

/** A contract that the CRM keeps as a record of its own is told by that; columns of the account may add what it is worth. */
function withContract(context: SponsorAccount['context'], kept: ReturnType<typeof contractAt>): SponsorAccount['context'] {
  if (!kept) return context
  const { value = null, renewsOn = null } = context.contract ?? {}
  return { ...context, contract: { value, renewsOn, ...kept }, source: 'imported' }
}

/** A contract that had not begun was not there. */
function begun(context: SponsorAccount['context'], asOf: Instant): SponsorAccount['context'] {
  const { contract } = context
  return contract?.startOn != null && contract.startOn >= asOf.slice(0, 10) ? { ...context, contract: null } : context
}

function takenBack(account: AccountPast['account'], events: readonly PastEvent[]): AccountPast['account'] {
  let facts = account
  for (const { before } of newestFirst(events)) {
    if (!before) continue
    const { name, ownerId, tier, segment, custom } = before
    facts = {
      ...facts,
      ...(typeof name === 'string' ? { name } : {}),
      ...(ownerId === null || typeof ownerId === 'string' ? { ownerId } : {}),
      ...(tier === null || typeof tier === 'string' ? { tier } : {}),
      ...(segment === null || isSegment(segment) ? { segment } : {}),
      ...(isFields(custom) ? { custom } : {}),
    }
  }
  return facts
}

type Told = { readonly later: readonly PastEvent[]; readonly until: readonly PastEvent[] }

function personAt(
  row: PersonRow,
  accountId: string,
  { later, until }: Told,
  asOf: Instant,
): Omit<AccountPerson, 'championOnDeal'> | undefined {
  if (row.createdAt >= asOf || (row.deletedAt !== null && row.deletedAt < asOf)) return undefined
  const known = knownBefore(row, later)
  let at = row.accountId
  for (const { before } of newestFirst(later)) if (before && 'accountId' in before) at = textOf(before['accountId'])
  const moved = until.findLast(({ before, after }) => before?.['accountId'] === accountId && after?.['accountId'] !== accountId)
  if (at !== accountId && !moved) return undefined
  return {
    contactId: row.id,
    name: known.name,
    title: known.title ?? null,
    department: known.department ?? null,
    mailboxKeys: known.mailboxKeys ?? [],
    mergedIntoId: known.mergedIntoId ?? null,
    doNotContact: known.doNotContact ?? false,
    preferredChannel: known.preferredChannel ?? null,
    optedOutChannels: known.optedOutChannels ?? [],
    knownSince: row.createdAt,
    inRoleSince: row.inRoleSince !== null && row.inRoleSince < asOf.slice(0, 10) ? row.inRoleSince : null,
    movedAway:
      at === accountId || !moved
        ? null
        : { at: moved.recordedAt, source: 'Their record names another company', evidence: String(moved.id) },
  }
}

function titleChange({ type, subject, before, after, recordedAt, source, actor, id }: PastEvent): TitleChange[] {
  if (type !== 'contact.changed' || subject === null || !after || !('title' in after)) return []
  const change = { contactId: subject, at: recordedAt, before: textOf(before?.['title']), after: textOf(after['title']) }
  return [{ ...change, source: source === 'import' ? 'CRM' : actor.name, evidence: String(id) }]
}

/** Whom somebody of ours, or the CRM, called champion on a deal at that time. */
function championsAt(events: readonly PastEvent[]): Set<string> {
  const on = new Map<string, boolean>()
  for (const { subject, type, before, after } of events.toSorted(byLearning)) {
    const contactId = textOf(after?.['contactId']) ?? textOf(before?.['contactId'])
    const roles = after?.['roles']
    if (contactId === null) continue
    const key = `${subject} ${contactId}`
    if (type === 'stakeholder.removed') on.delete(key)
    else if (Array.isArray(roles)) on.set(key, roles.includes('champion'))
  }
  return new Set([...on].flatMap(([key, champions]) => (champions ? [key.slice(key.indexOf(' ') + 1)] : [])))
}

function newestFirst(events: readonly PastEvent[]): PastEvent[] {
  return events.toSorted(byLearning).reverse()
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
