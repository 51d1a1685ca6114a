import type { SponsorSettings } from '../settings/sponsor-settings.ts'
import { mayContact } from '../stakeholders/outreach.ts'
import { epochMs, MS_PER_DAY, type Instant } from '../values/instant.ts'
import { organisationalChanges } from './organisational-changes.ts'
import type { SponsorView } from './sponsor-view.ts'

export const SPONSOR_CAUSES = ['no-executive-contact', 'no-backup-sponsor', 'sponsor-left', 'organisational-change'] as const
export type SponsorCause = (typeof SPONSOR_CAUSES)[number]

export interface SponsorAlert {
  readonly cause: SponsorCause
  /** The same for as long as the cause is the same: one alert per key. */
  readonly key: string
  readonly severity: 'critical' | 'high' | 'medium'
  readonly accountId: string
  /** Whom it is about, never whom to contact. */
  readonly contactId: string | null
  readonly since: Instant
  readonly sentence: string
  readonly evidence: string[]
}

/** An organisational change is told of for so many days. */
const NEWS_DAYS = 30

/**
 * What about an account's executives must not go unnoticed: an enterprise without executive contact, an account without a
 * backup sponsor, a sponsor who left (at once), another change at the top. Accounts that are no customers only of departures.
 */
export function sponsorAlerts(view: SponsorView, settings: SponsorSettings): SponsorAlert[] {
  const { account, tier, primary, backups, left, lastContact } = view
  const { id: accountId, name } = account
  const asOf = epochMs(account.asOf)
  const alerts: SponsorAlert[] = left.map((one) => ({
    cause: 'sponsor-left',
    key: `sponsor-left ${accountId} ${one.person.contactId}`,
    severity: 'critical',
    accountId,
    contactId: one.person.contactId,
    since: one.left?.at ?? account.asOf,
    sentence: `${one.person.name} has left ${name}: ${one.left?.source ?? ''}.`,
    evidence: one.left?.evidence ?? [],
  }))
  for (const change of organisationalChanges(view)) {
    if (change.kind === 'left' || asOf - epochMs(change.at) > NEWS_DAYS * MS_PER_DAY) continue
    alerts.push({
      cause: 'organisational-change',
      key: `organisational-change ${accountId} ${change.evidence.join(' ')}`,
      severity: 'medium',
      accountId,
      contactId: change.contactId,
      since: change.at,
      sentence: `${name}: ${change.what}.`,
      evidence: change.evidence,
    })
  }
  if (!account.isCustomer) return alerts
  const known = account.people.reduce((first, { knownSince }) => (knownSince < first ? knownSince : first), account.asOf)
  const silentFrom = epochMs(lastContact ?? known) + settings.alertAfterDays * MS_PER_DAY
  if (tier === 'enterprise' && asOf > silentFrom)
    alerts.push({
      cause: 'no-executive-contact',
      key: `no-executive-contact ${accountId}`,
      severity: 'high',
      accountId,
      contactId: primary && mayContact(primary.wishes) ? primary.person.contactId : null,
      since: new Date(silentFrom).toISOString(),
      sentence: `${name}: no contact to an executive for ${Math.floor((asOf - epochMs(lastContact ?? known)) / MS_PER_DAY)} days.`,
      evidence: [],
    })
  if (backups.length === 0)
    alerts.push({
      cause: 'no-backup-sponsor',
      key: `no-backup-sponsor ${accountId}`,
      severity: 'medium',
      accountId,
      contactId: null,
      since: known,
      sentence: primary ? `${name} has one executive sponsor and no backup.` : `${name} has no executive sponsor.`,
      evidence: [],
    })
  return alerts
}
