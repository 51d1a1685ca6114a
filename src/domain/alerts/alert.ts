import { z } from 'zod'

/** The life of an alert. Nobody need do anything with it: it goes by itself when its cause does. */
export const ALERT_STATES = ['open', 'seen', 'snoozed', 'acted-on', 'dismissed', 'gone'] as const
export const AlertState = z.enum(ALERT_STATES)
export type AlertState = z.infer<typeof AlertState>

export const ALERT_PRIORITIES = ['urgent', 'normal'] as const
export const AlertPriority = z.enum(ALERT_PRIORITIES)
export type AlertPriority = z.infer<typeof AlertPriority>

/** What an alert may be about. */
export const ALERT_NOUNS = ['opportunity', 'account'] as const
export type AlertNoun = (typeof ALERT_NOUNS)[number]

/** States in which somebody may still do something with it. */
export function isPending(state: AlertState): boolean {
  return state === 'open' || state === 'seen' || state === 'snoozed'
}
