import { expect, test } from 'vitest'
import { fittedView } from './fitted-view.ts'
import { CARD, extent, mapBoxes, type Box, type Placed } from './map-boxes.ts'

const person = (id: string, above: string | null = null, level = 2): Placed => ({ id, above, level })
const box = (boxes: readonly Box[], id: string) => boxes.find((one) => one.id === id) as Box
const overlap = (a: Box, b: Box) => Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height
const overlapping = (boxes: readonly Box[]) =>
  boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} ${b.id}`] : [])))

const bank = [
  person('Marta'),
  person('Anna', 'Marta'),
  person('Sofia', 'Marta'),
  person('Claes', 'Marta'),
  person('Elin', 'Sofia'),
  person('Jonas', 'Claes'),
  person('Henrik', 'Jonas'),
]

test('whoever is reported to stands above those who report, and the first in reading order is the highest', () => {
  const boxes = mapBoxes(bank)
  expect(boxes[0]?.id).toBe('Marta')
  for (const { id, above } of bank) if (above) expect(box(boxes, above).y).toBeLessThan(box(boxes, id).y)
  expect(new Set(['Anna', 'Sofia', 'Claes'].map((id) => box(boxes, id).y)).size).toBe(1)
  expect(overlapping(boxes)).toEqual([])
})

test('the same people stand in the same places, in whatever order they are told', () => {
  expect(mapBoxes(bank)).toEqual(mapBoxes(bank))
})

test('those of whom no line is known stand apart from the lines, the highest level first', () => {
  const boxes = mapBoxes([...bank, person('staff', null, 4), person('executive', null, 0)])
  const apart = (id: string) => {
    const { x, y } = box(boxes, id)
    return (
      bank.every((one) => box(boxes, one.id).x + CARD.width < x) || bank.every((one) => box(boxes, one.id).y + CARD.height < y)
    )
  }
  expect([apart('executive'), apart('staff')]).toEqual([true, true])
  expect(boxes.findIndex(({ id }) => id === 'executive')).toBeLessThan(boxes.findIndex(({ id }) => id === 'staff'))
  expect(overlapping(boxes)).toEqual([])
})

test('lines that lead in a circle, to oneself or to nobody neither hang nor lose anybody', () => {
  const boxes = mapBoxes([person('a', 'b'), person('b', 'c'), person('c', 'a'), person('d', 'd'), person('e', 'nobody')])
  expect(boxes.map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(overlapping(boxes)).toEqual([])
})

const forty = {
  'under one head': Array.from({ length: 40 }, (_, i) => person(`p${i}`, i === 0 ? null : 'p0')),
  'in four departments': Array.from({ length: 40 }, (_, i) => person(`p${i}`, i === 0 ? null : i < 5 ? 'p0' : `p${1 + (i % 4)}`)),
  'without any line': Array.from({ length: 40 }, (_, i) => person(`p${i}`)),
}

test.each(Object.entries(forty))('forty people %s fit a desk at a size at which names can be read', (_, people) => {
  const boxes = mapBoxes(people)
  expect(boxes).toHaveLength(40)
  expect(overlapping(boxes)).toEqual([])
  const { zoom } = fittedView(extent(boxes), { width: 1180, height: 620 })
  // From far a card shows the name in 21 px; 9 px on screen is the least that reads.
  expect(21 * zoom).toBeGreaterThanOrEqual(9)
  expect(extent(boxes).width * zoom).toBeLessThanOrEqual(1180)
})
