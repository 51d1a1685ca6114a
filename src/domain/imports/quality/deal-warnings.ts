import { MS_PER_DAY } from '../../values/instant.ts'
import { OUTCOMES, type ColumnOutcomes, type DealTally, type Outcome, type PerOutcome } from './deal-tally.ts'
import type { Warning } from './warning.ts'

/** Fewer rows than this on a side prove nothing. */
const ENOUGH = 30

/** Facts that belong to the outcome itself: that they go with it is no news. */
const OF_OUTCOME = new Set([
  'stage',
  'isClosed',
  'isWon',
  'closeOn',
  'probability',
  'forecastCategory',
  'lostReason',
  'modifiedAt',
  'stageEnteredAt',
  'id',
  'expectedCloseOn',
  'deleted',
])

export interface Leak {
  readonly column: string
  readonly target: string | null
  readonly kind: 'blank-only-open' | 'filled-only-one' | 'zero-only-lost' | 'value-tells'
  readonly count: number
  readonly says: string
}

/** Columns whose being filled, or whose value, is decided by how the deal ended: nothing that may be known beforehand. */
export function leaks(tally: DealTally): Leak[] {
  return [...tally.columns.values()].flatMap((column) =>
    [presenceLeak(column), zeroLeak(column), valueLeak(column, tally)].filter((leak) => leak !== undefined),
  )
}

/** Fields of deals that leak, by the name of their target. */
export function leakingFields(tally: DealTally): Set<string> {
  const found = new Set<string>()
  for (const leak of leaks(tally))
    if (
      leak.target !== null &&
      leak.target !== 'skip' &&
      !OF_OUTCOME.has(leak.target) &&
      leak.target !== 'createdAt' &&
      leak.target !== 'name'
    )
      found.add(leak.target)
  return found
}

function presenceLeak(column: ColumnOutcomes): Leak | undefined {
  if (column.target !== null && OF_OUTCOME.has(column.target)) return undefined
  const { blank, filled } = column
  const blanks = sum(blank)
  const fills = sum(filled)
  if (blanks < ENOUGH || fills < ENOUGH) return undefined
  const closedFilled = filled.won + filled.lost
  const closedBlank = blank.won + blank.lost
  if (closedFilled < ENOUGH) return undefined
  const base = { column: column.column, target: column.target }
  if (filled.open === 0 && closedBlank <= (closedBlank + closedFilled) * 0.5)
    return {
      ...base,
      kind: 'filled-only-one',
      count: fills,
      says: `"${column.column}" is filled on ${fills} deals, every one of them closed, and blank on all ${blank.open} open ones`,
    }
  if (closedBlank === 0)
    return {
      ...base,
      kind: 'blank-only-open',
      count: blanks,
      says: `"${column.column}" is blank on ${blanks} deals, and not one of them is closed`,
    }
  if (filled.won === 0 && filled.lost >= ENOUGH && blank.won >= ENOUGH)
    return { ...base, kind: 'filled-only-one', count: filled.lost, says: `"${column.column}" is never filled on a won deal` }
  if (filled.lost === 0 && filled.won >= ENOUGH && blank.lost >= ENOUGH)
    return { ...base, kind: 'filled-only-one', count: filled.won, says: `"${column.column}" is never filled on a lost deal` }
  return undefined
}

function zeroLeak(column: ColumnOutcomes): Leak | undefined {
  const { zero, filled } = column
  if (column.target !== null && OF_OUTCOME.has(column.target)) return undefined
  if (filled.lost < ENOUGH || filled.won < ENOUGH || zero.lost < filled.lost * 0.98 || zero.won > filled.won * 0.02)
    return undefined
  const every = zero.lost === filled.lost
  return {
    column: column.column,
    target: column.target,
    kind: 'zero-only-lost',
    count: zero.lost,
    says: `"${column.column}" is 0 on ${every ? 'every' : 'nearly every'} lost deal (${zero.lost}) and ${zero.won === 0 ? 'never' : 'hardly ever'} on a won one`,
  }
}

