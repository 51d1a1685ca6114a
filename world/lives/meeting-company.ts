import type { Export } from '../crm/export-tables.ts'
import { Random } from '../random.ts'
import type { Circle } from './circle.ts'
import type { DealTraces } from './deal-traces.ts'
import type { TruePeople } from './true-people.ts'

const COMES_ALONG = 0.45

/** Whoever sways somebody often sits beside them in meetings on the deal. Opponents do not: they have meetings of their own. */
export function bringAlong(
  { deal, meetings }: DealTraces,
  swaying: ReadonlyMap<string, TruePeople['influences']>,
  circle: Circle,
  out: Export,
): void {
  const random = new Random(circle.settings.seed, `lives/along/${deal.plan.number}`)
  for (const meeting of meetings) {
    const day = Date.parse(String(meeting.StartDateTime)) / 86_400_000
    const guests = new Set(meeting.guests.map(({ RelationId }) => String(RelationId)))
    for (const { person, joins } of deal.stakeholders) {
      const listens = swaying.get(person.id)?.some(({ to, kind }) => kind === 'supports' && guests.has(to)) ?? false
      const present =
        deal.life.firstDay + 7 * joins <= day && (circle.departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) > day
      if (!listens || !present || guests.has(person.id) || !random.chance(COMES_ALONG)) continue
      const relation = { Id: circle.ids.next('eventRelation'), EventId: meeting.Id, RelationId: person.id, Status: 'Accepted' }
      out.eventRelations.add({ ...relation, IsInvitee: true, IsWhat: false })
    }
  }
}
