import { knownPerson, type KnownPerson } from './known-person.ts'
import type { IdentityCandidate, PersonRecord } from './person-record.ts'
import { MOST_ON_A_PHONE, samePerson } from './same-person.ts'

/** Beyond these, a key says too little: everybody called Lee, everybody at one switchboard. */
const MOST_IN_A_BLOCK = 60

/**
 * Records that may be of one person, the surest first. Only records that have something rare in common are compared (the
 * blocking of record linkage), so that the work grows with their number and not its square.
 */
export function identityCandidates(records: readonly PersonRecord[]): IdentityCandidate[] {
  const people = records.map(knownPerson)
  const blocks = new Map<string, number[]>()
  for (const [i, person] of people.entries()) {
    for (const key of keysOf(person)) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, [i])
      else if (block.at(-1) !== i) block.push(i)
    }
  }
  const onPhone = new Map<string, Set<string>>()
  const lineOf = ({ phone, record }: KnownPerson) => `${record.accountId ?? ''} ${phone}`
  for (const person of people) {
    if (person.phone === null) continue
    const names = onPhone.get(lineOf(person)) ?? new Set()
    onPhone.set(lineOf(person), names.add(person.name.letters))
  }
  const ownPhone = (person: KnownPerson) => (onPhone.get(lineOf(person))?.size ?? 0) <= MOST_ON_A_PHONE

  const compared = new Set<number>()
  const found: IdentityCandidate[] = []
  for (const block of blocks.values()) {
    if (block.length < 2 || block.length > MOST_IN_A_BLOCK) continue
    for (const [at, i] of block.entries())
      for (const j of block.slice(at + 1)) {
        const pair = i * people.length + j
        if (compared.has(pair)) continue
        compared.add(pair)
        const [a, b] = [people[i], people[j]]
        const same = a && b && samePerson(a, b, ownPhone)
        if (same) found.push({ ...inOrder(a, b), ...same })
      }
  }
  return found.sort((one, other) => rank(one) - rank(other) || other.weight - one.weight || (one.keep < other.keep ? -1 : 1))
}

/** Whoever has one of these in common with somebody is compared with them. */
function* keysOf({ record, name, own, phone }: KnownPerson): Generator<string, void, void> {
  for (const mailbox of own) yield `m:${mailbox.key}`
  if (phone !== null) yield `p:${phone}`
  if (name.family === '') return
  for (const place of placesOf(record, own)) {
    const initial = name.given.charAt(0)
    yield `${place}|${name.family}`
    yield `${place}|${name.family}|${initial}`
    for (const part of name.familyParts) yield `${place}|part|${part}|${initial}`
    for (const middle of name.middle) yield `${place}|part|${middle}|${initial}`
    if (name.given.length > 1) {
      yield `${place}|${[name.family, name.given].toSorted().join('+')}`
      yield `${place}|given|${name.given}`
    }
    // One letter taken out at each place: two names that differ by one letter, or by two that changed places, share one.
    if (name.family.length >= 4)
      for (let i = 0; i < name.family.length; i++)
        yield `${place}|typo|${initial}|${name.family.slice(0, i)}${name.family.slice(i + 1)}`
    if (name.family.length >= 4) yield `${place}|typo|${initial}|${name.family}`
  }
}

/** Where somebody may be met again: at their account, and behind the addresses of their company. */
function placesOf({ accountId }: PersonRecord, own: KnownPerson['own']): string[] {
  const places = new Set(own.map(({ domain }) => domain))
  return accountId === null ? [...places] : [accountId]
}

/** The record whose name says more is kept, then the one with an address of its own, then the elder. */
function inOrder(a: KnownPerson, b: KnownPerson): Pick<IdentityCandidate, 'keep' | 'other'> {
  const says = ({ name }: KnownPerson) => Number(name.given.length > 1)
  const order =
    says(b) - says(a) ||
    Math.min(b.own.length, 1) - Math.min(a.own.length, 1) ||
    (a.record.createdAt < b.record.createdAt ? -1 : a.record.createdAt > b.record.createdAt ? 1 : 0) ||
    (a.record.id < b.record.id ? -1 : 1)
  const [keep, other] = order <= 0 ? [a, b] : [b, a]
  return { keep: keep.record.id, other: other.record.id }
}

const RANKS = { certain: 0, probable: 1, possible: 2 } as const

function rank({ certainty }: IdentityCandidate): number {
  return RANKS[certainty]
}
