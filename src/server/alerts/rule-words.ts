import type { z } from 'zod'
import type { AlertRuleSettings } from '../../contract/alerts.ts'
import { filled } from '../../domain/alerts/alert-template.ts'
import type { AlertRule, Cause } from '../../domain/alerts/cause.ts'
import { ALERT_RULES, SENT } from '../../domain/alerts/rules.ts'
import type { RuleChange } from './rules/store.ts'

/** A rule as it holds here: as it was written, with what the company changed. */
export function ruleSettings(rule: AlertRule, change: RuleChange | undefined): z.output<typeof AlertRuleSettings> {
  return {
    rule: rule.id,
    name: rule.title,
    about: rule.about,
    placeholders: [...rule.placeholders],
    enabled: change?.enabled ?? true,
    quietDays: change?.quietDays ?? rule.quietDays,
    title: change?.title ?? rule.template.title,
    body: change?.body ?? rule.template.body,
    asShipped: change?.title == null && change?.body == null,
  }
}

export function ruleOf(id: string): AlertRule | undefined {
  return ALERT_RULES.find((rule) => rule.id === id)
}

export function ruleTitle(id: string): string {
  return id === SENT ? 'Message' : (ruleOf(id)?.title ?? id)
}

/** What an alert says of its cause, in the words that hold here. */
export function wordsFor(cause: Cause, changes: ReadonlyMap<string, RuleChange>): { title: string; body: string } {
  const rule = ruleOf(cause.rule)
  const change = changes.get(cause.rule)
  return {
    title: filled(change?.title ?? rule?.template.title ?? '', cause.facts),
    body: filled(change?.body ?? rule?.template.body ?? '', cause.facts),
  }
}
