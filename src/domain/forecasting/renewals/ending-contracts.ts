import { shrunkShare } from '../../../stats/shrinkage/beta-binomial.ts'
import type { AccountContract } from '../../sponsors/sponsor-account.ts'
import { addDays, daysBetween, type PlainDate } from '../../values/plain-date.ts'

/** A contract of an account, as known on the asked day. */
export interface HeldContract extends Pick<AccountContract, 'number' | 'startOn' | 'value' | 'status'> {
  readonly account: string
  readonly endsOn: PlainDate
}

/** A deal that is called a renewal: won on a day, or still open. Lost ones tell nothing here. */
export interface RenewalDeal {
  readonly account: string
  readonly wonOn: PlainDate | null
}

/** What became of contracts that have ended. */
export interface RenewalRecord {
  readonly ended: number
  readonly renewed: number
  /** With the central 80 % interval. */
  readonly share: number
  readonly low: number
  readonly high: number
}

/** A renewal belongs to a contract where it is won within a quarter of the end, before or after. */
const QUARTER_DAYS = 91
const TWO_YEARS = 730
const LEVEL = 0.8
/** Jeffreys: before anything is seen, any share may be. */
const BELIEVED = { mean: 0.5, strength: 1 }

/** Words of contracts that never came into force, and of those that somebody ended before their day. */
const NOT_YET = /draft|approval|entwurf/i
const ENDED_EARLY = /terminat|cancel|gekündigt/i

/** The contract of an account with a last day; undefined for one without, or that never came into force. */
export function heldContract(
  account: string,
  { number, startOn, endOn, renewsOn, value, status }: AccountContract,
): HeldContract[] {
  const endsOn = endOn ?? renewsOn
  return endsOn === null || NOT_YET.test(status ?? '') ? [] : [{ account, number, startOn, endsOn, value, status }]
}

/**
 * Contracts that end in a period and that nothing carries on: no open deal of the account is called a renewal, none was won within a
 * quarter of the end, and no other contract takes over. First the one that ends first.
 */
export function endingContracts(
  contracts: readonly HeldContract[],
  deals: readonly RenewalDeal[],
  period: { readonly start: PlainDate; readonly end: PlainDate },
): HeldContract[] {
  const goesOn = carriedOn(deals)
  const open = new Set(deals.flatMap(({ account, wonOn }) => (wonOn === null ? [account] : [])))
  const next = (one: HeldContract): boolean =>
    contracts.some((other) => other.account === one.account && other.endsOn > one.endsOn && isNear(other.startOn, one.endsOn))
  return contracts
    .filter((one) => period.start <= one.endsOn && one.endsOn <= period.end && !ENDED_EARLY.test(one.status ?? ''))
    .filter((one) => !open.has(one.account) && !goesOn(one) && !next(one))
    .toSorted((a, b) => compare(a.endsOn, b.endsOn) || compare(a.account, b.account) || compare(a.number ?? '', b.number ?? ''))
}

/**
 * Of the contracts that ended in the two years before the last quarter, those whose renewal was won; what ended later may still
 * be renewed. Null where none ended, or where no deal was ever called a renewal and so none could be told.
 */
export function renewalRecord(
  contracts: readonly HeldContract[],
  deals: readonly RenewalDeal[],
  asOf: PlainDate,
): RenewalRecord | null {
  const until = addDays(asOf, -QUARTER_DAYS)
  const ended = contracts.filter(({ endsOn }) => addDays(until, -TWO_YEARS) <= endsOn && endsOn < until)
  if (ended.length === 0 || deals.length === 0) return null
  const renewed = ended.filter(carriedOn(deals)).length
  const { mean, low, high } = shrunkShare(BELIEVED, renewed, ended.length, LEVEL)
  return { ended: ended.length, renewed, share: mean, low, high }
}

function carriedOn(deals: readonly RenewalDeal[]): (contract: HeldContract) => boolean {
  const wonAt = new Map<string, PlainDate[]>()
  for (const { account, wonOn } of deals) if (wonOn !== null) wonAt.set(account, [...(wonAt.get(account) ?? []), wonOn])
  return ({ account, endsOn }) => (wonAt.get(account) ?? []).some((day) => isNear(day, endsOn))
}

function isNear(day: PlainDate | null, end: PlainDate): boolean {
  return day !== null && Math.abs(daysBetween(end, day)) <= QUARTER_DAYS
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
