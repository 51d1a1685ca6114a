import { dayOfMoment, momentOf } from '../calendar.ts'
import { ANSWERS } from '../content/life-words.ts'
import type { Person } from '../crm/customers.ts'
import { ownerOn } from '../crm/deal.ts'
import { momentOnDay } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import type { Circle } from './circle.ts'
import type { DealTraces } from './deal-traces.ts'
import type { Post } from './post.ts'

/** Share of our mail that is answered as such, beside what people write of their own accord. */
const ANSWERED = 0.22

/** Median days in which a person answers: a habit of theirs on all deals. */
export function answerDays(person: Person, seed: number): number {
  return Math.exp(new Random(seed, `lives/habit/${person.id}`).between(Math.log(0.2), Math.log(6)))
}

/** Answers to some of our mail, each after the time that its writer usually takes. Who has left, or a deal truly lost, answers nothing. */
export function answerMail({ deal, emails }: DealTraces, circle: Circle, post: Post): void {
  const random = new Random(circle.settings.seed, `lives/answers/${deal.plan.number}`)
  const lost =
    deal.life.outcome === 'lost' ? momentOf(deal.life.firstDay + 7 * deal.life.states.length) : Number.POSITIVE_INFINITY
  for (const mail of emails) {
    if (mail.Incoming !== false) continue
    const person = deal.stakeholders.find((one) => one.person.email === mail.ToAddress)?.person
    if (!person || !random.chance(ANSWERED)) continue
    const sent = Date.parse(String(mail.MessageDate))
    const usual = answerDays(person, circle.settings.seed) * Math.exp(0.5 * random.normal())
    const days = Math.round(usual)
    const soon = sent + Math.round(Math.max(0.3, usual * 8) * 3_600_000)
    const at = days === 0 ? soon : momentOnDay(random, dayOfMoment(sent) + days, deal.customer.place.offset)
    if (at <= sent || at >= lost || at >= momentOf(circle.departedOn.get(person.id) ?? circle.endDay)) continue
    const subject = String(mail.Subject)
    post.file({
      at,
      incoming: true,
      from: person,
      to: ownerOn(deal, dayOfMoment(sent)),
      subject: subject.startsWith('Re: ') ? subject : `Re: ${subject}`,
      body: `${random.pick(ANSWERS)} ${person.first}`,
      sentiment: random.pick(['neutral', 'neutral', 'positive'] as const),
    })
  }
}
