import type { Instant } from '../../values/instant.ts'
import type { Activity } from '../../activities/activity.ts'
import type { ThreadingPerson } from '../threading.ts'
import { wholeDays } from '../threads.ts'
import type { ChampionAct } from './champion-act.ts'
import { highestRung, type LadderRung } from './champion-ladder.ts'
import type { Departure } from './departures.ts'

export interface Contradiction {
  readonly kind: 'departed' | 'silent' | 'one-way' | 'failed-test' | 'negative' | 'no-act' | 'brought-nobody'
  /** Continues "called champion, …". */
  readonly sentence: string
  readonly evidence: readonly string[]
}

/** A champion of fewer days has had no time to do anything. */
const FAIR_DAYS = 30
const LATEST = 3

interface Judged {
  readonly asOf: Instant
  readonly person: ThreadingPerson
  readonly acts: readonly ChampionAct[]
  readonly ladder: readonly LadderRung[]
  readonly departure: Departure | null
  readonly activities: readonly Activity[]
}

/** What in somebody's behaviour speaks against calling them champion, the gravest first. To have brought nobody in only adds to it. */
export function contradictions({ asOf, person, acts, ladder, departure, activities }: Judged): Contradiction[] {
  const found: Contradiction[] = []
  const own = person.interactions.map(({ activityId }) => activityId)
  if (departure?.departed)
    found.push({
      kind: 'departed',
      sentence: 'seems to have left',
      evidence: departure.signs.flatMap(({ activityId }) => activityId ?? []),
    })
  if (person.inbound === 0 && person.outbound >= 2) found.push({ kind: 'one-way', sentence: 'has never answered', evidence: own })
  else if (person.silence.silent) found.push({ kind: 'silent', sentence: silenceOf(person), evidence: person.silence.evidence })
  const failed = ladder.findLast(({ state }) => state === 'failed')
  if (failed)
    found.push({
      kind: 'failed-test',
      sentence: `failed the test “${failed.name.toLowerCase()}”`,
      evidence: failed.tests.at(-1)?.evidence ?? [],
    })
  const negative = soured(person, activities)
  if (negative.length > 0) found.push({ kind: 'negative', sentence: 'turned against it in the last mails', evidence: negative })
  const fair = wholeDays(person.person.joinedAt, asOf) >= FAIR_DAYS
  if (fair && highestRung(ladder) === 0)
    found.push({ kind: 'no-act', sentence: 'has done nothing for us that is recorded', evidence: [] })
  if (fair && found.length > 0 && !acts.some(({ kind }) => kind === 'introduced'))
    found.push({ kind: 'brought-nobody', sentence: 'brought nobody in', evidence: [] })
  return found
}

/** "Called champion, has not answered for 24 days, brought nobody in." Null where nothing speaks against it. */
export function contradictionOf(found: readonly Contradiction[]): string | null {
  return found.length === 0 ? null : `Called champion, ${found.map(({ sentence }) => sentence).join(', ')}.`
}

function silenceOf({ silence: { days, basis }, answers }: ThreadingPerson): string {
  const waited = basis === 'answers' || days === null ? Math.floor(answers.theirs.waiting?.days ?? days ?? 0) : days
  return answers.theirs.waiting ? `has not answered for ${waited} days` : `has not been heard from for ${waited} days`
}

/** Most of their last words were negative. */
function soured({ interactions }: ThreadingPerson, activities: readonly Activity[]): string[] {
  const sentiments = new Map(activities.map(({ id, sentiment }) => [id, sentiment]))
  const last = interactions
    .filter(({ inbound, kind }) => inbound && kind !== 'meeting')
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-LATEST)
  const negative = last.filter(({ activityId }) => sentiments.get(activityId) === 'negative')
  return negative.length >= 2 ? negative.map(({ activityId }) => activityId) : []
}
