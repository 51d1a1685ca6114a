import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitDealModel, type DealModel } from '../forecast-model.ts'
import { trackOfHistory } from '../landmarks/track-of-history.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { leadParts, type LeadLook } from './lead-parts.ts'

/** Wins within two weeks, a month, two and three months of one day; the losses came as said. */
function quarter(came: readonly number[], said: readonly number[]): { win: LeadLook; loss: LeadLook } {
  const even = { observed: [40, 40, 40, 40], expected: [40, 40, 40, 40] }
  return { win: { observed: [...came], expected: [...said] }, loss: even }
}

test('quarters that went on as was said leave every part alone, and so do those of which more or less was won as a whole', () => {
  const said = [30, 40, 60, 50]
  expect(leadParts([])).toBeNull()
  for (const share of [0.5, 1, 2]) {
    const { win, loss } = leadParts([
      quarter(
        said.map((wins) => wins * share),
        said,
      ),
    ])!
    for (const factor of [...win, ...loss]) expect(factor).toBeCloseTo(1, 6)
  }
})

test('parts that differ no more than by chance are drawn to one, and months that are always empty are believed', () => {
  const chance = leadParts([quarter([33, 35, 66, 46], [30, 40, 60, 50])])!
  for (const factor of chance.win) expect(Math.abs(factor - 1)).toBeLessThan(0.02)
  const empty = quarter([60, 2, 70, 50], [30, 40, 60, 50])
  const one = leadParts([empty])!
  expect(one.win[1]).toBeLessThan(0.3)
  expect(leadParts([empty, empty, empty])!.win[1]).toBeLessThan(one.win[1]!)
  expect(one.win[4]).toBe(1)
  expect(one.loss.every((factor) => Math.abs(factor - 1) < 1e-6)).toBe(true)
})

test('a large company is not believed more than its quarters: how each month fares by itself is not told by their deals', () => {
  const [came, said] = [
    [500, 400, 580, 520],
    [470, 470, 560, 500],
  ]
  const all = leadParts([quarter(came, said)])!
  for (const factor of all.win) expect(Math.abs(factor - 1)).toBeLessThan(0.03)
})

const DAY_ONE = Date.parse('2025-04-01')

/** Of deals older than two weeks none closes in the first month of a quarter: those due then wait for the second. */
function waitingCompany(): DealHistory[] {
  const source = stream(5, 'waiting')
  return Array.from({ length: 600 }, (_, i): DealHistory => {
    const createdAt = DAY_ONE - 15 * MS_PER_DAY - uniform(source) * 450 * MS_PER_DAY
    const soon = uniform(source) < 0.3
    const due = createdAt + (soon ? 1 + 12 * uniform(source) : 25 + 90 * uniform(source)) * MS_PER_DAY
    const date = new Date(due)
    const waits = !soon && date.getUTCMonth() % 3 === 0
    const at = waits ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) + uniform(source) * 28 * MS_PER_DAY : due
    const history: DealHistory = {
      key: `W${i}`,
      pipeline: 'sales',
      createdAt,
      stages: [{ stage: 'Talks', at: createdAt }],
      outcome: { kind: uniform(source) < 0.6 ? 'won' : 'lost', at, amountMinor: null },
      amountMinor: null,
      listAmountMinor: null,
      owner: null,
      team: null,
      segment: null,
      expectedClose: null,
    }
    const track = trackOfHistory(history, DAY_ONE)
    return track ? { ...history, track } : history
  })
}

test('where no older deal ever closes in the first month of a quarter, members that know no such habit are told of it', () => {
  const histories = waitingCompany()
  const open = viewsAt(histories, DAY_ONE).filter(({ outcome }) => outcome === null)
  const model = fitDealModel(histories, DAY_ONE)
  const ladder = { ...model.ladder!, shares: [0, 1, 0, 0] }
  const won = (of: DealModel, days: number): number =>
    openChances(of, open, DAY_ONE).reduce((sum, { win }) => sum + atLead(win, days), 0)
  const told = { ...model, ladder }
  const untold = { ...model, ladder: { ...ladder, parts: null } }
  const firstMonth = open.filter(({ history: { outcome } }) => outcome!.kind === 'won' && outcome!.at < DAY_ONE + 30 * MS_PER_DAY)
  expect(firstMonth).toHaveLength(0)
  expect(won(told, 28)).toBeLessThan(0.5 * won(untold, 28))
  expect(won(told, 90)).toBeGreaterThan(0.7 * won(untold, 90))
})
