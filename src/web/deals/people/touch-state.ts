import { daysBetween } from '../../../domain/values/plain-date.ts'
import type { Tone } from '../../ui/status.tsx'

/** Within a third of the days for which a thread counts as active all is well; beyond them it is dormant. */
const FRESH_SHARE = 1 / 3

/** How long nothing has passed between us and a person, as tone and words. */
export function touchState(
  { lastTouch, locked }: { readonly lastTouch: string | null; readonly locked: boolean },
  { today, activeWithinDays }: { readonly today: string; readonly activeWithinDays: number },
): { readonly tone: Tone; readonly text: string } {
  if (lastTouch === null) return { tone: locked ? 'mute' : 'risk', text: 'Not met' }
  const days = Math.max(0, daysBetween(lastTouch.slice(0, 10), today))
  const text = days === 0 ? 'Today' : days === 1 ? '1 day' : `${days} days`
  if (locked) return { tone: 'mute', text }
  return { tone: days <= activeWithinDays * FRESH_SHARE ? 'good' : days <= activeWithinDays ? 'warn' : 'risk', text }
}
