import { currencyDigits } from '../../values/currency-digits.ts'
import type { RoiInputs } from './pack-content.ts'
import type { RoiFigures } from './roi-figures.ts'

/**
 * Net present value, return and payback of a purchase, from the customer's own numbers. What is paid once and their own effort
 * fall at the start, undiscounted; gains and the yearly price at the end of each year (Brealey, Myers and Allen, Principles of
 * Corporate Finance, ch. 5 and 6). Payback takes gains as even within a year.
 */
export function returnOnInvestment(inputs: RoiInputs): RoiFigures {
  const { currency, years, discountRate: rate } = inputs
  const costToday = Math.round(inputs.volumePerYear * inputs.costPerUnitMinor)
  const saved = Math.round(costToday * inputs.savedShare)
  const gain = saved + inputs.furtherGainMinor
  const atStart = inputs.priceOnceMinor + inputs.ownEffortMinor
  const flows = Array.from({ length: years + 1 }, (_, year) => {
    const gainMinor = year === 0 ? 0 : Math.round(year === 1 ? gain * inputs.firstYearShare : gain)
    const costMinor = year === 0 ? atStart : inputs.pricePerYearMinor
    const netMinor = gainMinor - costMinor
    return { year, gainMinor, costMinor, netMinor, discountedMinor: Math.round(netMinor / (1 + rate) ** year) }
  })
  const sum = (of: (flow: (typeof flows)[number]) => number) => flows.reduce((total, flow) => total + of(flow), 0)
  const costs = sum(({ costMinor }) => costMinor)
  const gains = sum(({ gainMinor }) => gainMinor)
  const unit = 10 ** (currencyDigits(currency) ?? 2)
  const money = (minor: number) => `${(minor / unit).toLocaleString('en-US', { maximumFractionDigits: 0 })} ${currency}`
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`
  const npv = sum(({ discountedMinor }) => discountedMinor)
  const roi = costs === 0 ? null : (gains - costs) / costs
  const payback = paybackMonths(flows.map(({ netMinor }) => netMinor))
  return {
    currency,
    costTodayPerYearMinor: costToday,
    gainPerYearMinor: gain,
    paidAtStartMinor: atStart,
    flows,
    netPresentValueMinor: npv,
    returnOnInvestment: roi,
    paybackMonths: payback,
    formulas: [
      {
        figure: 'Cost today, per year',
        formula: `${inputs.volumePerYear.toLocaleString('en-US')} × ${(inputs.costPerUnitMinor / unit).toLocaleString('en-US')} ${currency} = ${money(costToday)}`,
      },
      {
        figure: 'Gain per year',
        formula: `${money(costToday)} × ${percent(inputs.savedShare)} + ${money(inputs.furtherGainMinor)} = ${money(gain)}; in the first year ${percent(inputs.firstYearShare)} of it`,
      },
      {
        figure: 'Net present value',
        formula: `−${money(atStart)} + Σ (gain − ${money(inputs.pricePerYearMinor)}) ÷ (1 + ${percent(rate)})^year over ${years === 1 ? '1 year' : `${years} years`} = ${money(npv).replace('-', '−')}`,
      },
      {
        figure: 'Return on investment',
        formula:
          roi === null
            ? 'Nothing is paid'
            : `(${money(gains)} − ${money(costs)}) ÷ ${money(costs)} = ${percent(roi).replace('-', '−')}`,
      },
      {
        figure: 'Payback',
        formula:
          payback === null
            ? `Not within ${years === 1 ? '1 year' : `${years} years`}`
            : `The gains less the yearly price reach ${money(atStart)} after ${payback === 1 ? '1 month' : `${payback} months`}`,
      },
    ],
  }
}

/** Whole months, rounded up. */
function paybackMonths([start = 0, ...years]: readonly number[]): number | null {
  let balance = start
  if (balance >= 0) return 0
  for (const [i, net] of years.entries()) {
    if (balance + net >= 0) return Math.ceil(12 * (i - balance / net) - 1e-9)
    balance += net
  }
  return null
}
