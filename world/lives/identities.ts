import { momentOf } from '../calendar.ts'
import { TITLE_VARIANTS, ACCENTS, NICKNAMES } from '../content/life-words.ts'
import { POSITIONS, type Part } from '../content/job-titles.ts'
import { FIRST_NAMES, LAST_NAMES } from '../content/person-names.ts'
import { plain } from '../crm/company.ts'
import type { Person } from '../crm/customers.ts'
import { momentOnDay, stamp } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import type { Account, Circle } from './circle.ts'
import type { ContactRow } from './register.ts'
import type { LookAlike, SameAs } from './true-people.ts'

const SECOND_RECORD = 0.08
const THIRD_RECORD = 0.2
const LOOK_ALIKES = 0.09

/** Enters some people a second or third time, as happens: under a short name, with a typing error, from another mailbox. */
export function enterTwice(person: Person, account: Account, circle: Circle): string[] {
  const random = new Random(circle.settings.seed, `lives/twice/${person.id}`)
  const made: string[] = []
  if (!random.chance(SECOND_RECORD)) return made
  for (let more = random.chance(THIRD_RECORD) ? 2 : 1; more > 0; more--) {
    const original = circle.register.row(person.id)
    const [first, last] = [String(original.FirstName), String(original.LastName)]
    const how = random.pick(waysFor(first, last))
    const [otherFirst, otherLast] = otherName(how, first, last, random)
    const at = laterThan(original, circle.endDay, random)
    if (at === null) continue
    // Somebody who changed their name is known again by the telephone.
    const phone = original.Phone ?? (how === 'new-surname' ? `${account.customer.place.phone}${random.integer(100, 199)}` : null)
    if (original.Phone === null && phone !== null) circle.register.set(person.id, { Phone: phone })
    const row: ContactRow = {
      ...original,
      Id: circle.ids.next('contact'),
      FirstName: otherFirst,
      LastName: otherLast,
      Name: `${otherFirst} ${otherLast}`,
      Title: random.chance(0.45) ? original.Title : random.chance(0.5) ? null : titleOf(person.part, account, random),
      Department: random.chance(0.5) ? original.Department : null,
      Email: otherMailbox(how, person, [otherFirst, otherLast], account.domain, random),
      Phone: how === 'new-surname' || random.chance(0.6) ? phone : null,
      ReportsToId: null,
      CreatedDate: stamp(at),
      LastModifiedDate: stamp(at),
    }
    circle.register.add(row)
    circle.lived.contacts.push({ contactId: String(row.Id), personId: person.id, how })
    made.push(String(row.Id))
  }
  return made
}

/** Somebody new whom one could take for somebody else. */
export interface Namesake {
  readonly contactId: string
  readonly part: Part
}

/** People whom one could take for each other and who are not the same; answers those who are new. */
export function addNamesakes(account: Account, circle: Circle): Namesake[] {
  const { customer, domain } = account
  const random = new Random(circle.settings.seed, `lives/namesakes/${customer.id}`)
  if (!random.chance(LOOK_ALIKES)) return []
  const kind: LookAlike = random.pick(['parent-and-child', 'same-name', 'siblings', 'shared-mailbox'])
  const model = circle.register.row(random.pick(customer.people).id)
  const [first, last] = [String(model.FirstName), String(model.LastName)]
  const enter = (name: readonly [string, string], email: string | null, part: Part, suffix = ''): Namesake | null => {
    const at = laterThan(model, circle.endDay, random)
    if (at === null) return null
    const row: ContactRow = {
      ...model,
      Id: circle.ids.next('contact'),
      FirstName: name[0],
      LastName: `${name[1]}${suffix}`,
      Name: `${name[0]} ${name[1]}${suffix}`,
      Title: titleOf(part, account, random),
      Department: POSITIONS[part].department,
      Email: email,
      Phone: random.chance(0.6) ? `${customer.place.phone}${random.integer(100, 199)}` : null,
      ReportsToId: null,
      HasOptedOutOfEmail: false,
      DoNotCall: false,
      CreatedDate: stamp(at),
      LastModifiedDate: stamp(at),
    }
    circle.register.add(row)
    circle.lived.contacts.push({ contactId: String(row.Id), personId: String(row.Id), how: null })
    return { contactId: String(row.Id), part }
  }
  const part = random.pick(['user', 'technical', 'influencer', 'procurement'] as const)
  let made: (Namesake | null)[]
  if (kind === 'parent-and-child')
    made = [enter([first, last], `${plain(first)}.${plain(last)}.jr@${domain}`, part, random.chance(0.6) ? ' jun.' : '')]
  else if (kind === 'same-name') made = [enter([first, last], `${plain(first)}.${plain(last)}2@${domain}`, part)]
  else if (kind === 'siblings') {
    const other = FIRST_NAMES.filter((name) => name.startsWith(first.charAt(0)) && name !== first)
    const name = random.pick(other.length > 0 ? other : FIRST_NAMES.filter((any) => any !== first))
    made = [enter([name, last], `${plain(name)}.${plain(last)}@${domain}`, part)]
  } else {
    const box = `${random.pick(['office', 'sales', 'accounting', 'info'])}@${domain}`
    const used = new Set(customer.people.map((person) => person.name))
    made = Array.from({ length: random.integer(2, 3) }, () => {
      let name: readonly [string, string]
      do name = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
      while (used.has(name.join(' ')))
      used.add(name.join(' '))
      return enter(name, box, random.pick(['user', 'procurement', 'influencer'] as const))
    })
  }
  const added = made.filter((one) => one !== null)
  const ids = added.map(({ contactId }) => contactId)
  const alike = kind === 'shared-mailbox' ? ids : [String(model.Id), ...ids]
  if (alike.length > 1) circle.lived.lookAlikes.push({ contactIds: alike, kind })
  return added
}

