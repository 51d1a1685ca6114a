import { expect, test } from 'vitest'
import { screenPalette } from './palette.ts'
import { waterfall, waterfallBars, waterfallFloor, type WaterfallStep } from './waterfall.ts'

const steps: WaterfallStep[] = [
  { name: '13 Nov', value: 1000, kind: 'total' },
  { name: 'New', value: 50, kind: 'change' },
  { name: 'Slipped', value: -80, kind: 'change' },
  { name: '20 Nov', value: 970, kind: 'total' },
]

test('each change starts where the one before ended', () => {
  expect(waterfallBars(steps)).toEqual([
    { from: 0, to: 1000 },
    { from: 1000, to: 1050 },
    { from: 970, to: 1050 },
    { from: 0, to: 970 },
  ])
})

test('small changes on large levels cut the axis below the lowest level; large ones keep it at 0', () => {
  const floor = waterfallFloor(steps)
  expect(floor).toBeGreaterThan(0)
  expect(floor).toBeLessThan(970)
  expect(
    waterfallFloor([
      { name: 'a', value: 100, kind: 'total' },
      { name: 'b', value: 90, kind: 'change' },
    ]),
  ).toBe(0)
  expect(waterfallFloor([])).toBe(0)
  const unchanged = steps.filter(({ kind }) => kind === 'total').map((step) => ({ ...step, value: 1000 }))
  expect(waterfallFloor(unchanged)).toBe(0)
})

test('below each other the first level stands on top, and every value has room beyond its bar', () => {
  const option = waterfall({ steps, format: String, formatChange: String }, screenPalette, 'rows')
  expect(option.yAxis).toMatchObject({ type: 'category', inverse: true, data: steps.map((step) => step.name) })
  expect(option.xAxis).toMatchObject({ type: 'value', min: waterfallFloor(steps) })
})

test('bars reach the same height as the levels they stand for, whatever the axis starts at', () => {
  const option = waterfall({ steps, format: String, formatChange: String }, screenPalette)
  const [below, change] = option.series as unknown as [{ data: number[] }, { data: { value: number }[] }]
  expect(change.data.map((bar, index) => bar.value + (below.data[index] ?? 0))).toEqual([1000, 1050, 1050, 970])
})

test('values of many bars of like height stand on two lines instead of in each other', () => {
  const many: WaterfallStep[] = [
    { name: '13 Nov', value: 3520, kind: 'total' },
    ...[17, -2, 17, 98, -310, -20].map((value, i) => ({ name: `kind ${i}`, value, kind: 'change' as const })),
    { name: '20 Nov', value: 3320, kind: 'total' },
  ]
  const option = waterfall({ steps: many, format: String, formatChange: String }, screenPalette)
  const [, change] = option.series as unknown as [unknown, { data: { label: { distance: number } }[] }]
  expect(change.data.map(({ label }) => label.distance)).toEqual([4, 16, 4, 16, 4, 16, 4, 16])
})
