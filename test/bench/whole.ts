import { challengerReport } from '../../src/domain/forecasting/challengers/challenger-report.ts'
import { dealTies, type DealTies } from '../../src/domain/forecasting/challengers/deal-ties.ts'
import { fitForecast } from '../../src/domain/forecasting/forecast-model.ts'
import { trackOfHistory } from '../../src/domain/forecasting/landmarks/track-of-history.ts'
import { openRevenue, projectRevenue, type RevenueQuestion } from '../../src/domain/forecasting/revenue/revenue.ts'
import { namedWorld } from '../../world/families/named-worlds.ts'
import { companyJournal, type CompanyJournal } from '../../world/journal/company-journal.ts'
import { forecastHistories } from '../../world/journal/forecast-histories.ts'
import { knownWorld } from '../evaluate/known-world.ts'
import { PERIOD } from './engine-company.ts'
import type { Figure } from './figure.ts'
import { timed } from './timing.ts'

const TODAY = '2026-11-16'
const QUARTER = { start: '2026-10-01', end: '2026-12-31' }
const PATHS = 10_000
const MANY = 200_000

/** What a day costs a company with all that happened on its deals: the nightly fit, a forecast, a question, other models; and a very large company. */
export function measureWhole(say: (step: string) => void): Promise<Figure[]> {
  return Promise.resolve([...ofOneCompany(say), ...ofManyDeals(say)])
}

function ofOneCompany(say: (step: string) => void): Figure[] {
  say('making a company with all that happened on its deals')
  const ties: DealTies[] = []
  const journal = companyJournal(namedWorld('M40', 1))
  const histories = forecastHistories({ ...journal, deals: tapped(journal.deals, ties) }, TODAY)
  const asOf = Date.parse(TODAY)
  say('fitting')
  const fit = timed(1, () => fitForecast(histories, asOf))
  const model = fitForecast(histories, asOf)
  const question: RevenueQuestion = { histories, asOf, period: QUARTER, seed: 1, paths: PATHS, model }
  say('forecasting')
  const forecast = timed(9, () => projectRevenue(question))
  const { revenue, whatIf } = openRevenue(question)
  const key = revenue.variance.deals[0]?.key ?? ''
  const one = timed(25, () => whatIf(key, { amountMinor: 1_000_000 }))
  say('judging other models')
  const before = process.cpuUsage()
  const { results, refits } = challengerReport(histories, asOf, { fiscalStartMonth: 1, seed: 1, ties })
  const judged = spent(before)
  const on = `${histories.length.toLocaleString('en')} deals with landmarks, ${revenue.basis.openDeals} open`
  return [
    {
      name: 'nightly fit of all that is learned',
      unit: 's',
      budget: 10,
      measured: fit.processor / 1_000,
      on: `${on}; processor`,
    },
    {
      name: 'forecast again: score, simulate, summarise',
      unit: 'ms',
      budget: 150,
      measured: forecast.processor,
      on: `${on}, ${PATHS} paths; processor, median of 9`,
    },
    {
      name: 'what if one deal went otherwise',
      unit: 'ms',
      budget: 2,
      measured: one.processor,
      on: `${PATHS} paths, sorted again; processor, median of 25`,
    },
    {
      name: 'four challengers judged out of time',
      unit: 's',
      budget: null,
      measured: judged,
      on: `${refits} refits; ${results.map(({ name, difference, admitted }) => `${name} ${difference?.toFixed(4) ?? '–'}${admitted ? ' admitted' : ''}`).join(', ')}; processor`,
    },
  ]
}

function* tapped(deals: CompanyJournal['deals'], ties: DealTies[]): CompanyJournal['deals'] {
  for (let next = deals.next(); ; next = deals.next()) {
    if (next.done) return next.value
    ties.push(dealTies(next.value.externalId, next.value.past.activities))
    yield next.value
  }
}

function ofManyDeals(say: (step: string) => void): Figure[] {
  say('making 200,000 deals')
  const asOf = Date.parse('2026-02-16')
  const { histories } = knownWorld({ seed: 1, start: '2024-02-16', days: 731, dealsPerWeek: MANY / 104, shock: 0.05 })
  const tracked = histories.map((history) => {
    const track = trackOfHistory(history, asOf)
    return track ? { ...history, track } : history
  })
  say('fitting 200,000 deals')
  const began = process.cpuUsage()
  const model = fitForecast(tracked, asOf)
  const fit = spent(began)
  const asked = process.cpuUsage()
  const { basis } = projectRevenue({ histories: tracked, asOf, period: PERIOD, seed: 1, paths: PATHS, model })
  const on = `${tracked.length.toLocaleString('en')} deals, ${basis.openDeals.toLocaleString('en')} open`
  return [
    { name: 'fit of a very large company', unit: 's', budget: null, measured: fit, on: `${on}; processor` },
    { name: 'its forecast', unit: 's', budget: null, measured: spent(asked), on: `${on}, ${PATHS} paths; processor` },
    {
      name: 'memory with its history',
      unit: 'MB',
      budget: null,
      measured: process.memoryUsage().rss / 1e6,
      on: 'of the process, all parts so far',
    },
  ]
}

/** Seconds of processor time, so that what else runs here counts less. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}
