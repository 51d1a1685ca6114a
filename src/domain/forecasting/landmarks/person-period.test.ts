import { expect, test } from 'vitest'
import type { LandmarkTable } from './landmark-table.ts'
import { personPeriodRows } from './person-period.ts'

/** `rows` landmarks: followed for the given weeks, ended by the given cause. */
function table(followed: readonly number[], cause: readonly number[]): LandmarkTable {
  const rows = followed.length
  return {
    rows,
    keys: followed.map((_, i) => `D${String(i).padStart(5, '0')}`),
    deal: Int32Array.from({ length: rows }, (_, i) => i),
    at: new Float64Array(rows),
    stage: new Uint8Array(rows),
    stageName: new Int32Array(rows),
    stageNames: ['P'],
    segment: new Uint8Array(rows),
    x: new Float64Array(rows),
    features: 1,
    dueWeeks: new Float64Array(rows),
    amount: new Float64Array(rows),
    cause: Uint8Array.from(cause),
    followed: Float64Array.from(followed),
  }
}

test('a deal has a row for each week it was seen, the last as far as it was seen', () => {
  const { row, lead, event, exposure, weight } = personPeriodRows(table([2.5, 1, 2], [1, 2, 0]), {
    leads: 39,
    zeroRate: 1,
    seed: 1,
  })
  expect([...row]).toEqual([0, 0, 0, 1, 2, 2])
  expect([...lead]).toEqual([0, 1, 2, 0, 0, 1])
  expect([...event]).toEqual([0, 0, 1, 2, 0, 0])
  expect([...exposure]).toEqual([1, 1, 0.5, 1, 1, 1])
  expect([...weight]).toEqual([1, 1, 1, 1, 1, 1])
})

test('weeks beyond the last lead are left out, with what happened in them', () => {
  expect([...personPeriodRows(table([9.5], [1]), { leads: 4, zeroRate: 1, seed: 1 }).event]).toEqual([0, 0, 0, 0])
})

test('every event is kept, and the weeks without one that are kept stand for all of them', () => {
  const all = table(
    Array.from({ length: 2_000 }, (_, i) => 1.5 + (i % 30)),
    Array.from({ length: 2_000 }, (_, i) => i % 3),
  )
  const whole = personPeriodRows(all, { leads: 39, zeroRate: 1, seed: 1 })
  const some = personPeriodRows(all, { leads: 39, zeroRate: 0.25, seed: 1 })
  const events = (kind: number) => some.event.filter((event) => event === kind).length
  expect([events(1), events(2)]).toEqual([1, 2].map((kind) => whole.event.filter((event) => event === kind).length))
  const exposed = ({ exposure, weight }: typeof whole) => exposure.reduce((sum, share, i) => sum + share * weight[i]!, 0)
  // 30,000 weeks at a quarter each: the standard error of the sum is 1 %.
  expect(exposed(some) / exposed(whole)).toBeGreaterThan(0.97)
  expect(exposed(some) / exposed(whole)).toBeLessThan(1.03)
  expect(some.rows).toBeLessThan(0.35 * whole.rows)
  expect(personPeriodRows(all, { leads: 39, zeroRate: 0.25, seed: 1 })).toEqual(some)
})
