import type { Board, Changes, RollupRow } from './forecast-search.ts'

const usd = (thousands: number) => ({ minor: thousands * 100_000, currency: 'USD' })

const ids = {
  enterprise: '11111111-1111-4111-8111-111111111111',
  ann: '22222222-2222-4222-8222-222222222222',
  bo: '33333333-3333-4333-8333-333333333333',
}

function row(
  key: string,
  name: string,
  parent: string | null,
  depth: number,
  figures: { quota: number | null; won: number; p10: number; p50: number; p90: number; chance: number | null },
): RollupRow {
  const { quota, won, p10, p50, p90, chance } = figures
  return {
    key,
    kind: key === 'all' ? 'all' : key.startsWith('team') ? 'team' : 'person',
    name,
    lead: key.startsWith('team') ? 'Sarah Okafor' : null,
    parent,
    depth,
    quota: quota === null ? null : usd(quota),
    won: usd(won),
    commit: usd(won + 100),
    bestCase: usd(won + 200),
    pipeline: usd(50),
    openDeals: 4,
    p10: usd(p10),
    p50: usd(p50),
    p90: usd(p90),
    chanceOfQuota: chance,
  }
}

/** A small company in the eighth week of its quarter, for tests: figures in thousands of dollars. */
export const sampleBoard: Board = {
  projection: {
    period: { start: '2026-10-01', end: '2026-12-31', name: '2026-Q4' },
    asOf: '2026-11-20',
    won: usd(700),
    p10: usd(1200),
    p50: usd(1360),
    p90: usd(1500),
    open: { p10: usd(450), p50: usd(600), p90: usd(720) },
    new: { p10: usd(0), p50: usd(60), p90: usd(140) },
    renewals: null,
    chanceOfQuota: 0.063,
    quota: usd(1525),
    parts: [],
    basis: {
      text: 'From 640 closed deals since 2023-01-01, as known now',
      state: 'own history',
      closedDeals: 640,
      wonDeals: 210,
      openDeals: 68,
      from: '2023-01-01',
      model: 'landmark-cells-1',
      seed: 1,
      paths: 10_000,
      amounts: { entered: 60, 'list price': 6, typical: 2 },
      notes: ['2 open deals have no amount; they count with what deals like them were won for.'],
    },
  },
  week: { index: 8, of: 13, daysLeft: 42 },
  computedAt: '2026-11-20T09:42:00.000Z',
  commit: usd(1381),
  bestCase: usd(1768),
  pipeline: usd(900),
  openPipeline: usd(3480),
  path: [
    { week: 'W1', end: '2026-10-07', closed: usd(120), p: null },
    {
      week: 'W2',
      end: '2026-11-25',
      closed: usd(700),
      p: { p10: usd(700), p25: usd(720), p50: usd(740), p75: usd(760), p90: usd(800) },
    },
    {
      week: 'W3',
      end: '2026-12-31',
      closed: null,
      p: { p10: usd(1200), p25: usd(1290), p50: usd(1360), p75: usd(1430), p90: usd(1500) },
    },
  ],
  quotas: [{ start: '2026-10-01', end: '2026-12-31', amount: usd(1525), counts: true }],
  rollup: [
    row('all', 'Everyone', null, 0, { quota: 1525, won: 700, p10: 1200, p50: 1360, p90: 1500, chance: 0.063 }),
    row(`team:${ids.enterprise}`, 'Enterprise', 'all', 1, { quota: 710, won: 278, p10: 520, p50: 608, p90: 700, chance: 0.21 }),
    row(`person:${ids.ann}`, 'Priya Raman', `team:${ids.enterprise}`, 2, {
      quota: 190,
      won: 195,
      p10: 195,
      p50: 220,
      p90: 260,
      chance: 1,
    }),
    row(`person:${ids.bo}`, '=Tomas Weber', `team:${ids.enterprise}`, 2, {
      quota: null,
      won: 64,
      p10: 100,
      p50: 139,
      p90: 170,
      chance: null,
    }),
  ],
  periods: [
    { kind: 'quarter', name: '2026-Q3', label: '2026 Q3', start: '2026-07-01', end: '2026-09-30' },
    { kind: 'quarter', name: '2026-Q4', label: '2026 Q4', start: '2026-10-01', end: '2026-12-31' },
    { kind: 'month', name: '2026-11', label: '2026-11', start: '2026-11-01', end: '2026-11-30' },
    { kind: 'year', name: '2026', label: '2026', start: '2026-01-01', end: '2026-12-31' },
  ],
  outlook: {
    interval: { low: usd(1180), high: usd(1520), nominal: 0.8, realised: 0.75, origins: 8 },
    nowcast: { multiplier: 0.88, observed: 21, expected: 25, weeks: 7 },
    regime: null,
    series: { expected: usd(1400), weight: 0.2, factor: 1.03, origins: 8 },
    whales: [],
    spread: {
      deviation: usd(110),
      drivers: { wins: 0.5, timing: 0.2, amount: 0.05, newBusiness: 0.15, sharedFactor: 0.1 },
      deals: [{ id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', name: 'Halden Bank, core payments', owner: null, share: 0.4 }],
      others: 0.6,
    },
  },
}

const figures = (closed: number, commit: number, p50: number) => ({
  closed: usd(closed),
  commit: usd(commit),
  bestCase: usd(commit + 200),
  p10: usd(p50 - 160),
  p50: usd(p50),
  p90: usd(p50 + 140),
})

/** What changed in its last week: a deal won, one slipped, and what time takes from deals to come. */
export const sampleChanges: Changes = {
  period: sampleBoard.projection.period,
  since: '2026-11-13',
  asOf: '2026-11-20',
  before: figures(640, 1_398, 1_395),
  after: figures(700, 1_380, 1_360),
  bars: [
    { kind: 'won', value: usd(25), deals: 1 },
    { kind: 'slipped', value: usd(-50), deals: 1 },
    { kind: 'new business', value: usd(-10), deals: 0 },
  ],
  deals: [
    {
      id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
      name: 'Halden Bank, core payments',
      owner: null,
      kind: 'slipped',
      effect: usd(-50),
      before: { outcome: null, amount: usd(120), closeDate: '2026-12-11', chance: 0.62 },
      after: { outcome: null, amount: usd(120), closeDate: '2027-01-15', chance: 0.2 },
    },
    {
      id: '7f9619ff-8b86-4d01-b42d-00cf4fc964ff',
      name: 'Corvus Freight',
      owner: null,
      kind: 'won',
      effect: usd(25),
      before: { outcome: null, amount: usd(60), closeDate: '2026-11-20', chance: 0.58 },
      after: { outcome: 'won', amount: usd(60), closeDate: '2026-11-18', chance: 1 },
    },
  ],
  rows: sampleBoard.rollup.map(({ key }, i) => ({
    key,
    p50: usd(-35 * (i + 1)),
    commit: usd(-18),
    bestCase: usd(0),
    closed: usd(60),
  })),
}
