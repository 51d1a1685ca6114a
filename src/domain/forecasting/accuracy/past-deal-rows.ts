import type { DealView } from '../deal-history.ts'
import { bestLead } from '../deal-forecast.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import type { NaiveChances } from './naive-chances.ts'
import type { PastDeals } from './past-forecast.ts'

interface Moment {
  /** Usual days of business in so many days from the origin on. */
  clock: (days: number) => number
  origin: number
  week: number
  now: number
  /** The first instant after the period. */
  after: number
}

/** Numbers columns as rows come in; what became of a deal is read from its whole history. */
export class PastDealRows {
  #keys = new Map<string, number>()
  #names = new Map<string, number>()
  #columns: Record<Exclude<keyof PastDeals, 'rows' | 'keys' | 'names'>, number[]> = {
    deal: [],
    owner: [],
    team: [],
    segment: [],
    origin: [],
    week: [],
    inPeriod: [],
    byNow: [],
    wonInPeriod: [],
    wonByNow: [],
    said: [],
    closed: [],
    due: [],
    usual: [],
    stageWeight: [],
    stageRate: [],
    dueInPeriod: [],
  }

  add({ history }: DealView, win: ArrayLike<number>, naive: NaiveChances, { origin, week, now, after, clock }: Moment): void {
    const { outcome } = history
    const won = outcome?.kind === 'won' && Math.max(outcome.at, outcome.recordedAt ?? outcome.at) < now ? outcome : null
    const c = this.#columns
    const days = (until: number): number => (until - origin) / MS_PER_DAY
    c.deal.push(numberOf(this.#keys, history.key))
    for (const trait of ['owner', 'team', 'segment'] as const) {
      const value = history[trait]
      c[trait].push(value === null ? -1 : numberOf(this.#names, value))
    }
    c.origin.push(origin)
    c.week.push(week)
    c.inPeriod.push(atLead(win, clock(days(after))))
    c.byNow.push(atLead(win, clock(days(now))))
    c.wonInPeriod.push(won && won.at < after ? 1 : 0)
    c.wonByNow.push(won ? 1 : 0)
    // Dates are days: the one said is the day that the best lead ends in.
    c.said.push(bestLead(win) - 1)
    c.closed.push(won ? Math.max(0, Math.floor(days(won.at))) : NaN)
    c.due.push(naive.due)
    c.usual.push(naive.usual)
    c.stageWeight.push(naive.stageWeight)
    c.stageRate.push(naive.stageRate)
    c.dueInPeriod.push(origin + naive.due * MS_PER_DAY < after ? 1 : 0)
  }

  columns(): PastDeals {
    const c = this.#columns
    return {
      rows: c.deal.length,
      keys: [...this.#keys.keys()],
      names: [...this.#names.keys()],
      deal: Int32Array.from(c.deal),
      owner: Int32Array.from(c.owner),
      team: Int32Array.from(c.team),
      segment: Int32Array.from(c.segment),
      origin: Float64Array.from(c.origin),
      week: Int16Array.from(c.week),
      inPeriod: Float64Array.from(c.inPeriod),
      byNow: Float64Array.from(c.byNow),
      wonInPeriod: Uint8Array.from(c.wonInPeriod),
      wonByNow: Uint8Array.from(c.wonByNow),
      said: Float64Array.from(c.said),
      closed: Float64Array.from(c.closed),
      due: Float64Array.from(c.due),
      usual: Float64Array.from(c.usual),
      stageWeight: Float64Array.from(c.stageWeight),
      stageRate: Float64Array.from(c.stageRate),
      dueInPeriod: Uint8Array.from(c.dueInPeriod),
    }
  }
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name)
  if (known !== undefined) return known
  numbers.set(name, numbers.size)
  return numbers.size - 1
}
