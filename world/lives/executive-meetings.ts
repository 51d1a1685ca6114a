import { dateOf, dayOfMoment, momentOf, quarterAt, quarterOf } from '../calendar.ts'
import { BOUNCE_BODY, EXECUTIVE_ANSWERS, EXECUTIVE_MAILS, EXECUTIVE_MEETINGS, NEW_EXECUTIVE } from '../content/life-words.ts'
import { fill } from '../content/fill.ts'
import { ownerOn } from '../crm/deal.ts'
import type { Export } from '../crm/export-tables.ts'
import { momentOnDay, stamp } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { Circle } from './circle.ts'
import { ANSWER_DAYS, type ExecutivePlan, type Sponsor } from './executives.ts'
import { Post } from './post.ts'
import type { SponsorLevel, TrueReview } from './true-people.ts'

const DAY = 86_400_000
const COMES = { champion: 0.95, engaged: 0.8, passive: 0.35, disengaged: 0.04 } as const satisfies Record<SponsorLevel, number>
const ANSWERS = { champion: 0.95, engaged: 0.88, passive: 0.45, disengaged: 0.03 } as const satisfies Record<SponsorLevel, number>
/** Meetings of two a month beside the reviews, for an enterprise; others meet less. */
const TALKS = { champion: 0.5, engaged: 0.35, passive: 0.08, disengaged: 0 } as const satisfies Record<SponsorLevel, number>
const BY_SEGMENT = [0.25, 0.5, 1] as const
const REVIEW_QUARTERS = [2, 1, 1] as const
const REVIEW_HELD = [0.75, 0.8, 0.92] as const

/** Writes what an account's executives and ours had to do with each other: reviews, meetings of two, mail, and news of changes. */
export function writeExecutives(plan: ExecutivePlan, circle: Circle, out: Export): void {
  const { account, ours } = plan
  const { customer } = account
  const random = new Random(circle.settings.seed, `lives/boardroom/${customer.id}`)
  const end = momentOf(circle.endDay)
  const post = new Post(out, circle.ids, customer.id, end)
  const calendar = new Calendar(plan, circle, out, random)
  const here = (day: number) =>
    plan.sponsors.filter(
      ({ known, since, leftOn }) => Math.max(known, since) <= day && (leftOn ?? Number.POSITIVE_INFINITY) > day,
    )
  const segment = customer.segment
  const every = required(REVIEW_QUARTERS[segment])
  for (let index = quarterOf(plan.wonOn + 45).index; quarterAt(index).start < circle.endDay + 40; index += every) {
    const quarter = quarterAt(index)
    const day = quarter.start + random.integer(20, 75)
    const held = random.chance(required(REVIEW_HELD[segment]))
    if (held && day > plan.wonOn + 20 && day < circle.endDay + 28) calendar.review(day, quarter.name, here(day))
  }
  for (let day = plan.wonOn + 10; day < circle.endDay - 1; day += 30)
    for (const sponsor of here(day)) {
      const on = day + random.integer(0, 28)
      const stays = (sponsor.leftOn ?? Number.POSITIVE_INFINITY) > on && on < circle.endDay
      if (stays && random.chance(TALKS[sponsor.level] * required(BY_SEGMENT[segment]))) calendar.talk(on, sponsor)
      if (!random.chance(0.5 * required(BY_SEGMENT[segment]))) continue
      const at = momentOnDay(random, day + random.integer(0, 20), 0)
      const gone = sponsor.leftOn !== null && at >= momentOf(sponsor.leftOn)
      const [subject, body] = random.pick(EXECUTIVE_MAILS)
      const words = { goal: random.pick(plan.goals) }
      const sent = post.file({
        at,
        incoming: false,
        from: ours,
        to: sponsor,
        subject,
        body: `Dear ${sponsor.first}, ${fill(body, words)}`,
      })
      const median = ANSWER_DAYS[sponsor.level]
      if (!sent || gone || median === null || !random.chance(ANSWERS[sponsor.level])) continue
      const days = Math.round(median * Math.exp(0.6 * random.normal()))
      const soon = at + random.integer(20, 240) * 60_000
      const answered = days === 0 ? soon : momentOnDay(random, dayOfMoment(at) + days, customer.place.offset)
      if (answered >= momentOf(sponsor.leftOn ?? circle.endDay)) continue
      const sentiment =
        sponsor.level === 'champion'
          ? 'positive'
          : sponsor.level === 'engaged'
            ? random.pick(['positive', 'neutral'] as const)
            : 'neutral'
      post.file({
        at: answered,
        incoming: true,
        from: sponsor,
        to: ours,
        subject: `Re: ${subject}`,
        body: `${EXECUTIVE_ANSWERS[sponsor.level]} ${sponsor.first}`,
        sentiment,
      })
    }
  for (const reorganisation of plan.reorganisations) tellOf(reorganisation, plan, circle, post, random)
  for (const { contactId, primary, level, since, leftOn } of plan.sponsors)
    circle.lived.sponsors.push({
      accountId: customer.id,
      contactId,
      primary,
      level,
      since: dateOf(since),
      leftOn: leftOn === null ? null : dateOf(leftOn),
      oursId: ours.id,
      answerDays: ANSWER_DAYS[level],
    })
  circle.lived.reorganisations.push(...plan.reorganisations)
}

