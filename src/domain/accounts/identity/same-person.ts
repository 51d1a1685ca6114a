import type { KnownPerson, OwnMailbox } from './known-person.ts'
import { nameLikeness, type NameLikeness } from './name-likeness.ts'
import type { Certainty, IdentityReason } from './person-record.ts'

/** What a likeness of names is worth, in bits, among people of one company. */
const NAMES = {
  same: [5, 'The same name'],
  order: [4, 'The same names in another order'],
  nickname: [4, 'A short form of the same name'],
  typo: [3.5, 'One letter differs'],
  short: [2.5, 'One name reads like a short form of the other'],
  initial: [2.5, 'The same surname and initial'],
  'surname-part': [2.5, 'The same given name and one surname in common'],
  'given-only': [0, 'Only the given name is the same'],
  different: [-4, 'The names differ'],
} as const satisfies Record<NameLikeness, readonly [number, string]>

/** Names come back at other companies by chance; there, only a mailbox or a telephone of their own says that it is them. */
const ELSEWHERE = -5
const PROBABLE_FROM = 4.5
const POSSIBLE_FROM = 2

/** How many people a telephone number may stand for before it is that of a switchboard. */
export const MOST_ON_A_PHONE = 3

export interface Sameness {
  readonly certainty: Certainty
  readonly weight: number
  readonly reasons: readonly IdentityReason[]
}

/**
 * Whether two records are of one person, with what speaks for and against; undefined where too little speaks for it.
 * Certain is only who shares a mailbox of their own under a name that fits. After Fellegi and Sunter (1969), "A theory for
 * record linkage", with weights set by hand: each agreement adds about the logarithm to base two of how much likelier it is
 * among records of one person. `ownPhone` says whether somebody's number
 * stands for few people.
 */
export function samePerson(a: KnownPerson, b: KnownPerson, ownPhone: (person: KnownPerson) => boolean): Sameness | undefined {
  const likeness = nameLikeness(a.name, b.name)
  const [bits, said] = NAMES[likeness]
  const reasons: IdentityReason[] = [{ text: said, weight: bits }]
  const add = (weight: number, text: string) => reasons.push({ text, weight })
  if (a.record.accountId !== b.record.accountId) add(ELSEWHERE, 'At different accounts')

  const shared = a.own.find(({ key }) => b.own.some((other) => other.key === key))
  if (shared) add(8, `Both write from ${shared.key}`)
  else for (const reason of fromMailboxes(a, b)) reasons.push(reason)
  if (generationOf(a) !== generationOf(b) && !shared) add(-6, 'One is named as the younger or the older of two')
  if (a.phone !== null && b.phone !== null && ownPhone(a))
    if (a.phone === b.phone) add(3, 'The same telephone number')
    else add(-0.5, 'Different telephone numbers')
  if (a.title !== null && b.title !== null) {
    if (a.title === b.title) add(1.5, 'The same title')
    else if (alikeTitles(a.title, b.title)) add(0.5, 'Titles alike')
  }

  const weight = reasons.reduce((sum, reason) => sum + reason.weight, 0)
  if (weight < POSSIBLE_FROM) return undefined
  const fits = likeness !== 'different' && likeness !== 'given-only'
  return {
    certainty: shared && fits ? 'certain' : fits && weight >= PROBABLE_FROM ? 'probable' : 'possible',
    weight,
    reasons: reasons
      .filter((reason) => reason.weight !== 0)
      .toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight)),
  }
}

function fromMailboxes(a: KnownPerson, b: KnownPerson): IdentityReason[] {
  const pairs = a.own.flatMap((one) => b.own.map((other) => [one, other] as const))
  const within = pairs.filter(([one, other]) => one.domain === other.domain)
  // A company numbers its mailboxes because two people of that name work there.
  if (within.some(([one, other]) => one.letters === other.letters && one.number !== other.number))
    return [{ text: 'Their company gave them numbered mailboxes, as it does to two people of one name', weight: -5 }]
  if (a.name.given !== b.name.given && within.some(([one, other]) => spells(one, a) && spells(other, b)))
    return [{ text: 'Each has a mailbox with their own full name at the same company', weight: -4 }]
  const away =
    a.record.accountId === b.record.accountId &&
    pairs.find(([one, other]) => one.domain !== other.domain && one.letters === other.letters && one.letters.length > 5)
  if (away) return [{ text: `The same name in front of ${away[0].domain} and ${away[1].domain}`, weight: 2 }]
  if (pairs.some(([one, other]) => isAbbreviated(one, b) || isAbbreviated(other, a)))
    return [{ text: 'One mailbox is short for the other’s name', weight: 1.5 }]
  return []
}

function generationOf({ name, own }: KnownPerson): string | null {
  return name.generation ?? (own.some(({ generation }) => generation) ? 'jr' : null)
}

/** Given name and surname in full, in either order. */
function spells({ letters }: OwnMailbox, { name }: KnownPerson): boolean {
  return name.given.length > 1 && letters.includes(name.given) && letters.includes(name.family)
}

/** 'jkruger' and 'krugerj' for Jonas Kruger. */
function isAbbreviated({ letters }: OwnMailbox, { name }: KnownPerson): boolean {
  const initial = name.given.charAt(0)
  return initial !== '' && (letters === initial + name.family || letters === name.family + initial)
}

/** Half of their words, or more, in common. */
function alikeTitles(one: string, other: string): boolean {
  const words = new Set(one.split(' '))
  const others = other.split(' ')
  return others.filter((word) => words.has(word)).length * 2 >= Math.min(words.size, others.length) + 1
}
