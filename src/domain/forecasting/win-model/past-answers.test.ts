import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt } from '../deal-history.ts'
import { companyBook } from '../landmarks/company-book.ts'
import { trackOfHistory } from '../landmarks/track-of-history.ts'
import { walkForward } from '../stage-table/walk-forward.ts'
import { SPANS } from './lead-steps.ts'
import { casesOf, pastAnswers } from './past-answers.ts'

test('what was said from half of the deals closed by now counts for half', () => {
  const asOf = Date.parse('2025-01-01')
  const { histories } = knownWorld({ seed: 31, start: '2024-01-01', days: 500, dealsPerWeek: 6, shock: 0 })
  const deals = histories.flatMap((history) => {
    const track = trackOfHistory(history, asOf, () => 'proposal')
    return track ? [{ ...history, track }] : []
  })
  const views = viewsAt(deals, asOf)
  const closed = views.filter(({ outcome }) => outcome !== null).length
  const { trials } = walkForward(views, asOf, 1)
  expect(trials.length).toBeGreaterThan(1)
  const book = companyBook(deals.map(({ track }) => track))
  const answers = pastAnswers(trials, book, { asOf, span: SPANS[0], fiscalStartMonth: 1, closed })
  const { weights } = casesOf(answers, 1)
  let at = 0
  const perDeal = answers.map(({ open }) => {
    const own = weights[at]!
    at += open.length
    return own
  })
  expect(at).toBe(weights.length)
  for (const [i, { origin }] of trials.entries()) {
    const then = viewsAt(deals, origin).filter(({ outcome }) => outcome !== null).length
    const last = viewsAt(deals, trials[0]!.origin).filter(({ outcome }) => outcome !== null).length
    expect(perDeal[i]! / perDeal[0]!).toBeCloseTo(then / last, 9)
  }
  expect(perDeal.at(-1)!).toBeLessThan(0.6 * perDeal[0]!)
})