/** A colleague of the customer tells of somebody new above, and the mailbox of whoever went away sends mail back. */
function tellOf(
  news: ExecutivePlan['reorganisations'][number],
  plan: ExecutivePlan,
  circle: Circle,
  post: Post,
  random: Random,
): void {
  const { account, ours, sponsors } = plan
  const on = Date.parse(news.on)
  const by = account.customer.people.find(
    ({ id }) => id !== news.contactId && (circle.departedOn.get(id) ?? Number.POSITIVE_INFINITY) > on / DAY + 30,
  )
  const who = sponsors.find(({ contactId }) => contactId === news.contactId)
  const next = sponsors.find(({ contactId }) => contactId === (news.successorId ?? news.contactId))
  if (!who || !next || news.kind === 'promoted') return
  const signs: { kind: 'colleague' | 'bounce'; at: string; recordId: string }[] = []
  const days = random.integer(2, 14)
  if (by && random.chance(0.7)) {
    const before = news.kind === 'left' ? who.name : 'The former holder'
    const told = post.file({
      at: momentOnDay(random, on / DAY + days, 0),
      incoming: true,
      from: by,
      to: ours,
      subject: 'Changes in our management',
      body: `${fill(NEW_EXECUTIVE, { name: next.name, title: next.title, before })} Regards, ${by.first}`,
      sentiment: 'neutral',
    })
    if (told) signs.push({ kind: 'colleague', at: told.recordedAt, recordId: told.id })
  }
  if (news.kind !== 'left') return
  const at = momentOnDay(random, on / DAY + random.integer(2, 20), 0)
  const sent = post.file({
    at,
    incoming: false,
    from: ours,
    to: who,
    subject: 'Our next meeting',
    body: `Dear ${who.first}, shall we set a date for our next meeting?`,
  })
  const daemon = { name: 'Mail Delivery Subsystem', email: `mailer-daemon@${account.domain}` }
  const back =
    sent &&
    post.file({
      at: at + 50_000,
      incoming: true,
      from: daemon,
      to: ours,
      subject: 'Undeliverable: Our next meeting',
      body: fill(BOUNCE_BODY, { address: who.email }),
    })
  if (back) {
    signs.push({ kind: 'bounce', at: back.recordedAt, recordId: back.id })
    circle.lived.machineMail.push({ emailId: back.id, kind: 'bounce' })
  }
  const edits = circle.register.changes
    .filter((change) => change.contactId === who.contactId && String(change.after.Title).startsWith('Former'))
    .map((change) => ({ kind: 'crm' as const, at: stamp(change.at), recordId: who.contactId }))
  circle.lived.departures.push({
    contactId: who.contactId,
    accountId: account.customer.id,
    leftOn: news.on,
    opportunityIds: [],
    signs: [...signs, ...edits].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  })
}

