import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { AS_SAID, learnChanceSlope, sloped, type SlopeCases } from './chance-slope.ts'

/** Deals that are won with a true chance, of which is said what lies nearer to even by `timidity`; some are still open. */
function deals(n: number, timidity: number, open: number): SlopeCases {
  const source = stream(1, `deals ${n}`)
  const cases = {
    win: new Float64Array(n),
    loss: new Float64Array(n),
    winBy: new Float64Array(n),
    lossBy: new Float64Array(n),
    ends: new Uint8Array(n),
    weights: new Float64Array(n).fill(1),
  }
  for (let i = 0; i < n; i++) {
    const logit = 6 * uniform(source) - 3
    const said = 1 / (1 + Math.exp(-logit * timidity))
    cases.win[i] = said
    cases.loss[i] = 1 - said
    // Deals end at any time, the later half of which is not seen yet where `open` is a half.
    const won = uniform(source) < 1 / (1 + Math.exp(-logit))
    if (uniform(source) < open) {
      cases.winBy[i] = said * (1 - open)
      cases.lossBy[i] = (1 - said) * (1 - open)
    } else cases.ends[i] = won ? 1 : 2
  }
  return cases
}

test('what was said too timidly of many deals is sharpened by as much, however many of them are still open', () => {
  expect(learnChanceSlope(deals(12_000, 0.8, 0)).slope).toBeCloseTo(1.25, 1)
  expect(learnChanceSlope(deals(12_000, 0.8, 0.5)).slope).toBeCloseTo(1.25, 1)
})

test('what was said rightly stays as it was said, and a few deals prove nothing', () => {
  expect(learnChanceSlope(deals(6_000, 1, 0.3)).slope).toBeCloseTo(1, 1)
  const few = learnChanceSlope(deals(20, 0.8, 0)).slope
  expect(Math.abs(few - 1)).toBeLessThan(0.08)
  expect(learnChanceSlope(deals(0, 1, 0))).toEqual(AS_SAID)
})

test('what was said too boldly is left to the members: averaging made it no bolder', () => {
  expect(learnChanceSlope(deals(2_000, 1.3, 0.2))).toEqual(AS_SAID)
})

test('as many deals are won in all as were said to be', () => {
  const cases = deals(500, 0.7, 0.2)
  const slope = learnChanceSlope(cases)
  const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0)
  const read = [...cases.win].map((win, i) => {
    const loss = cases.loss[i]!
    return sloped({ win: Float64Array.of(win), loss: Float64Array.of(loss), open: Float64Array.of(1 - win - loss) }, slope)
      .win[0]!
  })
  expect(slope.slope).toBeGreaterThan(1.1)
  expect(sum(read)).toBeCloseTo(sum(cases.win), 3)
})

test('a sharpened curve rises as before, stays within certainty and closes when it did', () => {
  const curve = {
    win: Float64Array.of(0.3, 0.5, 0.6),
    loss: Float64Array.of(0.05, 0.2, 0.35),
    open: Float64Array.of(0.65, 0.3, 0.05),
  }
  const { win, loss, open } = sloped(curve, { level: 0.1, slope: 1.4 })
  expect(win[2]).toBeGreaterThan(0.6)
  expect(open[2]).toBeCloseTo(0.05, 12)
  expect(win[0]! / win[2]!).toBeCloseTo(0.5, 12)
  expect(loss[1]! / loss[2]!).toBeCloseTo(0.2 / 0.35, 12)
  for (let k = 0; k < 3; k++) {
    expect(open[k]!).toBeGreaterThan(0)
    expect(win[k]! + loss[k]! + open[k]!).toBeCloseTo(1, 12)
  }
  expect(sloped(curve, AS_SAID)).toEqual(curve)
})
