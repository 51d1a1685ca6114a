import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitWinModel } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { learnArrivals } from './arrivals.ts'
import { arrivalWeeks, freshPhase } from './new-deal-law.ts'

const asOf = Date.parse('2026-01-05')

test('where small deals are won within weeks and large ones within quarters, new business of a month is small', () => {
  const source = stream(4, 'deals')
  const histories = Array.from({ length: 900 }, (_, i): DealHistory => {
    const createdAt = asOf - (700 * MS_PER_DAY * (i + uniform(source))) / 900
    const segment = uniform(source) < 0.5 ? 'small' : 'large'
    const at = createdAt + (segment === 'small' ? 12 + 16 * uniform(source) : 130 + 60 * uniform(source)) * MS_PER_DAY
    const kind = uniform(source) < 0.3 ? 'won' : 'lost'
    const amountMinor = segment === 'small' ? 100_000 : 5_000_000
    return {
      key: `D${String(i).padStart(3, '0')}`,
      pipeline: 'sales',
      createdAt,
      stages: [{ stage: 'Open', at: createdAt }],
      outcome: at < asOf ? { kind, at, amountMinor } : null,
      amountMinor,
      listAmountMinor: null,
      owner: 'Ada',
      team: null,
      segment,
      expectedClose: null,
    }
  })
  const views = viewsAt(histories, asOf)
  const win = fitWinModel(histories, asOf)
  const arrivals = learnArrivals(views, asOf, 1, ['small', 'large'])
  const phase = freshPhase(win, arrivals, views, asOf)
  const wonIn = (name: string, days: number): number => {
    const segment = arrivals.segments.find((one) => one.segment === name)!
    const weeks = arrivalWeeks(win, arrivals, segment, phase, asOf, asOf + days * MS_PER_DAY)
    return weeks.reduce((sum, week) => sum + week.deals * week.wonBy(days), 0)
  }
  // Nine deals a week, half of them large: three weeks' small deals are won within 42 days, and no large one.
  expect(wonIn('small', 42)).toBeGreaterThan(3)
  expect(wonIn('large', 42)).toBeLessThan(0.15 * wonIn('small', 42))
  const inHalfAYear = wonIn('large', 182) / wonIn('small', 182)
  expect(inHalfAYear).toBeGreaterThan(0.05)
  expect(inHalfAYear).toBeLessThan(0.45)
})
