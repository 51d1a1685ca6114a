import { BOUNCE_BODY, BOUNCE_SUBJECTS, HANDED_OVER, LEFT_BODIES, LEFT_SUBJECTS } from '../content/life-words.ts'
import { AUTOMATIC_REPLIES } from '../content/mail-subjects.ts'
import { fill } from '../content/fill.ts'
import { ownerOn } from '../crm/deal.ts'
import type { Person } from '../crm/customers.ts'
import type { Export } from '../crm/export-tables.ts'
import { momentOnDay, stamp, workMoment } from '../crm/working-hours.ts'
import { dateOf, momentOf } from '../calendar.ts'
import { Random } from '../random.ts'
import type { Account, Circle } from './circle.ts'
import type { DealTraces } from './deal-traces.ts'
import type { Letter, Mailbox, Post } from './post.ts'
import type { SIGNS } from './true-people.ts'

interface Leaving {
  readonly accountId: string
  readonly leftOn: number
  /** What the old mailbox answers, and from when. */
  readonly mailbox: 'bounce' | 'reply' | 'nothing'
  readonly mailboxFrom: number
  readonly colleagueTells: boolean
  readonly stillInvited: boolean
  readonly deals: string[]
  readonly signs: { kind: (typeof SIGNS)[number]; at: string; recordId: string }[]
}

/** People who leave their company: what the records come to show of it, sign by sign. */
export class Leavings {
  private readonly byPerson = new Map<string, Leaving>()
  private readonly circle: Circle

  constructor(circle: Circle, accounts: readonly Account[]) {
    this.circle = circle
    for (const { customer } of accounts)
      for (const person of customer.people) {
        const leftOn = circle.departedOn.get(person.id)
        if (leftOn !== undefined && leftOn < circle.endDay) this.plan(person, customer.id, leftOn, accounts)
      }
  }

  private plan(person: Person, accountId: string, leftOn: number, accounts: readonly Account[]): void {
    const { circle } = this
    const random = new Random(circle.settings.seed, `lives/leaves/${person.id}`)
    const leaving: Leaving = {
      accountId,
      leftOn,
      mailbox: random.pick(['bounce', 'bounce', 'bounce', 'reply', 'reply', 'nothing'] as const),
      mailboxFrom: momentOf(leftOn + random.integer(0, 10)),
      colleagueTells: random.chance(0.25),
      stillInvited: random.chance(0.6),
      deals: [],
      signs: [],
    }
    this.byPerson.set(person.id, leaving)
    const edited = momentOnDay(random, leftOn + random.integer(3, 35), 0)
    const moves = random.chance(0.35)
    const next = random.pick(accounts).customer
    if (!random.chance(0.3) || edited >= momentOf(circle.endDay)) return
    const title = circle.register.row(person.id).Title
    circle.register.changes.push({
      contactId: person.id,
      at: edited,
      after:
        moves && next.id !== accountId
          ? { AccountId: next.id }
          : { Title: title === null ? 'Left the company' : `Former ${title}` },
    })
    leaving.signs.push({ kind: 'crm', at: stamp(edited), recordId: person.id })
  }

  /** Adds what one deal's exchange shows. */
  show(traces: DealTraces, post: Post, out: Export): void {
    for (const { person, joins } of traces.deal.stakeholders) {
      const leaving = this.byPerson.get(person.id)
      if (!leaving || traces.deal.life.firstDay + 7 * joins >= leaving.leftOn || momentOf(leaving.leftOn) >= traces.until)
        continue
      leaving.deals.push(traces.deal.id)
      this.showOn(person, leaving, traces, post, out)
    }
  }

