import { describe, expect, test } from 'vitest'
import { auc } from '../../src/stats/scores/auc.ts'
import { namedWorld } from '../families/named-worlds.ts'
import { exactRevenue } from './exact-revenue.ts'
import { oracleOf, type OracleView } from './oracle.ts'

const company = { ...namedWorld('S8', 1), years: 4 }
const oracle = oracleOf(company)
const ends = new Map(oracle.ends.map((end) => [end.externalId, end]))
const quarters = ['2023', '2024', '2025'].flatMap((year) => ['01-01', '04-01', '07-01', '10-01'].map((day) => `${year}-${day}`))
const views = quarters.map((day) => oracle.at(day))

function wonInPeriod(id: string, view: OracleView): boolean {
  const end = ends.get(id)
  return end?.outcome === 'won' && (end.endedInWeekOf ?? '') <= view.period.end
}

describe('whoever knows the true state of every deal', () => {
  test('is right on average: wins of twelve quarters lie within three standard deviations of their expectation', () => {
    let expected = 0
    let variance = 0
    let won = 0
    for (const view of views) {
      let inQuarter = 0
      for (const [id, { winInPeriod }] of view.deals) {
        inQuarter += winInPeriod
        variance += winInPeriod * (1 - winInPeriod)
        if (wonInPeriod(id, view)) won++
      }
      expected += inQuarter
      variance += (oracle.settings.shockSd * inQuarter) ** 2
    }
    expect(expected).toBeGreaterThan(100)
    expect(Math.abs(won - expected)).toBeLessThan(3 * Math.sqrt(variance))
  })

  test('tells deals that are won from others far better than their stage does', () => {
    const known = views.flatMap((view) =>
      [...view.deals.values()].filter(({ externalId }) => ends.get(externalId)?.outcome !== 'open'),
    )
    const won = known.map(({ externalId }) => ends.get(externalId)?.outcome === 'won')
    const byOracle = auc(
      known.map(({ winEver }) => winEver),
      won,
    )
    const byStage = auc(
      known.map(({ stage }) => stage),
      won,
    )
    expect(byOracle).toBeGreaterThan(0.84)
    expect(byOracle).toBeGreaterThan((byStage ?? 1) + 0.06)
  })

  test('gives chances that grow with the weeks and never pass one', () => {
    for (const { wonBy, lostBy, winEver, winInPeriod } of views[0]?.deals.values() ?? []) {
      wonBy.forEach((chance, week) => expect(chance).toBeGreaterThanOrEqual(wonBy[week - 1] ?? 0))
      expect((wonBy.at(-1) ?? 0) + (lostBy.at(-1) ?? 0)).toBeLessThanOrEqual(1 + 1e-6)
      expect(winInPeriod).toBeLessThanOrEqual(winEver)
      expect(wonBy.at(-1)).toBeLessThanOrEqual(winEver + 1e-6)
    }
  })

  test('knows no deal that has ended or is yet to come', () => {
    const view = views[4] as OracleView
    const over = [...view.deals.keys()].filter((id) => (ends.get(id)?.endedInWeekOf ?? '9999') < view.asOf)
    expect(view.deals.size).toBeGreaterThan(20)
    expect(over).toEqual([])
  })

  test('says the same again, whatever was asked before', () => {
    expect(oracleOf(company).at('2024-04-01')).toEqual(views[5])
  })
})

describe.each(['2024-07-01', '2024-08-26'])('the law of a quarter seen from %s', (day) => {
  const drawn = oracle.at(day, { replicates: 1_500 })
  const exact = exactRevenue(company, day, 400)

  test.each(['fromOpen', 'revenue'] as const)('drawn and convolved agree within their errors: %s', (which) => {
    const [a, b] = [drawn[which], exact[which]]
    const error = b.sd / Math.sqrt(1_500)
    // The chances behind the convolution are themselves drawn, which about doubles the variance of the difference.
    expect(Math.abs(a.mean - b.mean)).toBeLessThan(3 * Math.SQRT2 * error)
    expect(Math.abs(a.sd / b.sd - 1)).toBeLessThan(0.1)
    // A quantile's error is sqrt(p(1-p)) / density over sqrt(n): at 10 % of a normal law 1.7 errors of the mean, at 50 % 1.25.
    expect(Math.abs(a.p10 - b.p10)).toBeLessThan(3 * 1.7 * Math.SQRT2 * error)
    expect(Math.abs(a.p50 - b.p50)).toBeLessThan(3 * 1.25 * Math.SQRT2 * error)
    expect(Math.abs(a.p90 - b.p90)).toBeLessThan(3 * 1.7 * Math.SQRT2 * error)
  })
})
