import { addDays } from '../../values/plain-date.ts'
import type { DealHistory } from '../deal-history.ts'

/** Below this part of what is known, the day before knew another company: most of it was imported since. */
const MOST_KNOWN = 0.9

/**
 * The day that a model learns up to while none is in use: the one before, so that what somebody enters today moves what is
 * only counted and is not learned from anew each time. Where a good part of the deals, or of those that closed, became
 * known on the day itself, as after an import, it is the day itself. Days are ISO dates; of the day given nothing is known.
 */
export function dayOfFit(histories: readonly DealHistory[], asOf: string): string {
  const before = dayBefore(asOf)
  const [now, then] = [counts(histories, Date.parse(asOf)), counts(histories, Date.parse(before))]
  const isKnown = then.closed > 0 && then.closed >= MOST_KNOWN * now.closed && then.all >= MOST_KNOWN * now.all
  return isKnown ? before : asOf
}

export function dayBefore(day: string): string {
  return addDays(day, -1)
}

function counts(histories: readonly DealHistory[], at: number): { all: number; closed: number } {
  let all = 0
  let closed = 0
  for (const { createdAt, outcome } of histories) {
    if (!(createdAt < at)) continue
    all++
    if (outcome && Math.max(outcome.at, outcome.recordedAt ?? outcome.at) < at) closed++
  }
  return { all, closed }
}