/** A value that stands only on won, or only on lost deals, while both outcomes are common. */
function valueLeak(column: ColumnOutcomes, tally: DealTally): Leak | undefined {
  if (!column.values || column.values.size < 2 || (column.target !== null && OF_OUTCOME.has(column.target))) return undefined
  const closed = tally.rows.won + tally.rows.lost
  if (tally.rows.won < ENOUGH || tally.rows.lost < ENOUGH) return undefined
  const telling = [...column.values]
    .filter(([value, by]) => {
      const n = by.won + by.lost
      if (n < ENOUGH || value === '0') return false
      const share = Math.max(by.won, by.lost) / n
      const expected = (by.won > by.lost ? tally.rows.won : tally.rows.lost) / closed
      return share === 1 && expected ** n < 1e-9
    })
    .sort(([, a], [, b]) => b.won + b.lost - a.won - a.lost)
  const covered = telling.reduce((total, [, by]) => total + by.won + by.lost, 0)
  if (covered < closed * 0.2) return undefined
  const [value, by] = telling[0] as [string, PerOutcome]
  return {
    column: column.column,
    target: column.target,
    kind: 'value-tells',
    count: covered,
    says: `"${column.column}" = "${value}" stands on ${by.won + by.lost} closed deals, all of them ${by.won > 0 ? 'won' : 'lost'}`,
  }
}

/** Everything that a careful analyst would say of the deals themselves. */
export function dealWarnings(tally: DealTally, importedAt: string): Warning[] {
  const file = tally.files.join(', ')
  const warn = (kind: string, count: number, example: string, advice: string): Warning[] =>
    count === 0 ? [] : [{ kind, file, count, example, advice }]
  const now = Date.parse(importedAt)
  const snapshot = Math.min(now, tally.latestMs || now)
  const day = new Date(snapshot).toISOString().slice(0, 10)
  const future = tally.createdInFuture.filter((deal) => deal.ms > now)
  const past = tally.openPastClose.filter((deal) => deal.on < day)
  return [
    ...leaks(tally).map((leak): Warning => ({
      kind: 'future-leak',
      file,
      count: leak.count,
      example: leak.says,
      advice:
        leak.target === 'createdAt'
          ? 'Deals without it cannot be placed in time: they count from this import on.'
          : `It says how a deal ended, so it must not be used to predict one. It is recorded from the day of closing on, not from the day of creation${leak.kind === 'zero-only-lost' ? '; a lost deal’s 0 is stored as no amount' : ''}.`,
    })),
    ...monthOfQuarter(tally, file),
    ...olderThanAnyClosed(tally, snapshot, file),
    ...warn(
      'close-before-creation',
      tally.closeBeforeCreated.length,
      `${list(tally.closeBeforeCreated)} closed before it was created`,
      'Correct one of the two dates in the CRM. Such a deal counts as closed on the day it was created.',
    ),
    ...warn(
      'closed-without-date',
      tally.closedWithoutDate.length,
      `${list(tally.closedWithoutDate)} is closed and has no close date`,
      'Fill the close date in. Until then the deal counts as closed when it was last changed.',
    ),
    ...warn(
      'open-past-close-date',
      past.length,
      `${past[0]?.id ?? ''} should have closed on ${past[0]?.on ?? ''} and is still open on ${day}`,
      'Ask the owner for a new close date, or close the deal.',
    ),
    ...warn(
      'open-without-amount',
      tally.openWithoutAmount.length,
      `${list(tally.openWithoutAmount)} is open and has no amount`,
      'The forecast uses list prices or what like deals brought instead. Fill amounts in where they are known.',
    ),
    ...warn(
      'without-owner',
      tally.withoutOwner.length,
      `${list(tally.withoutOwner)} has no owner`,
      'Give it an owner, or it shows under nobody.',
    ),
    ...warn(
      'created-in-future',
      future.length,
      `${future[0]?.id ?? ''} is created on ${future[0] ? new Date(future[0].ms).toISOString().slice(0, 10) : ''}`,
      'Correct the date of creation or the date format of the column.',
    ),
    ...warn(
      'negative-amount',
      tally.negativeAmounts.length,
      `${list(tally.negativeAmounts)} has an amount below zero`,
      'Correct the amount, or record the credit elsewhere.',
    ),
    ...amountOutliers(tally, file),
  ]
}

