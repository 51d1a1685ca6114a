import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { inputFromText } from './text-input.ts'

const Search = z.object({
  q: z.string().trim().optional(),
  stage: z.array(z.enum(['open', 'won', 'lost'])).optional(),
  weeks: z.array(z.int()).optional(),
  limit: z.int().default(100),
  share: z.number().nullable().optional(),
  closed: z.boolean().default(false),
  filter: z.object({ from: z.string() }).prefault({ from: 'x' }),
  own: z.record(z.string(), z.unknown()).readonly().optional(),
})

describe('text becomes what the schema expects', () => {
  test.each([
    [{ q: '12' }, { q: '12' }],
    [
      { limit: '12', share: '-0.5' },
      { limit: 12, share: -0.5 },
    ],
    [{ closed: 'true' }, { closed: true }],
    [{ closed: '' }, { closed: true }],
    [{ closed: 'false' }, { closed: false }],
    [{ stage: 'open,won' }, { stage: ['open', 'won'] }],
    [{ stage: ['open', 'won'] }, { stage: ['open', 'won'] }],
    [{ stage: '' }, { stage: [] }],
    [{ weeks: ['1', '2'] }, { weeks: [1, 2] }],
    [
      { filter: '{"from":"a"}', own: '{"b":[1]}' },
      { filter: { from: 'a' }, own: { b: [1] } },
    ],
    [{ limit: ['5', '7'] }, { limit: 7 }],
    [{ q: undefined }, {}],
  ])('%j', (text, input) => {
    expect(inputFromText(Search, text)).toEqual(input)
  })
})

describe('text that does not fit is left for the schema to name', () => {
  test.each([
    ['limit', 'many'],
    ['limit', ' '],
    ['limit', 'Infinity'],
    ['closed', 'yes'],
    ['filter', '{"from"'],
    ['stage', 'sold'],
    ['weeks', '1,second'],
  ])('%s %j', (field, text) => {
    const parsed = Search.safeParse(inputFromText(Search, { [field]: text }))
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues[0]?.path[0]).toBe(field)
  })

  test('a field that the schema does not know is passed on, so that it can be refused by name', () => {
    expect(z.strictObject(Search.shape).safeParse(inputFromText(Search, { stgae: 'open' })).error?.issues[0]).toMatchObject({
      keys: ['stgae'],
    })
  })
})
