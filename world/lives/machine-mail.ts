import { dateOf, dayOfMoment } from '../calendar.ts'
import {
  AMONG_OURSELVES,
  AMONG_THEMSELVES,
  AWAY_BODIES,
  AWAY_SUBJECTS,
  DELAYED_BODY,
  NEWSLETTERS,
  OUR_NEWSLETTERS,
  PARENTAL_BODY,
} from '../content/life-words.ts'
import { AUTOMATIC_REPLIES } from '../content/mail-subjects.ts'
import { fill } from '../content/fill.ts'
import { VENDOR } from '../content/vendor.ts'
import type { Person } from '../crm/customers.ts'
import { ownerOn } from '../crm/deal.ts'
import { momentOnDay } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { Circle } from './circle.ts'
import type { DealTraces } from './deal-traces.ts'
import type { Letter, Post } from './post.ts'
import type { MachineMail } from './true-people.ts'

const DAY = 86_400_000
const HOLIDAY = 0.25
const PARENTAL = 0.05

/** Adds to a deal what nobody wrote to anybody: absence notes, newsletters, answers of calendars, mail that passes us by. */
export function addMachineMail(traces: DealTraces, circle: Circle, post: Post): void {
  const { deal } = traces
  const random = new Random(circle.settings.seed, `lives/machine/${deal.plan.number}`)
  const { lived } = circle
  const domain = required(deal.customer.people[0]).email.split('@')[1] ?? ''
  const file = (kind: MachineMail, letter: Letter) => {
    const filed = post.file(letter)
    if (filed) lived.machineMail.push({ emailId: filed.id, kind })
    return filed
  }
  for (const mail of traces.emails)
    if (mail.Incoming === true && AUTOMATIC_REPLIES.away.some((subject) => subject === mail.Subject))
      lived.machineMail.push({ emailId: String(mail.Id), kind: 'away' })
  for (const { person } of deal.stakeholders) {
    const kind = random.chance(PARENTAL) ? 'parental' : random.chance(HOLIDAY) ? 'holiday' : null
    if (kind !== null) goAway(person, kind, traces, circle, random, file)
  }
  const moment = () => {
    const days = Math.max(1, Math.floor((traces.until - deal.created) / DAY))
    return momentOnDay(random, dayOfMoment(deal.created) + random.integer(1, days), deal.customer.place.offset)
  }
  const words = { account: deal.customer.name, vendor: VENDOR.name }
  const seller = (at: number) => ownerOn(deal, dayOfMoment(at))
  if (random.chance(0.04)) {
    const mail = traces.emails.find(({ Incoming }) => Incoming === false)
    const at = Date.parse(String(mail?.MessageDate)) + 3_600_000
    if (mail)
      file('delayed', {
        at,
        incoming: true,
        from: { name: 'Mail Delivery Subsystem', email: `mailer-daemon@${domain}` },
        to: seller(at),
        subject: `Delayed: ${String(mail.Subject)}`,
        body: fill(DELAYED_BODY, { address: String(mail.ToAddress) }),
      })
  }
  if (random.chance(0.2)) {
    const [subject, body] = random.pick(NEWSLETTERS)
    const at = moment()
    const from = random.chance(0.7)
      ? { name: deal.customer.name, email: `news@${domain}` }
      : random.pick(deal.stakeholders).person
    if (stillThere(from.email, at, deal.stakeholders, circle))
      file('newsletter', { at, incoming: true, from, to: seller(at), subject: fill(subject, words), body: fill(body, words) })
  }
  if (random.chance(0.4)) {
    const [subject, body] = random.pick(OUR_NEWSLETTERS)
    const at = moment()
    for (const { person } of deal.stakeholders.slice(0, random.integer(1, 3)))
      file('our-newsletter', {
        at,
        incoming: false,
        from: { name: `${VENDOR.name} News`, email: `news@${VENDOR.domain}` },
        to: person,
        subject: fill(subject, words),
        body: fill(body, words),
      })
  }
  for (const meeting of traces.meetings) {
    const guest = meeting.guests.find(({ Status }) => Status !== 'New')
    const person = deal.stakeholders.find((one) => one.person.id === guest?.RelationId)?.person
    if (!guest || !person || !random.chance(0.35)) continue
    const at = Date.parse(String(meeting.CreatedDate)) + random.integer(5, 600) * 60_000
    const said = guest.Status === 'Accepted' ? random.pick(['Accepted', 'Accepted', 'Zugesagt', 'Accepté']) : 'Declined'
    if (at < Date.parse(String(meeting.StartDateTime)))
      file('calendar', {
        at,
        incoming: true,
        from: person,
        to: seller(at),
        subject: `${said}: ${String(meeting.Subject)}`,
        body: '',
      })
  }
  if (random.chance(0.12)) {
    const at = moment()
    const [one, other] = random
      .shuffled(deal.stakeholders)
      .filter(
        ({ person, joins }) =>
          deal.life.firstDay + 7 * joins <= dayOfMoment(at) && stillThere(person.email, at, deal.stakeholders, circle),
      )
      .map(({ person }) => person)
    if (one && other) {
      const body = fill(random.pick(AMONG_THEMSELVES), { first: other.first })
      file('among-themselves', {
        at,
        incoming: true,
        from: one,
        to: other,
        cc: [seller(at)],
        subject: `Before we answer: ${deal.project}`,
        body,
      })
    }
  }
  if (random.chance(0.3)) {
    const at = moment()
    const [subject, body] = random.pick(AMONG_OURSELVES)
    const colleague = deal.team.territories.flat().find((one) => one.id !== seller(at).id) ?? seller(at)
    file('among-ourselves', {
      at,
      incoming: false,
      from: seller(at),
      to: colleague,
      subject: fill(subject, words),
      body: fill(body, words),
    })
  }
}