/** Meetings of an account as its calendar holds them. */
class Calendar {
  private readonly plan: ExecutivePlan
  private readonly circle: Circle
  private readonly out: Export
  private readonly random: Random

  constructor(plan: ExecutivePlan, circle: Circle, out: Export, random: Random) {
    this.plan = plan
    this.circle = circle
    this.out = out
    this.random = random
  }

  review(day: number, quarter: string, sponsors: readonly Sponsor[]): void {
    const { random, circle, plan } = this
    const { customer } = plan.account
    const past = day < circle.endDay
    const subject = fill(random.pick(EXECUTIVE_MEETINGS.qbr), { quarter: quarter.replace('-', ' '), account: customer.name })
    const eventId = this.enter(day, subject, 90)
    const attended: string[] = []
    let executive = false
    for (const sponsor of sponsors) {
      const comes = random.chance(COMES[sponsor.level])
      this.invite(eventId, sponsor.contactId, !past ? 'New' : comes ? 'Accepted' : random.pick(['Declined', 'New']))
      if (!past || !comes) continue
      attended.push(sponsor.contactId)
      executive = true
    }
    const invited = new Set(sponsors.map(({ contactId }) => contactId))
    for (const { id } of customer.people
      .filter(({ id }) => !invited.has(id) && (circle.departedOn.get(id) ?? Number.POSITIVE_INFINITY) > day)
      .slice(0, 3)) {
      const comes = random.chance(0.75)
      this.invite(eventId, id, !past ? 'New' : comes ? 'Accepted' : 'Declined')
      if (past && comes) attended.push(id)
    }
    this.invite(eventId, plan.ours.id, 'Accepted')
    const review: TrueReview = {
      eventId,
      accountId: customer.id,
      on: dateOf(day),
      attended,
      withExecutive: past ? executive : null,
    }
    circle.lived.reviews.push(review)
  }

  talk(day: number, sponsor: Sponsor): void {
    const { random, plan } = this
    const { customer } = plan.account
    const kind = random.pick(['one-to-one', 'one-to-one', 'dinner', 'check-in'] as const)
    const words = {
      first: sponsor.first,
      name: sponsor.name,
      ours: plan.ours.name,
      city: customer.place.city,
      account: customer.name,
    }
    const eventId = this.enter(day, fill(random.pick(EXECUTIVE_MEETINGS[kind]), words), kind === 'dinner' ? 150 : 45)
    this.invite(eventId, sponsor.contactId, 'Accepted')
    this.invite(eventId, plan.ours.id, 'Accepted')
  }

  private enter(day: number, subject: string, minutes: number): string {
    const { random, circle, plan } = this
    const { customer, deals } = plan.account
    const at = Math.floor(momentOnDay(random, day, customer.place.offset) / 900_000) * 900_000
    const booked = Math.min(at, momentOf(circle.endDay)) - random.integer(3, 25) * DAY
    const id = circle.ids.next('event')
    this.out.events.add({
      Id: id,
      Subject: subject,
      StartDateTime: stamp(at),
      EndDateTime: stamp(at + minutes * 60_000),
      DurationInMinutes: minutes,
      OwnerId: ownerOn(required(deals[0]), day).id,
      WhatId: customer.id,
      WhoId: null,
      Location: random.pick(['Video call', customer.place.city]),
      CreatedDate: stamp(booked),
    })
    return id
  }

  private invite(eventId: string, relationId: string, status: string): void {
    const row = { Id: this.circle.ids.next('eventRelation'), EventId: eventId, RelationId: relationId, Status: status }
    this.out.eventRelations.add({ ...row, IsInvitee: true, IsWhat: false })
  }
}
