import { expect, test } from 'vitest'
import { normalCdf } from './normal-cdf.ts'
import { normalQuantile } from './normal-quantile.ts'
import reference from './normal.reference.json' with { type: 'json' }

test('the normal distribution function agrees with scipy', () => {
  for (const [z, p] of reference.cdf) {
    expect(Math.abs(normalCdf(z!) - p!)).toBeLessThan(1e-14)
    if (p! > 1e-30) expect(normalCdf(z!) / p!).toBeCloseTo(1, 7)
  }
})

test('the normal quantile agrees with scipy', () => {
  for (const [p, z] of reference.quantile)
    expect(Math.abs(normalQuantile(p!) - z!)).toBeLessThan(1e-13 * Math.max(1, Math.abs(z!)))
})

test('chances of 0 and 1 lie infinitely far out', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
})
