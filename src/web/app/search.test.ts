import { expect, test } from 'vitest'
import { date, ids, oneOf, oneOrNone, parseSearch, searchOf, someOf, sortOf, text, writeSearch } from './search.ts'

const read = searchOf({
  view: oneOf(['table', 'board']),
  q: text(),
  stage: someOf(['proposal', 'won']),
  owner: ids,
  since: date,
  sort: sortOf(['amount', 'close']),
})

test('a view in the address comes back as it was', () => {
  const search = {
    view: 'board',
    q: '2026',
    stage: ['proposal', 'won'],
    owner: ['u-1', 'u-2'],
    since: '2026-11-13',
    sort: '-amount',
  } as const
  expect(read(parseSearch(writeSearch({ ...search })))).toEqual(search)
  expect(writeSearch({ ...search })).toBe('?view=board&q=2026&stage=proposal,won&owner=u-1,u-2&since=2026-11-13&sort=-amount')
})

test('what is none unless somebody chose it comes back whichever was chosen', () => {
  const figures = searchOf({ why: oneOrNone(['miss', 'bias']) })
  for (const why of ['miss', 'bias'] as const) expect(figures(parseSearch(writeSearch({ why })))).toEqual({ why })
  expect([figures({}), figures({ why: 'none' })]).toEqual([{}, {}])
})

test('what is not understood is dropped, and the default is not written', () => {
  expect(
    read({ view: 'table', stage: 'proposal,nonsense', since: '2026-02-30', sort: 'price', owner: '<script>', utm: 'x' }),
  ).toEqual({ stage: ['proposal'] })
})
