import { MS_PER_DAY } from '../../values/instant.ts'
import type { CompanyBook } from './company-book.ts'
import { DATA_KINDS, type DataKind } from './landmark-features.ts'

/** What a snapshot of a CRM tells only of today: its past values were never recorded. */
export const TOLD_OF_TODAY = ['close date', 'forecast category', 'next action'] as const satisfies readonly DataKind[]

const YEAR = 364 * MS_PER_DAY
const LEAST_CLOSED = 20
/** Points of share by which open deals may know more than closed ones did. */
const MOST_DIFFERENCE = 0.1

/**
 * Kinds of data, as indices of DATA_KINDS, that must not be learned from at `cut`: far more of the open deals have them than
 * of the deals that closed in the year before ever had, so that knowing them would tell that a deal did not close.
 */
export function hiddenAt(book: CompanyBook, cut: number): number[] {
  const closed = book.closes.countBefore(cut) - book.closes.countBefore(cut - YEAR)
  const open = book.open.sumBefore(cut)
  if (closed < LEAST_CLOSED || open <= 0) return []
  return TOLD_OF_TODAY.flatMap((kind, i) => {
    const closedWith = book.closedWith[i]!
    const ofClosed = (closedWith.sumBefore(cut) - closedWith.sumBefore(cut - YEAR)) / closed
    const ofOpen = book.openWith[i]!.sumBefore(cut) / open
    return ofOpen - ofClosed > MOST_DIFFERENCE ? [DATA_KINDS.indexOf(kind)] : []
  })
}
