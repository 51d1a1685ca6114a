import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { LANDMARK_FEATURES } from './landmark-features.ts'
import type { LandmarkTable } from './landmark-table.ts'
import { leakAlarms } from './leak-alarm.ts'

const ROWS = 600
const FEATURES = LANDMARK_FEATURES.length
const FEATURE = LANDMARK_FEATURES.findIndex(({ name }) => name === 'nextAction')

/** Rows of noise in one week: a third each open, won and lost. `of` sets one feature by cause. */
function rows(of: (cause: number, noise: number) => number): LandmarkTable {
  const source = stream(3, 'rows')
  const x = Float64Array.from({ length: ROWS * FEATURES }, () => uniform(source))
  const cause = Uint8Array.from({ length: ROWS }, (_, row) => row % 3)
  for (let row = 0; row < ROWS; row++) x[row * FEATURES + FEATURE] = of(cause[row]!, uniform(source))
  return {
    rows: ROWS,
    keys: Array.from({ length: ROWS }, (_, i) => `D${i}`),
    deal: Int32Array.from({ length: ROWS }, (_, i) => i),
    at: new Float64Array(ROWS),
    stage: new Uint8Array(ROWS),
    stageName: new Int32Array(ROWS),
    stageNames: ['P'],
    segment: new Uint8Array(ROWS),
    x,
    features: FEATURES,
    dueWeeks: new Float64Array(ROWS),
    amount: new Float64Array(ROWS),
    cause,
    followed: new Float64Array(ROWS).fill(4),
  }
}

test('rows and chances that tell what can be known raise no alarm', () => {
  const honest = rows((_, noise) => noise)
  const source = stream(5, 'chances')
  const chances = Array.from(honest.cause, (cause) => (cause === 1 ? 0.3 : 0) + uniform(source))
  expect(leakAlarms(honest, chances)).toEqual([])
})

test('chances that separate wins from losses better than anybody can are called so', () => {
  const table = rows((_, noise) => noise)
  const chances = Array.from(table.cause, (cause) => (cause === 1 ? 0.9 : 0.1))
  expect(leakAlarms(table, chances)).toEqual([{ kind: 'whole model', feature: null, value: 1, limit: 0.9 }])
})

test('a feature that gives the outcome away is named, whichever way it points', () => {
  for (const sign of [1, -1]) {
    const [alarm, ...others] = leakAlarms(
      rows((cause, noise) => sign * (cause === 1 ? 0.8 + noise : noise)),
      null,
    )
    expect(alarm).toMatchObject({ kind: 'single feature', feature: 'nextAction' })
    expect(alarm!.value).toBeGreaterThan(0.85)
    expect(others).toEqual([])
  }
})

test('a feature known of most closed deals but few open ones is named', () => {
  const table = rows((cause, noise) => (cause === 0 && noise > 0.5 ? NaN : noise))
  expect(leakAlarms(table, null)).toMatchObject([{ kind: 'known of some only', feature: 'nextAction', limit: 0.1 }])
})
