import type { BuyingRole } from '../accounts/contact.ts'
import type { Dossier } from '../opportunities/dossier.ts'
import type { Settings } from '../settings/settings.ts'
import type { Score } from '../values/score.ts'
import { engagement, engagementTrend } from './engagement.ts'
import { threadingRisk, type ThreadingRisk } from './threading-risk.ts'
import { threadsOf, type Thread } from './threads.ts'

export interface ThreadingPerson extends Thread {
  readonly roles: readonly BuyingRole[]
  readonly engagement: Score
  readonly trend: 'up' | 'flat' | 'down' | null
}

export interface Threading {
  readonly total: number
  readonly active: number
  readonly dormant: number
  readonly risk: ThreadingRisk
  readonly riskReason: string
  /** Active first, then by engagement. */
  readonly people: readonly ThreadingPerson[]
}

/** How a deal hangs on its people, as of the dossier's instant. */
export function threading(dossier: Pick<Dossier, 'asOf' | 'people' | 'activities'>, settings: Settings['threading']): Threading {
  const threads = threadsOf(dossier, settings)
  const { risk, reason } = threadingRisk(threads)
  const active = threads.filter((thread) => thread.active).length
  const people = threads.map((thread) => personOf(thread, dossier)).sort(byEngagement)
  return { total: threads.length, active, dormant: threads.length - active, risk, riskReason: reason, people }
}

function personOf(thread: Thread, dossier: Pick<Dossier, 'asOf' | 'activities'>): ThreadingPerson {
  const records = [thread.person, ...thread.sameAs]
  return {
    ...thread,
    roles: [...new Set(records.flatMap((record) => record.roles))],
    engagement: engagement(thread.interactions, dossier.asOf),
    trend: engagementTrend(new Set(records.map((record) => record.contactId)), dossier.activities, dossier.asOf),
  }
}

function byEngagement(a: ThreadingPerson, b: ThreadingPerson): number {
  return (
    Number(b.active) - Number(a.active) ||
    (b.engagement.value ?? -1) - (a.engagement.value ?? -1) ||
    (a.person.contactId < b.person.contactId ? -1 : 1)
  )
}
