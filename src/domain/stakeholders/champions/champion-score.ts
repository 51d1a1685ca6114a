import type { Instant } from '../../values/instant.ts'
import type { Factor, Score } from '../../values/score.ts'
import { seniorityOf, type Seniority } from '../roles/seniority.ts'
import type { Influence } from '../map/standing.ts'
import type { ThreadingPerson } from '../threading.ts'
import { wholeDays } from '../threads.ts'
import type { ChampionAct, ChampionActKind } from './champion-act.ts'

const BY_LEVEL = { executive: 90, 'vice-president': 80, director: 65, manager: 45, staff: 25 } as const satisfies Record<
  Seniority,
  number
>
const UNKNOWN_LEVEL = 40
const BY_INFLUENCE = { high: 90, medium: 60, low: 25 } as const satisfies Record<Influence, number>
const FOR_EACH = { report: 10, introduced: 10, 'acts-for-us': 25, 'sells-for-us': 35, access: 30, 'reports-above': 20 } as const
/** What is longer ago counts half. */
const FRESH_DAYS = 90

export interface ChampionInputs {
  readonly asOf: Instant
  readonly person: Pick<ThreadingPerson, 'person' | 'sameAs' | 'interactions' | 'answers' | 'inbound'>
  readonly acts: readonly ChampionAct[]
  /** What somebody of ours says of their influence. */
  readonly influence: Influence | null
  /** Ids of those who report to them, and whether they report to somebody above on the deal. */
  readonly reports: number
  readonly reportsAbove: string | null
}

/**
 * What there is of a champion in somebody, 0 to 100, a quarter each: influence (level or what was entered, who reports to
 * them, whom they moved to join), motivation (how surely, how soon and how warmly they answer), change leadership (what they
 * do for us, in and out of our sight) and access (whom they bring and whom they bring us to). Not scored without any contact.
 */
export function championScore(inputs: ChampionInputs): Score {
  if (inputs.person.interactions.length === 0) return { value: null, factors: [], note: 'No contact' }
  const factors = [influence(inputs), motivation(inputs), leadership(inputs), access(inputs)]
  const value = Math.round(factors.reduce((sum, factor) => sum + (factor.value ?? 0), 0) / factors.length)
  return { value, factors: factors.map((factor) => ({ ...factor, weight: 0.25 })) }
}

function influence({ person: { person }, influence: entered, reports, acts }: ChampionInputs): Factor {
  const level = seniorityOf(person.title)
  const brought = acts.filter(({ kind }) => kind === 'introduced')
  const base = entered ? BY_INFLUENCE[entered] : level ? BY_LEVEL[level] : UNKNOWN_LEVEL
  const value = capped(base + Math.min(20, reports * FOR_EACH.report) + Math.min(20, brought.length * FOR_EACH.introduced))
  const said = entered ? `Influence entered as ${entered}` : level ? `Level: ${level.replace('-', ' ')}` : 'Level unknown'
  return {
    name: 'Influence',
    value,
    input: `${said}, ${counted(reports, 'person reports', 'people report')} to them, ${brought.length} brought in`,
    evidence: idsOf(brought),
  }
}

function motivation({ person: { answers, interactions, inbound } }: ChampionInputs): Factor {
  const { rate, medianDays, answered, turns } = answers.theirs
  const came = interactions.filter((one) => one.inbound)
  if (inbound === 0) return { name: 'Motivation', value: 0, input: 'Nothing came from them', evidence: [] }
  const positive = came.filter((one) => one.positive).length / came.length
  const parts = [
    ...(rate === null ? [] : [{ weight: 2, value: 100 * rate }]),
    ...(medianDays === null ? [] : [{ weight: 1, value: promptness(medianDays) }]),
    { weight: 1, value: 100 * positive },
  ]
  const value = parts.reduce((sum, part) => sum + part.weight * part.value, 0) / parts.reduce((sum, part) => sum + part.weight, 0)
  const soon = medianDays === null ? '' : ` within ${medianDays < 1 ? 'a day' : counted(Math.round(medianDays), 'day', 'days')}`
  return {
    name: 'Motivation',
    value: Math.round(value),
    input: `Answered ${answered} of ${turns}${soon}, ${Math.round(100 * positive)}% of what came was positive`,
    evidence: came.map(({ activityId }) => activityId),
  }
}

function promptness(days: number): number {
  return days <= 1 ? 100 : days <= 3 ? 75 : days <= 7 ? 50 : 25
}

function leadership({ acts, asOf }: ChampionInputs): Factor {
  const own = ofKinds(acts, ['shared', 'forwarded', 'booked'])
  const sold = ofKinds(acts, ['answered', 'presented'])
  const value = capped(
    Math.min(50, FOR_EACH['acts-for-us'] * weightOf(own, asOf)) + Math.min(70, FOR_EACH['sells-for-us'] * weightOf(sold, asOf)),
  )
  return {
    name: 'Change leadership',
    value: Math.round(value),
    input: `Acted for us ${times(own.length)}, sold for us ${times(sold.length)}`,
    evidence: idsOf([...own, ...sold]),
  }
}

function access({ acts, reportsAbove, asOf }: ChampionInputs): Factor {
  const doors = ofKinds(acts, ['introduced', 'met-executive'])
  const above = reportsAbove === null ? 0 : FOR_EACH['reports-above']
  return {
    name: 'Access',
    value: Math.round(capped(FOR_EACH.access * weightOf(doors, asOf) + above)),
    input: `${counted(doors.length, 'door', 'doors')} opened${reportsAbove === null ? '' : `, reports to ${reportsAbove}`}`,
    evidence: idsOf(doors),
  }
}

function ofKinds(acts: readonly ChampionAct[], kinds: readonly ChampionActKind[]): ChampionAct[] {
  return acts.filter(({ kind }) => kinds.includes(kind))
}

function weightOf(acts: readonly ChampionAct[], asOf: Instant): number {
  return acts.reduce((sum, { at }) => sum + (wholeDays(at, asOf) <= FRESH_DAYS ? 1 : 0.5), 0)
}

function idsOf(acts: readonly ChampionAct[]): string[] {
  return acts.map(({ activityId }) => activityId)
}

function capped(value: number): number {
  return Math.min(100, value)
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
