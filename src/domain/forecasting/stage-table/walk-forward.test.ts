import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { walkForward } from './walk-forward.ts'

const asOf = Date.parse('2026-01-01')
const { histories } = knownWorld({ seed: 4, start: '2023-06-01', days: 945, dealsPerWeek: 30, shock: 0 })

const walked = past(histories)

function past(deals: readonly DealHistory[]): ReturnType<typeof walkForward> {
  return walkForward(viewsAt(deals, asOf), asOf, 1)
}

test('sellers who win more quarter after quarter are admitted, names dealt out at random are not', () => {
  expect(walked.settings.owners).toBe(true)
  const source = stream(8, 'names')
  const names = ['Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jon']
  const shuffled = histories.map((deal) => ({ ...deal, owner: names[Math.floor(uniform(source) * names.length)]! }))
  expect(past(shuffled).settings.owners).toBe(false)
})

test('forecasts of a company with steady laws need no correction', () => {
  const { guard, trials } = walked
  expect(trials).toHaveLength(6)
  expect(Math.abs(Math.log(guard.win))).toBeLessThan(0.08)
  expect(Math.abs(Math.log(guard.loss))).toBeLessThan(0.08)
})

test('each trial knows only what was known on its first day', () => {
  for (const { origin, views } of walked.trials)
    for (const view of views) {
      expect(view.end).toBeLessThanOrEqual(origin)
      expect(view.stages.at(-1)!.at).toBeLessThan(origin)
    }
})

test('a company that has closed next to nothing has no trials and plain settings', () => {
  const young = histories.filter((deal) => deal.createdAt > asOf - 20 * MS_PER_DAY)
  expect(past(young)).toMatchObject({ trials: [], guard: { win: 1, loss: 1 }, settings: { owners: false, segments: false } })
})
