import { describe, expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { forecastDeals, type DealForecast } from '../deal-forecast.ts'
import type { DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { forecastNotes } from '../forecast-notes.ts'
import { trackOfHistory } from '../landmarks/track-of-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { madeDeal } from '../made-deal.ts'
import { projectRevenue, type Revenue } from '../revenue/revenue.ts'

/** Each case goes the whole way that a company's rows go: landmarks, fit of every member, chances, simulation, words. */
const asOf = Date.parse('2026-01-01')
const period = { start: '2026-01-01', end: '2026-03-31' }
const { histories } = knownWorld({ seed: 3, start: '2024-06-01', days: 700, dealsPerWeek: 6, shock: 0.02 })
const CANONICAL = { 'First meeting': 'discovery', Offer: 'proposal', Contract: 'negotiation' } as const

const open = (key: string, more: Partial<DealHistory> = {}): DealHistory =>
  madeDeal(key, more.createdAt ?? asOf - 10 * MS_PER_DAY, more)

interface Answer {
  deals: DealForecast[]
  revenue: Revenue
  notes: string[]
  of: (key: string) => DealForecast
}

function forecast(given: readonly DealHistory[]): Answer {
  const tracked = given.map((history) => {
    const track = trackOfHistory(history, asOf, (stage) => CANONICAL[stage as keyof typeof CANONICAL] ?? 'qualification')
    return track ? { ...history, track } : history
  })
  const model = fitForecast(tracked, asOf)
  const deals = forecastDeals(model, tracked, period.end)
  const revenue = projectRevenue({ histories: tracked, asOf, period, seed: 1, paths: 500, model })
  isSound(deals, revenue)
  return { deals, revenue, notes: forecastNotes(revenue), of: (key) => deals.find((deal) => deal.key === key)! }
}

function isSound(deals: readonly DealForecast[], revenue: Revenue): void {
  const { total, interval } = revenue
  const quantiles = [total.p10, total.p25, total.p50, total.p75, total.p90]
  expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b))
  expect([...quantiles, total.mean, interval.low, interval.high].every(Number.isFinite)).toBe(true)
  for (const { winChance, lossChance, winBy, band, closeDate, slip, factors } of deals) {
    expect(winBy >= 0 && winBy <= winChance && lossChance >= 0 && winChance + lossChance <= 1 + 1e-9).toBe(true)
    expect(band === null || (0 <= band.low && band.low <= winChance && winChance <= band.high && band.high <= 1)).toBe(true)
    expect(closeDate === null || (closeDate.p10 <= closeDate.p50 && closeDate.p50 <= closeDate.p90)).toBe(true)
    expect(slip === null || (slip.notByThen >= 0 && slip.notByThen <= 1)).toBe(true)
    expect(Math.abs(factors.reduce((sum, { effect }) => sum + effect, 0) - winChance)).toBeLessThan(1e-9)
  }
}

const plain = forecast(histories)
const winChances = (of: Answer) => plain.deals.map(({ key }) => of.of(key).winChance)
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const closed = histories.filter(({ outcome }) => outcome !== null && outcome.at < asOf)
const longer = { timeout: 20_000 }

describe('few deals', () => {
  test('no deal at all: nothing is expected, and it says so', () => {
    const { revenue, notes } = forecast([])
    expect(revenue.total).toMatchObject({ p10: 0, p50: 0, p90: 0 })
    expect(notes[0]).toBe('No deal has closed yet, so the chances are those of other companies.')
  })

  test('no closed deal: the chances of other companies, as words too', () => {
    const { deals, revenue, notes } = forecast(Array.from({ length: 12 }, (_, i) => open(`D${i}`)))
    expect(deals.every(({ winChance }) => winChance > 0.05 && winChance < 0.6)).toBe(true)
    expect(revenue.total.p10).toBeLessThan(revenue.total.p90)
    expect(notes).toContain('No deal has closed yet, so the chances are those of other companies.')
    expect(notes).toContain('Too short a past to learn how deals move together; a usual value is assumed.')
  })

  test('five deals, one won: not a fifth, but nearly what other companies have', () => {
    const five = [...closed.slice(0, 1), ...Array.from({ length: 4 }, (_, i) => open(`D${i}`))]
    const none = forecast(five.slice(1))
    const { of, notes } = forecast(five)
    expect(Math.abs(of('D0').winChance - none.of('D0').winChance)).toBeLessThan(0.15)
    expect(notes).toContain('Only 1 closed deal is known, so the chances are those of other companies until 30 are.')
  })

  test('only wins: chances are high but no certainty, and it says what may be missing', longer, () => {
    const { deals, notes } = forecast(histories.filter(({ outcome }) => outcome?.kind !== 'lost'))
    for (const { winChance, band } of deals) {
      expect(winChance).toBeGreaterThan(0.5)
      expect(winChance).toBeLessThan(1)
      expect(band!.low).toBeLessThan(winChance)
    }
    expect(notes).toContain('No lost deal is known; where losses are not recorded, the chances are too high.')
  })
})

