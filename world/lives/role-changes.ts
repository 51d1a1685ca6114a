import { dateOf, dayOfMoment, momentOf } from '../calendar.ts'
import { NEXT_TITLES, SIGNED_NOTES } from '../content/life-words.ts'
import { fill } from '../content/fill.ts'
import type { Person } from '../crm/customers.ts'
import { ownerOn } from '../crm/deal.ts'
import { momentOnDay, stamp } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import type { Account, Circle } from './circle.ts'
import type { DealTraces } from './deal-traces.ts'
import type { Post } from './post.ts'
import type { TrueRoleChange } from './true-people.ts'

const MOVE_ON = 0.05
const EDITED = 0.6

interface Move extends Omit<TrueRoleChange, 'on' | 'signs'> {
  readonly on: number
  readonly signs: TrueRoleChange['signs'][number][]
}

/** People who take another position in their company and stay on their deals: their signatures say so, and often the CRM. */
export class RoleChanges {
  private readonly moves = new Map<string, Move>()
  private readonly circle: Circle

  constructor(circle: Circle, accounts: readonly Account[]) {
    this.circle = circle
    for (const account of accounts) for (const person of account.customer.people) this.plan(person, account)
  }

  private plan(person: Person, { deals }: Account): void {
    const { circle } = this
    const random = new Random(circle.settings.seed, `lives/moves/${person.id}`)
    const first = deals.find(({ stakeholders }) => stakeholders.some((one) => one.person === person))
    if (!first || circle.departedOn.has(person.id) || !random.chance(MOVE_ON)) return
    const on = first.life.firstDay + random.integer(30, 250)
    const before = circle.register.row(person.id).Title
    if (on > circle.endDay - 30 || before === null) return
    const move: Move = { contactId: person.id, on, before: String(before), after: random.pick(NEXT_TITLES), signs: [] }
    this.moves.set(person.id, move)
    if (!random.chance(EDITED)) return
    const at = momentOnDay(random, on + random.integer(2, 25), 0)
    circle.register.changes.push({ contactId: person.id, at, after: { Title: move.after } })
    move.signs.push({ kind: 'crm', at: stamp(at), recordId: person.id })
  }

  /** Adds signed mail of whoever moves on, with the old title and then with the new one. */
  show({ deal, until }: DealTraces, post: Post): void {
    for (const { person, joins } of deal.stakeholders) {
      const move = this.moves.get(person.id)
      const from = deal.life.firstDay + 7 * joins
      if (!move || from >= move.on || momentOf(move.on) >= until) continue
      const random = new Random(this.circle.settings.seed, `lives/moves/${person.id}/${deal.plan.number}`)
      const sign = (day: number, title: string) => {
        const at = momentOnDay(random, day, deal.customer.place.offset)
        if (at < deal.created) return null
        return post.file({
          at,
          incoming: true,
          from: person,
          to: ownerOn(deal, dayOfMoment(at)),
          subject: `Status of ${deal.project}`,
          body: `${fill(random.pick(SIGNED_NOTES), { project: deal.project })}\n\n${person.name}\n${title}\n${deal.customer.name}`,
          sentiment: 'neutral',
        })
      }
      sign(random.integer(from, move.on - 4), move.before)
      const filed = sign(move.on + random.integer(1, 20), move.after)
      if (filed) move.signs.push({ kind: 'signature', at: filed.recordedAt, recordId: filed.id })
    }
  }

  conclude(): void {
    for (const { on, signs, ...move } of this.moves.values())
      this.circle.lived.roleChanges.push({ ...move, on: dateOf(on), signs: signs.toSorted((a, b) => (a.at < b.at ? -1 : 1)) })
  }
}
