import { titleWords } from '../../stakeholders/roles/title-words.ts'
import { latinLetters } from './latin-letters.ts'
import { personName, type PersonName } from './person-name.ts'
import type { PersonRecord } from './person-record.ts'
import { isRoleMailbox } from './role-mailbox.ts'

/** A record made ready to be compared. */
export interface KnownPerson {
  readonly record: PersonRecord
  readonly name: PersonName
  /** Of the person's own; addresses of desks are left out. */
  readonly own: readonly OwnMailbox[]
  /** Its last nine digits; null where it is too short to tell anybody. */
  readonly phone: string | null
  readonly title: string | null
}

export interface OwnMailbox {
  readonly key: string
  readonly domain: string
  /** The left side without signs; `number` is what it ends in. */
  readonly letters: string
  readonly number: string
  /** 'jr' and the like in the left side. */
  readonly generation: boolean
}

export function knownPerson(record: PersonRecord): KnownPerson {
  const digits = record.phone?.replaceAll(/\D/g, '') ?? ''
  return {
    record,
    name: personName(record.name),
    own: record.mailboxes.filter((key) => !isRoleMailbox(key)).map(ownMailbox),
    phone: digits.length >= 7 ? digits.slice(-9) : null,
    title: record.title === null || record.title.trim() === '' ? null : titleWords(record.title),
  }
}

function ownMailbox(key: string): OwnMailbox {
  const at = key.lastIndexOf('@')
  const local = latinLetters(key.slice(0, at))
  const number = /\d+$/.exec(local)?.[0] ?? ''
  const words = local.slice(0, local.length - number.length).split(/[-_.]/)
  return {
    key,
    domain: key.slice(at + 1),
    letters: words.filter((word) => !GENERATION.test(word)).join(''),
    number,
    generation: words.some((word) => GENERATION.test(word)),
  }
}

const GENERATION = /^(jr|jun|junior|sen|senior|ii|iii)$/
