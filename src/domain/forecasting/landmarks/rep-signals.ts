import { epochMs, MS_PER_DAY } from '../../values/instant.ts'
import type { OwnFeature } from './landmark-features.ts'

const WEEK_MS = 7 * MS_PER_DAY
const MOST_PUSHES = 4
/** A change of less than this share of the amount is none: rates and rounding. */
const LEAST_CHANGE = 0.01

/** What the rep entered: amount, close date, next step. */
export class RepSignals {
  amount = NaN
  due = NaN
  private first = NaN
  private pushes = 0
  private next = false

  enterAmount(minor: number | null): void {
    // A placeholder of zero is no amount.
    this.amount = minor === null || minor <= 0 ? NaN : minor
    if (Number.isNaN(this.first)) this.first = this.amount
  }

  enterDue(date: string | null): void {
    const due = date === null ? NaN : epochMs(date)
    if (due > this.due) this.pushes += 1
    this.due = due
  }

  enterNextAction(text: string | null): void {
    this.next = text !== null && text !== ''
  }

  values(at: number) {
    const change = this.amount / this.first - 1
    return {
      noAmount: Number.isNaN(this.amount) ? 1 : 0,
      amountChange: change > LEAST_CHANGE ? 1 : change < -LEAST_CHANGE ? -1 : 0,
      pushes: Math.min(MOST_PUSHES, this.pushes),
      noDue: Number.isNaN(this.due) ? 1 : 0,
      overdue: this.due < at ? Math.log1p((at - this.due) / WEEK_MS) : 0,
      nextAction: this.next ? 1 : 0,
    } satisfies Partial<Record<OwnFeature, number>>
  }
}
