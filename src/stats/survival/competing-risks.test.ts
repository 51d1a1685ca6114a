import { expect, test } from 'vitest'
import reference from './competing-risks.reference.json' with { type: 'json' }
import { emptyCounts, incidence, shrunkRates, type RiskCounts } from './competing-risks.ts'

const INTERVALS = 8
const one = (): number => 1

function observed(): RiskCounts {
  const counts = emptyCounts(INTERVALS)
  for (const [i, time] of reference.time.entries()) {
    const list = [counts.censored, counts.win, counts.loss][reference.cause[i]!]!
    list[time - 1]! += 1
  }
  return counts
}

function constant(win: number, loss: number): { win: Float64Array; loss: Float64Array } {
  return { win: new Float64Array(INTERVALS).fill(win), loss: new Float64Array(INTERVALS).fill(loss) }
}

test('without shrinkage the incidence is that of Aalen and Johansen', () => {
  const result = incidence(shrunkRates(observed(), constant(0.1, 0.1), 1, { win: 0, loss: 0 }, 0), one, one)
  for (const [k, [win, loss, open]] of reference.incidence.slice(0, -1).entries()) {
    expect(result.win[k]).toBeCloseTo(win!, 8)
    expect(result.loss[k]).toBeCloseTo(loss!, 8)
    expect(result.open[k]).toBeCloseTo(open!, 8)
  }
})

test('a group without members has its parent’s rates', () => {
  const rates = shrunkRates(emptyCounts(INTERVALS), constant(0.03, 0.07), 1, { win: 5, loss: 5 }, 10)
  for (const rate of rates.win) expect(rate).toBeCloseTo(0.03, 12)
  for (const rate of rates.loss) expect(rate).toBeCloseTo(0.07, 12)
})

test('a large group outweighs its parent, and its counts are not needed twice', () => {
  const many = observed()
  for (const list of [many.win, many.loss, many.censored]) for (let k = 0; k < INTERVALS; k++) list[k]! *= 1000
  const own = incidence(shrunkRates(many, constant(0.9, 0.01), 1, { win: 5, loss: 5 }, 10), one, one)
  const alone = incidence(shrunkRates(observed(), constant(0.9, 0.01), 1, { win: 0, loss: 0 }, 0), one, one)
  expect(own.win[5]).toBeCloseTo(alone.win[5]!, 3)
})

test('a group that never won, watched for a while, is not expected to win later either', () => {
  const silent = emptyCounts(INTERVALS)
  silent.censored[3] = 300
  const rates = shrunkRates(silent, constant(0.2, 0.05), 1, { win: 5, loss: 5 }, 10)
  expect(rates.win[7]).toBeLessThan(0.02)
})

test('won, lost and open add up to one', () => {
  const result = incidence(constant(0.3, 0.4), (k) => k, one)
  for (let k = 0; k < INTERVALS; k++) expect(Math.abs(result.win[k]! + result.loss[k]! + result.open[k]! - 1)).toBeLessThan(1e-12)
})