/** A title as people write it: half the usual ones, half abbreviated or in another language. */
export function titleOf(part: Part, { customer }: Account, random: Random): string {
  const { language, offset } = customer.place
  if (random.chance(0.5)) return random.pick<string>(POSITIONS[part].titles[random.chance(0.6) ? language : 'en'])
  const variants = TITLE_VARIANTS[part]
  return random.pick<string>(offset < 0 || random.chance(0.4) ? variants.english : variants.european)
}

function waysFor(first: string, last: string): readonly SameAs[] {
  return [
    ...(NICKNAMES[first] === undefined ? [] : (['nickname', 'nickname'] as const)),
    ...(ACCENTS[first] === undefined && ACCENTS[last] === undefined ? [] : (['accent', 'accent', 'accent'] as const)),
    'initial',
    'typo',
    'other-mailbox',
    ...(last.length > 3 ? (['new-surname'] as const) : []),
  ]
}

function otherName(how: SameAs, first: string, last: string, random: Random): readonly [string, string] {
  switch (how) {
    case 'nickname':
      return [NICKNAMES[first] ?? first, last]
    case 'initial':
      return [`${first.charAt(0)}.`, last]
    case 'accent':
      return [random.pick(ACCENTS[first] ?? [first]), random.pick(ACCENTS[last] ?? [last])]
    case 'typo': {
      const at = random.integer(1, Math.max(1, last.length - 2))
      const swapped = last.slice(0, at) + (last[at + 1] ?? '') + (last[at] ?? '') + last.slice(at + 2)
      return [first, swapped === last || random.chance(0.4) ? last.slice(0, at) + last.slice(at + 1) : swapped]
    }
    case 'new-surname': {
      const other = random.pick(LAST_NAMES.filter((name) => name !== last))
      return [first, random.chance(0.6) ? `${other}-${last}` : other]
    }
    case 'other-mailbox':
      return [first, last]
  }
}

/** Where the second record can be written to. Someone under a new name has a mailbox of that name. */
function otherMailbox(
  how: SameAs,
  person: Person,
  [first, last]: readonly [string, string],
  domain: string,
  random: Random,
): string | null {
  const [firstName, lastName] = [plain(person.first), plain(person.name.slice(person.first.length))]
  const own = plain(last) || lastName
  if (how === 'new-surname') return `${firstName}.${own}@${domain}`
  if (how !== 'other-mailbox' && random.chance(0.25)) return null
  switch (random.pick(['tag', 'private', 'former-domain', 'short', 'same', 'role'] as const)) {
    case 'tag':
      return person.email.replace('@', '+offers@')
    case 'private':
      return `${firstName}.${lastName}${random.chance(0.3) ? random.integer(60, 99) : ''}@${random.pick(['webmail.example', 'post.example', 'mailbox.example'])}`
    case 'former-domain':
      return `${firstName}.${lastName}@${domain.replace('.example', '-group.example')}`
    case 'short':
      return `${(plain(first) || firstName).charAt(0)}${lastName}@${domain}`
    case 'role':
      return `info@${domain}`
    case 'same':
      return random.chance(0.5) ? person.email.toUpperCase() : person.email
  }
}

/** A moment between the first record of somebody and the export, or null where there is no time left. */
function laterThan(row: ContactRow, endDay: number, random: Random): number | null {
  const first = Math.ceil(Date.parse(String(row.CreatedDate)) / 86_400_000) + 3
  if (first >= endDay - 6) return null
  const at = momentOnDay(random, random.integer(first, Math.min(endDay - 5, first + 400)), 0)
  return at < momentOf(endDay) ? at : null
}
