import type { SponsorSettings } from '../settings/sponsor-settings.ts'
import { TOUCHPOINT_LABELS } from './cadence.ts'
import { organisationalChanges } from './organisational-changes.ts'
import { sponsorActions } from './sponsor-actions.ts'
import { sponsorAlerts } from './sponsor-alerts.ts'
import { sponsorCalendar } from './sponsor-calendar.ts'
import { LEVEL_LABELS } from './sponsor-levels.ts'
import { alignmentWith } from './sponsor-score.ts'
import { sponsorView, type Sponsor, type SponsorView } from './sponsor-view.ts'
import { successionOf, tenureOf } from './succession.ts'
import type { SponsorAccount } from './sponsor-account.ts'
import type { Touch } from './executive-touches.ts'

/** Rows of the engagement timeline: the latest so many. */
const TIMELINE_ROWS = 12

export type SponsorReport = ReturnType<typeof sponsorReport>

/** All that is said of an account's executives, in the order of the report. */
export function sponsorReport(account: SponsorAccount, settings: SponsorSettings) {
  const view = sponsorView(account, settings)
  const { primary, sponsors, left, overall } = view
  const succession = successionOf(view, settings)
  const changes = organisationalChanges(view)
  const today = account.asOf.slice(0, 10)
  return {
    account: { id: account.id, externalId: account.externalId, name: account.name, owner: account.owner },
    tier: view.tier,
    tierBecause: view.tierBecause,
    overall,
    sponsors: [...sponsors, ...left].map((one) => lineOf(one, view, today)),
    primary: primary && {
      contactId: primary.person.contactId,
      name: primary.person.name,
      title: primary.person.title,
      tenure: tenureOf(primary, today),
      priorities: primary.entered?.priorities.length ? primary.entered.priorities : account.context.goals.map(({ goal }) => goal),
      /** Whether they said so themselves, or the priorities are the account's. */
      prioritiesAreOwn: (primary.entered?.priorities.length ?? 0) > 0,
      preference: preferenceOf(primary),
      ours: primary.ours,
      timeline: primary.touches.slice(-TIMELINE_ROWS).toReversed().map(timelineRow),
    },
    strengths: strengthsOf(view),
    concerns: concernsOf(view, settings),
    changes,
    succession: {
      risk: succession.risk,
      because: succession.because,
      tenure: succession.tenure,
      backups: succession.backups.map(({ person }) => ({ contactId: person.contactId, name: person.name, title: person.title })),
      bench: view.bench.map(({ person }) => ({ contactId: person.contactId, name: person.name, title: person.title })),
    },
    alignment: alignmentTable(view),
    context: account.context,
    actions: sponsorActions(view, succession, changes),
    calendar: sponsorCalendar(view),
    alerts: sponsorAlerts(view, settings),
  }
}

function lineOf(one: Sponsor, { primary, backups }: SponsorView, today: string) {
  return {
    contactId: one.person.contactId,
    name: one.person.name,
    title: one.person.title,
    because: one.because,
    seniority: one.seniority,
    standing: one.left
      ? ('left' as const)
      : one === primary
        ? ('primary' as const)
        : backups.includes(one)
          ? ('backup' as const)
          : ('bench' as const),
    level: one.level,
    score: one.score,
    lastTouch: one.lastTouch,
    cadence: one.cadence,
    status: one.left ? ('bad' as const) : one.status,
    ours: one.ours,
    tenure: tenureOf(one, today),
    doNotContact: one.wishes.some(({ doNotContact }) => doNotContact),
    entered: {
      standing: one.entered?.standing ?? null,
      oursId: one.entered?.oursId ?? null,
      priorities: one.entered?.priorities ?? [],
      inRoleSince: one.entered?.inRoleSince ?? null,
      note: one.entered?.note ?? null,
    },
    left: one.left,
  }
}

const CHANNEL_LABELS = { email: 'E-mail', phone: 'Telephone', meeting: 'Meeting', message: 'Message' } as const

function preferenceOf({ person, wishes }: Sponsor): string | null {
  if (wishes.some(({ doNotContact }) => doNotContact)) return 'Not to be contacted'
  const closed = [...new Set(wishes.flatMap(({ optedOutChannels }) => optedOutChannels))].map((one) =>
    CHANNEL_LABELS[one].toLowerCase(),
  )
  const parts = [
    ...(person.preferredChannel ? [CHANNEL_LABELS[person.preferredChannel]] : []),
    ...(closed.length > 0 ? [`not by ${closed.join(' or ')}`] : []),
  ]
  return parts.length === 0 ? null : parts.join(', ')
}