  private showOn(person: Person, leaving: Leaving, traces: DealTraces, post: Post, out: Export): void {
    const { deal } = traces
    const { lived, ids, settings } = this.circle
    const random = new Random(settings.seed, `lives/leaves/${person.id}/${deal.plan.number}`)
    const owner = ownerOn(deal, leaving.leftOn)
    const deputy = deal.stakeholders.find(
      ({ person: other }) =>
        other !== person && (this.circle.departedOn.get(other.id) ?? Number.POSITIVE_INFINITY) > leaving.leftOn + 20,
    )?.person
    const words = {
      account: deal.customer.name,
      name: person.name,
      first: person.first,
      address: person.email,
      deputy: deputy?.email ?? `info@${person.email.split('@')[1] ?? ''}`,
      project: deal.project,
    }
    const told = (kind: (typeof SIGNS)[number], filed: { id: string; recordedAt: string } | null) => {
      if (filed) leaving.signs.push({ kind, at: filed.recordedAt, recordId: filed.id })
      return filed
    }
    const replies = traces.emails.filter(
      (mail) => mail.Incoming === true && mail.FromAddress === person.email && saysLeft(String(mail.Subject), deal.customer.name),
    )
    for (const mail of replies) {
      leaving.signs.push({ kind: 'reply', at: String(mail.CreatedDate), recordId: String(mail.Id) })
      lived.machineMail.push({ emailId: String(mail.Id), kind: 'left' })
    }
    // A mailbox that has answered here is still there, and answers once.
    const mailbox = replies.length > 0 && leaving.mailbox === 'bounce' ? 'nothing' : leaving.mailbox
    const answered = (at: number) => replies.some((mail) => Math.abs(Date.parse(String(mail.MessageDate)) - at) < 120_000)
    const written = traces.emails
      .filter((mail) => mail.Incoming === false && mail.ToAddress === person.email)
      .map((mail) => ({ at: Date.parse(String(mail.MessageDate)), subject: String(mail.Subject) }))
      .filter(({ at }) => at >= leaving.mailboxFrom)
    if (written.length === 0 && random.chance(0.85)) {
      const at = workMoment(random, leaving.leftOn + 7 * random.integer(0, 2) + 7, deal.customer.place.offset)
      const subject = `Following up on ${deal.project}`
      const body = `Dear ${person.first}, is there anything that you still need from us on ${deal.project}?`
      if (at >= leaving.mailboxFrom && post.file({ at, incoming: false, from: owner, to: person, subject, body }))
        written.push({ at, subject })
    }
    const daemon: Mailbox = { name: 'Mail Delivery Subsystem', email: `mailer-daemon@${person.email.split('@')[1] ?? ''}` }
    for (const { at, subject } of written.slice(0, 3)) {
      if (answered(at)) continue
      const reply = { at: at + 45_000, incoming: true, to: owner }
      const letter: Letter | null =
        mailbox === 'bounce'
          ? {
              ...reply,
              from: daemon,
              subject: fill(random.pick(BOUNCE_SUBJECTS), { subject }),
              body: fill(BOUNCE_BODY, words),
            }
          : mailbox === 'reply'
            ? {
                ...reply,
                from: person,
                subject: fill(random.pick(LEFT_SUBJECTS), { subject }),
                body: fill(random.pick(LEFT_BODIES), words),
              }
            : null
      const filed = letter && told(mailbox === 'bounce' ? 'bounce' : 'reply', post.file(letter))
      if (filed) lived.machineMail.push({ emailId: filed.id, kind: mailbox === 'bounce' ? 'bounce' : 'left' })
    }
    if (leaving.colleagueTells && deputy) {
      const at = workMoment(random, leaving.leftOn + 7 * random.integer(0, 2), deal.customer.place.offset)
      const body = `${fill(random.pick(HANDED_OVER), words)} Best regards, ${deputy.first}`
      told(
        'colleague',
        post.file({
          at,
          incoming: true,
          from: deputy,
          to: owner,
          subject: `Change on ${deal.project}`,
          body,
          sentiment: 'neutral',
        }),
      )
    }
    if (!leaving.stillInvited) return
    const later = traces.meetings.filter((meeting) => Date.parse(String(meeting.StartDateTime)) >= momentOf(leaving.leftOn))
    for (const meeting of later.slice(0, 3)) {
      const status = random.pick(['New', 'New', 'Declined'])
      const relation = { Id: ids.next('eventRelation'), EventId: meeting.Id, RelationId: person.id, Status: status }
      out.eventRelations.add({ ...relation, IsInvitee: true, IsWhat: false })
      const at = Math.max(Date.parse(String(meeting.StartDateTime)), Date.parse(String(meeting.CreatedDate)))
      if (at < traces.until) leaving.signs.push({ kind: 'absence', at: stamp(at), recordId: String(meeting.Id) })
    }
  }

  /** Everybody who left, with the signs in the order in which they came into the records. */
  conclude(): void {
    for (const [contactId, { accountId, leftOn, deals, signs }] of this.byPerson)
      this.circle.lived.departures.push({
        contactId,
        accountId,
        leftOn: dateOf(leftOn),
        opportunityIds: deals,
        signs: signs.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
      })
  }
}

function saysLeft(subject: string, account: string): boolean {
  return AUTOMATIC_REPLIES.left.some((template) => fill(template, { account }) === subject)
}
