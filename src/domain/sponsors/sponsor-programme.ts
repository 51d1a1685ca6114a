import type { Segment } from '../opportunities/opportunity.ts'
import { SEGMENTS } from '../opportunities/opportunity.ts'
import type { SponsorSettings } from '../settings/sponsor-settings.ts'
import { epochMs, instantOf, MS_PER_DAY } from '../values/instant.ts'
import { isEngaged } from './sponsor-levels.ts'
import { SCORED_DAYS } from './sponsor-score.ts'
import type { SponsorView } from './sponsor-view.ts'

/** A figure against its target; `value` is null where there is nothing to count, `of` is how many it rests on. */
export interface ProgrammeMetric {
  readonly value: number | null
  readonly of: number
  readonly target: number
  readonly met: boolean | null
}

export interface ProgrammeMetrics {
  readonly accounts: number
  /** Share of accounts with an executive who is engaged or a champion. */
  readonly engagedAccounts: ProgrammeMetric
  /** Mean over accounts of the days between contacts to executives, in the last year. */
  readonly daysBetweenContacts: ProgrammeMetric & { readonly withoutContact: number }
  /** Share of QBRs of the last year to which an executive came. */
  readonly reviewAttendance: ProgrammeMetric
  /** Share of the executives in contact with us a year ago who are still there. */
  readonly retention: ProgrammeMetric
  /** Engaged executives per account. */
  readonly engagedPerAccount: ProgrammeMetric
}

export interface Programme extends ProgrammeMetrics {
  readonly byTier: readonly (ProgrammeMetrics & { readonly tier: Segment })[]
}

/** What one customer adds to the figures: little, and all that has to be kept of it between questions. */
export interface ProgrammeShare {
  readonly tier: Segment
  readonly engaged: number
  /** Null without contact to executives in the last year. */
  readonly daysBetweenContacts: number | null
  /** Of each QBR of the last year: whether an executive came. */
  readonly reviews: readonly boolean[]
  /** Of each executive in contact a year ago: whether they are still there. */
  readonly aYearAgo: readonly boolean[]
}

/** Null for an account that is no customer. */
export function programmeShare(view: SponsorView): ProgrammeShare | null {
  if (!view.account.isCustomer) return null
  const records = new Set([...view.sponsors, ...view.left].flatMap((one) => [...one.records]))
  return {
    tier: view.tier,
    engaged: view.sponsors.filter(({ level }) => isEngaged(level.level)).length,
    daysBetweenContacts: daysBetween(view),
    reviews: view.reviews.map(({ attended }) => [...attended].some((id) => records.has(id))),
    aYearAgo: aYearAgo(view),
  }
}

/** The figures of the sponsor programme over these customers, as of their instant. */
export function sponsorProgramme(customers: readonly ProgrammeShare[], settings: SponsorSettings): Programme {
  return {
    ...metricsOf(customers, settings),
    byTier: SEGMENTS.map((tier) => ({
      tier,
      ...metricsOf(
        customers.filter((one) => one.tier === tier),
        settings,
      ),
    })),
  }
}

function metricsOf(customers: readonly ProgrammeShare[], { targets }: SponsorSettings): ProgrammeMetrics {
  const engaged = customers.map((one) => one.engaged)
  const spacing = customers.map((one) => one.daysBetweenContacts)
  const reviews = customers.flatMap((one) => one.reviews)
  const yearAgo = customers.flatMap((one) => one.aYearAgo)
  const above = (values: readonly number[], target: number) => metric(values, target, (value) => value > target)
  return {
    accounts: customers.length,
    engagedAccounts: above(
      engaged.map((count) => Number(count > 0)),
      targets.engagedAccounts,
    ),
    daysBetweenContacts: {
      ...metric(
        spacing.filter((days) => days !== null),
        targets.daysBetweenContacts,
        (days) => days < targets.daysBetweenContacts,
      ),
      withoutContact: spacing.filter((days) => days === null).length,
    },
    reviewAttendance: above(reviews.map(Number), targets.reviewAttendance),
    retention: above(yearAgo.map(Number), targets.retention),
    engagedPerAccount: above(engaged, targets.engagedPerAccount),
  }
}

function metric(values: readonly number[], target: number, met: (value: number) => boolean): ProgrammeMetric {
  if (values.length === 0) return { value: null, of: 0, target, met: null }
  const value = values.reduce((sum, one) => sum + one, 0) / values.length
  return { value, of: values.length, target, met: met(value) }
}

/** Days of the last year, or since the first contact in it, over the days on which there was contact. */
function daysBetween({ account, sponsors, left }: SponsorView): number | null {
  const from = instantOf(epochMs(account.asOf) - SCORED_DAYS * MS_PER_DAY)
  const days = new Set(
    [...sponsors, ...left].flatMap(({ touches }) => touches.flatMap(({ at }) => (at >= from ? at.slice(0, 10) : []))),
  )
  if (days.size === 0) return null
  const earlier = [...sponsors, ...left].some(({ touches }) => touches.some(({ at }) => at < from))
  const first = earlier ? epochMs(from) : Math.min(...[...days].map(epochMs))
  return Math.max(1, (epochMs(account.asOf) - first) / MS_PER_DAY) / days.size
}

/** Of each executive with whom there was contact in the year that ended a year ago: whether they are still there. */
function aYearAgo({ account, sponsors, left }: SponsorView): boolean[] {
  const [from, until] = [2, 1].map((years) => instantOf(epochMs(account.asOf) - years * SCORED_DAYS * MS_PER_DAY)) as [
    string,
    string,
  ]
  return [...sponsors, ...left]
    .filter(
      (one) => one.touches.some(({ at, inbound }) => inbound && at >= from && at < until) && !(one.left && one.left.at < until),
    )
    .map((one) => one.left === null)
}