function timelineRow(touch: Touch) {
  return {
    activityId: touch.activityId,
    at: touch.at,
    interaction: touch.touchpoint ? TOUCHPOINT_LABELS[touch.touchpoint] : KIND_LABELS[touch.kind],
    topics: touch.subject,
    outcome:
      touch.kind === 'email'
        ? touch.inbound
          ? 'They wrote'
          : 'We wrote'
        : touch.positive
          ? 'Took place, positive'
          : 'Took place',
  }
}

const KIND_LABELS = { email: 'E-mail', meeting: 'Meeting', call: 'Call' } as const

/** Each goal or priority with what of ours serves it best; goals that nothing serves are in it. */
function alignmentTable({ account, primary }: SponsorView) {
  const { initiatives, goals } = account.context
  const priorities = new Set([...goals.map(({ goal }) => goal), ...(primary?.entered?.priorities ?? [])])
  const unserved = [...priorities].filter((goal) => alignmentWith(goal, account.context) === null)
  const progressOf = (priority: string) => goals.find(({ goal }) => goal === priority)?.progress ?? null
  return [
    ...initiatives.map(({ initiative, priority, alignment, evidence }) => ({
      initiative: initiative as string | null,
      priority,
      alignment: alignment as 'high' | 'medium' | 'low' | null,
      evidence,
      progress: progressOf(priority),
    })),
    ...unserved.map((priority) => ({
      initiative: null,
      priority,
      alignment: null,
      evidence: null,
      progress: progressOf(priority),
    })),
  ]
}

function strengthsOf({ sponsors, backups, reviews, account }: SponsorView): string[] {
  const strong = sponsors.flatMap(({ person, level }) =>
    level.level === 'champion' || level.level === 'engaged'
      ? [`${person.name} is ${LEVEL_LABELS[level.level].toLowerCase()}. ${level.because}`]
      : [],
  )
  const known = new Set(sponsors.flatMap(({ records }) => [...records]))
  const withExecutive = reviews.filter(({ attended }) => [...attended].some((id) => known.has(id))).length
  const { roi, strategicGoalsProgress } = account.context.metrics
  return [
    ...strong,
    ...(backups.length > 1 ? [`${backups.length} backups: ${backups.map(({ person }) => person.name).join(', ')}.`] : []),
    ...(reviews.length > 0 && withExecutive * 2 >= reviews.length
      ? [`An executive came to ${withExecutive} of ${reviews.length} QBRs.`]
      : []),
    ...(roi !== null && roi > 100 ? [`The return is ${roi}% of what they pay.`] : []),
    ...(strategicGoalsProgress !== null && strategicGoalsProgress >= 0.5
      ? [`Their goals are reached to ${Math.round(100 * strategicGoalsProgress)}%.`]
      : []),
  ]
}

function concernsOf(view: SponsorView, settings: SponsorSettings): { concern: string; details: string }[] {
  const said = {
    'no-executive-contact': 'No executive contact',
    'no-backup-sponsor': 'No backup sponsor',
    'sponsor-left': 'Sponsor left',
    'organisational-change': '',
  }
  const alerts = sponsorAlerts(view, settings).flatMap(({ cause, sentence }) =>
    said[cause] === '' ? [] : [{ concern: said[cause], details: sentence }],
  )
  const levels = view.sponsors.flatMap(({ person, level, touches }, i) =>
    (level.level === 'passive' || level.level === 'disengaged' || (level.level === 'unknown' && i === 0)) &&
    (i === 0 || touches.length > 0)
      ? [{ concern: `${person.name} is ${LEVEL_LABELS[level.level].toLowerCase()}`, details: level.because }]
      : [],
  )
  const overdue = view.sponsors.flatMap(({ person, cadence, touches }) =>
    cadence.state === 'overdue' && touches.length > 0
      ? [
          {
            concern: `Meeting with ${person.name} overdue`,
            details: `By ${cadence.overdueDays} days; the cadence is one every ${cadence.everyDays}.`,
          },
        ]
      : [],
  )
  const { roi, executiveDashboardViews } = view.account.context.metrics
  const value = [
    ...(roi !== null && roi < 100 ? [{ concern: 'Return below cost', details: `${roi}% of what they pay.` }] : []),
    ...(executiveDashboardViews === 0 ? [{ concern: 'No executive looks at the dashboard', details: 'No views.' }] : []),
  ]
  return [...alerts, ...levels, ...overdue, ...value]
}
