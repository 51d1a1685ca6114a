import type { Report, RevenueScore } from './accuracy-words.ts'

const usd = (thousands: number) => ({ minor: thousands * 100_000, currency: 'USD' })

function score(method: RevenueScore['method'], week: number | null, wape: number, coverage80: number | null): RevenueScore {
  return {
    method,
    week,
    n: week === null ? 91 : 7,
    wape,
    bias: 0.032,
    coverage50: coverage80,
    coverage80,
    coverage95: coverage80,
    crps: 0.05,
    withinTenth: week === null ? 0.4 : 3 / 7,
  }
}

function deals(method: Report['deals'][number]['method'], eceCorrected: number, closeWithin14: number): Report['deals'][number] {
  return {
    method,
    question: 'ever',
    n: 4_200,
    deals: 640,
    baseRate: 0.3,
    auc: 0.81,
    brier: 0.15,
    reliability: 0.01,
    resolution: 0.06,
    logLoss: 0.45,
    ece: 0.03,
    eceCorrected,
    eceLow: 0,
    eceHigh: 0.04,
    dated: 1_100,
    closeWithin14,
    closeWithin30: 0.7,
    maeDays: 20,
  }
}

/** Seven graded quarters of a small company, for tests. */
export const sampleReport: Report = {
  revenue: [
    score('model', 0, 0.113, 0.86),
    score('model', null, 0.09, 0.81),
    score('last period', 0, 0.24, null),
    score('last period', null, 0.24, null),
  ],
  attainable: [{ week: 0, n: 7, miss: 0.1, withinTenth: 0.52 }],
  comparisons: [],
  deals: [deals('model', 0.012, 0.42), deals('stage weights', 0.081, 0.31)],
  alarms: [],
  asOf: '2026-11-20',
  model: 'wp-11',
  computedAt: '2026-11-20T09:00:00.000Z',
  stale: false,
  periods: [
    { name: '2025-Q1', start: '2025-01-01', end: '2025-03-31', actual: usd(900), weeks: [] },
    { name: '2026-Q3', start: '2026-07-01', end: '2026-09-30', actual: usd(1_100), weeks: [] },
  ],
  calibration: [],
  groups: [],
  watches: [
    { name: 'wins', weeks: 104, lately: 0.69, watched: true, alarm: { since: '2026-08-03', ratio: 0.69 } },
    { name: 'new deals', weeks: 104, lately: 1.02, watched: true, alarm: null },
    { name: 'meetings', weeks: 30, lately: 0.94, watched: false, alarm: null },
  ],
  shifts: [],
}
