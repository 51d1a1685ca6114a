import type { BuyingRole } from '../../src/domain/accounts/contact.ts'
import { dateOf, dayOfMoment, momentOf } from '../calendar.ts'
import { ROLE_OF_PART, type Part } from '../content/job-titles.ts'
import type { Person } from '../crm/customers.ts'
import { ownerOn, type Deal } from '../crm/deal.ts'
import type { Export } from '../crm/export-tables.ts'
import { momentOnDay, stamp } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import type { Circle } from './circle.ts'
import type { DealTraces } from './deal-traces.ts'
import type { Namesake } from './identities.ts'
import type { Post } from './post.ts'

const ROLE_OF = {
  'economic-buyer': 'economic-buyer',
  champion: 'champion',
  'decision-maker': 'decision-maker',
  technical: 'technical-evaluator',
  user: 'user',
  influencer: 'influencer',
  procurement: 'procurement',
  legal: 'legal',
  blocker: 'blocker',
} as const satisfies Record<Part, BuyingRole>

/** Says who truly plays which role on a deal, and puts some second records and namesakes on it beside them, with mail of theirs. */
export function addSecondRecords(
  traces: DealTraces,
  secondRecords: ReadonlyMap<string, readonly string[]>,
  namesakes: readonly Namesake[],
  circle: Circle,
  post: Post,
  out: Export,
): void {
  const { deal } = traces
  const { lived, register, ids } = circle
  const random = new Random(circle.settings.seed, `lives/second/${deal.plan.number}`)
  const enter = (contactId: string, role: string | null, from: number): number | null => {
    const entered = Math.max(from, deal.created, Date.parse(String(register.row(contactId).CreatedDate))) + 3_600_000
    if (entered >= traces.until) return null
    out.contactRoles.add({
      Id: ids.next('contactRole'),
      OpportunityId: deal.id,
      ContactId: contactId,
      Role: role,
      IsPrimary: false,
      CreatedDate: stamp(entered),
    })
    return entered
  }
  const exchange = (contactId: string, from: number, until: number) => {
    const { Email, Name, FirstName } = register.row(contactId)
    if (Email === null) return
    const mailbox = { name: String(Name), email: String(Email) }
    for (let more = random.integer(1, 3); more > 0; more--) {
      const days = Math.max(1, Math.floor((Math.min(until, traces.until) - from) / 86_400_000))
      const at = momentOnDay(random, dayOfMoment(from) + random.integer(1, days), deal.customer.place.offset)
      if (at >= until) continue
      const owner = ownerOn(deal, dayOfMoment(at))
      const subject = `A question on ${deal.project}`
      post.file({
        at,
        incoming: true,
        from: mailbox,
        to: owner,
        subject,
        body: `One question on ${deal.project}. Regards, ${String(FirstName)}`,
        sentiment: 'neutral',
      })
      post.file({
        at: at + 7_200_000,
        incoming: false,
        from: owner,
        to: mailbox,
        subject: `Re: ${subject}`,
        body: `Dear ${String(FirstName)}, the answer is attached.`,
      })
    }
  }
  for (const { person, joins } of deal.stakeholders) {
    const joinedDay = deal.life.firstDay + 7 * joins
    const role = { opportunityId: deal.id, role: ROLE_OF[person.part], joinedOn: dateOf(joinedDay) }
    lived.roles.push({ ...role, contactId: person.id })
    const gone = momentOf(circle.departedOn.get(person.id) ?? circle.endDay + 1)
    for (const second of secondRecords.get(person.id) ?? []) {
      if (!random.chance(0.5)) continue
      const entered = enter(second, null, momentOf(joinedDay))
      if (entered === null) continue
      lived.roles.push({ ...role, contactId: second })
      if (entered < gone) exchange(second, entered, gone)
    }
  }
  for (const { contactId, part } of namesakes) {
    if (!random.chance(0.35)) continue
    const entered = enter(contactId, random.chance(0.5) ? ROLE_OF_PART[part] : null, deal.created)
    if (entered === null) continue
    lived.roles.push({ opportunityId: deal.id, contactId, role: ROLE_OF[part], joinedOn: dateOf(dayOfMoment(entered)) })
    exchange(contactId, entered, traces.until)
  }
  for (const { person, from, until } of championsOf(deal))
    lived.champions.push({
      opportunityId: deal.id,
      contactId: person.id,
      from: dateOf(from),
      until: until === null ? null : dateOf(until),
    })
}

/** Who championed the deal, in the order in which one followed another. */
export function championsOf(deal: Deal): Champion[] {
  const { states, firstDay } = deal.life
  const left = new Map(deal.departures.map(({ week, person }) => [week, person]))
  const spells: Champion[] = []
  const gone: Person[] = []
  let who: Person | undefined =
    deal.stakeholders.find(({ person }) => person.part === 'champion')?.person ?? deal.stakeholders[0]?.person
  let from: number | null = null
  const end = (until: number | null) => {
    if (from !== null && who) spells.push({ person: who, from, until })
    from = null
  }
  for (const [week, state] of states.entries()) {
    const day = firstDay + 7 * week
    const leaver = left.get(week)
    if (leaver) {
      end(day)
      gone.push(leaver)
    }
    if (state.champion !== 'active' || from !== null) continue
    if (gone.length > 0)
      who = deal.stakeholders.find(
        ({ person, joins }) => joins <= week && person.part !== 'blocker' && !gone.includes(person),
      )?.person
    from = day
  }
  end(null)
  return spells
}

/** Days; until is null for a champion to the end. */
interface Champion {
  readonly person: Person
  readonly from: number
  readonly until: number | null
}
