import { expect, test } from 'vitest'
import { logGamma } from './log-gamma.ts'

test.each([
  [0.001, 6.907178885383854],
  [0.5, 0.5723649429247004],
  [1, 0.0],
  [2, 0.0],
  [3.7, 1.4280723266653883],
  [8, 8.525161361065415],
  [100.25, 360.2845596377643],
  [50000, 490984.42327157187],
])('ln Γ(%d) is that of the C library', (x, value) => {
  expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-10 * Math.max(1, Math.abs(value)))
})
