import type { BuyingRole } from '../accounts/contact.ts'
import type { Dossier } from '../opportunities/dossier.ts'
import type { Segment } from '../opportunities/opportunity.ts'
import { isOpen } from '../opportunities/stage.ts'
import type { ThreadingSettings } from '../settings/threading-settings.ts'
import { daysBetween } from '../values/plain-date.ts'
import type { Score } from '../values/score.ts'
import { engagement, knownThen, trendBase, trendBetween } from './engagement.ts'
import { exchangesBefore, interactionsAmong, type Exchange } from './interactions.ts'
import { nextPerson, type NextPerson } from './next-person.ts'
import { requiredRoles } from './required-roles.ts'
import { gapsIn, roleCover, type RoleCover, type RoleGap } from './role-gaps.ts'
import { silenceOf, type Silence } from './silence.ts'
import { benchmarks, type Benchmark } from './threading-benchmarks.ts'
import { threadingRisk, type ThreadingRisk } from './threading-risk.ts'
import { threadsOf, type Thread } from './threads.ts'
import { answersBetween, type Answers } from './turns.ts'

export interface ThreadingPerson extends Thread {
  readonly roles: readonly BuyingRole[]
  readonly engagement: Score
  readonly trend: 'up' | 'flat' | 'down' | null
  /** Whether any of their records says so. */
  readonly doNotContact: boolean
  readonly answers: { readonly theirs: Answers; readonly ours: Answers }
  readonly silence: Silence
}

export interface Threading {
  readonly total: number
  readonly active: number
  readonly dormant: number
  /** Mails, calls and meetings of the deal with its people; one mail to three of them is one, and three touches. */
  readonly interactions: number
  readonly touches: number
  readonly averageEngagement: number | null
  readonly risk: ThreadingRisk
  readonly riskReason: string
  /** One thread and a close date that is near. */
  readonly closingSingleThreaded: boolean
  /** Active first, then by engagement. */
  readonly people: readonly ThreadingPerson[]
  readonly cover: readonly RoleCover[]
  /** The gravest first. */
  readonly gaps: readonly RoleGap[]
  readonly nextPerson: NextPerson | null
  readonly benchmarks: readonly Benchmark[]
}

type Read = Pick<Dossier, 'asOf' | 'people' | 'activities' | 'opportunity' | 'account'>

/** How a deal hangs on its people, as of the dossier's instant. `amountMinor` is its amount in the base currency. */
export function threading(
  dossier: Read,
  settings: ThreadingSettings,
  { amountMinor = null }: { readonly amountMinor?: number | null } = {},
): Threading {
  const threads = threadsOf(dossier, settings)
  const { risk, reason } = threadingRisk(threads, settings)
  const active = threads.filter((thread) => thread.active).length
  const earlier = exchangesBefore(knownThen(dossier.activities, dossier.asOf), trendBase(dossier.asOf))
  const people = threads.map((thread) => personOf(thread, { asOf: dossier.asOf, earlier }, settings)).sort(byEngagement)
  const segment = segmentOf(dossier)
  const stage = dossier.opportunity.stage ?? 'discovery'
  const required = isOpen(stage) ? requiredRoles({ segment, stage, amountMinor }, settings.requiredRoles) : []
  const cover = roleCover(required, people, settings.dormantEngagement)
  const gaps = gapsIn(cover)
  const averageEngagement = meanOf(people.map(({ engagement: { value } }) => value ?? 0))
  const counts = { active, contacts: threads.length, dormant: threads.length - active, averageEngagement }
  return {
    total: threads.length,
    active,
    dormant: threads.length - active,
    interactions: new Set(threads.flatMap(({ interactions }) => interactions.map(({ activityId }) => activityId))).size,
    touches: threads.reduce((sum, { interactions }) => sum + interactions.length, 0),
    averageEngagement,
    risk,
    riskReason: reason,
    closingSingleThreaded: isOpen(stage) && active <= 1 && isClosingSoon(dossier, settings.closingWithinDays),
    people,
    cover,
    gaps,
    nextPerson: nextPerson(gaps, people),
    benchmarks: benchmarks(counts, cover, { segment, settings }),
  }
}

/** The deal's own segment where it has one, else that of the customer. */
export function segmentOf({ opportunity, account }: Pick<Dossier, 'opportunity' | 'account'>): Segment | null {
  return opportunity.segment ?? account?.segment ?? null
}

function personOf(
  thread: Thread,
  { asOf, earlier }: { readonly asOf: string; readonly earlier: readonly Exchange[] },
  settings: ThreadingSettings,
): ThreadingPerson {
  const records = [thread.person, ...thread.sameAs]
  const before = interactionsAmong(new Set(records.map((record) => record.contactId)), earlier)
  const answers = answersBetween(thread.interactions, asOf)
  return {
    ...thread,
    roles: [...new Set(records.flatMap((record) => record.roles))],
    engagement: engagement(thread.interactions, asOf),
    trend: trendBetween(thread.interactions, before, asOf),
    doNotContact: records.some((record) => record.doNotContact),
    answers,
    silence: silenceOf(thread.interactions, answers.theirs, { asOf, fixedDays: settings.activeWithinDays }),
  }
}

function isClosingSoon({ asOf, opportunity }: Read, withinDays: number): boolean {
  const due = opportunity.expectedCloseOn
  return due != null && daysBetween(asOf.slice(0, 10), due) <= withinDays
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function byEngagement(a: ThreadingPerson, b: ThreadingPerson): number {
  return (
    Number(b.active) - Number(a.active) ||
    (b.engagement.value ?? -1) - (a.engagement.value ?? -1) ||
    (a.person.contactId < b.person.contactId ? -1 : 1)
  )
}
