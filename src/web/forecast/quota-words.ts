import { addDays } from '../../domain/values/plain-date.ts'
import { dateRangeText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import type { Board } from './forecast-search.ts'
import { periodLabel } from './forecast-words.ts'

/** Quotas of the board that reach beyond its period, and so cannot be its own. */
export function quotasBeyond({ quotas }: Board): Board['quotas'] {
  return quotas.filter(({ counts }) => !counts)
}

/** Why a figure of quota is missing, short enough for a cell. */
export function missingQuotaText(board: Board): string {
  return quotasBeyond(board).length > 0 ? 'No quota for these days alone' : 'No quota set'
}

/**
 * What to know of the quota of the period: that it is set for longer, "$4.65M is set for 2026 Q4", or for a part of the days only;
 * nothing where it is for just these days, or where there is none at all.
 */
export function quotaNote(board: Board): string | undefined {
  const { period, quota, asOf } = board.projection
  const name = ({ start, end }: Board['quotas'][number]) => {
    const listed = board.periods.find((one) => one.start === start && one.end === end)
    return listed ? periodLabel(listed.name) : dateRangeText(start, end, asOf)
  }
  if (quota === null) {
    const beyond = quotasBeyond(board)
    if (beyond.length === 0) return undefined
    return beyond.length > 2
      ? `${beyond.length} quotas reach beyond these days`
      : beyond.map((one) => `${moneyText(one.amount)} is set for ${name(one)}`).join(', ')
  }
  const counted = board.quotas.filter(({ counts }) => counts)
  if (coversAll(counted, period)) return undefined
  return counted.length > 2 ? 'For a part of these days only' : `For ${counted.map(name).join(' and ')} only`
}

/** Whether every day of a period lies in one of the spans. */
function coversAll(spans: readonly { start: string; end: string }[], period: { start: string; end: string }): boolean {
  let next = period.start
  for (const { start, end } of spans.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    if (start > next) return false
    if (end >= next) next = addDays(end, 1)
  }
  return next > period.end
}
