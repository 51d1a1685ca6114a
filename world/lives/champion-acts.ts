import { dayOfMoment } from '../calendar.ts'
import { CHAMPION_ACTS } from '../content/life-words.ts'
import { fill } from '../content/fill.ts'
import { VENDOR } from '../content/vendor.ts'
import { ownerOn } from '../crm/deal.ts'
import { workMoment } from '../crm/working-hours.ts'
import { Random } from '../random.ts'
import type { Circle } from './circle.ts'
import { championsOf } from './deal-roles.ts'
import type { DealTraces } from './deal-traces.ts'
import type { Post } from './post.ts'

const A_WEEK = 0.09

/** What true champions do: they hand on papers from inside and answer their colleagues for us. Who only bears the name does neither. */
export function actAsChampions({ deal, until }: DealTraces, circle: Circle, post: Post): void {
  const random = new Random(circle.settings.seed, `lives/acts/${deal.plan.number}`)
  const spells = championsOf(deal)
  for (const [week] of deal.life.states.entries()) {
    const monday = deal.life.firstDay + 7 * week
    const who = spells.find(({ from, until: end }) => from <= monday && monday + 6 < (end ?? Number.POSITIVE_INFINITY))?.person
    if (!who || (circle.departedOn.get(who.id) ?? Number.POSITIVE_INFINITY) <= monday + 6 || !random.chance(A_WEEK)) continue
    const at = workMoment(random, monday, deal.customer.place.offset)
    if (at >= until || at < deal.created) continue
    const others = deal.stakeholders.filter(({ person, joins }) => person !== who && joins <= week).map(({ person }) => person)
    const colleague = others.length > 0 && random.chance(0.5) ? random.pick(others) : null
    const kind = colleague ? 'answered' : 'shared'
    const [subject, body] = random.pick(CHAMPION_ACTS[kind])
    const owner = ownerOn(deal, dayOfMoment(at))
    const words = { project: deal.project, vendor: VENDOR.name, first: colleague?.first ?? '' }
    const filed = post.file({
      at,
      incoming: true,
      from: who,
      to: colleague ?? owner,
      cc: colleague ? [owner] : [],
      subject: fill(subject, words),
      body: fill(body, words),
      sentiment: 'positive',
    })
    if (filed) circle.lived.championActs.push({ opportunityId: deal.id, contactId: who.id, kind, emailId: filed.id })
  }
}
