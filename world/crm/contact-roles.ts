import { dayOfMoment, momentOf } from '../calendar.ts'
import { ROLE_OF_PART } from '../content/job-titles.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import type { Deal } from './deal.ts'
import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'
import { momentOnDay, stamp } from './working-hours.ts'

/** Enters who plays which role on a deal, as far as its sellers bothered before it was closed. */
export function writeContactRoles(
  deal: Deal,
  closedAt: number | null,
  departedOn: ReadonlyMap<string, number>,
  endDay: number,
  settings: WorldSettings,
  out: Export,
  ids: RecordIds,
): void {
  const random = new Random(settings.seed, `roles/${deal.plan.number}`)
  const until = closedAt ?? momentOf(endDay)
  let primary = true
  for (const { person, joins } of deal.stakeholders) {
    const entered =
      joins === 0 && primary
        ? deal.created + 120_000
        : momentOnDay(random, deal.life.firstDay + 7 * joins + random.integer(1, 9), 0)
    if (
      entered >= until ||
      (departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) <= dayOfMoment(entered) ||
      (!primary && random.chance(settings.rolesMissing))
    )
      continue
    const role = random.chance(settings.rolesMissing / 2)
      ? null
      : person.part === 'blocker' && random.chance(0.6)
        ? 'Influencer'
        : ROLE_OF_PART[person.part]
    out.contactRoles.add({
      Id: ids.next('contactRole'),
      OpportunityId: deal.id,
      ContactId: person.id,
      Role: role,
      IsPrimary: primary,
      CreatedDate: stamp(Math.max(entered, deal.created)),
    })
    primary = false
  }
}
