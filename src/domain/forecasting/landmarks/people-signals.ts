import type { Step } from '../../opportunities/replay.ts'
import { epochMs, MS_PER_DAY } from '../../values/instant.ts'
import type { EngagementSignals, TrackActivity } from './engagement-signals.ts'
import type { OwnFeature } from './landmark-features.ts'

const WEEK_MS = 7 * MS_PER_DAY
const ACTIVE_WEEKS = 4

/** Who is on the deal, in which role, and who of them still shows. */
export function peopleSignals({ at, people }: Step<TrackActivity>, { touched, lastSignBy }: EngagementSignals) {
  let champion = 0
  let economicBuyer = 0
  let noRoles = 1
  let lastOfChampion = -Infinity
  for (const [contactId, { roles, joinedAt }] of people) {
    if (roles.length > 0) noRoles = 0
    if (roles.includes('economic-buyer') || roles.includes('decision-maker')) economicBuyer = 1
    if (!roles.includes('champion')) continue
    champion = 1
    lastOfChampion = Math.max(lastOfChampion, epochMs(joinedAt), lastSignBy.get(contactId) ?? -Infinity)
  }
  let active = 0
  for (const last of lastSignBy.values()) if (at - last <= ACTIVE_WEEKS * WEEK_MS) active += 1
  return {
    people: Math.log1p(touched.size),
    activePeople: Math.log1p(active),
    champion,
    economicBuyer,
    noRoles,
    championSilence: champion === 1 ? Math.log1p(Math.max(0, at - lastOfChampion) / WEEK_MS) : 0,
  } satisfies Partial<Record<OwnFeature, number>>
}
