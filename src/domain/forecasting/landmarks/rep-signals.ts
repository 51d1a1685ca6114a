import { epochMs, MS_PER_DAY } from '../../values/instant.ts'
import type { ForecastCategory } from '../../opportunities/stage.ts'
import type { OwnFeature } from './landmark-features.ts'

const WEEK_MS = 7 * MS_PER_DAY
const MOST_PUSHES = 4
/** A change of less than this share of the amount is none: rates and rounding. */
const LEAST_CHANGE = 0.01

/** What the rep entered: amount, close date, forecast category, next step. */
export class RepSignals {
  amount = NaN
  due = NaN
  private first = NaN
  private pushes = 0
  private dueEntered = NaN
  private pulled = false
  private category: ForecastCategory | null = null
  private next = false

  enterAmount(minor: number | null): void {
    // A placeholder of zero is no amount.
    this.amount = minor === null || minor <= 0 ? NaN : minor
    if (Number.isNaN(this.first)) this.first = this.amount
  }

  enterDue(date: string | null, recorded: number): void {
    const due = date === null ? NaN : epochMs(date)
    if (due === this.due) return
    if (due > this.due) this.pushes += 1
    this.pulled = due < this.due
    this.due = due
    this.dueEntered = recorded
  }

  enterCategory(category: ForecastCategory | null): void {
    this.category = category
  }

  enterNextAction(text: string | null): void {
    this.next = text !== null && text !== ''
  }

  values(at: number) {
    const change = this.amount / this.first - 1
    const dated = !Number.isNaN(this.due)
    const sinceDue = dated ? (at - this.dueEntered) / WEEK_MS : 0
    return {
      noAmount: Number.isNaN(this.amount) ? 1 : 0,
      amountChange: change > LEAST_CHANGE ? 1 : change < -LEAST_CHANGE ? -1 : 0,
      pushes: Math.min(MOST_PUSHES, this.pushes),
      noDue: dated ? 0 : 1,
      overdue: this.due < at ? Math.log1p((at - this.due) / WEEK_MS) : 0,
      dueAge: Math.log1p(sinceDue),
      duePulled: this.pulled && dated ? 1 / (1 + sinceDue) : 0,
      dueSoon: this.due >= at ? Math.exp(-sinceDue / 2 - (this.due - at) / WEEK_MS / 2) : 0,
      commit: this.category === 'commit' ? 1 : 0,
      bestCase: this.category === 'best_case' ? 1 : 0,
      nextAction: this.next ? 1 : 0,
    } satisfies Partial<Record<OwnFeature, number>>
  }
}
