import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import type { DealHistory } from '../deal-history.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { fitWinModel } from '../forecast-model.ts'
import { predictDeal } from './win-model.ts'

const asOf = Date.parse('2026-01-01')

/** Deals that close in their first quarter or hardly ever, in an even inflow of two years. */
function quarterlyCompany(closesOnlyBeforeQuarterEnd: boolean): DealHistory[] {
  const source = stream(9, 'quarterly')
  return Array.from({ length: 1_600 }, (_, i): DealHistory => {
    const createdAt = asOf - uniform(source) * 2 * 365 * MS_PER_DAY
    const at = createdAt + (5 + 120 * uniform(source)) * MS_PER_DAY
    const date = new Date(createdAt)
    const quarterEnd = Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3 + 3, 1)
    const closes = !closesOnlyBeforeQuarterEnd || at < quarterEnd
    return {
      key: `D${i}`,
      pipeline: 'sales',
      createdAt,
      stages: [],
      outcome: closes ? { kind: uniform(source) < 0.5 ? 'won' : 'lost', at, amountMinor: null } : null,
      amountMinor: null,
      listAmountMinor: null,
      owner: null,
      team: null,
      segment: null,
      expectedClose: null,
    }
  })
}

function chanceAtForty(histories: readonly DealHistory[], day: string): number {
  const at = Date.parse(day)
  const model = fitWinModel(histories, at)
  const deal: DealHistory = { ...histories[0]!, key: 'asked', createdAt: at - 40 * MS_PER_DAY, stages: [], outcome: null }
  return atLead(predictDeal(model, deal, at)!.win, 60)
}

test('a deal that has let a quarter’s end pass is given up where deals never survive it, and not elsewhere', () => {
  const crowding = quarterlyCompany(true)
  expect(chanceAtForty(crowding, '2025-11-15')).toBeGreaterThan(2 * chanceAtForty(crowding, '2026-01-01'))
  const even = quarterlyCompany(false)
  expect(Math.abs(chanceAtForty(even, '2025-11-15') - chanceAtForty(even, '2026-01-01'))).toBeLessThan(0.08)
})
