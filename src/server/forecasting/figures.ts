import { calledBy } from './called.ts'
import type { PastFigures } from './worker.ts'

/** Closed, called and projected revenue of all that a question counts. */
export function figuresOf(
  answer: PastFigures,
  asked: { readonly currency: string; readonly owners: readonly (string | null)[] | null; readonly people: readonly string[] },
) {
  const money = (minor: number) => ({ minor: Math.round(minor), currency: asked.currency })
  const calls = calledBy(answer)
  const everybody = asked.owners ?? [...asked.people, null]
  const { won, total } = answer.revenue
  return {
    closed: money(won),
    commit: money(won + calls(everybody, ['commit'])),
    bestCase: money(won + calls(everybody, ['commit', 'best_case'])),
    p10: money(total.p10),
    p50: money(total.p50),
    p90: money(total.p90),
  }
}