function list(ids: readonly string[]): string {
  return ids[0] ?? ''
}

/** Whether the share won depends on the month of the quarter in which a deal closed: Pearson's chi-square test, 2 degrees of freedom, p < 0.001. */
function monthOfQuarter(tally: DealTally, file: string): Warning[] {
  const months = tally.closedInMonth
  const won = months.reduce((total, month) => total + month.won, 0)
  const lost = months.reduce((total, month) => total + month.lost, 0)
  const all = won + lost
  if (months.some((month) => month.won + month.lost < ENOUGH) || won === 0 || lost === 0) return []
  let chi = 0
  for (const month of months) {
    const n = month.won + month.lost
    chi += (month.won - (n * won) / all) ** 2 / ((n * won) / all) + (month.lost - (n * lost) / all) ** 2 / ((n * lost) / all)
  }
  // The upper tail of chi-square with 2 degrees of freedom is exp(-x / 2).
  if (Math.exp(-chi / 2) >= 0.001) return []
  const shares = months.map((month) => `${Math.round((100 * month.won) / (month.won + month.lost))}%`)
  return [
    {
      kind: 'won-rate-by-closing-month',
      file,
      count: all,
      example: `Of the deals that closed in the first, second and third month of a quarter ${shares.join(', ')} were won (chi-square ${chi.toFixed(0)}, 2 degrees of freedom)`,
      advice:
        'The month of closing is known only at closing: used earlier it is a future leak. It may be used to spread expected closings over a quarter.',
    },
  ]
}

/** Open deals that are older than any deal that ever closed. */
function olderThanAnyClosed(tally: DealTally, snapshotMs: number, file: string): Warning[] {
  if (tally.closedAges.length < ENOUGH) return []
  const oldest = tally.closedAges.reduce((max, age) => (age > max ? age : max), 0)
  const old = tally.openCreated.filter((deal) => (snapshotMs - deal.ms) / MS_PER_DAY > oldest)
  if (old.length === 0) return []
  const first = old.reduce((a, b) => (a.ms <= b.ms ? a : b))
  return [
    {
      kind: 'older-than-any-closed',
      file,
      count: old.length,
      example: `No deal ever closed later than ${oldest} days after it was created; ${first.id} is open since ${new Date(first.ms).toISOString().slice(0, 10)}`,
      advice: 'These deals are open on paper only. Close them, or expect nothing from them.',
    },
  ]
}

function amountOutliers(tally: DealTally, file: string): Warning[] {
  if (tally.outliers.length < 100) return []
  const logs = tally.outliers.map((deal) => Math.log(deal.amount)).sort((a, b) => a - b)
  const at = (share: number) => logs[Math.floor(share * (logs.length - 1))] ?? 0
  const limit = at(0.75) + 4 * Math.max(0.25, at(0.75) - at(0.25))
  const far = tally.outliers.filter((deal) => Math.log(deal.amount) > limit)
  if (far.length === 0 || far.length > tally.outliers.length * 0.01) return []
  const largest = far.reduce((a, b) => (a.amount >= b.amount ? a : b))
  return [
    {
      kind: 'amount-outlier',
      file,
      count: far.length,
      example: `${largest.id} has an amount far above all others`,
      advice: 'Check for a slipped decimal sign or another currency.',
    },
  ]
}

function sum(by: PerOutcome): number {
  return OUTCOMES.reduce((total, outcome: Outcome) => total + by[outcome], 0)
}
