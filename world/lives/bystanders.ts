import { dayOfMoment, momentOf } from '../calendar.ts'
import { BYSTANDER_NOTES, INTRODUCTIONS } from '../content/life-words.ts'
import { fill } from '../content/fill.ts'
import { FIRST_NAMES, LAST_NAMES } from '../content/person-names.ts'
import { plain } from '../crm/company.ts'
import { ownerOn } from '../crm/deal.ts'
import { momentOnDay, workMoment } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import type { Account, Circle } from './circle.ts'
import type { DealTraces } from './deal-traces.ts'
import { titleOf } from './identities.ts'
import type { Mailbox, Post } from './post.ts'

const INTRODUCED = 0.35
const COPIED = 0.45
/** Of people in copy, how many have no contact record. */
const UNKNOWN = 0.4

/** Newcomers whom a colleague brings in by mail, and people in copy who take no part in the deal. */
export function addPeopleInCopy(account: Account, traces: DealTraces, circle: Circle, post: Post): void {
  const { deal } = traces
  const random = new Random(circle.settings.seed, `lives/copied/${deal.plan.number}`)
  const offset = deal.customer.place.offset
  const here = (week: number) =>
    deal.stakeholders
      .filter(
        ({ person, joins }) =>
          joins < week && (circle.departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) > deal.life.firstDay + 7 * week + 7,
      )
      .map(({ person }) => person)
  for (const { person, joins } of deal.stakeholders) {
    const by = here(joins)[0]
    if (joins === 0 || !by || !random.chance(INTRODUCED)) continue
    const monday = deal.life.firstDay + 7 * joins
    const at = workMoment(random, monday, offset)
    const title = circle.register.row(person.id).Title
    const words = { who: person.name, title: String(title ?? 'colleague') }
    const filed = post.file({
      at,
      incoming: true,
      from: by,
      to: ownerOn(deal, monday),
      cc: [person],
      subject: `Introduction: ${person.name}`,
      body: `${fill(random.pick(INTRODUCTIONS), words)} Best regards, ${by.first}`,
      sentiment: 'positive',
    })
    if (filed) circle.lived.introductions.push({ opportunityId: deal.id, by: by.id, who: person.id, emailId: filed.id })
  }
  if (!random.chance(COPIED)) return
  for (let more = random.integer(1, 2); more > 0; more--) {
    const weeks = Math.max(1, Math.floor((traces.until - momentOf(deal.life.firstDay)) / (7 * 86_400_000)))
    const week = random.integer(1, weeks)
    const day = deal.life.firstDay + 7 * week
    const by = here(week)[0]
    const bystander = bystanderOf(account, traces, circle, day, random)
    if (!by || bystander === null) continue
    const at = momentOnDay(random, day + random.integer(0, 4), offset)
    const words = { who: bystander.name, title: bystander.title ?? 'colleague' }
    const filed = post.file({
      at,
      incoming: true,
      from: by,
      to: ownerOn(deal, dayOfMoment(at)),
      cc: [bystander],
      subject: `For information: ${deal.project}`,
      body: `${fill(random.pick(BYSTANDER_NOTES), words)} Best regards, ${by.first}`,
      sentiment: 'neutral',
    })
    if (filed)
      circle.lived.bystanders.push({
        opportunityId: deal.id,
        contactId: bystander.contactId,
        name: bystander.name,
        address: bystander.email,
        title: bystander.title,
        emailId: filed.id,
      })
  }
}

/** Somebody of the account who is not on the deal and known by that day, or somebody whom no record knows. */
function bystanderOf(
  account: Account,
  { deal }: DealTraces,
  circle: Circle,
  day: number,
  random: Random,
): (Mailbox & { readonly contactId: string | null; readonly title: string | null }) | null {
  if (random.chance(UNKNOWN)) {
    const [first, last] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
    const email = `${plain(first)}.${plain(last)}@${account.domain}`
    const title = titleOf(random.pick(['procurement', 'legal', 'technical', 'economic-buyer', 'user'] as const), account, random)
    const known = circle.register.at(account.customer.id).some((row) => String(row.Email).toLowerCase() === email)
    return known ? null : { name: `${first} ${last}`, email, contactId: null, title }
  }
  const on = new Set(deal.stakeholders.map(({ person }) => person.id))
  const others = account.customer.people.filter(
    (person) => !on.has(person.id) && (circle.departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) > day,
  )
  if (others.length === 0) return null
  const person = random.pick(others)
  return { name: person.name, email: person.email, contactId: person.id, title: textOf(circle.register.row(person.id).Title) }
}

function textOf(cell: unknown): string | null {
  return typeof cell === 'string' ? cell : null
}
