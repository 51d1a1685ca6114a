import { expect, test } from 'vitest'
import { readFigure } from './figure-field.tsx'
import { contentOf, draftOf, emptyNumbers, foundBeside, problemOf } from './pack-draft.ts'

const draft = {
  ...draftOf({
    title: 'Business case: payments',
    audience: 'Marta Kowalczyk, CFO',
    problem: '',
    proposal: '',
    benefits: ['Two days sooner'],
    costOfInaction: '',
    risks: [],
    nextSteps: [],
    roi: null,
    objections: [{ topic: 'Price', quote: 'Too expensive', by: 'Marta', activityId: 'a1', answer: '' }],
  }),
}

test('lists are written one entry a line, and what is empty is not saved', () => {
  const written = {
    ...draft,
    benefits: ' Two days sooner \n\nNo weekend work\n',
    risks: [
      { risk: '', answer: ' ' },
      { risk: 'Data migration', answer: '' },
    ],
    objections: [...draft.objections, { topic: '', quote: '', by: '', activityId: null, answer: '' }],
  }
  expect(contentOf(written)).toMatchObject({
    benefits: ['Two days sooner', 'No weekend work'],
    risks: [{ risk: 'Data migration', answer: '' }],
    objections: [{ topic: 'Price' }],
  })
  expect(draftOf(contentOf(written)).benefits).toBe('Two days sooner\nNo weekend work')
})

test('a pack without a title, with an answer to no risk, or with more lines than it takes says so before it is sent', () => {
  expect(problemOf(draft)).toBeUndefined()
  expect(problemOf({ ...draft, title: ' ' })).toBe('Write a title')
  expect(problemOf({ ...draft, nextSteps: 'Step\n'.repeat(31) })).toBe('Next steps: at most 30 lines')
  expect(problemOf({ ...draft, risks: [{ risk: '', answer: 'Pilot first' }] })).toBe('Name the risk of every answer')
})

test('a doubt of the records is offered until the pack holds it, another of the same mail still is', () => {
  const found = [
    { topic: 'Price', quote: 'Too expensive', by: 'Marta', at: '2026-11-03T09:00:00Z', activityId: 'a1' },
    { topic: 'Security', quote: 'Not sure about the audit', by: 'Marta', at: '2026-11-03T09:00:00Z', activityId: 'a1' },
  ]
  expect(foundBeside(draft, found).map(({ topic }) => topic)).toEqual(['Security'])
})

test('numbers begin with the price of the deal and nothing else of the customer', () => {
  const numbers = emptyNumbers('EUR', 12_000_000)
  expect(numbers).toMatchObject({ currency: 'EUR', pricePerYearMinor: 12_000_000, volumePerYear: 0, savedShare: 0, source: '' })
})

test('figures are read as people write them, shares in percent, and never beyond their bounds', () => {
  expect(readFigure('12,000', 'number')).toBe(12_000)
  expect(readFigure('15%', 'share')).toBe(0.15)
  expect(readFigure('', 'share')).toBe(0)
  expect(readFigure('3', 'years')).toBe(3)
  for (const [text, kind] of [
    ['120%', 'share'],
    ['-5', 'number'],
    ['2.5', 'years'],
    ['0', 'years'],
    ['many', 'number'],
  ] as const)
    expect(readFigure(text, kind)).toBeUndefined()
})
