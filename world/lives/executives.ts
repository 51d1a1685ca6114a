import { dateOf, momentOf } from '../calendar.ts'
import { EXECUTIVE_TITLES, GOALS } from '../content/life-words.ts'
import { FIRST_NAMES, LAST_NAMES } from '../content/person-names.ts'
import { plain } from '../crm/company.ts'
import type { Cell } from '../crm/export-tables.ts'
import { momentOnDay, stamp } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { Account, Circle, Colleague } from './circle.ts'
import { LEVELS, type SponsorLevel, type TrueReorganisation } from './true-people.ts'

/** An executive of a customer as the plan of their account knows them. */
export interface Sponsor {
  readonly contactId: string
  readonly name: string
  readonly first: string
  readonly email: string
  readonly title: string
  readonly level: SponsorLevel
  readonly primary: boolean
  /** First day in the accounts's records, and in the position; the day they left. */
  readonly known: number
  readonly since: number
  leftOn: number | null
}

/** How a customer's executives and ours go together, from the first signature on. */
export interface ExecutivePlan {
  readonly account: Account
  readonly wonOn: number
  readonly ours: Colleague
  readonly sponsors: Sponsor[]
  readonly goals: readonly string[]
  readonly reorganisations: TrueReorganisation[]
  /** Columns that the account's row has beside the usual ones. */
  readonly fields: Readonly<Record<string, Cell>>
}

/** Median days to an answer. */
export const ANSWER_DAYS = { champion: 0.6, engaged: 1.5, passive: 4, disengaged: null } as const satisfies Record<
  SponsorLevel,
  number | null
>
const ADDED = [0, 1, 2] as const
const REORGANISED_A_YEAR = 0.3
const TIERS = ['SMB', 'Mid-Market', 'Enterprise'] as const

/** Plans the executives of an account that became a customer; null where it never did, or too late to show. */
export function planExecutives(
  account: Account,
  oursFor: (account: Account) => Colleague | undefined,
  circle: Circle,
): ExecutivePlan | null {
  const { customer, deals } = account
  const wins = deals
    .filter(({ life }) => life.outcome === 'won')
    .map((deal) => ({ deal, day: deal.life.firstDay + 7 * deal.life.states.length }))
    .sort((a, b) => a.day - b.day)
  const first = wins[0]
  const ours = oursFor(account)
  if (!first || !ours || first.day > circle.endDay - 21) return null
  const random = new Random(circle.settings.seed, `lives/executives/${customer.id}`)
  const sponsors: Sponsor[] = []
  for (const person of customer.people) {
    if ((person.part !== 'economic-buyer' && person.part !== 'decision-maker') || circle.departedOn.has(person.id)) continue
    if (sponsors.length > 0 && customer.segment === 0) continue
    const { CreatedDate, Title } = circle.register.row(person.id)
    sponsors.push({
      contactId: person.id,
      name: person.name,
      first: person.first,
      email: person.email,
      title: String(Title ?? 'CFO'),
      level: levelOf(random),
      primary: sponsors.length === 0,
      known: Math.floor(Date.parse(String(CreatedDate)) / 86_400_000),
      since: first.day - random.integer(100, 2_900),
      leftOn: null,
    })
  }
  for (let more = required(ADDED[customer.segment]); more > 0; more--)
    sponsors.push(hire(account, first.day + random.integer(-30, 60), sponsors.length === 0, circle, random))
  const plan: ExecutivePlan = {
    account,
    wonOn: first.day,
    ours,
    sponsors,
    goals: random.shuffled(GOALS).slice(0, random.integer(1, 3)),
    reorganisations: [],
    fields: {},
  }
  reorganise(plan, circle, random)
  for (const { contactId, since } of sponsors) if (random.chance(0.6)) circle.register.inRoleSince.set(contactId, dateOf(since))
  const value = wins.reduce((sum, { deal }) => sum + Math.round(deal.plan.amount * deal.plan.finalFactor), 0)
  return { ...plan, fields: contractOf(plan, value, circle, random) }
}

function levelOf(random: Random): SponsorLevel {
  return required(LEVELS[random.weighted([0.2, 0.35, 0.27, 0.18])])
}

