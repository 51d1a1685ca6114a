import { expect, test } from 'vitest'
import { LANDMARK_FEATURES, PATTERN_FEATURES, RECORDED_FEATURES } from './landmark-features.ts'
import { day, deal, followed, moved, opened, week } from './made-deals.ts'
import { landmarksAt } from './open-landmarks.ts'
import { fillPatterns } from './patterns.ts'
import { SHIPPED_PATTERNS } from './shipped-patterns.ts'

const tracks = ['proposal', 'negotiation', 'qualification'].map((stage, i) =>
  followed(deal(`D${i}`, [opened(day(1)), moved(day(10 + i), stage)]), week(9)),
)
const table = landmarksAt(tracks, week(9))
const patternsOf = ({ x }: typeof table, row: number): number[] =>
  PATTERN_FEATURES.map((_, p) => x[row * LANDMARK_FEATURES.length + RECORDED_FEATURES.length + p]!)

test('patterns look at the features that rows have, by name and in order', () => {
  expect(SHIPPED_PATTERNS.columns).toEqual([...RECORDED_FEATURES.map(({ name }) => name), 'stage', 'segment', 'due'])
  expect(SHIPPED_PATTERNS.edges).toHaveLength(SHIPPED_PATTERNS.columns.length)
})

test('every row has its patterns, and deals that differ have different ones', () => {
  const all = [0, 1, 2].map((row) => patternsOf(table, row))
  expect(all.flat().every(Number.isFinite)).toBe(true)
  expect(new Set(all.map(String)).size).toBe(3)
})

test('where a row changes, its patterns are found anew, and nobody else’s', () => {
  const changed = { ...table, x: table.x.slice() }
  const silence = LANDMARK_FEATURES.findIndex(({ name }) => name === 'sinceSign')
  for (const row of [0, 1]) changed.x[row * table.features + silence] = 3
  fillPatterns(changed, [0])
  expect(patternsOf(changed, 0)).not.toEqual(patternsOf(table, 0))
  expect(patternsOf(changed, 1)).toEqual(patternsOf(table, 1))
})
