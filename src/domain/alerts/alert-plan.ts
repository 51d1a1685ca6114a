import type { Instant } from '../values/instant.ts'
import { instantOf, epochMs } from '../values/instant.ts'
import { localTime } from './local-time.ts'
import type { AlertPriority } from './alert.ts'
import type { AlertPreferences } from './alert-preferences.ts'

export interface WaitingAlert {
  readonly id: string
  readonly priority: AlertPriority
  readonly level: number
  readonly always: boolean
  readonly openedAt: Instant
}

/**
 * Which of a person's waiting alerts are told now: the urgent and worst first, the oldest of equals, up to the budget of the
 * day. What always alerts is told whatever the budget says. The others are held back, and shown as such.
 */
export function budgetPlan(
  waiting: readonly WaitingAlert[],
  { perDay, toldToday }: { perDay: number; toldToday: number },
): { readonly tell: readonly string[]; readonly held: readonly string[] } {
  const inOrder = waiting.toSorted(byUrgency)
  const always = inOrder.filter((one) => one.always)
  const others = inOrder.filter((one) => !one.always)
  const left = Math.max(0, perDay - toldToday - always.length)
  return {
    tell: [...always, ...others.slice(0, left)].map(({ id }) => id),
    held: others.slice(left).map(({ id }) => id),
  }
}

function byUrgency(a: WaitingAlert, b: WaitingAlert): number {
  return (
    Number(b.priority === 'urgent') - Number(a.priority === 'urgent') ||
    b.level - a.level ||
    epochMs(a.openedAt) - epochMs(b.openedAt) ||
    (a.id < b.id ? -1 : 1)
  )
}

/** The first moment from now on at which messages may reach a person: now, or the end of the quiet hours they are in. */
export function awakeFrom({ quietHours, timeZone }: Pick<AlertPreferences, 'quietHours' | 'timeZone'>, now: Instant): Instant {
  if (quietHours === null) return now
  const { minutes } = localTime(now, timeZone)
  const [from, to] = [minutesOf(quietHours.from), minutesOf(quietHours.to)]
  const quiet = from <= to ? from <= minutes && minutes < to : from <= minutes || minutes < to
  if (!quiet) return now
  const ahead = (to - minutes + MINUTES_PER_DAY) % MINUTES_PER_DAY
  const minute = Math.floor(epochMs(now) / MS_PER_MINUTE) * MS_PER_MINUTE
  return instantOf(minute + ahead * MS_PER_MINUTE)
}

/** Whether a digest is due: its hour has come on this day (of the week) where the person is, and none was sent on it. */
export function isDigestDue(
  { digest, digestAt, timeZone }: Pick<AlertPreferences, 'digest' | 'digestAt' | 'timeZone'>,
  now: Instant,
  lastAt: Instant | null,
): boolean {
  if (digest === 'off') return false
  const here = localTime(now, timeZone)
  if (here.minutes < minutesOf(digestAt) || (digest === 'weekly' && here.weekday !== MONDAY)) return false
  return lastAt === null || localTime(lastAt, timeZone).date < here.date
}

const MONDAY = 1
const MINUTES_PER_DAY = 1_440
const MS_PER_MINUTE = 60_000

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