/** Somebody from above the deals comes into the records. */
function hire({ customer, domain }: Account, day: number, primary: boolean, circle: Circle, random: Random): Sponsor {
  const model = circle.register.row(required(customer.people[0]).id)
  const taken = new Set(circle.register.at(customer.id).map((row) => String(row.Name)))
  let name: readonly [string, string]
  do name = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
  while (taken.has(name.join(' ')))
  const known = Math.max(Math.floor(Date.parse(String(model.CreatedDate)) / 86_400_000), Math.min(day, circle.endDay - 5))
  const at = stamp(Math.min(momentOnDay(random, known, customer.place.offset), momentOf(circle.endDay) - 3_600_000))
  const title = random.pick<string>(EXECUTIVE_TITLES[customer.place.offset < 0 || random.chance(0.4) ? 'english' : 'european'])
  const email = `${plain(name[0])}.${plain(name[1])}@${domain}`
  const contactId = circle.ids.next('contact')
  circle.register.add({
    ...model,
    Id: contactId,
    FirstName: name[0],
    LastName: name[1],
    Name: name.join(' '),
    Title: title,
    Department: random.chance(0.5) ? 'Executive Board' : null,
    Email: email,
    Phone: null,
    HasOptedOutOfEmail: random.chance(0.04),
    DoNotCall: random.chance(0.08),
    ReportsToId: null,
    CreatedDate: at,
    LastModifiedDate: at,
  })
  circle.lived.contacts.push({ contactId, personId: contactId, how: null })
  circle.lived.bosses.push({ contactId, bossId: null })
  const since = known - random.integer(60, 2_500)
  return {
    contactId,
    name: name.join(' '),
    first: name[0],
    email,
    title,
    level: levelOf(random),
    primary,
    known,
    since,
    leftOn: null,
  }
}

/** Some executives leave and are followed by others, are promoted, or get somebody above them. */
function reorganise(plan: ExecutivePlan, circle: Circle, random: Random): void {
  const { account, sponsors, reorganisations } = plan
  for (let day = plan.wonOn + 60; day < circle.endDay - 30; day += 91) {
    if (!random.chance(REORGANISED_A_YEAR / 4)) continue
    const on = day + random.integer(0, 60)
    if (on >= circle.endDay - 15) return
    const here = sponsors.filter(({ leftOn, known }) => leftOn === null && known < on - 30)
    const [from, accountId] = [dateOf(on), account.customer.id]
    const added = here.filter(({ contactId }) => !account.customer.people.some(({ id }) => id === contactId))
    const kind = added.length > 0 && random.chance(0.5) ? 'left' : random.chance(0.6) ? 'promoted' : 'new-boss'
    if (kind === 'left') {
      const who = random.pick(added)
      who.leftOn = on
      const successor = { ...hire(account, on + random.integer(8, 30), who.primary, circle, random), since: on }
      sponsors.push(successor)
      reorganisations.push({ accountId, kind, on: from, contactId: who.contactId, successorId: successor.contactId })
      const edited = momentOnDay(random, on + random.integer(4, 12), 0)
      if (random.chance(0.5))
        circle.register.changes.push({ contactId: who.contactId, at: edited, after: { Title: `Former ${who.title}` } })
    } else if (kind === 'promoted' && here.length > 0) {
      const who = random.pick(here)
      const title = random.pick(['Group CFO', 'Chief Operating Officer', 'Chief Executive Officer', 'EVP Europe'])
      circle.register.changes.push({
        contactId: who.contactId,
        at: momentOnDay(random, on + random.integer(0, 10), 0),
        after: { Title: title },
      })
      reorganisations.push({ accountId, kind, on: from, contactId: who.contactId, successorId: null })
    } else if (kind === 'new-boss') {
      const boss = { ...hire(account, on, false, circle, random), since: on }
      sponsors.push(boss)
      reorganisations.push({ accountId, kind, on: from, contactId: boss.contactId, successorId: null })
    }
  }
}

/** The contract as it stands at the end, renewed as often as its term has run out, and what the account wants and gets. */
function contractOf(plan: ExecutivePlan, value: number, circle: Circle, random: Random): Record<string, Cell> {
  const { customer } = plan.account
  const termMonths = random.pick([12, 12, 24, 36])
  let start = plan.wonOn + random.integer(1, 30)
  const term = Math.round(termMonths * 30.4375)
  while (start + term <= circle.endDay && random.chance(0.85)) start += term
  const end = start + term
  circle.lived.contracts.push({
    accountId: customer.id,
    start: dateOf(start),
    end: dateOf(end),
    termMonths,
    value,
    goals: plan.goals,
  })
  const progress = random.between(0.1, 0.95)
  return {
    Tier__c: required(TIERS[customer.segment]),
    Contract_Number__c: `LW-${customer.id.slice(8, 15)}`,
    Contract_Start__c: dateOf(start),
    Contract_End__c: dateOf(end),
    Contract_Term__c: termMonths,
    Contract_Value__c: value,
    Contract_Status__c: start > circle.endDay ? 'Draft' : end <= circle.endDay ? 'Expired' : 'Activated',
    Strategic_Goals__c: random.chance(0.85) ? plan.goals.join('; ') : null,
    Goal_Progress__c: random.chance(0.7) ? Math.round(100 * progress) : null,
    ROI__c: random.chance(0.5) ? Math.round(100 * random.between(0.6, 3)) : null,
    Executive_Dashboard_Views__c: random.chance(0.7) ? random.poisson(8 * progress) : null,
    Our_Executive_Sponsor__c: random.chance(0.8) ? plan.ours.id : null,
  }
}
