import type { LandmarkFeature } from '../landmarks/landmark-features.ts'

/** What is so where a feature is 0: the absence of a thing is a reason of its own. */
const WHEN_NOT: Readonly<Record<string, string>> = {
  setbacks: 'no move back to an earlier stage',
  moves: 'still in its first stage',
  fallen: 'at the furthest stage it reached',
  meetingAhead: 'no meeting in the calendar',
  champion: 'no champion known',
  economicBuyer: 'no economic buyer known',
  noRoles: 'roles known',
  noAmount: 'an amount entered',
  amountChange: 'amount as first entered',
  pushes: 'close date never pushed',
  noDue: 'a close date entered',
  overdue: 'close date not passed',
  duePulled: 'close date not brought forward',
  dueSoon: 'no near close date entered lately',
  commit: 'not called commit',
  bestCase: 'not called best case',
  nextAction: 'no next step entered',
  noActivity: 'something logged',
}

/** A feature as it stands in one deal, in words. */
export function featureWords({ name, words }: LandmarkFeature, value: number): string {
  if (name === 'amountChange' && value !== 0) return value > 0 ? 'amount raised' : 'amount cut'
  return value === 0 ? (WHEN_NOT[name] ?? words) : words
}

/** How far off the close date entered is. */
export function dueWords(weeks: number): string {
  if (Number.isNaN(weeks)) return 'no close date'
  if (weeks < 0) return 'close date passed'
  const whole = Math.round(weeks)
  return whole === 0 ? 'close date within days' : `close date in ${whole} ${whole === 1 ? 'week' : 'weeks'}`
}
