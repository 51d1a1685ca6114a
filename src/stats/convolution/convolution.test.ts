import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { fft } from './fft.ts'
import { gaussHermite } from './gauss-hermite.ts'
import { amountSpectrum, lawOfSum, quantileOfLaw } from './law-of-sum.ts'

test('a transform is the sum that defines it, and turns back into what it was made of', () => {
  const source = stream(1, 'fft')
  const real = Float64Array.from({ length: 64 }, () => uniform(source))
  const imaginary = Float64Array.from({ length: 64 }, () => uniform(source))
  const [re, im] = [real.slice(), imaginary.slice()]
  fft(re, im, 'forward')
  for (const k of [0, 1, 17, 63]) {
    let [sumRe, sumIm] = [0, 0]
    for (let n = 0; n < 64; n++) {
      const angle = (-2 * Math.PI * k * n) / 64
      sumRe += real[n]! * Math.cos(angle) - imaginary[n]! * Math.sin(angle)
      sumIm += real[n]! * Math.sin(angle) + imaginary[n]! * Math.cos(angle)
    }
    expect(Math.abs(re[k]! - sumRe) + Math.abs(im[k]! - sumIm)).toBeLessThan(1e-12)
  }
  fft(re, im, 'inverse')
  expect(Math.max(...re.map((value, i) => Math.abs(value - real[i]!)))).toBeLessThan(1e-14)
  expect(() => fft(new Float64Array(6), new Float64Array(6), 'forward')).toThrow('power of two')
})

test('the number of wins of equal deals is binomial', () => {
  const spectrum = amountSpectrum([1], 64)
  const law = lawOfSum(
    Array.from({ length: 30 }, () => ({ chance: 0.3, spectrum })),
    64,
  )
  let term = 0.7 ** 30
  for (let k = 0; k <= 30; k++) {
    expect(Math.abs(law[k]! - term)).toBeLessThan(1e-13)
    term *= ((30 - k) / (k + 1)) * (0.3 / 0.7)
  }
  expect(quantileOfLaw(law, 0.5)).toBe(9)
})

test('different amounts add up as by hand', () => {
  const law = lawOfSum(
    [
      { chance: 0.5, spectrum: amountSpectrum([2, 3], 16) },
      { chance: 0.2, spectrum: amountSpectrum([5], 16) },
    ],
    16,
  )
  const byHand = { 0: 0.4, 2: 0.2, 3: 0.2, 5: 0.1, 7: 0.05, 8: 0.05 }
  for (const [step, chance] of Object.entries(byHand)) expect(law[Number(step)]).toBeCloseTo(chance, 12)
})

test('32 nodes give the moments of the normal, and its means of smooth functions', () => {
  const { nodes, weights } = gaussHermite(32)
  expect(nodes).toHaveLength(32)
  const mean = (f: (z: number) => number): number => nodes.reduce((sum, z, i) => sum + weights[i]! * f(z), 0)
  for (const [power, moment] of [
    [0, 1],
    [1, 0],
    [2, 1],
    [4, 3],
    [8, 105],
    [12, 10_395],
  ] as const)
    expect(mean((z) => z ** power) - moment).toBeCloseTo(0, power > 8 ? 5 : 9)
  expect(mean((z) => Math.exp(z / 2))).toBeCloseTo(Math.exp(1 / 8), 12)
})
