import type { SponsorSettings } from '../settings/sponsor-settings.ts'
import { daysBetween } from '../values/plain-date.ts'
import type { Sponsor, SponsorView } from './sponsor-view.ts'

const DAYS_A_MONTH = 365.25 / 12

export interface Succession {
  readonly risk: 'high' | 'medium' | 'low'
  readonly because: string
  /** Months in role; null where nothing says since when. `atLeast`: since we know them, not since they began. */
  readonly tenure: { readonly months: number; readonly atLeast: boolean } | null
  readonly backups: readonly Sponsor[]
}

/** How long somebody has been in their role: from their CRM's date or what was entered, else at least since we know them. */
export function tenureOf({ person, entered }: Sponsor, today: string): { months: number; atLeast: boolean } {
  const since = entered?.inRoleSince ?? person.inRoleSince
  const months = Math.max(0, Math.floor(daysBetween(since ?? person.knownSince.slice(0, 10), today) / DAYS_A_MONTH))
  return { months, atLeast: since === null }
}

/** What happens to us when the primary sponsor goes: high without anybody else, lower with each backup whom we know. */
export function successionOf({ primary, backups, bench, account }: SponsorView, settings: SponsorSettings): Succession {
  const today = account.asOf.slice(0, 10)
  if (!primary) return { risk: 'high', because: 'There is no sponsor.', tenure: null, backups }
  const tenure = tenureOf(primary, today)
  const long = tenure.months >= settings.longTenureYears * 12
  const because = (said: string) =>
    `${said}${long ? ` ${primary.person.name} has been in the role for ${Math.floor(tenure.months / 12)} years.` : ''}`
  if (backups.length === 0)
    return {
      risk: 'high',
      because: because(bench.length > 0 ? `No backup; ${bench.length} on the bench.` : 'No backup and nobody on the bench.'),
      tenure,
      backups,
    }
  if (backups.length === 1 || long)
    return {
      risk: 'medium',
      because: because(backups.length === 1 ? 'One backup.' : `${backups.length} backups.`),
      tenure,
      backups,
    }
  return { risk: 'low', because: because(`${backups.length} backups.`), tenure, backups }
}
