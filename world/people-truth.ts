import { groupedBy } from '../src/domain/values/grouped.ts'
import type { BuyingRole } from '../src/domain/accounts/contact.ts'
import type { TrueDeparture, TruePeople, TrueSponsor } from './lives/true-people.ts'

/** What is so about people, by the ids of the export. For tests; nothing of it is in the export. */
export interface PeopleTruth {
  /** The person that a contact record is of, named by the id of their first record. */
  readonly personOf: (contactId: string) => string
  /** Records of one person, all of them, two or more each. */
  readonly sameRecords: readonly (readonly string[])[]
  /** Whether two records are of one person. */
  readonly isSame: (one: string, other: string) => boolean
  readonly rolesOn: (opportunityId: string) => ReadonlyMap<string, BuyingRole>
  /** Who championed a deal on a day; undefined where nobody did. */
  readonly championOn: (opportunityId: string, day: string) => string | undefined
  readonly bossOf: (contactId: string) => string | null
  readonly departures: readonly TrueDeparture[]
  /** The first of the signs of a departure of these kinds; undefined where the records show none. */
  readonly firstSign: (
    departure: TrueDeparture,
    kinds?: readonly TrueDeparture['signs'][number]['kind'][],
  ) => TrueDeparture['signs'][number] | undefined
  readonly sponsorsOf: (accountId: string) => readonly TrueSponsor[]
  readonly isMachineMail: (emailId: string) => boolean
  readonly all: TruePeople
}

/** A departure that one message or edit shows. An absence alone shows it slowly: a guest may have other things to do. */
export const PLAIN_SIGNS = ['bounce', 'reply', 'crm', 'colleague'] as const

/** Reads the truth of a company whose people have lives. */
export function peopleTruth(all: TruePeople): PeopleTruth {
  const persons = new Map(all.contacts.map(({ contactId, personId }) => [contactId, personId]))
  const personOf = (contactId: string) => persons.get(contactId) ?? contactId
  const records = groupedBy(all.contacts, ({ personId }) => personId)
  const roles = groupedBy(all.roles, ({ opportunityId }) => opportunityId)
  const champions = groupedBy(all.champions, ({ opportunityId }) => opportunityId)
  const bosses = new Map(all.bosses.map(({ contactId, bossId }) => [contactId, bossId]))
  const sponsors = groupedBy(all.sponsors, ({ accountId }) => accountId)
  const machine = new Set(all.machineMail.map(({ emailId }) => emailId))
  return {
    all,
    personOf,
    sameRecords: [...records.values()].map((same) => same.map(({ contactId }) => contactId)).filter((same) => same.length > 1),
    isSame: (one, other) => personOf(one) === personOf(other),
    rolesOn: (opportunityId) => new Map((roles.get(opportunityId) ?? []).map(({ contactId, role }) => [contactId, role])),
    championOn: (opportunityId, day) =>
      champions.get(opportunityId)?.find(({ from, until }) => from <= day && (until === null || day < until))?.contactId,
    bossOf: (contactId) => bosses.get(personOf(contactId)) ?? null,
    departures: all.departures,
    firstSign: ({ signs }, kinds = PLAIN_SIGNS) => signs.find(({ kind }) => kinds.includes(kind)),
    sponsorsOf: (accountId) => sponsors.get(accountId) ?? [],
    isMachineMail: (emailId) => machine.has(emailId),
  }
}
