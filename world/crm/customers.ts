import { AMERICAS, EUROPE, INDUSTRIES, STEMS, type Place } from '../content/company-names.ts'
import { POSITIONS, type Part } from '../content/job-titles.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import { plain, unusedName, type Team } from './company.ts'
import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'
import { momentOnDay, stamp } from './working-hours.ts'

/** Somebody at a customer. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly first: string
  readonly email: string
  readonly part: Part
  /** Factor on how often this person writes. */
  readonly rate: number
}

export interface Customer {
  readonly id: string
  readonly name: string
  readonly industry: string
  readonly segment: number
  /** What the records call its segment; null where nobody entered one. */
  readonly segmentName: string | null
  readonly place: Place
  readonly people: readonly Person[]
}

const SEGMENT_NAMES = ['SMB', 'Mid-Market', 'Enterprise'] as const
const EMPLOYEES = [
  [12, 180],
  [200, 1_900],
  [2_000, 38_000],
] as const
/** The order in which a customer's seats are filled, so that small ones still have the parts that matter. */
const SEATS: readonly Part[] = [
  'champion',
  'economic-buyer',
  'user',
  'technical',
  'influencer',
  'procurement',
  'decision-maker',
  'legal',
  'blocker',
  'user',
  'technical',
  'influencer',
  'user',
]

/** Customers appear one after another, each with its people; names never repeat. */
export class Customers {
  readonly duplicateContacts: { original: string; duplicate: string }[] = []
  private readonly taken = new Set<string>()
  private readonly settings: WorldSettings
  private readonly out: Export
  private readonly ids: RecordIds

  constructor(settings: WorldSettings, out: Export, ids: RecordIds) {
    this.settings = settings
    this.out = out
    this.ids = ids
  }

  add(number: number, segment: number, team: Team, ownerId: string, day: number): Customer {
    const random = new Random(this.settings.seed, `customer/${number}`)
    const industry = random.pick(INDUSTRIES)
    const name = this.freeName(random, industry.nouns)
    const home = random.pick(team.region === 'americas' ? AMERICAS : EUROPE)
    const place = this.settings.foreignCurrencies ? home : { ...home, currency: 'USD' as const }
    const created = stamp(momentOnDay(random, day - random.integer(4, 40), place.offset))
    const employees = Math.round(Math.exp(random.between(...logs(required(EMPLOYEES[segment])))))
    const id = this.ids.next('account')
    const domain = `${plain(name)}.example`
    const account = {
      Id: id,
      Name: name,
      Industry: industry.name,
      Type: 'Prospect',
      NumberOfEmployees: random.chance(0.06) ? null : employees,
      AnnualRevenue: random.chance(0.2) ? null : Math.round((employees * random.between(90, 420)) / 10) * 10_000,
      CurrencyIsoCode: place.currency,
      BillingCity: place.city,
      BillingCountry: place.country,
      Website: `https://www.${domain}`,
      Phone: phoneIn(place, random),
      OwnerId: ownerId,
      ParentId: null,
      Segment__c: random.chance(0.05) ? null : required(SEGMENT_NAMES[segment]),
      CreatedDate: created,
      LastModifiedDate: created,
    }
    this.out.accounts.add(account)
    const [fewest, most] = required(this.settings.peopleAtCustomer[segment])
    const seats = SEATS.slice(0, random.integer(fewest, most))
    const names = new Set<string>()
    const people: Person[] = []
    for (const part of seats) {
      const person = this.hire(random, names, part, id, domain, place, ownerId, created, people[1]?.id ?? null)
      people.push(person)
    }
    return { id, name, industry: industry.name, segment, segmentName: account.Segment__c, place, people }
  }

  private hire(
    random: Random,
    names: Set<string>,
    part: Part,
    accountId: string,
    domain: string,
    place: Place,
    ownerId: string,
    created: string,
    boss: string | null,
  ): Person {
    const [first, last] = unusedName(random, names)
    const position = POSITIONS[part]
    const language = place.language !== 'en' && random.chance(0.6) ? place.language : 'en'
    const email = `${plain(first)}.${plain(last)}@${domain}`
    const row = {
      Id: this.ids.next('contact'),
      AccountId: accountId,
      FirstName: first,
      LastName: last,
      Name: `${first} ${last}`,
      Title: random.chance(0.07) ? null : random.pick<string>(position.titles[language]),
      Department: random.chance(0.25) ? null : position.department,
      Email: random.chance(0.03) ? null : email,
      Phone: random.chance(0.35) ? null : phoneIn(place, random),
      HasOptedOutOfEmail: random.chance(0.03),
      DoNotCall: random.chance(0.03),
      ReportsToId: random.chance(0.5) ? boss : null,
      OwnerId: ownerId,
      CreatedDate: created,
      LastModifiedDate: created,
    }
    this.out.contacts.add(row)
    if (random.chance(0.012)) {
      const duplicate = this.ids.next('contact')
      const spelling = random.chance(0.5) ? email.replace('@', '+crm@') : email.charAt(0).toUpperCase() + email.slice(1)
      this.out.contacts.add({ ...row, Id: duplicate, Email: spelling, Title: null, ReportsToId: null })
      this.duplicateContacts.push({ original: row.Id, duplicate })
    }
    return { id: row.Id, name: row.Name, first, email, part, rate: random.gamma(1.6) }
  }

  private freeName(random: Random, nouns: readonly string[]): string {
    for (let attempt = 0; ; attempt++) {
      const name = `${random.pick(STEMS)} ${random.pick(nouns)}${attempt > 12 ? ` ${random.pick(STEMS)}` : ''}`
      if (this.taken.has(name)) continue
      this.taken.add(name)
      return name
    }
  }
}

function logs([low, high]: readonly [number, number]): [number, number] {
  return [Math.log(low), Math.log(high)]
}

function phoneIn(place: Place, random: Random): string {
  return place.phone + String(random.integer(100, 199))
}
