import { expect, test } from 'vitest'
import { knownWorld } from '../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from './deal-history.ts'
import { fitForecast } from './forecast-model.ts'
import { keptCounts } from './kept-counts.ts'
import { companyBook } from './landmarks/company-book.ts'
import { trackOfHistory } from './landmarks/track-of-history.ts'
import { laterModel } from './later-model.ts'

const DAY = 86_400_000
const fittedOn = Date.parse('2026-02-02')
const asOf = fittedOn + 3 * DAY
const { histories } = knownWorld({ seed: 4, start: '2023-11-01', days: 820, dealsPerWeek: 5, shock: 0.05 })
const past = histories.filter(({ createdAt }) => createdAt < asOf).map(cut)
/** One that was open on the same day of the last quarters, too. */
const first = past.find(({ outcome }) => outcome === null)!
const begun = asOf - 300 * DAY
const deal = tracked({
  ...first,
  key: 'Looms',
  createdAt: begun,
  stages: [{ ...first.stages[0]!, at: begun }],
  amountMinor: 5_000,
})
const known = [deal, ...past.map(tracked)]
const fitted = fitForecast(known, fittedOn)
const model = laterModel(fitted, known, asOf)

test.each<[string, 'kept' | 'anew', (deal: DealHistory) => Partial<DealHistory>]>([
  ['its amount', 'kept', () => ({ amountMinor: 123, amounts: [{ at: asOf - DAY / 2, value: 123 }] })],
  [
    'its close date',
    'kept',
    () => ({ expectedClose: asOf + 9 * DAY, closeDates: [{ at: asOf - DAY / 2, value: asOf + 9 * DAY }] }),
  ],
  ['its name', 'kept', () => ({ name: 'Looms' })],
  ['its amount of half a year ago', 'kept', () => ({ amountMinor: 9, amounts: [{ at: asOf - 190 * DAY, value: 9 }] })],
  ['its stage', 'anew', ({ stages }) => ({ stages: [...stages, { stage: 'Contract', at: asOf - DAY / 2 }] })],
  ['its owner', 'anew', () => ({ owner: 'Eve', owners: [{ at: asOf - DAY / 2, value: 'Eve' }] })],
  ['its end', 'anew', () => ({ outcome: { kind: 'won', at: asOf - DAY / 2, amountMinor: 5 } })],
])('a deal changed, %s: the model that keeps what it can is the one that counts all anew, to the bit', (_, how, change) => {
  const after = known.map((one) => (one === deal ? tracked({ ...one, ...change(one) }) : one))
  const book = companyBook(after.flatMap(({ track }) => track ?? []))
  const earlier = { histories: known, model }
  expect(laterModel(fitted, after, asOf, book, earlier)).toEqual(laterModel(fitted, after, asOf))
  expect(keptCounts(earlier, after, viewsAt(after, asOf), asOf) === null ? 'anew' : 'kept').toBe(how)
})

test('what wins brought stays what it is while open deals change, and is looked at again where more is told of a won one', () => {
  const changed = (one: DealHistory): ReturnType<typeof laterModel> => {
    const after = known.map((was) => (was === one ? tracked({ ...was, amounts: [{ at: was.createdAt, value: 987_654 }] }) : was))
    const later = laterModel(fitted, after, asOf, undefined, { histories: known, model })
    expect(later).toEqual(laterModel(fitted, after, asOf))
    return later
  }
  const ofOpen = changed(deal)
  expect(ofOpen.amounts).toBe(model.amounts)
  expect(ofOpen.newAmounts).toBe(model.newAmounts)
  expect(ofOpen.topDown).toBe(model.topDown)
  const won = known.find(({ outcome }) => outcome?.kind === 'won')!
  expect(changed(won).amounts).not.toEqual(model.amounts)
})

test('a deal that came or went is counted', () => {
  const rest = known.slice(1)
  const earlier = { histories: known, model }
  expect(laterModel(fitted, rest, asOf, undefined, earlier)).toEqual(laterModel(fitted, rest, asOf))
  const renamed = [{ ...deal, key: 'another' }, ...rest]
  expect(laterModel(fitted, renamed, asOf, undefined, earlier)).toEqual(laterModel(fitted, renamed, asOf))
})

function cut(deal: DealHistory): DealHistory {
  const closed = deal.outcome && deal.outcome.at < asOf ? deal.outcome : null
  return { ...deal, stages: deal.stages.filter(({ at }) => at < asOf), outcome: closed }
}

function tracked(deal: DealHistory): DealHistory {
  const track = trackOfHistory(deal, asOf)
  return track ? { ...deal, track } : deal
}
