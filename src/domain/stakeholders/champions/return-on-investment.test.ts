import { expect, test } from 'vitest'
import { packDocument } from './pack-document.ts'
import type { PackContent, RoiInputs } from './pack-content.ts'
import { returnOnInvestment } from './return-on-investment.ts'

/** 1,000 cases at $50, 40% of it saved and $5,000 on top; $30,000 and own effort of $5,000 at the start, $4,000 a year. */
const numbers: RoiInputs = {
  currency: 'USD',
  volumePerYear: 1_000,
  costPerUnitMinor: 5_000,
  savedShare: 0.4,
  furtherGainMinor: 500_000,
  priceOnceMinor: 3_000_000,
  pricePerYearMinor: 400_000,
  ownEffortMinor: 500_000,
  years: 3,
  firstYearShare: 0.5,
  discountRate: 0.1,
  source: '',
}

test('value, return and payback are those of a sheet of paper', () => {
  const roi = returnOnInvestment(numbers)
  expect(roi.flows.map(({ netMinor }) => netMinor)).toEqual([-3_500_000, 850_000, 2_100_000, 2_100_000])
  // -35,000 + 8,500/1.1 + 21,000/1.21 + 21,000/1.331
  expect(roi.netPresentValueMinor).toBe(586_025)
  // 62,500 come, 47,000 go
  expect(roi.returnOnInvestment).toBeCloseTo(15_500 / 47_000, 12)
  // 5,500 are left after two years, and a month of the third brings 1,750
  expect(roi.paybackMonths).toBe(28)
})

test('what never pays back says so, and where nothing is paid there is no return on it', () => {
  expect(returnOnInvestment({ ...numbers, years: 2 }).paybackMonths).toBeNull()
  const free = returnOnInvestment({ ...numbers, priceOnceMinor: 0, pricePerYearMinor: 0, ownEffortMinor: 0 })
  expect(free.returnOnInvestment).toBeNull()
  expect(free.paybackMonths).toBe(0)
})

test('a currency without decimals is written as it is, in the reasons and in the file', () => {
  const yen = returnOnInvestment({ ...numbers, currency: 'JPY' })
  expect(yen.formulas[0]?.formula).toBe('1,000 × 5,000 JPY = 5,000,000 JPY')
  expect(returnOnInvestment(numbers).formulas[0]?.formula).toBe('1,000 × 50 USD = 50,000 USD')
  const table = packDocument({ ...EMPTY, roi: { ...numbers, currency: 'JPY' } }, yen).find((block) => block.kind === 'table')
  expect(table?.kind === 'table' && table.rows[1]).toEqual(['Start', '0', '3,500,000', '−3,500,000', '−3,500,000'])
})

const EMPTY: PackContent = {
  title: 'Pack',
  audience: '',
  problem: '',
  proposal: '',
  benefits: [],
  costOfInaction: '',
  risks: [],
  nextSteps: [],
  roi: null,
  objections: [],
}