/** An absence note in answer to a mail of ours, for a time in which the person indeed wrote nothing on this deal. */
function goAway(
  person: Person,
  kind: 'holiday' | 'parental',
  traces: DealTraces,
  circle: Circle,
  random: Random,
  file: (kind: MachineMail, letter: Letter) => { readonly id: string } | null,
): void {
  const { deal } = traces
  const left = (circle.departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) * DAY
  const mails = traces.emails.filter(
    (mail) => mail.Incoming === false && mail.ToAddress === person.email && Date.parse(String(mail.MessageDate)) < left,
  )
  if (mails.length === 0) return
  const mail = kind === 'parental' ? required(mails.at(-1)) : random.pick(mails)
  const at = Date.parse(String(mail.MessageDate))
  const later = traces.emails
    .filter((other) => other.FromAddress === person.email)
    .map((other) => Date.parse(String(other.MessageDate)))
    .filter((moment) => moment > at)
  const back = Math.min(at + (kind === 'parental' ? random.integer(90, 240) : random.integer(2, 16)) * DAY, ...later, left)
  if (back - at < 2 * DAY || (kind === 'parental' && back - at < 60 * DAY)) return
  const until = dateOf(dayOfMoment(back))
  const deputy = deal.customer.people.find((other) => other !== person)
  const words = { until, deputy: deputy?.email ?? 'my team' }
  const filed = file('away', {
    at: at + 40_000,
    incoming: true,
    from: person,
    to: ownerOn(deal, dayOfMoment(at)),
    subject: fill(random.pick(AWAY_SUBJECTS), { subject: String(mail.Subject) }),
    body: fill(kind === 'parental' ? PARENTAL_BODY : random.pick(AWAY_BODIES), words),
  })
  if (filed) circle.lived.absences.push({ contactId: person.id, kind, from: dateOf(dayOfMoment(at)), until, emailId: filed.id })
}

function stillThere(
  email: string,
  at: number,
  stakeholders: DealTraces['deal']['stakeholders'],
  { departedOn }: Circle,
): boolean {
  const person = stakeholders.find((one) => one.person.email === email)?.person
  return person === undefined || (departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) * DAY > at
}
