/** Rows for the table of the kit. `thread` counts active of known people. */
export interface SampleDeal {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly stage: string
  readonly days: number
  readonly amount: number
  readonly close: string
  readonly forecast: 'commit' | 'best' | 'pipeline'
  readonly win: number
  readonly moved: number
  readonly health: number
  readonly next: string
}

type Line = [string, string, string, number, number, string, SampleDeal['forecast'], number, number, number, string]

const LINES: Line[] = [
  ['Halden Bank, core payments', 'Tomas Weber', 'Negotiation', 19, 412, '2026-12-11', 'commit', 41, -11, 64, 'Meet the CFO'],
  [
    'Corvus Freight, control tower',
    'Priya Raman',
    'Negotiation',
    9,
    246,
    '2026-12-04',
    'commit',
    52,
    -4,
    71,
    'Send final order form',
  ],
  ['Northwind Robotics, fleet', 'Mike Delaney', 'Negotiation', 12, 385, '2026-12-18', 'commit', 77, 6, 84, 'Security answers'],
  ['Solway Energy, grid planning', 'Priya Raman', 'Proposal', 21, 298, '2026-12-15', 'commit', 68, 2, 76, 'Reference call'],
  ['Tessera Retail, store ops', 'Lena Fischer', 'Negotiation', 34, 164, '2026-11-30', 'commit', 24, -9, 43, 'Confirm the date'],
  ['Meridian Labs, trial data', 'Tomas Weber', 'Proposal', 7, 213, '2026-12-09', 'best', 71, 14, 82, 'Walk through the form'],
  ['Brightline Health, intake', 'Lena Fischer', 'Proposal', 16, 187, '2026-12-17', 'best', 55, 0, 69, 'Business case'],
  ['Arden Logistics, routing', 'Mike Delaney', 'Qualification', 28, 342, '2026-12-22', 'best', 29, -6, 51, 'Technical workshop'],
  [
    'Obrien Foods, demand plan',
    'Lena Fischer',
    'Discovery',
    6,
    145,
    '2026-12-28',
    'pipeline',
    18,
    1,
    58,
    'Discovery with planning',
  ],
  [
    'Pallas Insurance, claims',
    'Tomas Weber',
    'Qualification',
    40,
    276,
    '2026-12-29',
    'pipeline',
    12,
    -3,
    37,
    'Find a second contact',
  ],
]

export const sampleDeals: readonly SampleDeal[] = LINES.map(
  ([name, owner, stage, days, amount, close, forecast, win, moved, health, next], index) => ({
    id: `d${index + 1}`,
    name,
    owner,
    stage,
    days,
    amount: amount * 100_000,
    close,
    forecast,
    win,
    moved,
    health,
    next,
  }),
)
