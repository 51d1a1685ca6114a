import { describe, expect, test } from 'vitest'
import { closeSpan, horizonOf, listFilter, sameView, stripFilter, viewOf } from './pipeline-search.ts'

const clock = { today: '2026-11-20', fiscalStart: 1 }
/** A fiscal year from February: the quarter of 20 November runs from 1 November to 31 January. */
const fromFebruary = { today: '2026-11-20', fiscalStart: 2 }

describe('when deals of a filter close', () => {
  test.each([
    [undefined, clock, {}],
    ['any', clock, {}],
    ['this-quarter', clock, { from: '2026-10-01', to: '2026-12-31' }],
    ['next-quarter', clock, { from: '2027-01-01', to: '2027-03-31' }],
    ['this-quarter', fromFebruary, { from: '2026-11-01', to: '2027-01-31' }],
    ['past', clock, { to: '2026-11-19' }],
    ['14-days', clock, { from: '2026-11-20', to: '2026-12-04' }],
  ] as const)('%s', (close, at, span) => {
    expect(closeSpan(close, at)).toEqual(span)
  })
})

describe('until when the win chance is asked', () => {
  test('the end of the span that the list is narrowed to', () => {
    expect(horizonOf({ close: 'next-quarter' }, clock)).toBe('2027-03-31')
    expect(horizonOf({ close: '14-days' }, clock)).toBe('2026-12-04')
  })

  test('the end of this quarter where the list has no end, or one that is over', () => {
    expect(horizonOf({}, clock)).toBe('2026-12-31')
    expect(horizonOf({ close: 'past' }, clock)).toBe('2026-12-31')
  })
})

describe('what is asked of the server', () => {
  test('the strip ignores the figure pressed in it, the list follows it', () => {
    const search = { team: 't1', fc: ['commit' as const], metric: 'movedOut' }
    expect(stripFilter(search, clock)).toEqual({ team: 't1' })
    expect(listFilter(search, clock)).toEqual({ team: 't1', forecast: ['commit'], changed: 'movedOut' })
  })

  test('a figure that does not exist narrows nothing', () => {
    expect(listFilter({ metric: 'everything' }, clock)).toEqual({})
  })
})

describe('saved views', () => {
  test('keep the filters, not what is open at the moment', () => {
    expect(viewOf({ fc: ['commit'], saved: 'v1', peek: 'd1', new: 'deal', q: undefined })).toEqual({ fc: ['commit'] })
  })

  test('are the same however a list is written, and edited as soon as one filter differs', () => {
    expect(sameView({ fc: ['commit', 'pipeline'], sort: '-amount' }, { sort: '-amount', fc: 'commit,pipeline' })).toBe(true)
    expect(sameView({ fc: ['commit'] }, { fc: ['commit'], warn: 'pushed' })).toBe(false)
  })
})