describe('odd amounts', () => {
  test('one giant deal is named, and moves no other deal’s chance', longer, () => {
    const giant = forecast([...histories, open('giant', { amountMinor: 9e13 })])
    expect(giant.notes).toContain('1 open deal is so large that the forecast is shown with and without it.')
    for (const [i, chance] of winChances(giant).entries()) expect(Math.abs(chance - plain.deals[i]!.winChance)).toBeLessThan(0.02)
    // Its size is an outlier to the model too: it counts as a large deal, not as one beyond all bounds.
    expect(giant.of('giant').winChance).toBeGreaterThan(0.02)
  })

  test('amounts of zero, below zero, one cent or in no known currency leave every chance a chance', longer, () => {
    const odd = [0, -500, null, 1] as const
    const { revenue, notes } = forecast([...histories, ...odd.map((amountMinor, i) => open(`odd ${i}`, { amountMinor }))])
    expect(revenue.basis.amounts.typical).toBe(3)
    expect(notes).toContain('3 open deals have no amount in a known currency; they count with what deals like them were won for.')
  })

  test('where no deal ever had an amount, it says that they count as nothing', longer, () => {
    const bare = histories.map((deal) => ({
      ...deal,
      amountMinor: null,
      outcome: deal.outcome && { ...deal.outcome, amountMinor: null },
    }))
    const { revenue, deals, notes } = forecast(bare)
    expect(revenue.total.p90).toBe(0)
    expect(deals.every(({ amountMinor }) => amountMinor === null)).toBe(true)
    expect(notes.some((note) => note.endsWith('nor has any won deal; they count as nothing.'))).toBe(true)
  })
})

describe('odd dates', () => {
  test('a deal open for six years moves neither new business nor the others, and it is said', longer, () => {
    const old = forecast([...histories, open('old', { createdAt: asOf - 6 * 365 * MS_PER_DAY })])
    expect(Math.abs(old.revenue.new.mean / plain.revenue.new.mean - 1)).toBeLessThan(0.02)
    expect(Math.abs(meanOf(winChances(old)) - meanOf(winChances(plain)))).toBeLessThan(0.03)
    expect(old.of('old').winChance).toBeLessThan(old.deals[0]!.winChance)
    expect(old.notes).toContain('1 open deal was created more than three years ago; few past deals tell how such deals end.')
  })

  test('rows of the future are not known, whatever they say', longer, () => {
    const future = forecast([
      ...histories,
      open('later', { createdAt: asOf + 40 * MS_PER_DAY }),
      ...histories.slice(0, 20).map((deal, i) =>
        open(`signed ${i}`, {
          createdAt: asOf + i * MS_PER_DAY,
          outcome: { kind: 'won', at: asOf + (i + 1) * MS_PER_DAY, amountMinor: deal.amountMinor },
        }),
      ),
    ])
    expect(JSON.stringify(future.deals)).toBe(JSON.stringify(plain.deals))
    expect(JSON.stringify(future.revenue)).toBe(JSON.stringify(plain.revenue))
  })

  test('close dates of another century are dates like any other', longer, () => {
    const dated = forecast([
      ...histories,
      open('far', { expectedClose: Date.parse('9999-12-31') }),
      open('long gone', { expectedClose: Date.parse('1970-01-01') }),
    ])
    expect(dated.of('far').slip!.notByThen).toBeCloseTo(1 - dated.of('far').winChance, 6)
    expect(dated.of('long gone').slip!.notByThen).toBeGreaterThan(0.9)
  })

  test('closing on the last day of each quarter alone is learned: little is expected before it', longer, () => {
    const ends = histories.map((deal): DealHistory => {
      if (!deal.outcome) return deal
      const at = new Date(deal.outcome.at)
      const end = Date.UTC(at.getUTCFullYear(), Math.floor(at.getUTCMonth() / 3) * 3 + 3, 0)
      return { ...deal, outcome: { ...deal.outcome, at: Math.max(end, deal.createdAt) } }
    })
    const { path } = forecast(ends).revenue
    expect(path[9]!.spread!.mean / path.at(-1)!.spread!.mean).toBeLessThan(0.55)
  })
})

