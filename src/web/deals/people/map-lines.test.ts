import { expect, test } from 'vitest'
import { madeEdge, madeGhost } from './made-map.ts'
import { mapBoxes } from './map-boxes.ts'
import { mapLines, shownEdges } from './map-lines.ts'

const edges = [
  madeEdge('Anna', 'reports-to', 'Marta'),
  madeEdge('Anna', 'supports', 'Marta', { strength: 0.9 }),
  madeEdge('Elin', 'conflicts', 'Jonas', { strength: 0.8 }),
  madeEdge('Claes', 'supports', 'Marta', { strength: 0.7 }),
  madeEdge('Jonas', 'influences', 'Claes', { strength: 0.6 }),
  madeEdge('Jonas', 'works-with', 'Anna', { strength: 1 }),
  madeEdge('Sofia', 'supports', 'Marta', { strength: 0.95, state: 'suggested', source: 'suggested' }),
]
const names = (kept: readonly (typeof edges)[number][]) => kept.map(({ from, kind, to }) => `${from} ${kind} ${to}`)

test('nobody selected: every reporting line, and the strongest three of the others, confirmed before suggested', () => {
  expect(names(shownEdges(edges, undefined))).toEqual([
    'Anna reports-to Marta',
    'Anna supports Marta',
    'Elin conflicts Jonas',
    'Claes supports Marta',
  ])
})

test('with somebody selected all of their lines are drawn too, each once', () => {
  const shown = names(shownEdges(edges, 'Jonas'))
  expect(shown).toContain('Jonas influences Claes')
  expect(shown).toContain('Jonas works-with Anna')
  expect(new Set(shown).size).toBe(shown.length)
  expect(shown).not.toContain('Sofia supports Marta')
})

test('lines end at cards of the map: none to somebody who is not on it, and a missing person hangs under whom to ask', () => {
  const boxes = mapBoxes([
    { id: 'Marta', above: null, level: 0 },
    { id: 'Anna', above: 'Marta', level: 2 },
    { id: 'ghost procurement', above: 'Anna', level: 9 },
  ])
  const lines = mapLines({ edges, ghosts: [madeGhost('procurement', 'Anna'), madeGhost('legal', null)] }, boxes, undefined)
  expect(lines.map(({ id }) => id)).toEqual(['missing ghost procurement', 'reports-to Anna Marta', 'supports Anna Marta'])
  const [from, to] = ['Marta', 'Anna'].map((id) => boxes.find((one) => one.id === id))
  const reports = lines.find(({ look }) => look === 'reports')?.path ?? ''
  expect(reports.startsWith(`M${(from?.x ?? 0) + 93} ${(from?.y ?? 0) + 98}`)).toBe(true)
  expect(reports.endsWith(`V${to?.y}`)).toBe(true)
})
