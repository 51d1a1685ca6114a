import { expect, test } from 'vitest'
import { hasLeft } from './people-queries.ts'

const contact = { id: 'noor', externalId: null, name: 'Noor Rossi', title: 'CFO' }
const row = { records: ['noor-2', 'noor'] }

test('who left is nobody to write to, under whichever record, unless it was a false alarm', () => {
  expect(hasLeft(row, { items: [{ contact, state: 'open' }] })).toBe(true)
  expect(hasLeft(row, { items: [{ contact, state: 'done' }] })).toBe(true)
  expect(hasLeft(row, { items: [{ contact, state: 'false-alarm' }] })).toBe(false)
  expect(hasLeft({ records: ['wen'] }, { items: [{ contact, state: 'open' }] })).toBe(false)
  expect(hasLeft(row, undefined)).toBe(false)
})