describe('what a CRM gets wrong', () => {
  const moved = Date.parse('2025-06-10')
  const migrated = histories.map((deal): DealHistory =>
    deal.createdAt < moved
      ? { ...deal, createdAt: moved, stages: deal.stages.map(({ stage, at }) => ({ stage, at: Math.max(at, moved) })) }
      : deal,
  )

  test('a company moved from another system, all created on one day: new business is not read off that day', longer, () => {
    const { revenue, notes } = forecast(migrated)
    expect(Math.abs(revenue.new.mean / plain.revenue.new.mean - 1)).toBeLessThan(0.25)
    expect(Math.abs(revenue.total.p50 / plain.revenue.total.p50 - 1)).toBeLessThan(0.15)
    expect(notes.some((note) => /^\d+ closed deals are dated as closed before creation;/.test(note))).toBe(true)
  })

  test('a bulk of open deals entered last month is no inflow to come', longer, () => {
    const bulk = Array.from({ length: 300 }, (_, i) =>
      open(`bulk ${i}`, { createdAt: asOf - 25 * MS_PER_DAY, stages: [{ stage: 'Contract', at: asOf - 25 * MS_PER_DAY }] }),
    )
    const { revenue } = forecast([...histories, ...bulk])
    expect(revenue.basis.newDealsPerWeek / plain.revenue.basis.newDealsPerWeek).toBeLessThan(1.6)
    expect(revenue.new.mean / plain.revenue.new.mean).toBeLessThan(1.8)
  })

  test(
    'no stage history, stages out of order, an end before the beginning: each deal is told as far as it can be',
    longer,
    () => {
      const odd = forecast([
        ...histories.map((deal, i) => (i % 3 === 0 ? { ...deal, stages: [] } : deal)),
        open('backwards', {
          createdAt: asOf - 30 * MS_PER_DAY,
          stages: [
            { stage: 'Contract', at: asOf - 90 * MS_PER_DAY },
            { stage: 'First meeting', at: asOf - 10 * MS_PER_DAY },
            { stage: 'Offer', at: asOf - 20 * MS_PER_DAY },
          ],
        }),
        open('won before', { outcome: { kind: 'won', at: asOf - 400 * MS_PER_DAY, amountMinor: 5_000_000 } }),
      ])
      expect(odd.of('backwards').winChance).toBeGreaterThan(0)
      expect(odd.deals.some(({ key }) => key === 'won before')).toBe(false)
      expect(odd.notes).toContain('1 closed deal is dated as closed before creation; they tell amounts, not how long deals take.')
    },
  )

  test('deals of which a part has no landmarks, and a deal that two sources tell differently', longer, () => {
    const tracked = histories.map((history, i) => {
      const track = i % 3 === 0 ? undefined : trackOfHistory(history, asOf)
      return track ? { ...history, track } : history
    })
    // The journal knows of the end; the record still stands open.
    const told = tracked.findIndex(({ key, track }) => track && plain.of(key))
    const { track } = tracked[told]!
    const spells = track!.spells.map((spell) => ({ ...spell, to: asOf - MS_PER_DAY, cause: 2 as const }))
    const both = tracked.map((history, i) => (i === told ? { ...history, track: { ...track!, spells } } : history))
    const model = fitForecast(both, asOf)
    const deals = forecastDeals(model, both, period.end)
    isSound(deals, projectRevenue({ histories: both, asOf, period, seed: 1, paths: 500, model }))
    expect(deals).toHaveLength(plain.deals.length)
  })
})

test('a shock is said, with its day, and widens the range', longer, () => {
  const calm = knownWorld({ seed: 5, start: '2023-09-01', days: 870, dealsPerWeek: 30, shock: 0 }).histories
  const broken = Date.parse('2025-10-01')
  const hit = calm.map((deal, i): DealHistory =>
    deal.outcome?.kind === 'won' && deal.outcome.at >= broken && i % 5 < 3
      ? { ...deal, outcome: { ...deal.outcome, kind: 'lost', amountMinor: null } }
      : deal,
  )
  const [before, after] = [calm, hit].map((deals) => {
    const revenue = projectRevenue({ histories: deals, asOf, period, seed: 1, paths: 1_000 })
    return { revenue, notes: forecastNotes(revenue), width: (revenue.total.p90 - revenue.total.p10) / revenue.total.p50 }
  })
  expect(before!.revenue.regime).toBeNull()
  const { since } = after!.revenue.regime!
  expect(Math.abs(Date.parse(since) - broken)).toBeLessThan(35 * MS_PER_DAY)
  expect(after!.notes.find((note) => note.startsWith(`Since ${since} wins have come in at 0.`))).toBeDefined()
  expect(after!.width).toBeGreaterThan(before!.width)
})
