import type { Dossier } from '../opportunities/dossier.ts'
import type { ReportedChampion } from '../stakeholders/champions/champion-report.ts'
import type { Threading } from '../stakeholders/threading.ts'
import type { Instant } from '../values/instant.ts'
import type { AlertNoun, AlertPriority } from './alert.ts'

/** Something that is so now, and that somebody should know of: at most one alert for each rule, subject and key. */
export interface Cause {
  readonly rule: string
  readonly subject: { readonly noun: AlertNoun; readonly id: string }
  /** Which of several causes of the rule, as the id of the person it is about; '' where there is only one. */
  readonly key: string
  /** What would have to differ for this to be news. */
  readonly state: string
  /** How bad it is, to compare with what was told before: higher is worse. */
  readonly level: number
  readonly priority: AlertPriority
  /** Never held back by an alert budget. */
  readonly always: boolean
  /** Who is told: the owner. */
  readonly recipientId: string
  /** People at the customer that it is about. Where one of them is not to be contacted, nobody is alerted. */
  readonly people: readonly string[]
  /** What a template may say. */
  readonly facts: Readonly<Record<string, string | number>>
}

/** An open deal as the rules see it. */
export interface DealSituation {
  readonly id: string
  readonly dossier: Dossier
  readonly threading: Threading
  /** Everybody on it: who is called champion, what speaks against it, and who seems to have left. */
  readonly champions: readonly ReportedChampion[]
  readonly now: Instant
}

/** Something that alerts by itself, and what it says. */
export interface AlertRule {
  readonly id: string
  /** What it looks for, as one reads it in the settings. */
  readonly title: string
  readonly about: string
  /** What a template of this rule can name. */
  readonly placeholders: readonly string[]
  readonly template: { readonly title: string; readonly body: string }
  /** After an alert was closed, days for which the same cause is no news. */
  readonly quietDays: number
}

/** Finds causes for alert in one deal. A new rule is a new file and a line in `rules.ts`. */
export interface DealRule extends AlertRule {
  causes(deal: DealSituation, recipientId: string): readonly Cause[]
}
