import { describe, expect, test } from 'vitest'
import { dealChange, type Standing } from './change.ts'

const open = (over: Partial<Standing> = {}): Standing => ({ stage: 'proposal', amount: 100, closeOn: '2026-12-10', ...over })
const quarter = { from: '2026-10-01', to: '2026-12-31' }
const always = { from: null, to: null }

describe('a deal counts under one change', () => {
  test.each([
    ['new', null, open(), quarter, { kind: 'created', amount: 100 }],
    ['new and won in the same week: new', null, open({ stage: 'closed_won' }), quarter, { kind: 'created', amount: 100 }],
    ['new, but closing after the quarter: none', null, open({ closeOn: '2027-01-15' }), quarter, undefined],
    [
      'pushed beyond the quarter, and smaller: moved out',
      open(),
      open({ closeOn: '2027-01-01', amount: 50 }),
      quarter,
      { kind: 'movedOut', amount: 50 },
    ],
    [
      'pushed within the quarter, and smaller: decreased',
      open(),
      open({ closeOn: '2026-12-31', amount: 50 }),
      quarter,
      { kind: 'decreased', amount: 50 },
    ],
    [
      'pushed at all, where no quarter is chosen: moved out',
      open(),
      open({ closeOn: '2026-12-11' }),
      always,
      { kind: 'movedOut', amount: 100 },
    ],
    ['pulled nearer: none', open(), open({ closeOn: '2026-12-01' }), always, undefined],
    ['was beyond the quarter before: none', open({ closeOn: '2027-02-01' }), open({ closeOn: '2027-03-01' }), quarter, undefined],
    ['won for more: won', open(), open({ stage: 'closed_won', amount: 130 }), quarter, { kind: 'won', amount: 130 }],
    [
      'lost, its amount taken away: lost, at what it was',
      open(),
      open({ stage: 'closed_lost', amount: null }),
      quarter,
      { kind: 'lost', amount: 100 },
    ],
    ['re-opened: none', open({ stage: 'closed_lost' }), open(), quarter, undefined],
    ['raised', open(), open({ amount: 130 }), quarter, { kind: 'increased', amount: 30 }],
    ['an amount entered first: a rise by all of it', open({ amount: null }), open(), quarter, { kind: 'increased', amount: 100 }],
    ['nothing', open(), open(), quarter, undefined],
    [
      'won without an amount: won, amount unknown',
      open({ amount: null }),
      open({ stage: 'closed_won', amount: null }),
      quarter,
      { kind: 'won', amount: null },
    ],
  ] as const)('%s', (_what, before, now, span, change) => {
    expect(dealChange(before, now, span)).toEqual(change)
  })
})
