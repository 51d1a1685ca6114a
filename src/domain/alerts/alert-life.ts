import { epochMs, MS_PER_DAY, type Instant } from '../values/instant.ts'
import { isPending, type AlertState } from './alert.ts'
import type { Cause } from './cause.ts'

/** Where an alert stands in its life: one for each rule, subject and key, for as long as anybody remembers. */
export interface AlertLife {
  readonly state: AlertState
  readonly recipientId: string
  /** How the cause stood when it was last looked at. */
  readonly causeState: string
  /** The worst it has been since the alert opened. */
  readonly level: number
  readonly snoozedUntil: Instant | null
  /** When it was acted on, dismissed, or went by itself; null while pending. */
  readonly closedAt: Instant | null
  /** Opened, and not yet told to its recipient: it waits for its turn, or is held back. */
  readonly waiting: boolean
  /** Who has been told what, newest last. */
  readonly told: readonly { readonly to: string; readonly state: string; readonly at: Instant }[]
}

/** Why an alert opened: it is new, or news. */
export type Opening = 'new' | 'worse' | 'snooze-over' | 'changed' | 'quiet-time-over' | 'new-owner'

export interface AlertStep {
  readonly life: AlertLife
  /** Null where the alert only follows its cause, without anything to tell. */
  readonly opened: Opening | null
}

/**
 * What becomes of an alert when its cause is looked at again; undefined where nothing does. While it is pending it is told
 * once more only if the cause is worse than it ever was, a snooze ends, or the deal has a new owner. Once closed it opens
 * again only if the cause is another than before, or the quiet time has passed: what comes and goes is no news.
 */
export function alertStep(known: AlertLife | undefined, cause: Cause | undefined, when: Quiet): AlertStep | undefined {
  const { now } = when
  if (!cause) return known && isPending(known.state) ? { life: closed(known, 'gone', now), opened: null } : undefined
  if (!known) return opened(undefined, cause, 'new', when)
  if (known.recipientId !== cause.recipientId && isPending(known.state)) return opened(known, cause, 'new-owner', when)
  if (isPending(known.state)) return pendingStep(known, cause, when)
  if (isQuietOver(known, when)) return opened(known, cause, 'quiet-time-over', when)
  return isNews(known, cause, when) ? opened(known, cause, 'changed', when) : undefined
}

/** After a telling, and after an alert was closed, the same is no news for so many days. */
interface Quiet {
  readonly now: Instant
  readonly quietDays: number
}

/** The alert was shown to its recipient. */
export function toldLife(life: AlertLife, now: Instant): AlertLife {
  return { ...life, waiting: false, told: [...life.told, { to: life.recipientId, state: life.causeState, at: now }] }
}

export type Refused = { readonly allowed: false; readonly because: string }
export type Moved = { readonly allowed: true; readonly life: AlertLife }

export type AlertMove =
  | { readonly to: 'seen' }
  | { readonly to: 'snoozed'; readonly until: Instant }
  | { readonly to: 'acted-on' }
  | { readonly to: 'dismissed' }

const LONGEST_SNOOZE_DAYS = 366

/** What somebody does with an alert. Seeing what is no longer open changes nothing and is no mistake. */
export function alertMove(life: AlertLife, move: AlertMove, now: Instant): Moved | Refused {
  if (move.to === 'seen') return { allowed: true, life: life.state === 'open' ? { ...life, state: 'seen' } : life }
  if (!isPending(life.state)) return { allowed: false, because: `This alert is closed: ${CLOSED[life.state] ?? life.state}.` }
  if (move.to === 'snoozed') {
    const ahead = epochMs(move.until) - epochMs(now)
    if (!(0 < ahead && ahead <= LONGEST_SNOOZE_DAYS * MS_PER_DAY))
      return { allowed: false, because: 'Snooze until a moment within the next year.' }
    return { allowed: true, life: { ...life, state: 'snoozed', snoozedUntil: move.until, waiting: false } }
  }
  return { allowed: true, life: closed(life, move.to, now) }
}

const CLOSED: Partial<Record<AlertState, string>> = {
  'acted-on': 'somebody acted on it',
  dismissed: 'somebody dismissed it',
  gone: 'its cause is gone',
}

function pendingStep(known: AlertLife, cause: Cause, when: Quiet): AlertStep | undefined {
  if (cause.level > known.level) return opened(known, cause, 'worse', when)
  if (known.state === 'snoozed' && known.snoozedUntil !== null && epochMs(known.snoozedUntil) <= epochMs(when.now))
    return opened(known, cause, 'snooze-over', when)
  if (known.causeState === cause.state) return undefined
  const waiting = known.waiting && !wasTold(known.told, cause, when)
  return { life: { ...known, causeState: cause.state, waiting }, opened: null }
}

function opened(known: AlertLife | undefined, cause: Cause, why: Opening, when: Quiet): AlertStep {
  const told = known?.told ?? []
  return {
    opened: why,
    life: {
      state: 'open',
      recipientId: cause.recipientId,
      causeState: cause.state,
      level: cause.level,
      snoozedUntil: null,
      closedAt: null,
      // Whoever snoozes it asks to be told again.
      waiting: why === 'snooze-over' || !wasTold(told, cause, when),
      told,
    },
  }
}

function closed(life: AlertLife, state: AlertState, now: Instant): AlertLife {
  return { ...life, state, closedAt: now, snoozedUntil: null, waiting: false }
}

/** What was acted on or dismissed while like this was dealt with like this, told or not. */
function isNews(known: AlertLife, cause: Cause, when: Quiet): boolean {
  if (known.recipientId !== cause.recipientId) return true
  const dealtWith = known.state !== 'gone' && known.causeState === cause.state
  return !dealtWith && !wasTold(known.told, cause, when)
}

function wasTold(told: AlertLife['told'], cause: Cause, { now, quietDays }: Quiet): boolean {
  const since = epochMs(now) - quietDays * MS_PER_DAY
  return told.some((one) => one.to === cause.recipientId && one.state === cause.state && epochMs(one.at) > since)
}

function isQuietOver(known: AlertLife, { now, quietDays }: Quiet): boolean {
  return known.closedAt !== null && epochMs(known.closedAt) <= epochMs(now) - quietDays * MS_PER_DAY
}
