import { mailboxKey } from '../accounts/contact.ts'
import { isRoleMailbox } from '../accounts/identity/role-mailbox.ts'
import type { Activity } from '../activities/activity.ts'
import type { DealPerson } from '../opportunities/dossier.ts'
import { epochMs, type Instant } from '../values/instant.ts'
import type { NetworkPerson } from './network-person.ts'
import type { NetworkSource } from './network-source.ts'

/** Somebody at the customer, however many sources and records know them. */
export interface FoundPerson {
  readonly records: readonly DealPerson[]
  readonly network: readonly NetworkPerson[]
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly mailbox: string | null
  readonly sources: readonly NetworkSource[]
  /** Where they were copied in or a guest, in order of occurrence. */
  readonly seen: readonly Activity[]
}

export interface Findings {
  readonly asOf: Instant
  /** Everybody the CRM knows at the account, those on the deal among them, and whoever else owns an address seen. */
  readonly contacts: readonly DealPerson[]
  /** Of these, the ones at the account. */
  readonly atAccount: ReadonlySet<string>
  readonly activities: readonly Activity[]
  readonly network: readonly NetworkPerson[]
  /** Domains of the customer's addresses: an address elsewhere is nobody of theirs. */
  readonly domains: ReadonlySet<string>
}

/** Everybody whom the sources name, each person once: records that share a record, a mailbox, or at one customer a name. */
export function foundPeople({ asOf, contacts, atAccount, activities, network, domains }: Findings): FoundPerson[] {
  const end = epochMs(asOf)
  const byId = new Map(contacts.map((one) => [one.contactId, one]))
  const traces: Trace[] = contacts.map((record) => ({
    ...nothing,
    keys: keysOf(record),
    record,
    sources: atAccount.has(record.contactId) ? ['crm_account'] : [],
  }))
  for (const activity of activities) {
    if (epochMs(activity.occurredAt) >= end || activity.state === 'cancelled') continue
    for (const { part, contactId, userId, address, name } of activity.participants) {
      const source = part === 'cc' ? 'email_cc' : part === 'attendee' && activity.kind === 'meeting' ? 'meeting_guest' : null
      if (source === null || userId !== null) continue
      const record = contactId === null ? undefined : byId.get(contactId)
      if (record) traces.push({ ...nothing, keys: keysOf(record), record, sources: [source], seen: activity })
      else if (address !== null && isTheirs(address, domains) && !isRoleMailbox(address))
        traces.push({
          ...nothing,
          keys: [`mail:${mailboxKey(address)}`, ...nameKey(name)],
          name: name ?? nameIn(address),
          mailbox: address,
          sources: [source],
          seen: activity,
        })
    }
  }
  for (const one of network)
    traces.push({
      ...nothing,
      keys: [...(one.mailbox === null ? [] : [`mail:${mailboxKey(one.mailbox)}`]), ...nameKey(one.name)],
      name: one.name,
      mailbox: one.mailbox,
      network: one,
      sources: ['network'],
    })
  return together(traces).map(personOf)
}

interface Trace {
  readonly keys: readonly string[]
  readonly name: string | null
  readonly mailbox: string | null
  readonly record: DealPerson | null
  readonly network: NetworkPerson | null
  readonly sources: readonly NetworkSource[]
  readonly seen: Activity | null
}
const nothing = { name: null, mailbox: null, record: null, network: null, seen: null }

function keysOf({ contactId, mergedIntoId, mailboxKeys, name }: DealPerson): string[] {
  return [
    `id:${contactId}`,
    ...(mergedIntoId === null ? [] : [`id:${mergedIntoId}`]),
    ...mailboxKeys.filter((key) => !isRoleMailbox(key)).map((key) => `mail:${key}`),
    ...nameKey(name),
  ]
}

/** Two words at least: "Anna" alone is many people. */
function nameKey(name: string | null): string[] {
  const words = (name ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  return words && words.length > 1 ? [`name:${words.toSorted().join(' ')}`] : []
}

function isTheirs(address: string, domains: ReadonlySet<string>): boolean {
  return domains.has(domainOf(address))
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** 'petra.holm@acme.example' reads "Petra Holm". */
function nameIn(address: string): string {
  const [local = address] = address.split('@')
  const words = local.split(/[._-]+/).filter((word) => /^\p{L}+$/u.test(word))
  return words.length === 0 ? local : words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
}

/** Traces that share a key are of one person, also through a third. */
function together(traces: readonly Trace[]): Trace[][] {
  const groupOf = new Map<string, { readonly traces: Trace[] }>()
  for (const [i, trace] of traces.entries()) {
    const keys = trace.keys.length === 0 ? [`row:${i}`] : trace.keys
    const [into = { traces: [] }, ...others] = new Set(keys.flatMap((key) => groupOf.get(key) ?? []))
    into.traces.push(trace, ...others.flatMap((other) => other.traces))
    for (const key of [...keys, ...others.flatMap((other) => other.traces.flatMap((one) => one.keys))]) groupOf.set(key, into)
  }
  return [...new Set(groupOf.values())].map((group) => group.traces)
}

function personOf(traces: readonly Trace[]): FoundPerson {
  const records = [...new Set(traces.flatMap(({ record }) => record ?? []))]
  const network = traces.flatMap((trace) => trace.network ?? [])
  const standing = records.find(({ mergedIntoId }) => mergedIntoId === null) ?? records[0]
  return {
    records,
    network,
    name: standing?.name ?? network[0]?.name ?? longest(traces.flatMap(({ name }) => name ?? [])),
    title:
      standing?.title ?? records.find(({ title }) => title !== null)?.title ?? network.find(({ title }) => title)?.title ?? null,
    department: standing?.department ?? records.find(({ department }) => department !== null)?.department ?? null,
    mailbox: standing?.mailboxKeys[0] ?? traces.find(({ mailbox }) => mailbox !== null)?.mailbox ?? null,
    sources: [...new Set(traces.flatMap(({ sources }) => sources))],
    seen: [...new Set(traces.flatMap(({ seen }) => seen ?? []))],
  }
}

function longest(names: readonly string[]): string {
  return names.reduce((best, name) => (name.length > best.length ? name : best), '')
}
